"""Fields of the editors' forms: days and times, texts of one line, checks that stand at a field."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, TextAreaField
from wtforms import TimeField as TimeInput
from wtforms.validators import InputRequired, Optional, ValidationError

from leitsaetze.clock import start_of_day
from leitsaetze.errors import RuleViolation
from leitsaetze.web.forms import line
from leitsaetze.zones import to_utc

YEARS = range(2000, 2101)


class Kept:
    """Holds a field to the check its action asks, so that the refusal stands at the field."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self.check = check

    def __call__(self, _form: object, field: Field) -> None:
        """Raise ValidationError with the sentence of the check; what was not read is no concern."""
        if field.data is None:
            return
        try:
            self.check(field.data)
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from None


class Sentence(TextAreaField):
    """A text of one line that may be long; stripped, never None."""

    data: str

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, filters=[line], **more)


class Day(DateField):
    """A day, as the browser's calendar or people write it."""

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d.%m.%Y"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day. Raises ValueError with a sentence for anything else."""
        try:
            super().process_formdata(valuelist)
            known = self.data is None or self.data.year in YEARS
        except ValueError:
            known = False
        if not known:
            self.data = None
            raise ValueError(gettext("Bitte geben Sie den Tag so an: 31.12.2030."))


class Time(TimeInput):
    """A time of the day, in the zone the form names."""

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, format=["%H:%M", "%H:%M:%S", "%H.%M"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time. Raises ValueError with a sentence for anything else."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(gettext("Bitte geben Sie die Uhrzeit so an: 18:00.")) from None


def needed_day(label: Any, hint: Any = "") -> Day:
    """Return the field of a day that must be given."""
    return Day(label, [InputRequired(_l("Bitte geben Sie einen Tag an."))], description=hint)


def time_of(label: Any, hint: Any = "") -> Time:
    """Return the field of a time that may be missing."""
    return Time(label, [Optional()], description=hint)


def moment(day: Day, at: Time, zone: str, *, end: bool = False) -> datetime | None:
    """Return the moment a day and a time mean in a zone; without time the day begins, or ends.

    A time the clock skips becomes an error of its field, and None is returned.
    """
    given = day.data
    if given is None:
        return None
    if at.data is None:
        return start_of_day(given + timedelta(days=1) if end else given, zone)
    try:
        return to_utc(datetime.combine(given, at.data), zone)[0]
    except RuleViolation as violation:
        at.errors = [*at.errors, gettext(violation.msgid, **violation.values)]
        return None


def apart(at: datetime, zone: str, *, end: bool = False) -> tuple[date, time | None]:
    """Return day and time as the fields show them: the opposite of `moment`."""
    local = at.astimezone(ZoneInfo(zone))
    if (local.hour, local.minute) == (0, 0):
        return local.date() - timedelta(days=1) if end else local.date(), None
    return local.date(), local.time()
