"""One deed on many entries of the queue: what it can be, and which entries it leaves. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leitsaetze.comments.rules import Status
from leitsaetze.language import translatable

MOST = 50  # entries at once


class BatchDeed(StrEnum):
    """What can be done to many at once; the value stands in the address."""

    PUBLISH = "veroeffentlichen"
    SETTLE = "keine-antwort"
    ASSIGN = "zuteilen"
    SPAM = "spam"


class Outcome(StrEnum):
    """What came of one entry."""

    OPEN = "open"
    DONE = "done"
    LEFT = "left"
    UNDONE = "undone"


class Left(StrEnum):
    """Why an entry stays as it is."""

    PUBLISHED = "published"
    PENDING = "pending"
    HIDDEN = "hidden"
    ANSWERED = "answered"
    PROPOSED = "proposed"
    HIDING = "hiding"
    SETTLED = "settled"
    GONE = "gone"
    CLAIMED = "claimed"
    CHANGED = "changed"
    REFUSED = "refused"


LEFT_WORDS = {
    Left.PUBLISHED: translatable("Er ist schon veröffentlicht."),
    Left.PENDING: translatable("Er ist noch nicht veröffentlicht."),
    Left.HIDDEN: translatable("Er ist ausgeblendet; das entscheiden Sie bitte einzeln."),
    Left.ANSWERED: translatable("Er ist schon beantwortet; das entscheiden Sie bitte einzeln."),
    Left.PROPOSED: translatable(
        "Dafür liegt eine Antwort zum Gegenlesen; das entscheiden Sie bitte einzeln."
    ),
    Left.HIDING: translatable(
        "Jemand hat vorgeschlagen, ihn auszublenden; das entscheiden Sie bitte einzeln."
    ),
    Left.SETTLED: translatable("Er ist schon erledigt."),
    Left.GONE: translatable("Er ist zurückgezogen oder gelöscht."),
    Left.CLAIMED: translatable("Jemand anderes arbeitet gerade daran."),
    Left.CHANGED: translatable("Er hat sich inzwischen geändert."),
    Left.REFUSED: translatable("Das ging bei diesem Eintrag nicht. Bitte öffnen Sie ihn einzeln."),
}


GONE = {Status.AWAITING_CONFIRMATION, Status.WITHDRAWN, Status.ERASED}
ONLY_WAITING = {BatchDeed.SETTLE, BatchDeed.ASSIGN}
ENDS_ANSWERING = {BatchDeed.SETTLE, BatchDeed.SPAM}


@dataclass(frozen=True)
class Standing:
    """What counts of an entry at this moment.

    `proposed` says that an answer to it waits for a reader, `hiding` that hiding it is proposed,
    `colleague` that somebody else works on it.
    """

    status: Status
    answered: bool
    proposed: bool
    hiding: bool
    settled: bool
    colleague: bool


def obstacle(deed: BatchDeed, standing: Standing) -> Left | None:
    """Return why an entry is left out; None when the deed can be done to it."""
    published = standing.status is Status.PUBLISHED
    reasons = {
        Left.GONE: standing.status in GONE,
        Left.HIDDEN: standing.status is Status.HIDDEN,
        Left.CLAIMED: standing.colleague,
        Left.HIDING: standing.hiding and deed is not BatchDeed.ASSIGN,
        Left.PUBLISHED: deed is BatchDeed.PUBLISH and published,
        Left.PENDING: deed is BatchDeed.SETTLE and not published,
        Left.ANSWERED: deed is BatchDeed.SPAM and standing.answered,
        Left.PROPOSED: deed in ENDS_ANSWERING and standing.proposed,
        Left.SETTLED: deed in ONLY_WAITING and standing.settled,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def written(seen: Mapping[int, int]) -> str:
    """Return numbers of comments and the versions seen of them as a form carries them."""
    return " ".join(f"{number}:{version}" for number, version in seen.items())


def read(carried: str) -> dict[int, int]:
    """Return what `written` wrote down; nothing of what no form of ours carries."""
    pairs = (re.fullmatch(r"([0-9]{1,18}):([0-9]{1,9})", word) for word in carried.split())
    return {int(pair[1]): int(pair[2]) for pair in pairs if pair}
