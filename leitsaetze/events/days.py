"""Days and times of day as people type them. Pure Python."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from leitsaetze.errors import RuleViolation
from leitsaetze.events.rules import check_period, whole_days
from leitsaetze.language import translatable
from leitsaetze.zones import both_meanings

YEARS = range(2000, 2200)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)
ONE_TIME = translatable(
    "Bitte geben Sie beide Uhrzeiten an oder keine. Ohne Uhrzeiten dauert die Veranstaltung "
    "den ganzen Tag."
)
ANOTHER_TIME = translatable("Bitte wählen Sie eine Uhrzeit davor oder danach.")
TWICE = translatable(
    "%(time)s Uhr gibt es an diesem Tag zweimal, weil die Uhr zurückgestellt wird. "
    "Bitte wählen Sie, welches Mal gemeint ist."
)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?(?: ?Uhr)?", re.ASCII | re.IGNORECASE)


def read_day(typed: str) -> date | None:
    """Return the day that is meant, None when nothing was typed. Raises RuleViolation."""
    typed = typed.strip()
    if not typed:
        return None
    iso, german = _ISO_DAY.fullmatch(typed), _DAY.fullmatch(typed)
    parts = iso.groups() if iso else german.groups()[::-1] if german else ("0", "0", "0")
    try:
        found = date(*(int(part) for part in parts))
    except ValueError:
        raise RuleViolation("Bitte geben Sie den Tag so ein: 20.05.2027.") from None
    if found.year not in YEARS:
        raise RuleViolation("Das Jahr %(year)s kann nicht stimmen.", year=found.year)
    return found


def read_time(typed: str) -> time | None:
    """Return the time of day that is meant, None when nothing was typed. Raises RuleViolation."""
    typed = typed.strip()
    if not typed:
        return None
    found = _TIME.fullmatch(typed)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else time(99)
    except ValueError:
        raise RuleViolation("Bitte geben Sie die Uhrzeit so ein: 17:00.") from None


@dataclass(frozen=True)
class Typed:
    """Days and times of an event in the words of a form; `…_which` says which of two times."""

    starts_day: str
    starts_time: str
    starts_which: str
    ends_day: str
    ends_time: str
    ends_which: str
    time_zone: str


@dataclass(frozen=True)
class Period:
    """When an event is."""

    starts_at: datetime
    ends_at: datetime
    all_day: bool


Refuse = Callable[[str, RuleViolation], None]
FIRST, SECOND = "first", "second"


def meant(typed: Typed, refuse: Refuse) -> Period | None:
    """Return the period that is meant; `refuse` hears what is wrong with which part.

    Without times it is whole days. All parts can be read, each for itself.
    """
    first = read_day(typed.starts_day)
    last = read_day(typed.ends_day) or first
    if first is None or last is None:
        return None
    begins, ends = read_time(typed.starts_time), read_time(typed.ends_time)
    if begins is None and ends is None:
        period = Period(*whole_days(first, last, typed.time_zone), all_day=True)
    elif begins is None or ends is None:
        refuse("starts_time" if begins is None else "ends_time", RuleViolation(ONE_TIME))
        return None
    else:
        starts_at = _moment(datetime.combine(first, begins), typed, "starts", refuse)
        ends_at = _moment(datetime.combine(last, ends), typed, "ends", refuse)
        if starts_at is None or ends_at is None:
            return None
        period = Period(starts_at, ends_at, all_day=False)
    return _lasting(period, "ends_day" if period.all_day or last != first else "ends_time", refuse)


def is_twice(day: str, time_of_day: str, time_zone: str) -> bool:
    """Tell whether the clock shows a typed time twice that day."""
    try:
        found, at = read_day(day), read_time(time_of_day)
        if found is None or at is None:
            return False
        first, second = both_meanings(datetime.combine(found, at), time_zone)
    except RuleViolation:
        return False
    return first != second


def _moment(local: datetime, typed: Typed, end: str, refuse: Refuse) -> datetime | None:
    """Return the moment of a local time at one `end` of the event, "starts" or "ends"."""
    which = {"starts": typed.starts_which, "ends": typed.ends_which}[end]
    try:
        first, second = both_meanings(local, typed.time_zone)
    except RuleViolation as violation:
        refuse(f"{end}_time", violation)
        refuse(f"{end}_time", RuleViolation(ANOTHER_TIME))
        return None
    if first != second and which not in {FIRST, SECOND}:
        refuse(f"{end}_which", RuleViolation(TWICE, time=f"{local:%H:%M}"))
        return None
    return second if which == SECOND else first


def _lasting(period: Period, end: str, refuse: Refuse) -> Period | None:
    try:
        check_period(period.starts_at, period.ends_at)
    except RuleViolation as violation:
        refuse(end, violation)
        return None
    return period
