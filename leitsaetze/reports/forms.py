"""The form on which anybody reports a comment."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, ValidationError
from wtforms.validators import Length

from leitsaetze.network import client_network
from leitsaetze.reports.actions import Complaint
from leitsaetze.reports.rules import BREAKS_THE_LAW, MAX_NAME, MAX_WORDS
from leitsaetze.site.informed import InformedForm
from leitsaetze.site.models import HouseRule
from leitsaetze.web.forms import Line, Words
from leitsaetze.web.languages import language
from leitsaetze.web.public_forms import HumanForm, address_field

TOO_LONG = _l("Bitte höchstens %(max)d Zeichen.")


class ReportForm(InformedForm, HumanForm):
    """Which rule a comment breaks, or why it is illegal (after Art. 16 DSA); by whom if they like.

    Nothing is preselected. What is asked for the law only counts where the law was chosen.
    """

    reason = RadioField(_l("Was ist mit dem Kommentar?"), validate_choice=False)
    ground = Words(
        _l("Warum ist er rechtswidrig?"),
        description=_l(
            "Welches Recht wird verletzt, und womit? Ein Paragraf hilft, muss aber nicht sein."
        ),
        validators=[Length(max=MAX_WORDS, message=TOO_LONG)],
    )
    good_faith = BooleanField(
        _l("Meine Angaben sind nach bestem Wissen richtig und vollständig."),
    )
    name = Line(
        _l("Ihr Name"),
        validators=[Length(max=MAX_NAME, message=TOO_LONG)],
        render_kw={"autocomplete": "name"},
    )
    words = Words(
        _l("Was sollen wir wissen?"),
        description=_l("Zum Beispiel, welche Stelle Sie meinen. Höchstens 3.000 Zeichen."),
        validators=[Length(max=MAX_WORDS, message=TOO_LONG)],
    )
    email = address_field(
        _l("E-Mail-Adresse"),
        hint=_l(
            "Nie öffentlich. Mit Adresse schreiben wir Ihnen, was entschieden wurde und warum."
        ),
    )

    limits = "5 per 10 minutes; 20 per day"
    asks_for = ("report",)

    def __init__(self, rules: Sequence[HouseRule]) -> None:
        super().__init__()
        self.rules = {str(rule.id): rule for rule in rules}
        self.reason.choices = [
            *((number, f"{rule.number}: {rule.title}") for number, rule in self.rules.items()),
            (BREAKS_THE_LAW, gettext("Er ist rechtswidrig.")),
        ]

    @property
    def says_illegal(self) -> bool:
        """Whether the comment is said to break the law."""
        return bool(self.reason.data == BREAKS_THE_LAW)

    def validate_reason(self, field: RadioField) -> None:
        """Ask for one of the rules of the comment's time, or the law."""
        if field.data not in {*self.rules, BREAKS_THE_LAW}:
            raise ValidationError(
                gettext("Bitte wählen Sie eine Regel oder „Er ist rechtswidrig“.")
            )

    def validate_ground(self, field: Words) -> None:
        """Ask for a reason that can be looked into."""
        if self.says_illegal and not field.data:
            raise ValidationError(
                gettext("Bitte schreiben Sie, welches Recht verletzt wird und womit.")
            )

    def validate_good_faith(self, field: BooleanField) -> None:
        """Ask whoever says that something is illegal to stand by it."""
        if self.says_illegal and not field.data:
            raise ValidationError(gettext("Bitte bestätigen Sie, dass Ihre Angaben stimmen."))

    def complaint(self) -> Complaint:
        """Return what is said against the comment, and in which language."""
        illegal = self.says_illegal
        return Complaint(
            rule=self.rules.get(self.reason.data),
            network=client_network(),
            ground=self.ground.data if illegal else "",
            words=self.words.data,
            good_faith=illegal and self.good_faith.data,
            name=self.name.data if illegal else "",
            address=self.email.data.lower(),
            locale=language(),
            privacy_version=self.notice.version,
        )
