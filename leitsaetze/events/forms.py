"""The form on which a guest answers an invitation."""

import hashlib
from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.rules import ANSWERS, HOW_MANY, MAX_BRINGS, MAX_PERSONS, Answer
from leitsaetze.site.informed import InformedForm
from leitsaetze.web.forms import stripped

CHOOSE = _l("Bitte wählen Sie eine Antwort.")
HOW_MANY_PERSONS = _l(HOW_MANY, most=MAX_PERSONS)


class AnswerForm(InformedForm):
    """Yes, perhaps or no; with how many people; what somebody would like to bring."""

    answer = RadioField(  # type: ignore[call-arg]  # an argument the types do not know yet
        _l("Kommen Sie?"),
        coerce=Answer,
        validators=[InputRequired(CHOOSE)],
        validate_choice=False,
        invalid_value_message=CHOOSE,
    )
    persons = IntegerField(  # type: ignore[call-arg]  # an argument the types do not know yet
        _l("Zahl der Personen"),
        description=_l("Sie selbst mitgezählt, höchstens 10."),
        invalid_value_message=HOW_MANY_PERSONS,
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    brings = TextAreaField(
        _l("Das möchte ich mitbringen"),
        description=_l("Zum Beispiel ein Vorhaben, eine Frage oder etwas zum Zeigen."),
        filters=[stripped],
    )

    asks_for: ClassVar[tuple[str, ...]] = ("invitations",)

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(obj=invitation)
        self.invitation_id = invitation.id
        self.answer.choices = [(answer.value, gettext(ANSWERS[answer])) for answer in Answer]

    def validate_persons(self, field: IntegerField) -> None:
        """Say the bounds, unless the field has already said that it is no number."""
        if not field.errors and not 1 <= (field.data or 0) <= MAX_PERSONS:
            raise ValidationError(HOW_MANY_PERSONS)

    def validate_brings(self, field: TextAreaField) -> None:
        """Say how much too long the text is; a browser that cuts it off would lose words."""
        length = len(field.data or "")
        if length > MAX_BRINGS:
            raise ValidationError(
                gettext(
                    "Ihr Text hat %(length)s Zeichen. Bitte kürzen Sie ihn auf höchstens %(most)s.",
                    length=length,
                    most=MAX_BRINGS,
                )
            )

    @property
    def said(self) -> tuple[Answer, int, str]:
        """What the guest says: the answer, with how many people, bringing what."""
        return Answer(self.answer.data), self.persons.data or 0, self.brings.data or ""

    @property
    def deed_key(self) -> str:
        """What makes this answer count once; another answer from the same form counts anew."""
        source = f"{self.submission_key.data}\0{self.invitation_id}\0{self.said}"
        return hashlib.sha256(source.encode()).hexdigest()
