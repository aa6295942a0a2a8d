"""Working days (Arbeitstage): Monday to Friday without the public holidays of a German state."""

from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

SATURDAY = 5
REMEMBERED = 1000  # last days, for each of which the calendar was walked through once


def after(moment: datetime, days: int, *, zone: str, state: str = "") -> datetime:
    """Return the end of the day `days` working days after `moment`.

    `state` is the code of ISO 3166-2:DE without the country ("NW"); empty counts only the holidays
    of all states.
    """
    return _end_of(moment.astimezone(ZoneInfo(zone)).date(), days, zone, state)


def is_one(day: date, *, state: str = "") -> bool:
    """Tell whether people are at work on a day."""
    return day.weekday() < SATURDAY and day not in _holidays(state)


def between(earlier: datetime, later: datetime, *, zone: str, state: str = "") -> int:
    """Return how many working days lie after the day of `earlier`, up to that of `later`.

    The counterpart of `after`: what happens on the same day took none.
    """
    first, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (earlier, later))
    days = (first + timedelta(days=n + 1) for n in range((last - first).days))
    return sum(is_one(day, state=state) for day in days)


@lru_cache(REMEMBERED)
def _end_of(day: date, days: int, zone: str, state: str) -> datetime:
    while days > 0:
        day += timedelta(days=1)
        days -= is_one(day, state=state)
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) + timedelta(days=1)
    return midnight.replace(fold=0)


@cache
def _holidays(state: str) -> HolidayBase:
    return country_holidays("DE", subdiv=state or None)
