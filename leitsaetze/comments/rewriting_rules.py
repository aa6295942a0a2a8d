"""How authors change what they have written: until when, what it leads to. Pure Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from leitsaetze.comments.passage_rules import Span, occurrences
from leitsaetze.comments.rules import Status, Verdict, next_status
from leitsaetze.errors import RuleViolation

CHANGEABLE = frozenset({Status.PENDING, Status.PUBLISHED, Status.HIDDEN})
WITHDRAWABLE = CHANGEABLE
MOST_VERSIONS = 20  # of one comment by its author; nobody needs more within the time there is
LINK_HOLDS = timedelta(days=90)  # of the link to one's own comment in a letter


@dataclass(frozen=True)
class Text:
    """What whether a comment can be changed depends on. `waits` says that a second look does."""

    status: Status
    received_at: datetime | None
    minutes: int
    versions: int
    waits: bool = False


def last_moment(received_at: datetime | None, minutes: int) -> datetime | None:
    """Return until when an author may change a comment; None while that time has not begun."""
    if received_at is None or minutes <= 0:
        return None
    return received_at + timedelta(minutes=minutes)


def is_open(status: Status, until: datetime | None, at: datetime) -> bool:
    """Tell whether a comment in this state can be changed at a moment."""
    return status in CHANGEABLE and until is not None and at < until


def refuse_change(text: Text, at: datetime) -> None:
    """Raise RuleViolation, with the reason, when the author cannot change a comment any more."""
    if text.status is Status.AWAITING_CONFIRMATION:
        raise RuleViolation(
            "Bitte bestätigen Sie den Kommentar zuerst. Dann können Sie ihn ändern."
        )
    if text.status not in CHANGEABLE:
        raise RuleViolation("Dieser Kommentar ist zurückgezogen oder gelöscht.")
    if text.minutes <= 0:
        raise RuleViolation("In diesem Dialog lassen sich Kommentare nachträglich nicht ändern.")
    if not is_open(text.status, last_moment(text.received_at, text.minutes), at):
        raise RuleViolation(
            "Die Zeit, in der sich der Kommentar ändern lässt, ist vorbei. Es wurde nichts "
            "geändert. Sie können einen weiteren Kommentar schreiben oder diesen zurückziehen."
        )
    if text.waits:
        raise RuleViolation(
            "Sie haben um eine Überprüfung gebeten. Bis sie entschieden ist, bleibt der Text, wie "
            "er ist."
        )
    if text.versions >= MOST_VERSIONS:
        raise RuleViolation("Dieser Kommentar wurde schon sehr oft geändert. Mehr geht nicht.")


def status_after(status: Status, *, checked_first: bool) -> Status:
    """Return the status of a comment whose author has changed it.

    It waits for the moderators, unless it was public and nobody has to check it first.
    """
    waits = next_status(status, Verdict.EDIT)
    return status if status is Status.PUBLISHED and not checked_first else waits


def found_again(text: str, passages: Iterable[tuple[int, list[str]]]) -> dict[int, list[Span]]:
    """Return where hidden passages stand in the words an author has put in place of the old ones.

    `passages` are numbers and words; so are the answer's places, none of which overlap. What is
    not in the text any more is not in the answer.
    """
    wanted = sorted(_one_by_one(passages), key=lambda it: len(it[1]), reverse=True)
    taken: list[Span] = []
    found: dict[int, list[Span]] = {}
    for number, words in wanted:
        for span in occurrences(text, words, [(0, len(text))]):
            if all(span[1] <= begin or end <= span[0] for begin, end in taken):
                taken.append(span)
                found.setdefault(number, []).append(span)
    return {number: sorted(spans) for number, spans in found.items()}


def _one_by_one(passages: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    for number, words in passages:
        for it in words:
            yield number, it
