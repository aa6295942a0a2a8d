"""Who stands behind reports, how much these weigh, what comes of them. Pure Python."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from leitsaetze.comments.rules import ILLEGAL, Status, Verdict
from leitsaetze.language import translatable

MAX_WORDS = 3000
MAX_NAME = 80
RECEIPT_LENGTH = 10  # one more than feedback's, so that no number stands for two things
LETTERS_PER_DAY = 3  # receipts to one address
MOST_OPEN = 50  # of one kind about one comment: more would tell the moderators nothing new
ADDRESS_KEPT_FOR = timedelta(days=30)  # after the decision; the form says so
KEPT_FOR = timedelta(days=365)
BREAKS_THE_LAW = "rechtswidrig"  # in the form, beside the numbers of rules


class Outcome(StrEnum):
    """What came of a report."""

    HIDDEN = "hidden"
    STAYS = "stays"
    SHORTENED = "shortened"  # a passage is hidden, the rest stays
    GONE = "gone"  # its author took the comment back, or it was erased: there is nothing to decide


# A verdict answers the reports that wait; any other leaves them waiting.
OUTCOMES = {
    Verdict.HIDE: Outcome.HIDDEN,
    Verdict.PUBLISH: Outcome.STAYS,
    Verdict.DISMISS_REPORTS: Outcome.STAYS,
    Verdict.HIDE_PASSAGE: Outcome.SHORTENED,
    Verdict.WITHDRAW: Outcome.GONE,
    Verdict.ERASE: Outcome.GONE,
}
# Why there is nothing to report.
PAST_REPORTING = {
    Status.PENDING: translatable(
        "Dieser Kommentar ist gerade nicht zu lesen: Die Moderation sieht ihn sich noch einmal an. "
        "Sie brauchen nichts weiter zu tun."
    ),
    Status.HIDDEN: translatable(
        "Dieser Kommentar ist schon ausgeblendet. Sie brauchen nichts weiter zu tun."
    ),
    Status.WITHDRAWN: translatable(
        "Wer diesen Kommentar geschrieben hat, hat ihn zurückgezogen. Er ist nicht mehr zu lesen."
    ),
    Status.ERASED: translatable("Der Inhalt dieses Kommentars ist gelöscht."),
}


def persons(traces: Iterable[Iterable[str]]) -> int:
    """Return how many people stand behind reports; each has left traces: of address and network.

    Reports with one trace in common count as those of one person. So nobody becomes many by giving
    many addresses; neighbours who share a network count as one.
    """
    groups: list[set[str]] = []
    for trace in traces:
        own = set(trace)
        for group in groups:
            if group & own:
                own |= group
        groups = [group for group in groups if not group & own] + [own]
    return len(groups)


def weight(people: int, *, illegal: bool) -> int:
    """Return how reports stand in the queue: as QueueEntry.reported, smallest first."""
    return -people - (ILLEGAL if illegal and people else 0)


def holds_back(people: int, setting: str) -> bool:
    """Tell whether so many people are enough; a setting that says nothing means: never."""
    enough = int(setting) if setting.isascii() and setting.isdecimal() else 0
    return 0 < enough <= people


def receipt_code(written: str) -> str:
    """Return a receipt number as it is kept, however it was written down; "" if it is none."""
    code = "".join(c for c in written.upper() if c.isalnum())
    return code if len(code) == RECEIPT_LENGTH else ""
