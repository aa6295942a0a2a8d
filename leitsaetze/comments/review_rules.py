"""The second look at a hiding: until when one asks, who decides, how it ends. Pure Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from leitsaetze.clock import start_of_day

MAX_WORDS = 2000
REMIND_AFTER = 3  # working days of silence, after which the second person is reminded once
LINK_HOLDS = timedelta(days=21)  # of the second person; a new one can be sent at any time
SHOWN_FOR = timedelta(days=90)  # after the last day for asking, so that the outcome can be read


class Outcome(StrEnum):
    """How a second look ended."""

    UPHELD = "upheld"
    RESTORED = "restored"
    ENDED = "ended"  # the author took the comment back before anybody had decided


class Asking(StrEnum):
    """Whether a second look at a hiding can be asked for."""

    OPEN = "open"
    ASKED = "asked"
    LATE = "late"
    GONE = "gone"  # the comment is hidden no more, or was hidden anew for another reason


@dataclass(frozen=True)
class Hiding:
    """What the period for asking depends on. `holds` says that it still keeps a comment hidden."""

    at: datetime
    zone: str
    holds: bool


def last_moment(hiding: Hiding, days: int) -> datetime:
    """Return until when a second look can be asked for: the end of the last of so many days."""
    hidden_on = hiding.at.astimezone(ZoneInfo(hiding.zone)).date()
    return start_of_day(hidden_on + timedelta(days=days + 1), hiding.zone)


def asking(hiding: Hiding, *, days: int, asked: bool, at: datetime) -> Asking:
    """Return whether a second look can be asked for at a moment; only once for each hiding."""
    if asked:
        return Asking.ASKED
    if not hiding.holds:
        return Asking.GONE
    return Asking.OPEN if at < last_moment(hiding, days) else Asking.LATE


def may_decide(person_id: int, *, hidden_by: int | None, proposed_by: int | None = None) -> bool:
    """Tell whether somebody may decide: never who has hidden the comment, or proposed that."""
    return person_id not in (hidden_by, proposed_by)


def is_somebody_else(address: str, *, hider: str | None) -> bool:
    """Tell whether a second person with this address is not the one who has hidden the comment."""
    return bool(address) and address.lower() != (hider or "").lower()
