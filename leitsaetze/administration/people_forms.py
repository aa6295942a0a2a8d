"""Forms about colleagues: invite, change, let in again, end."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, ValidationError
from wtforms.validators import AnyOf, DataRequired, Email, Length
from wtforms.widgets import CheckboxInput

from leitsaetze.accounts.forms import ADDRESS
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import MAX_NAME, ROLE_DUTIES, ROLE_NAMES, Role
from leitsaetze.language import DEFAULT, NAMES
from leitsaetze.web.forms import Form, Line

NAME = _l("Bitte geben Sie den Namen an.")


class RolesField(SelectMultipleField):
    """Boxes to tick, one for each role; `duties` tells what each may do."""

    option_widget = CheckboxInput()
    duties = {role.value: words for role, words in ROLE_DUTIES.items()}  # noqa: RUF012  a table

    def __init__(self, **given: Any) -> None:
        choices = {role.value: name for role, name in ROLE_NAMES.items()}
        super().__init__(_l("Rollen"), choices=choices, validate_choice=False, **given)

    @property
    def roles(self) -> set[Role]:
        """The roles that are ticked."""
        return {Role(value) for value in self.data or []}

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no role, and nobody has none."""
        if not set(self.data or []) <= set(Role):
            self.data = []
            raise ValidationError(gettext("Diese Rolle gibt es nicht."))
        if not self.data:
            raise ValidationError(gettext("Bitte wählen Sie mindestens eine Rolle."))


def name_field() -> Line:
    """Return the field of a colleague's name."""
    return Line(
        _l("Name"),
        description=_l("So erscheint die Person im Team und im Protokoll."),
        validators=[
            DataRequired(NAME),
            Length(max=MAX_NAME, message=_l("Der Name hat höchstens 100 Zeichen.")),
        ],
        render_kw={"autocomplete": "off"},
    )


class InviteForm(Form):
    """Invite somebody by e-mail."""

    address = Line(
        _l("E-Mail-Adresse"),
        validators=[
            DataRequired(_l("Bitte geben Sie die E-Mail-Adresse an.")),
            Length(max=254, message=ADDRESS),
            Email(ADDRESS, allow_smtputf8=False),
        ],
        render_kw={"type": "email", "autocomplete": "off", "inputmode": "email"},
    )
    name = name_field()
    roles = RolesField()
    locale = RadioField(
        _l("Sprache der Einladung"),
        choices=dict(NAMES),
        default=DEFAULT,
        validators=[AnyOf(NAMES, _l("Bitte wählen Sie eine der Sprachen."))],
        validate_choice=False,
    )
    although_known = BooleanField(_l("Ja, dieses Konto aus der Bürgerbeteiligung einladen"))


class ColleagueForm(Form):
    """Name and roles of a colleague."""

    name = name_field()
    roles = RolesField()

    def __init__(self, person: Person, **given: Any) -> None:
        held = [role.value for role in Role if role in person.roles]
        super().__init__(data={"name": person.name, "roles": held}, **given)


class SwitchOnForm(Form):
    """Let somebody in again, with these roles."""

    roles = RolesField()


class InvitationForm(Form):
    """Send an invitation again, or take it back."""

    AGAIN, REVOKE = "erneut", "zurueckziehen"

    choice = RadioField(
        name="tat",
        choices={AGAIN: AGAIN, REVOKE: REVOKE},
        validators=[AnyOf([AGAIN, REVOKE])],
        validate_choice=False,
    )


class SwitchOffForm(Form):
    """One button, after one question."""
