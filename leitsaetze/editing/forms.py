"""What the forms of the editors' desk share: two sides of a conflict, moments, checks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import TimeField as TimeInput
from wtforms.validators import InputRequired, Optional, ValidationError

from leitsaetze.clock import start_of_day
from leitsaetze.errors import RuleViolation
from leitsaetze.language import DEFAULT
from leitsaetze.principles.checks import withdrawal_note
from leitsaetze.web.forms import Form, Unseen, Words, line
from leitsaetze.web.languages import language
from leitsaetze.zones import to_utc

Value = TypeVar("Value", int, str)
MINE, THEIRS = "meines", "gespeichertes"  # the two ways on when somebody else saved meanwhile
PLAN, UNPLAN, AT_ONCE = "planen", "nicht-planen", "veroeffentlichen"
YEARS = range(2000, 2101)
NEEDED = _l("Hier fehlt noch eine Angabe.")


@dataclass(frozen=True)
class Side:
    """One field on which two people differ: what is saved, and what was typed here."""

    label: str
    saved: str
    typed: str
    are_words: bool  # and not a choice, a number or a day


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


class DeskForm(Form):
    """A form on something that several people write on, made from one version of it.

    After a conflict `sides` tells where the saved words differ from the typed ones; the reader
    decides: `MINE` saves over what is there, `THEIRS` goes on from it.
    """

    newest = Unseen()

    limits = "60 per minute; 1200 per hour"

    def __init__(self, version: int, **given: Any) -> None:
        super().__init__(**given)
        self.version = version
        self.mine: list[Side] = []
        self.seen.data = self.seen.data or str(version)

    @property
    def expected(self) -> int:
        """The version that may be replaced by what was typed."""
        held = self.newest if request.form.get("tat") == MINE else self.seen
        return version_in(held.data)

    @property
    def sides(self) -> list[Side]:
        """Every field on which what is saved differs from what was typed."""
        return [
            Side(
                str(field.label.text),
                _readable(field, field.object_data),
                typed,
                isinstance(field, StringField),
            )
            for field in self
            if not isinstance(field, HiddenField)
            and (typed := _readable(field, field.data)) != _readable(field, field.object_data)
        ]

    def takes_theirs(self) -> bool:
        """Show the saved words if that is asked for; what was typed stays readable in `mine`."""
        if not self.is_submitted() or request.form.get("tat") != THEIRS:
            return False
        self.mine = self.sides
        for field in self:
            if not isinstance(field, HiddenField):
                field.data, field.raw_data = field.object_data, None
        self.seen.data = str(self.version)
        return True

    def misfit(self, field: Field, words: str) -> None:
        """Refuse what a field says, at the field."""
        field.errors = [*field.errors, words]
        self.status = 422


def in_german(value: Value, words: str) -> tuple[Value, str, dict[str, str]]:
    """Return a choice that names contents, which are German on every page."""
    return (value, words, {"lang": DEFAULT} if language() != DEFAULT else {})


def version_in(typed: str) -> int:
    """Return the number a hidden field carries; 0, which no version is, for anything else."""
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else 0


def _readable(field: Field, value: Any) -> str:
    """Return a value as people read it in the form."""
    if isinstance(field, SelectField):
        names = {str(choice[0]): str(choice[1]) for choice in field.iter_choices()}
        return str(names.get(str(value), value or ""))
    if isinstance(field, BooleanField):
        return str(gettext("ja") if value else gettext("nein"))
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


class ButtonForm(Form):
    """One button, or several that do different things with one thing."""


class WithdrawForm(Form):
    """Why something is withdrawn, for everybody to read."""

    note = Words(
        _l("Grund"),
        description=_l("Öffentlich: Der Grund steht dort, wo bisher der Text stand."),
        validators=[InputRequired(_l("Bitte schreiben Sie dazu, warum.")), Kept(withdrawal_note)],
    )


class PublishForm(Form):
    """Publish at once or at a moment; a box to tick where something must be considered first."""

    day = Day(_l("Tag"), [Optional()])
    at = time_of(_l("Uhrzeit"))
    confirmed = BooleanField(
        _l("Ich habe das bedacht und möchte die neue Fassung veröffentlichen.")
    )

    def __init__(self, zone: str, version: int, *, confirm: bool = False) -> None:
        super().__init__()
        self.zone = zone
        self.confirm = confirm
        self.moment: datetime | None = None
        self.seen.data = self.seen.data or str(version)

    @property
    def wish(self) -> str:
        """Which of the buttons was pressed."""
        return request.form.get("tat", AT_ONCE)

    @property
    def expected(self) -> int:
        """The version the reader has looked at."""
        return version_in(self.seen.data)

    def prepare(self) -> bool:
        """Read the moment; ask for the tick."""
        if self.wish == UNPLAN:
            return True
        if self.confirm and not self.confirmed.data:
            self.confirmed.errors = [gettext("Bitte bestätigen Sie, dass Sie das bedacht haben.")]
        if self.wish == PLAN and self.day.data is None:
            self.day.errors = [gettext("Bitte geben Sie einen Tag an.")]
        elif self.wish == PLAN:
            self.moment = moment(self.day, self.at, self.zone)
        if self.problems:
            self.status = 422
        return not self.problems
