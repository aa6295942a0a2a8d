"""The form on which anybody tells of a barrier."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError
from wtforms.validators import DataRequired, Length

from leitsaetze.feedback.actions import Report
from leitsaetze.feedback.rules import MAX_NAME, MAX_PAGE, MAX_WORDS
from leitsaetze.site.informed import InformedForm
from leitsaetze.web.forms import Line, Words
from leitsaetze.web.languages import language
from leitsaetze.web.public_forms import HumanForm, address_field

TOO_LONG = _l("Bitte höchstens %(max)d Zeichen.")


class FeedbackForm(InformedForm, HumanForm):
    """What stood in somebody's way, and where; who they are only if they like."""

    words = Words(
        _l("Was hat nicht funktioniert?"),
        description=_l(
            "Was wollten Sie tun, und was hat Sie gehindert? Wenn Sie mögen, nennen Sie Ihr Gerät "
            "oder Hilfsmittel. Höchstens 3.000 Zeichen."
        ),
        validators=[DataRequired(_l("Bitte beschreiben Sie, was nicht funktioniert hat."))],
    )
    page = Line(
        _l("Um welche Seite geht es?"),
        description=_l("Adresse oder Name der Seite."),
        validators=[Length(max=MAX_PAGE, message=TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )
    name = Line(
        _l("Ihr Name"),
        validators=[Length(max=MAX_NAME, message=TOO_LONG)],
        render_kw={"autocomplete": "name"},
    )
    email = address_field(
        _l("E-Mail-Adresse"),
        hint=_l("Mit Adresse bekommen Sie eine Bestätigung mit Ihrer Belegnummer."),
    )
    wants_answer = BooleanField(
        _l("Ich möchte eine Antwort."),
        description=_l(
            "Sie finden sie mit Ihrer Belegnummer. Mit E-Mail-Adresse schicken wir sie Ihnen auch."
        ),
    )

    limits = "5 per 10 minutes; 20 per day"
    asks_for = ("feedback",)

    def validate_words(self, field: Words) -> None:
        """Say how much too long the text is."""
        if len(field.data) > MAX_WORDS:
            raise ValidationError(
                gettext(
                    "Ihr Text hat %(n)s Zeichen. Bitte kürzen Sie ihn auf höchstens 3.000.",
                    n=f"{len(field.data):,}".replace(",", "."),
                )
            )

    def report(self) -> Report:
        """Return what is told, and in which language."""
        return Report(
            words=self.words.data,
            page=self.page.data,
            name=self.name.data,
            address=self.email.data.lower(),
            wants_answer=self.wants_answer.data,
            locale=language(),
            privacy_version=self.notice.version,
        )
