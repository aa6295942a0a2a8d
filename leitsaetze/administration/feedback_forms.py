"""The form in which administrators answer feedback on accessibility."""

from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError
from wtforms.validators import Length, Optional

from leitsaetze.errors import RuleViolation
from leitsaetze.feedback.models import Feedback
from leitsaetze.feedback.rules import DEEDS, MAX_ANSWER, Deed, open_deeds
from leitsaetze.text import Rendered, markdown
from leitsaetze.web.forms import Form, Words, version_in

TOO_LONG = _l("Bitte höchstens %(max)d Zeichen.")


class FeedbackDeskForm(Form):
    """Answer, or close without an answer; a note beside it. Nothing is preselected."""

    deed = RadioField(_l("Was möchten Sie tun?"), validators=[Optional()])
    words = Words(
        _l("Antwort oder Begründung"),
        description=_l(
            "Lesbar für alle, die die Belegnummer haben. **fett**, _kursiv_, Listen mit -, "
            "Adressen werden zu Links."
        ),
        validators=[Length(max=MAX_ANSWER, message=TOO_LONG)],
    )
    note = Words(
        _l("Interne Notiz"),
        description=_l("Nur für die Administration sichtbar."),
        validators=[Length(max=MAX_ANSWER, message=TOO_LONG)],
    )

    def __init__(self, feedback: Feedback, **given: Any) -> None:
        super().__init__(seen=str(feedback.version), **given)
        self.rendered: Rendered | None = None
        self.deed.choices = [
            (deed.value, gettext(DEEDS[deed])) for deed in open_deeds(feedback.state)
        ]

    @property
    def previewing(self) -> bool:
        """Whether the button "Vorschau" was pressed."""
        return request.method == "POST" and request.form.get("tat") == "vorschau"

    @property
    def chosen(self) -> Deed | None:
        """What to do besides the note."""
        return next((deed for deed in Deed if deed.value == self.deed.data), None)

    @property
    def version_seen(self) -> int:
        """The version the form was made from; 0 for none of ours."""
        return version_in(self.seen.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that it is said what to do with words that were typed."""
        valid = super().validate(extra_validators)
        if self.words.data and not self.chosen and not self.previewing:
            missing = gettext("Bitte wählen Sie, was mit Ihrem Text geschehen soll.")
            self.deed.errors = [missing]
            self.status = max(self.status, 422)
            return False
        return valid

    def validate_words(self, field: Words) -> None:
        """Render the words before anything is written."""
        if not field.data and self.chosen:
            raise ValidationError(gettext("Bitte schreiben Sie eine Antwort oder Begründung."))
        try:
            self.rendered = markdown(field.data, reply=True) if field.data else None
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from None
