"""Whom to invite all at once, and when those who come are reminded. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from leitsaetze.accounts.rules import Hindrance
from leitsaetze.comments.position_rules import Position
from leitsaetze.events.rules import DEFAULT_ZONE, EventStatus, Happening, has_begun
from leitsaetze.zones import local_day, to_utc

# Who has just been invited is not reminded yet.
REMINDED_AFTER = timedelta(days=2)
HOUR_OF_REMINDERS = time(8)  # of the day on which those who come are reminded


class LetterDue(StrEnum):
    """The letter the worker is to write to somebody invited or registered."""

    INVITATION = "invitation"
    REMINDER = "reminder"  # has not answered
    COMING = "coming"  # comes, and it is soon


@dataclass(frozen=True)
class Criteria:
    """Whose comments are meant: those on these principles or in these fields, of these positions.

    Nothing chosen means all of the dialogues. `municipalities` leave only those who wish to be
    invited for one of them.
    """

    dialogues: tuple[int, ...]
    fields: tuple[int, ...] = ()
    principles: tuple[int, ...] = ()
    positions: tuple[Position, ...] = ()
    municipalities: tuple[int, ...] = ()


@dataclass(frozen=True)
class Selection:
    """Who would get a letter, and how many of those found would not, and why."""

    found: int = 0
    chosen: tuple[int, ...] = ()
    invited: int = 0  # already; or reminded already
    recent: int = 0  # invited only just
    elsewhere: int = 0  # by their own wish, only for other municipalities
    hindered: Mapping[Hindrance, int] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many would get a letter."""
        return len(self.chosen)

    @property
    def without_consent(self) -> int:
        """How many did not agree to be invited, or took it back."""
        return self.hindered.get(Hindrance.NO_CONSENT, 0)

    @property
    def out_of_reach(self) -> int:
        """How many have no address any more, want no letters or were switched off."""
        return sum(self.hindered.values()) - self.without_consent


def reminder_due(starts_at: datetime, days: int) -> datetime:
    """Return when those who come are reminded: in the morning so many days before.

    The days are those of the calendar, so that it is the same hour when the clocks change between.
    """
    day = local_day(starts_at, DEFAULT_ZONE) - timedelta(days=days)
    return to_utc(datetime.combine(day, HOUR_OF_REMINDERS), DEFAULT_ZONE)[0]


def is_to_be_reminded_of(
    event: Happening, published_at: datetime | None, days: int, at: datetime
) -> bool:
    """Tell whether those who come are reminded at a moment.

    Nobody is who could not know of the event before, because it was announced later.
    """
    due = reminder_due(event.starts_at, days)
    announced_before = published_at is None or published_at <= due
    takes_place = event.status is EventStatus.PUBLISHED and not has_begun(event, at)
    return takes_place and due <= at and announced_before
