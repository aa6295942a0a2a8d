"""What a typed value means. Each function returns the value or raises RuleViolation."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from leitsaetze.clock import start_of_day
from leitsaetze.errors import RuleViolation
from leitsaetze.zones import to_utc, zone

Value = TypeVar("Value")
YEARS = range(2000, 2200)
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2}))?", re.ASCII)
WRITE_A_DATE = (
    "„%(typed)s“ ist kein Datum. Bitte schreiben Sie es wie 2027-05-19 oder mit Uhrzeit wie "
    "2027-05-19 17:00."
)


@dataclass(frozen=True)
class LocalTime:
    """A day, with a time of day or without."""

    day: date
    time: time | None


def text(typed: str) -> str:
    """Return the value as typed."""
    return typed


def yes_or_no(typed: str) -> bool:
    """Return what `ja` and `nein` mean."""
    return one_of({"ja": True, "nein": False})(typed)


def number(typed: str) -> int:
    """Return a whole number."""
    if not re.fullmatch(r"[0-9]{1,9}", typed.strip()):
        raise RuleViolation("„%(typed)s“ ist keine ganze Zahl.", typed=shortened(typed))
    return int(typed)


def one_of(meanings: Mapping[str, Value]) -> Callable[[str], Value]:
    """Return the reader of a value that is one of a few words."""

    def read(typed: str) -> Value:
        try:
            return meanings[typed.strip().lower()]
        except KeyError:
            raise RuleViolation(
                "„%(typed)s“ ist hier nicht möglich, nur: %(words)s.",
                typed=shortened(typed),
                words=", ".join(meanings),
            ) from None

    return read


def local_time(typed: str) -> LocalTime:
    """Return a day such as 2027-05-19, with a time if one is given."""
    found = _MOMENT.fullmatch(typed.strip())
    refusal = RuleViolation(WRITE_A_DATE, typed=shortened(typed))
    if found is None:
        raise refusal
    year, month, day, hour, minute = (int(part) if part else None for part in found.groups())
    try:
        return LocalTime(
            date(year or 0, month or 0, day or 0),
            None if hour is None else time(hour, minute or 0),
        )
    except ValueError:
        raise refusal from None


def day(typed: str) -> date:
    """Return a day such as 2027-05-19; a time has no place here."""
    found = local_time(typed)
    if found.time is not None:
        raise RuleViolation("Hier steht nur ein Tag, ohne Uhrzeit: wie 2027-05-19.")
    return found.day


def beginning(at: LocalTime, zone_name: str) -> tuple[datetime, bool]:
    """Return the moment something begins, and whether the clock showed that time twice."""
    return _moment(at, zone_name, timedelta(0))


def end(at: LocalTime, zone_name: str) -> tuple[datetime, bool]:
    """Return the moment something ends; a day without time belongs to it until midnight."""
    return _moment(at, zone_name, timedelta(days=1))


def shortened(typed: str) -> str:
    """Return a typed value short enough to be repeated in a sentence."""
    line = " ".join(typed.split())
    return line if len(line) <= 40 else line[:39] + "…"  # noqa: PLR2004  half a line of a terminal


def _moment(at: LocalTime, zone_name: str, whole_day: timedelta) -> tuple[datetime, bool]:
    zone(zone_name)
    if at.day.year not in YEARS:
        raise RuleViolation("Das Jahr %(year)s kann nicht stimmen.", year=at.day.year)
    if at.time is None:
        return start_of_day(at.day + whole_day, zone_name), False
    return to_utc(datetime.combine(at.day, at.time), zone_name)
