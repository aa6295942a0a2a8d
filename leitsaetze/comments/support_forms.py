"""Forms of those who join in with somebody's comment."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from leitsaetze.web.forms import Form
from leitsaetze.web.public_forms import HumanForm, address_field


class SupportForm(HumanForm):
    """The address of a guest who joins in; it becomes known to nobody."""

    email = address_field(
        _l("Ihre E-Mail-Adresse"),
        DataRequired(_l("Bitte geben Sie Ihre E-Mail-Adresse an.")),
        hint=_l(
            "Nie öffentlich. Sie bekommen einen Link; mit einem Klick darauf zählt Ihre Stimme."
        ),
    )

    limits = "10 per 10 minutes; 40 per day"


class ButtonForm(Form):
    """One button: join in, or leave again."""
