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
    Left.SETTLED: translatable("Er ist schon erledigt."),
    Left.GONE: translatable("Er ist zurückgezogen oder gelöscht."),
    Left.CLAIMED: translatable("Jemand anderes arbeitet gerade daran."),
    Left.CHANGED: translatable("Er hat sich inzwischen geändert."),
    Left.REFUSED: translatable("Das ging bei diesem Eintrag nicht. Bitte öffnen Sie ihn einzeln."),
}


@dataclass(frozen=True)
class Standing:
    """What counts of an entry at this moment. `colleague` says that somebody else works on it."""

    status: Status
    answered: bool
    settled: bool
    colleague: bool


def obstacle(deed: BatchDeed, standing: Standing) -> Left | None:
    """Return why an entry is left out; None when the deed can be done to it."""
    if standing.status not in (Status.PENDING, Status.PUBLISHED, Status.HIDDEN):
        return Left.GONE
    if standing.status is Status.HIDDEN:
        return Left.HIDDEN
    if standing.colleague:
        return Left.CLAIMED
    match deed:
        case BatchDeed.PUBLISH:
            return Left.PUBLISHED if standing.status is Status.PUBLISHED else None
        case BatchDeed.SPAM:
            return Left.ANSWERED if standing.answered else None
        case BatchDeed.SETTLE if standing.status is Status.PENDING:
            return Left.PENDING
    return Left.SETTLED if standing.settled else None


def written(seen: Mapping[int, int]) -> str:
    """Return numbers of comments and the versions seen of them as a form carries them."""
    return " ".join(f"{number}:{version}" for number, version in seen.items())


def read(carried: str) -> dict[int, int]:
    """Return what `written` wrote down; nothing of what no form of ours carries."""
    pairs = (re.fullmatch(r"([0-9]{1,18}):([0-9]{1,9})", word) for word in carried.split())
    return {int(pair[1]): int(pair[2]) for pair in pairs if pair}
