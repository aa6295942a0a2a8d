"""The form with which a moderator chooses when the digest comes."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import AnyOf
from wtforms.widgets import CheckboxInput, ListWidget

from leitsaetze.accounts.digest_rules import DAYS, HOURS
from leitsaetze.accounts.digests import Digest
from leitsaetze.web.filters import hour_of_day
from leitsaetze.web.forms import Form


class DigestForm(Form):
    """On which days of the week the digest comes, and at which hour."""

    weekdays = SelectMultipleField(
        _l("Tage"),
        description=_l("Kein Tag gewählt: Sie bekommen keine Übersicht."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    hour = SelectField(
        _l("Uhrzeit"),
        description=_l("In der Zeit des Landkreises, auch im Sommer."),
        validators=[AnyOf([str(it) for it in HOURS], _l("Bitte wählen Sie eine volle Stunde."))],
        validate_choice=False,
    )

    def __init__(self, digest: Digest, **given: Any) -> None:
        shown = {"weekdays": [str(it) for it in digest.weekdays], "hour": str(digest.hour)}
        super().__init__(data=shown, **given)
        self.weekdays.choices = [(str(it), gettext(day)) for it, day in enumerate(DAYS)]
        self.hour.choices = [(str(it), hour_of_day(it)) for it in HOURS]

    @property
    def chosen(self) -> tuple[list[int], int]:
        """The days, Monday is 0, and the hour."""
        return [int(it) for it in self.weekdays.data or []], int(self.hour.data)
