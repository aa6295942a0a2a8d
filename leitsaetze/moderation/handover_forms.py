"""The forms of a question to a department: to ask it, to give it more time, to answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, Length

from leitsaetze.addresses import mail_address
from leitsaetze.comments.handover_rules import (
    MAX_NAME,
    MAX_QUESTION,
    MAX_SIGNED,
    Ending,
    check_day,
)
from leitsaetze.errors import RuleViolation
from leitsaetze.events.days import read_day
from leitsaetze.language import DEFAULT
from leitsaetze.moderation.forms import TAKEN, TOO_LONG
from leitsaetze.moderation.handing_over import Question
from leitsaetze.moderation.models import Claim, Department
from leitsaetze.moderation.rules import MAX_REPLY
from leitsaetze.text import Rendered, markdown
from leitsaetze.web.filters import isolated_in_text
from leitsaetze.web.forms import Form, Line, Unseen, Words
from leitsaetze.web.languages import language
from leitsaetze.working_days import Office

PREVIEW = "vorschau"
ANSWERS = [
    (Ending.PROPOSED.value, _l("Wir schlagen eine Antwort vor")),
    (Ending.NOT_OURS.value, _l("Dafür sind wir nicht zuständig")),
]


class DayForm(Form):
    """By which day the answer is wanted. `office` and `today` say which days can be."""

    day = Line(
        _l("Antwort erbeten bis"),
        validators=[DataRequired(_l("Bitte geben Sie an, bis wann Sie die Antwort brauchen."))],
    )

    def __init__(self, *, office: Office, today: date, **given: Any) -> None:
        super().__init__(**given)
        self._office, self._today = office, today

    def validate_day(self, field: Line) -> None:
        """Say at the field what the action would refuse."""
        try:
            day = read_day(field.data)
            if day is not None:
                check_day(day, today=self._today, office=self._office)
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from violation

    @property
    def chosen_day(self) -> date:
        """The day. Raises TypeError while there is none."""
        day = read_day(self.day.data)
        if day is None:
            raise TypeError
        return day


class QuestionForm(DayForm):
    """Ask a department: whom, what, until when. What is left empty is taken as last time.

    `colleague` is who works on the entry: whoever lost it hears of that first.
    """

    department = SelectField(
        _l("Sachgebiet"),
        default="",
        validators=[DataRequired(_l("Bitte wählen Sie das Sachgebiet."))],
    )
    name = Line(
        _l("Wer die Frage liest"),
        description=_l(
            "Zum Beispiel „Sachgebiet Klimaschutz“ oder „Frau Baum, Tiefbau“. Nur für die "
            "Moderation."
        ),
        validators=[Length(max=MAX_NAME, message=TOO_LONG)],
    )
    address = Line(_l("E-Mail-Adresse"))
    question = Words(
        _l("Ihre Frage"),
        description=_l("Liest nur, wer gefragt wird."),
        validators=[
            DataRequired(_l("Bitte schreiben Sie, was Sie wissen möchten.")),
            Length(max=MAX_QUESTION, message=TOO_LONG),
        ],
    )
    held = Unseen()

    def __init__(
        self, departments: Sequence[Department], colleague: Claim | None, **given: Any
    ) -> None:
        super().__init__(**given)
        self.departments, self.colleague = departments, colleague
        tongue = {"lang": DEFAULT} if language() != DEFAULT else {}
        self.department.choices = [
            ("", gettext("– bitte wählen –")),
            *((str(it.id), _named(it), tongue) for it in departments),
        ]

    @property
    def chosen(self) -> Department | None:
        """The department that is chosen."""
        return next((it for it in self.departments if str(it.id) == self.department.data), None)

    @property
    def holder(self) -> str:
        """The colleague who works on the entry, as the form carries it; empty when nobody does."""
        return str(self.colleague.person_id) if self.colleague is not None else ""

    @property
    def asked(self) -> Question:
        """What is to be asked. Raises TypeError while something is missing."""
        department = self.chosen
        if department is None:
            raise TypeError
        return Question(
            department,
            self.name.data or department.name,
            mail_address(self.address.data or department.address),
            self.question.data,
            self.chosen_day,
        )

    def prepare(self) -> bool:
        """Tell whoever lost the entry to a colleague; sent once more, it counts all the same."""
        if self.colleague is not None and self.held.data != self.holder:
            name = isolated_in_text(self.colleague.person.name)
            self.refuse(gettext(TAKEN, name=name), 409)
            return False
        return True

    def validate_name(self, field: Line) -> None:
        """Ask for a name where none is known from the last time."""
        if self.chosen is not None and not (field.data or self.chosen.name):
            raise ValidationError(gettext("Bitte schreiben Sie, wer die Frage liest."))

    def validate_address(self, field: Line) -> None:
        """Ask for an address where none is known, and for one that can be."""
        known = self.chosen.address if self.chosen is not None else ""
        if self.chosen is not None and not (field.data or known):
            raise ValidationError(gettext("Bitte geben Sie an, wohin die Frage geht."))
        try:
            if field.data:
                mail_address(field.data)
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from violation


class BackForm(Form):
    """One button: ask the department no more."""


class StatementForm(Form):
    """A department answers: with a proposed answer, or that it is not responsible."""

    kind = RadioField(
        _l("Was möchten Sie uns sagen?"),
        validators=[DataRequired(_l("Bitte wählen Sie, was Sie uns sagen möchten."))],
    )
    words = Words(
        _l("Ihr Text"),
        description=_l(
            "Als Antwort: so, wie sie öffentlich erscheinen könnte. **fett**, _kursiv_, Listen "
            "mit -, Adressen werden zu Links."
        ),
        validators=[
            DataRequired(_l("Bitte schreiben Sie etwas dazu.")),
            Length(max=MAX_REPLY, message=TOO_LONG),
        ],
    )
    signed = Line(
        _l("Ihr Name"),
        description=_l("Für Rückfragen. Ihn sieht nur die Moderation."),
        validators=[
            DataRequired(_l("Bitte nennen Sie Ihren Namen.")),
            Length(max=MAX_SIGNED, message=TOO_LONG),
        ],
    )

    limits = "60 per 10 minutes"

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.kind.choices = ANSWERS
        self.rendered: Rendered | None = None

    @property
    def previewing(self) -> bool:
        """Whether the button "Vorschau" was pressed."""
        return request.method == "POST" and request.form.get("tat") == PREVIEW

    @property
    def proposes(self) -> bool:
        """Whether an answer is proposed."""
        return bool(self.kind.data == Ending.PROPOSED)

    def validate_words(self, field: Words) -> None:
        """Render the answer before anything is written."""
        try:
            self.rendered = markdown(field.data, reply=True) if field.data else None
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from violation


def _named(department: Department) -> str:
    known = ", ".join(filter(None, [department.name, department.address]))
    return f"{department.heading} ({known})" if known else department.heading
