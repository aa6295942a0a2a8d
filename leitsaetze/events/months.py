"""A month of the calendar as its view shows it: its weeks, and the months around it. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from leitsaetze.events.rules import last_moment
from leitsaetze.zones import local_day

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
YEARS = range(1900, 2200)  # beyond them nobody looks for an event
MONTHS, DAYS_OF_WEEK = 12, 7


class Lasting(Protocol):
    """Whatever begins and ends somewhere."""

    @property
    def starts_at(self) -> datetime:
        """The first moment."""

    @property
    def ends_at(self) -> datetime:
        """The first moment at which it is over."""

    @property
    def time_zone(self) -> str:
        """Where its clock hangs."""


Thing = TypeVar("Thing", bound=Lasting)


@dataclass(frozen=True, order=True)
class Month:
    """One month of one year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def code(self) -> str:
        """What stands for it in an address: "2027-03"."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def following(self) -> "Month":
        """The month after it."""
        return month_of((self.first + timedelta(days=32)).replace(day=1))

    @property
    def preceding(self) -> "Month":
        """The month before it."""
        return month_of(self.first - timedelta(days=1))

    @property
    def week(self) -> list[date]:
        """Some Monday to Sunday, for the names of the days."""
        monday = self.first - timedelta(days=self.first.weekday())
        return [monday + timedelta(days=n) for n in range(DAYS_OF_WEEK)]

    @property
    def weeks(self) -> list[list[date | None]]:
        """Its days by weeks, from Monday to Sunday; None where a day belongs to another month."""
        days = [self.first + timedelta(days=n) for n in range(31)]
        own = [day for day in days if day.month == self.number]
        before: list[date | None] = [None] * self.first.weekday()
        after: list[date | None] = [None] * (DAYS_OF_WEEK - 1 - own[-1].weekday())
        cells = [*before, *own, *after]
        return [cells[n : n + DAYS_OF_WEEK] for n in range(0, len(cells), DAYS_OF_WEEK)]


def month_of(day: date) -> Month:
    """Return the month a day lies in."""
    return Month(day.year, day.month)


def month_in(typed: str) -> Month | None:
    """Return the month an address names; None for whatever is no month one can look at."""
    found = _MONTH.fullmatch(typed) if typed.isascii() else None
    year, number = (int(part) for part in found.groups()) if found else (0, 0)
    return Month(year, number) if year in YEARS and 1 <= number <= MONTHS else None


def by_day(events: Iterable[Thing], month: Month) -> dict[date, list[Thing]]:
    """Return the events of each day of the month, by the clock of the place; long ones on each."""
    found: dict[date, list[Thing]] = {}
    last = month.following.first - timedelta(days=1)
    for event in events:
        day = max(local_day(event.starts_at, event.time_zone), month.first)
        until = min(local_day(last_moment(event.ends_at), event.time_zone), last)
        while day <= until:
            found.setdefault(day, []).append(event)
            day += timedelta(days=1)
    return found
