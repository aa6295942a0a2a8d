"""Forms of those who register: for everybody, by the link of a letter, and by staff for callers."""

from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, ValidationError
from wtforms.validators import DataRequired

from leitsaetze.events import checks
from leitsaetze.events.desk_fields import obeying
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import HOW_MANY, MAX_PERSONS
from leitsaetze.site.informed import InformedForm
from leitsaetze.web.forms import Form, Line, Unseen
from leitsaetze.web.languages import language
from leitsaetze.web.public_forms import HumanForm, address_field

HOW_MANY_PERSONS = _l(HOW_MANY, most=MAX_PERSONS)
NAME_NEEDED = _l("Bitte geben Sie einen Namen an.")


def persons_field() -> IntegerField:
    """Return the field for the number of persons."""
    return IntegerField(  # type: ignore[call-arg]  # an argument the types do not know yet
        _l("Zahl der Personen"),
        description=_l("Alle mitgezählt, höchstens 10."),
        default=1,
        invalid_value_message=HOW_MANY_PERSONS,
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class WithPersons(Form):
    """A form that asks how many come."""

    persons = persons_field()

    def validate_persons(self, field: IntegerField) -> None:
        """Say the bounds, unless the field has already said that it is no number."""
        if not field.errors and not 1 <= (field.data or 0) <= MAX_PERSONS:
            raise ValidationError(HOW_MANY_PERSONS)


class RegisterForm(WithPersons, InformedForm, HumanForm):
    """Who comes, with how many; where the letter goes, unless they are signed in."""

    name = Line(
        _l("Ihr Name"),
        description=_l("Nur das Team sieht ihn, für die Liste am Eingang."),
        validators=[DataRequired(NAME_NEEDED), obeying(checks.PERSON)],
        render_kw={"autocomplete": "name"},
    )
    email = address_field(
        _l("Ihre E-Mail-Adresse"),
        DataRequired(_l("Bitte geben Sie Ihre E-Mail-Adresse an.")),
        hint=_l("Nie öffentlich. Sie bekommen einen Link, mit dem Sie die Anmeldung bestätigen."),
    )

    limits = "10 per 10 minutes; 40 per day"
    asks_for: ClassVar[tuple[str, ...]] = ("registration",)

    def __init__(self, *, known: bool, **given: Any) -> None:
        super().__init__(**given)
        if known:
            del self.email

    @property
    def wish(self) -> Wish:
        """What is wished for, in the language of the page."""
        return Wish(self.name.data, self.persons.data or 0, language(), self.notice.version)


class OwnForm(WithPersons):
    """The buttons on the page of one's own registration, and the number of persons."""

    def __init__(self, registration: Registration) -> None:
        super().__init__(obj=registration)


class CallerForm(WithPersons):
    """Somebody who called or came by."""

    name = Line(_l("Name"), validators=[DataRequired(NAME_NEEDED), obeying(checks.PERSON)])
    email = address_field(
        _l("E-Mail-Adresse"),
        hint=_l("Mit Adresse geht gleich ein Brief mit allen Angaben hinaus. Lesen Sie sie vor."),
    )
    reached_by = Line(
        _l("Sonst erreichbar"),
        description=_l("Telefon oder Anschrift. Ohne E-Mail sagen Sie Änderungen so weiter."),
        validators=[obeying(checks.REACHED_BY)],
    )

    def validate_reached_by(self, field: Line) -> None:
        """Ask for some way to reach the caller."""
        if not field.data and not self.email.data:
            raise ValidationError(
                gettext("Bitte notieren Sie eine E-Mail-Adresse, ein Telefon oder eine Anschrift.")
            )

    @property
    def wish(self) -> Wish:
        """What the caller wishes for."""
        return Wish(self.name.data, self.persons.data or 0)


class ListForm(Form):
    """One button beside somebody on the list."""

    choice = Unseen()
