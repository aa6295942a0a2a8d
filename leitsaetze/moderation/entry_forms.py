"""The small forms around an entry of the queue: open it, find it, confirm it after a call."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from leitsaetze.moderation.forms import TOO_LONG
from leitsaetze.moderation.rules import MAX_WORDS
from leitsaetze.web.forms import Form, Line, Words


class ClaimForm(Form):
    """Open an entry, take it over, leave it: one button each."""

    limits = "240 per minute"


class LookUpForm(Form):
    """Find a comment by the number on its receipt."""

    number = Line(
        _l("Belegnummer"), validators=[DataRequired(_l("Bitte geben Sie die Belegnummer ein."))]
    )

    writes = False


class CallForm(Form):
    """Confirm a comment after a call."""

    words = Words(
        _l("Wie haben Sie sich vergewissert?"),
        description=_l("Zum Beispiel: Anruf am Vormittag, Text vorgelesen bekommen."),
        validators=[
            DataRequired(_l("Bitte schreiben Sie kurz, wie Sie sich vergewissert haben.")),
            Length(max=MAX_WORDS, message=TOO_LONG),
        ],
    )
