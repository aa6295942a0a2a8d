"""Forms around fair play: close an address for a time, open it again, keep the watched words."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, Length, Regexp

from leitsaetze.comments.marks import MAX_WORD
from leitsaetze.moderation.rules import CLOSED_FOR, MAX_WORDS
from leitsaetze.web.forms import Form, Line, Words, stripped


class CloseForm(Form):
    """For how long, and why."""

    days = SelectField(_l("Für wie lange?"), coerce=int, default=CLOSED_FOR[1])
    reason = Words(
        _l("Grund"),
        description=_l(
            "Geht wörtlich per E-Mail an die Verfasserin oder den Verfasser und steht dort, "
            "wo sie oder er bis dahin kommentieren möchte."
        ),
        validators=[
            DataRequired(_l("Bitte schreiben Sie den Grund in eigenen Worten.")),
            Length(max=MAX_WORDS, message=_l("Bitte höchstens %(max)d Zeichen.")),
        ],
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.days.choices = [(n, gettext("%(number)s Tage", number=n)) for n in CLOSED_FOR]


class ReopenForm(Form):
    """One button."""


class WatchForm(Form):
    """One more word for the list."""

    word = Line(
        _l("Wort oder kurze Wortfolge"),
        description=_l("Groß- und Kleinschreibung und Satzzeichen spielen keine Rolle."),
        validators=[
            DataRequired(_l("Bitte geben Sie ein Wort an.")),
            Length(max=MAX_WORD, message=_l("Bitte höchstens %(max)d Zeichen.")),
        ],
        render_kw={"autocomplete": "off"},
    )


class UnwatchForm(Form):
    """A button beside each word; it says which."""

    choice = HiddenField(filters=[stripped], validators=[Regexp(r"\d{1,9}\Z")])
