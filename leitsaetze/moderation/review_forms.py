"""The forms of a second look: to ask for it, to decide on it."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError
from wtforms.validators import DataRequired

from leitsaetze.comments.review_rules import MAX_WORDS, Outcome
from leitsaetze.site.informed import InformedForm
from leitsaetze.web.forms import Form, Unseen, Words

OUTCOMES = [
    (Outcome.RESTORED.value, _l("Wieder zeigen")),
    (Outcome.UPHELD.value, _l("Ausblendung aufrechterhalten")),
]


class AskForm(InformedForm):
    """An author asks to have a hiding looked at again; words are welcome, not needed."""

    words = Words(
        _l("Was sollen wir dabei bedenken?"),
        description=_l(
            "Zum Beispiel, wie Ihr Satz gemeint war. Lesen werden das nur die Menschen, die über "
            "die Überprüfung entscheiden. Höchstens 2.000 Zeichen."
        ),
    )

    limits = "10 per 10 minutes; 40 per day"
    asks_for = ("review",)

    def validate_words(self, field: Words) -> None:
        """Say how much too long the text is; a browser that cuts it off would lose words."""
        _refuse_overlong(field)


class ReviewForm(Form):
    """Somebody who has not hidden the comment decides, with reasons. Nothing is preselected.

    `about` is the number of the request that was shown: several can wait at one comment.
    """

    outcome = RadioField(
        _l("Entscheidung nach der Überprüfung"),
        validators=[DataRequired(_l("Bitte wählen Sie, wie Sie entscheiden."))],
    )
    reasons = Words(
        _l("Begründung der Überprüfung"),
        description=_l(
            "Geht per E-Mail an die Verfasserin oder den Verfasser. Bitte wiederholen Sie nicht, "
            "was ausgeblendet ist. Höchstens 2.000 Zeichen."
        ),
        validators=[DataRequired(_l("Bitte begründen Sie Ihre Entscheidung."))],
    )
    about = Unseen()

    limits = "60 per 10 minutes"

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.outcome.choices = OUTCOMES

    def validate_reasons(self, field: Words) -> None:
        """Say how much too long the text is."""
        _refuse_overlong(field)

    @property
    def decided(self) -> Outcome:
        """How it was decided."""
        return Outcome(self.outcome.data)


class HandOverForm(Form):
    """One button: ask the second person to decide on the request `about`."""

    about = Unseen()


def _refuse_overlong(field: Words) -> None:
    length = len(field.data)
    if length > MAX_WORDS:
        raise ValidationError(
            gettext(
                "Ihr Text hat %(length)s Zeichen. Bitte kürzen Sie ihn auf höchstens %(most)s.",
                length=length,
                most=MAX_WORDS,
            )
        )
