"""The forms with which authors see to their own comment."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.validators import DataRequired

from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_texts import original_of
from leitsaetze.comments.rewriting import seen_of
from leitsaetze.comments.rules import MAX_TEXT
from leitsaetze.site.informed import InformedForm
from leitsaetze.text import Rendered, plain
from leitsaetze.web.filters import grouped
from leitsaetze.web.forms import Form, Words


class RewriteForm(InformedForm):
    """Other words for a comment; it begins with those its author has written."""

    text = Words(
        _l("Ihr Kommentar"),
        description=_l("Höchstens 5.000 Zeichen. Absätze bleiben, wie Sie sie schreiben."),
        validators=[DataRequired(_l("Bitte schreiben Sie Ihren Kommentar."))],
    )

    limits = "10 per 10 minutes; 40 per day"
    asks_for = ("comment",)

    def __init__(self, comment: Comment) -> None:
        super().__init__(text=original_of(comment).text, seen=seen_of(comment))
        self.comment = comment

    def validate_text(self, field: Words) -> None:
        """Say how much too long the text is."""
        if len(field.data) > MAX_TEXT:
            raise ValidationError(
                gettext(
                    "Ihr Text hat %(n)s Zeichen. Bitte kürzen Sie ihn auf höchstens 5.000.",
                    n=grouped(len(field.data)),
                )
            )

    def prepare(self) -> bool:
        """Render the words before the writing begins."""
        self.rendered: Rendered = plain(self.text.data)
        return True

    def renew(self) -> None:
        """Carry from now on what the page shows beside a refusal."""
        self.seen.data = seen_of(self.comment)


class WithdrawForm(Form):
    """One button."""
