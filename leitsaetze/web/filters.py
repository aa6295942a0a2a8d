"""How moments, numbers and one-line input are written for readers."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale, gettext
from markupsafe import Markup, escape

from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.language import DEFAULT
from leitsaetze.text import excerpt

ZONE = "Europe/Berlin"
REMEMBERED = 20_000  # moments a worker keeps written out: some hundred pages of comments


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters |= {
        "day": day,
        "day_in_full": day_in_full,
        "day_and_time": day_and_time,
        "time_of_day": time_of_day,
        "exact_time": exact_time,
        "hour_of_day": hour_of_day,
        "last_day": last_day,
        "last_day_in_full": last_day_in_full,
        "last_hour": last_hour,
        "weekday": weekday,
        "month": month,
        "day_number": day_number,
        "date_only": date_only,
        "part_of_date": part_of_date,
        "iso": iso,
        "grouped": grouped,
        "isolated": isolated,
        "refusal": refusal,
        "excerpt": excerpt,
        "version": version,
    }
    app.jinja_env.globals["calendar"] = Calendar


class Calendar:
    """Writes many moments on one page: zone, language and present year are asked once."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.language = _language()
        self.this_year = _this_year(zone)

    def day(self, moment: datetime) -> str:
        """Return "3. Mai", with the year unless it is the present one."""
        return _day(moment, self.zone, self.this_year, self.language)

    def day_and_time(self, moment: datetime) -> str:
        """Return "3. Mai, 9:14 Uhr"."""
        return f"{self.day(moment)}, {_time(moment, self.zone, self.language)}"

    def last_day(self, closes_at: datetime) -> str:
        """Return the day that ends, or on which something ends, when it closes at `closes_at`."""
        return self.day(_just_before(closes_at))

    def iso(self, moment: datetime) -> str:
        """Return the moment for the `datetime` attribute."""
        return iso(moment, self.zone)


def version(words: Iterable[object]) -> str:
    """Return a few letters that are others as soon as one of the words is: for addresses."""
    return hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()[:10]


def day(moment: datetime, zone: str = ZONE) -> str:
    """Return "3. Mai", with the year unless it is the present one."""
    return Calendar(zone).day(moment)


def day_in_full(moment: datetime, zone: str = ZONE) -> str:
    """Return "3. Mai 2026", with the year also in that year: for paper, which is kept."""
    return _day(moment, zone, 0, _language())


def last_day_in_full(closes_at: datetime, zone: str = ZONE) -> str:
    """Return the day on which something ends, with its year."""
    return day_in_full(_just_before(closes_at), zone)


def day_and_time(moment: datetime, zone: str = ZONE) -> str:
    """Return "3. Mai, 9:14 Uhr"."""
    return Calendar(zone).day_and_time(moment)


def time_of_day(moment: datetime, zone: str = ZONE) -> str:
    """Return "9:14 Uhr", in English "9:14"."""
    return _time(moment, zone, _language())


def exact_time(moment: datetime, zone: str = ZONE) -> str:
    """Return "9:14:05 Uhr", in English "9:14:05"."""
    local = moment.astimezone(ZoneInfo(zone))
    said = f"{local.hour}:{local.minute:02}:{local.second:02}"
    return f"{said} Uhr" if _language() == DEFAULT else said


def hour_of_day(hour: int) -> str:
    """Return "8 Uhr", in English "8:00"."""
    return f"{hour} Uhr" if _language() == DEFAULT else f"{hour}:00"


def last_day(closes_at: datetime, zone: str = ZONE) -> str:
    """Return the day that ends, or on which something ends, when it closes at `closes_at`."""
    return day(_just_before(closes_at), zone)


def last_hour(closes_at: datetime, zone: str = ZONE) -> str:
    """Return "24 Uhr" for midnight, else "18:00 Uhr": until when on the last day."""
    local = closes_at.astimezone(ZoneInfo(zone))
    if (local.hour, local.minute) == (0, 0):
        return str(gettext("24 Uhr"))
    return time_of_day(closes_at, zone)


def weekday(moment: datetime, zone: str = ZONE, form: str = "EEEE") -> str:
    """Return the name of the day of the week; `form` "EEE" abbreviates it."""
    return _written(_local_day(moment, zone), form, _language()).rstrip(".")


def month(moment: datetime, zone: str = ZONE) -> str:
    """Return the name of the month, abbreviated."""
    return _written(_local_day(moment, zone), "MMM", _language()).rstrip(".")


def day_number(moment: datetime, zone: str = ZONE) -> str:
    """Return the day of the month as it stands before the month: "3." or "3"."""
    return f"{_local_day(moment, zone).day}{'.' if _language() == DEFAULT else ''}"


def date_only(day_of_calendar: date) -> str:
    """Return "3. Mai 2026" for a day without a time."""
    return _written(
        day_of_calendar, "d. MMMM y" if _language() == "de" else "d MMMM y", _language()
    )


def part_of_date(day_of_calendar: date, pattern: str) -> str:
    """Return what the `pattern` (of Unicode's CLDR) asks of a day: "MMMM y", "EEEE"."""
    return _written(day_of_calendar, pattern, _language())


@lru_cache(maxsize=REMEMBERED)
def iso(moment: datetime, zone: str = ZONE) -> str:
    """Return the moment for the `datetime` attribute."""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def grouped(number: int) -> str:
    """Return "1.284"."""
    return _grouped(number, _language())


def isolated(words: str) -> Markup:
    """Return one-line input so that right-to-left words do not reorder their neighbours."""
    return Markup(f"<bdi>{escape(words)}</bdi>")  # noqa: S704  escaped; asked for every comment


def isolated_in_text(words: str) -> str:
    """Return one-line input for where no markup stands: between the isolating signs of Unicode."""
    return f"\u2068{words}\u2069"


def refusal(kept: str) -> str:
    """Return a refusal that was written down, in the reader's language."""
    violation = RuleViolation.recalled(kept)
    return str(gettext(violation.msgid, **violation.values))


def _local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _this_year(zone: str) -> int:
    return _local_day(now(), zone).year


def _just_before(moment: datetime) -> datetime:
    return moment - timedelta(microseconds=1)


@lru_cache(maxsize=REMEMBERED)
def _day(moment: datetime, zone: str, this_year: int, language: str) -> str:
    local = _local_day(moment, zone)
    pattern = {"de": "d. MMMM", "en": "d MMMM"}.get(language, "d MMMM")
    return _written(local, pattern if local.year == this_year else f"{pattern} y", language)


@lru_cache(maxsize=REMEMBERED)
def _time(moment: datetime, zone: str, language: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.hour}:{local.minute:02}" + (" Uhr" if language == DEFAULT else "")


@lru_cache(maxsize=REMEMBERED)
def _written(local: date, pattern: str, language: str) -> str:
    return str(format_date(local, pattern, locale=language))


@lru_cache(maxsize=1000)
def _grouped(number: int, language: str) -> str:
    return str(format_decimal(number, locale=language))


def _language() -> str:
    return str(get_locale() or DEFAULT)
