"""Working days (Arbeitstage): Monday to Friday without the public holidays of a German state.

Days on which everybody is away count as little as holidays do.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

SATURDAY = 5
REMEMBERED = 1000  # last days, for each of which the calendar was walked through once
A_DAY = timedelta(days=1)
Periods = tuple[tuple[date, date], ...]  # first and last day of each


@dataclass(frozen=True)
class Office:
    """Whose working days are meant.

    `state` is the code of ISO 3166-2:DE without the country ("NW"); empty counts only the holidays
    of all states. In the periods of `closed` nobody works.
    """

    state: str = ""
    closed: Periods = ()

    def after(self, moment: datetime, days: int, *, zone: str) -> datetime:
        """Return the end of the day `days` working days after `moment`."""
        return after(moment, days, zone=zone, state=self.state, closed=self.closed)

    def before(self, moment: datetime, days: int, *, zone: str) -> datetime:
        """Return the beginning of the day from which on `days` whole working days have passed.

        The day of `moment` itself is not over and does not count.
        """
        day = moment.astimezone(ZoneInfo(zone)).date()
        while days > 0:
            day -= A_DAY
            days -= self.works_on(day)
        return _midnight(day, zone)

    def works_on(self, day: date) -> bool:
        """Tell whether people are at work on a day."""
        return is_one(day, state=self.state, closed=self.closed)

    def rests_on(self, day: date) -> bool:
        """Tell whether a day is a holiday or everybody is away; a weekend alone is neither."""
        return _rests_on(day, self.state, self.closed)

    def between(self, first: date, last: date) -> int:
        """Return how many working days come after `first`, up to `last` and with it."""
        days = (last - first).days
        return sum(self.works_on(first + A_DAY * n) for n in range(1, days + 1))


def after(
    moment: datetime, days: int, *, zone: str, state: str = "", closed: Periods = ()
) -> datetime:
    """Return the end of the day `days` working days after `moment`."""
    return _end_of(moment.astimezone(ZoneInfo(zone)).date(), days, zone, state, closed)


def is_one(day: date, *, state: str = "", closed: Periods = ()) -> bool:
    """Tell whether people are at work on a day."""
    return day.weekday() < SATURDAY and not _rests_on(day, state, closed)


def moved(
    due_at: datetime, received_at: datetime, *, was: Office, zone: str, now: Office
) -> datetime:
    """Return when something is due whose working days are other ones now.

    It stays due after as many of them as were promised. Days that fell away never bring the date
    forward, days that came back never put it off, whatever else has changed since the promise.
    """
    last = (due_at - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    days = was.between(received_at.astimezone(ZoneInfo(zone)).date(), last)
    found = now.after(received_at, days, zone=zone)
    return max(found, due_at) if _more_closed(was, now) else min(found, due_at)


def _more_closed(was: Office, now: Office) -> bool:
    return len(_days_of(now.closed)) >= len(_days_of(was.closed))


def _rests_on(day: date, state: str, closed: Periods) -> bool:
    return day in _holidays(state) or day in _days_of(closed)


def between(earlier: datetime, later: datetime, *, zone: str, state: str = "") -> int:
    """Return how many working days lie after the day of `earlier`, up to that of `later`.

    The counterpart of `after`: what happens on the same day took none.
    """
    first, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (earlier, later))
    days = (first + timedelta(days=n + 1) for n in range((last - first).days))
    return sum(is_one(day, state=state) for day in days)


@lru_cache(REMEMBERED)
def _end_of(day: date, days: int, zone: str, state: str, closed: Periods) -> datetime:
    while days > 0:
        day += A_DAY
        days -= is_one(day, state=state, closed=closed)
    return _midnight(day + A_DAY, zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone))


@lru_cache
def _days_of(closed: Periods) -> frozenset[date]:
    return frozenset(
        first + A_DAY * n for first, last in closed for n in range((last - first).days + 1)
    )


@cache
def _holidays(state: str) -> HolidayBase:
    return country_holidays("DE", subdiv=state or None)
