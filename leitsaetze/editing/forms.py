"""What the forms of the editors' desk share: two sides of a conflict, withdrawing, publishing."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from leitsaetze.editing.form_fields import Day, Kept, moment, time_of
from leitsaetze.language import DEFAULT
from leitsaetze.principles.checks import withdrawal_note
from leitsaetze.web.forms import Form, Unseen, Words, version_in
from leitsaetze.web.languages import language

Value = TypeVar("Value", int, str)
MINE, THEIRS = "meines", "gespeichertes"  # the two ways on when somebody else saved meanwhile
PLAN, UNPLAN, AT_ONCE = "planen", "nicht-planen", "veroeffentlichen"
CONFLICT = 409
NEEDED = _l("Hier fehlt noch eine Angabe.")


@dataclass(frozen=True)
class Side:
    """One field on which two people differ: what is saved, and what was typed here."""

    label: str
    saved: str
    typed: str
    are_words: bool  # and not a choice, a number or a day


OWN = {"csrf_token", "submission_key", "seen", "newest"}  # of each form as it is sent


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

    @property
    def replaced(self) -> list[tuple[str, str]]:
        """The saved words as a form would send them, if they are to be replaced; else nothing."""
        if request.form.get("tat") != MINE:
            return []
        saved = [(field.name, _sent(field.object_data)) for field in self if field.name not in OWN]
        return [("seen", str(self.version)), *((name, value) for name, value in saved if value)]

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


def _sent(value: Any) -> str:
    return ("y" if value else "") if isinstance(value, bool) else str(value or "")


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


class SeenForm(Form):
    """A deed that cannot be undone with a thing as it was when the form was opened."""

    def __init__(self, state: str) -> None:
        super().__init__()
        if not self.is_submitted():
            self.seen.data = state

    @property
    def expected(self) -> int:
        """The version the reader has looked at."""
        return version_in(self.seen.data)

    def look_again(self, state: str) -> None:
        """After a conflict the page shows what is there now: that is what its reader has seen."""
        if self.status == CONFLICT:
            self.seen.data = state


class PublishForm(SeenForm):
    """Publish at once or at a moment; a box to tick where something must be considered first."""

    day = Day(_l("Tag"), [Optional()])
    at = time_of(_l("Uhrzeit"))
    confirmed = BooleanField(
        _l("Ich habe das bedacht und möchte die neue Fassung veröffentlichen.")
    )

    def __init__(self, zone: str, state: str, *, confirm: bool = False) -> None:
        super().__init__(state)
        self.zone = zone
        self.confirm = confirm
        self.moment: datetime | None = None

    @property
    def wish(self) -> str:
        """Which of the buttons was pressed."""
        return request.form.get("tat", AT_ONCE)

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
