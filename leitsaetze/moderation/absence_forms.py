"""The forms of the page on which the team enters when everybody is away."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.validators import DataRequired, Length

from leitsaetze.clock import today
from leitsaetze.comments.absence_rules import MAX_WORDS, check_absence, check_free
from leitsaetze.errors import RuleViolation
from leitsaetze.events.days import read_day
from leitsaetze.events.desk_fields import obeying
from leitsaetze.principles.rules import DEFAULT_ZONE
from leitsaetze.web.forms import Form, Line
from leitsaetze.working_days import Periods


class AbsenceForm(Form):
    """Days on which nobody is there. `taken` are those that are entered already."""

    first_day = Line(
        _l("Erster Tag"),
        validators=[
            DataRequired(_l("Bitte geben Sie den ersten Tag an.")),
            obeying(read_day),
        ],
    )
    last_day = Line(_l("Letzter Tag"), validators=[obeying(read_day)])
    words = Line(
        _l("Anlass"),
        description=_l("Nur für Sie und Ihr Team, zum Beispiel „Betriebsurlaub“."),
        validators=[
            DataRequired(_l("Bitte nennen Sie in einem Wort den Anlass.")),
            Length(max=MAX_WORDS, message=_l("Bitte höchstens 80 Zeichen.")),
        ],
    )

    def __init__(self, taken: Periods, **given: Any) -> None:
        super().__init__(**given)
        self._taken = taken

    def validate_last_day(self, _field: Field) -> None:
        """Say at the field what the action would refuse, if both days can be read."""
        try:
            period = self.period
        except (RuleViolation, TypeError):
            return
        try:
            check_absence(*period, today=today(DEFAULT_ZONE))
            check_free(*period, self._taken)
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from violation

    @property
    def period(self) -> tuple[date, date]:
        """First and last day. Raises TypeError while there is none."""
        first = read_day(self.first_day.data)
        if first is None:
            raise TypeError
        return first, read_day(self.last_day.data) or first


class EndForm(Form):
    """One button beside each absence that is not over."""
