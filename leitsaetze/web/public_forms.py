"""What forms for everybody share: an e-mail address, and the checks that keep programs out."""

from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from itsdangerous import BadData, URLSafeSerializer
from wtforms import StringField
from wtforms.form import BaseForm
from wtforms.validators import Email, Length

from leitsaetze.clock import now
from leitsaetze.web.forms import Form, Line, Unseen

FASTEST = 3  # seconds nobody needs less than to write something
VALID_FOR = 24 * 3600
ADDRESS = _l("Bitte geben Sie die Adresse vollständig an, zum Beispiel name@beispiel.de.")


class WholeAddress(Email):
    """Checks an address that was given; whether one is needed others say."""

    def __call__(self, form: BaseForm, field: StringField) -> None:
        """Raise ValidationError for something that is no address."""
        if field.data:
            super().__call__(form, field)


def address_field(label: str, *checks: object, hint: str = "") -> Line:
    """Return a field for one e-mail address, without SMTPUTF8, which few mail servers speak."""
    return Line(
        label,
        description=hint,
        validators=[
            *checks,
            Length(max=254, message=ADDRESS),
            WholeAddress(ADDRESS, allow_smtputf8=False),
        ],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )


class HumanForm(Form):
    """A form anybody may send; refuses what only a program gets wrong, without a riddle.

    `website` is a field nobody sees, `started` when the form was first shown, signed.
    """

    website = Line(render_kw={"autocomplete": "off", "tabindex": "-1"})
    started = Unseen()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        if not self.started.data:
            self.started.data = _stamp()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then what only a program gets wrong."""
        valid = super().validate(extra_validators)
        return self._seems_human() and valid

    def _seems_human(self) -> bool:
        age = _age(self.started.data)
        if self.website.data:
            self.website.data = ""
            self.refuse(gettext("Bitte senden Sie das Formular noch einmal ab."), 422)
            return False
        if age is None or age > VALID_FOR:
            self.started.data = _stamp()
            self.refuse(
                gettext("Das Formular war länger als einen Tag offen. Bitte noch einmal absenden."),
                422,
            )
            return False
        if age < FASTEST:
            self.refuse(gettext("Das ging sehr schnell. Bitte noch einmal absenden."), 422)
            return False
        return True


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="public-form")


def _stamp() -> str:
    return str(_serializer().dumps(int(now().timestamp())))


def _age(stamp: str) -> int | None:
    """Return how many seconds ago the form was first shown, or None for a forged stamp."""
    try:
        return int(now().timestamp()) - int(_serializer().loads(stamp))
    except (BadData, ValueError, TypeError):
        return None
