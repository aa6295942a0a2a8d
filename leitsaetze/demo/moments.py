"""When things happen in the demonstration."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from leitsaetze import clock

ZONE = ZoneInfo("Europe/Berlin")
Step = tuple[int, str, Callable[[], object]]  # a day, counted from today, an hour and a deed


def when(day: int, hour: str) -> datetime:
    """Return the hour of a day, counted from today."""
    hours, minutes = hour.split(":")
    date = clock.today(ZONE.key) + timedelta(days=day)
    return datetime.combine(date, time(int(hours), int(minutes)), ZONE)


def dated(source: str) -> str:
    """Replace «heute±n» by a date of the present weeks; with "lang" as readers write it."""

    def write(found: re.Match[str]) -> str:
        date = clock.today(ZONE.key) + timedelta(days=int(found[1]))
        if not found[2]:
            return date.isoformat()
        return str(format_date(date, "d. MMMM y", locale="de"))

    return re.sub(r"«heute([+-]\d+)( lang)?»", write, source)
