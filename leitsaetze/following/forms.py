"""The forms of following: begin, change, end."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import AnyOf, DataRequired

from leitsaetze.following.actions import Wish
from leitsaetze.following.rules import RHYTHMS, Rhythm
from leitsaetze.site.informed import InformedForm
from leitsaetze.web.forms import Form, stripped
from leitsaetze.web.languages import language
from leitsaetze.web.public_forms import HumanForm, address_field

HOW_OFTEN = _l("Wie oft möchten Sie von uns hören?")
AT_MOST = _l(
    "Sofort heißt: höchstens alle 15 Minuten eine E-Mail, in der alles Neue zusammen steht."
)
CHOOSE = _l("Bitte wählen Sie, wie oft Sie von uns hören möchten.")
KNOWN_RHYTHM = AnyOf([it.value for it in Rhythm], CHOOSE)


class FollowForm(InformedForm, HumanForm):
    """How often somebody wants to hear, and, unless they are signed in, where."""

    email = address_field(
        _l("E-Mail-Adresse"),
        DataRequired(_l("Bitte geben Sie Ihre E-Mail-Adresse an.")),
        hint=_l("Nie öffentlich. Wir schicken Ihnen zuerst einen Link, den Sie bestätigen."),
    )
    rhythm = RadioField(
        HOW_OFTEN, description=AT_MOST, validators=[KNOWN_RHYTHM], validate_choice=False
    )

    limits = "10 per 10 minutes; 40 per day"
    asks_for = ("following",)

    def __init__(self, *, known: bool, **given: Any) -> None:
        super().__init__(**given)
        if known:
            del self.email
        self.rhythm.choices = _choices()

    def wish(self) -> Wish:
        """Return what is wished for, in the language of the page."""
        return Wish(Rhythm(str(self.rhythm.data)), language(), self.notice.version)


class ChangeForm(Form):
    """How often, for something that is followed already; or to end it, or everything."""

    choice = HiddenField(filters=[stripped])
    rhythm = SelectField(HOW_OFTEN, description=AT_MOST, validate_choice=False)
    tat = HiddenField(
        filters=[stripped], validators=[AnyOf(["aendern", "beenden", "alle-beenden"])]
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.rhythm.choices = _choices()

    @property
    def subscription_id(self) -> int:
        """What it is about; 0 for nothing."""
        said = str(self.choice.data)
        return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004  longer than any number

    @property
    def wished(self) -> Rhythm | None:
        """How often, if it is known."""
        said = str(self.rhythm.data)
        return Rhythm(said) if said in list(Rhythm) else None


WHICH = _l("Bitte sagen Sie mit einem der Knöpfe, was Sie beenden möchten.")


class EndForm(Form):
    """One button: end what a letter told of, or everything."""

    tat = HiddenField(filters=[stripped], validators=[AnyOf(["diese", "alle"], message=WHICH)])


class ButtonForm(Form):
    """One button."""


def _choices() -> list[tuple[str, str]]:
    return [(it.value, gettext(words)) for it, words in RHYTHMS.items()]
