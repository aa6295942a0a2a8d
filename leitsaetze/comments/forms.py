"""Forms of citizens: write a comment, ask for the confirmation again."""

from collections.abc import Sequence
from functools import cache

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, ValidationError
from wtforms.validators import DataRequired, Length

from leitsaetze.accounts.models import Person
from leitsaetze.comments.intake import Contribution
from leitsaetze.comments.position_rules import SIGNS, Position
from leitsaetze.comments.rules import (
    MAX_NAME,
    MAX_ORGANISATION,
    MAX_TEXT,
    imitates_staff,
)
from leitsaetze.errors import RuleViolation
from leitsaetze.principles.models import Revision
from leitsaetze.principles.quotes import GONE, SELECTION, passages_of, quoted, shortened
from leitsaetze.site.informed import InformedForm
from leitsaetze.text import plain
from leitsaetze.web.filters import grouped
from leitsaetze.web.forms import Form, Line, Unseen, Words, version_in
from leitsaetze.web.languages import language
from leitsaetze.web.public_forms import HumanForm, address_field

LABEL = 90  # letters of a passage to choose from; more break the list on a phone
_KNOWN = {position.value: position for position in Position}
SIGNED_OUT = _l(
    "Ihre Anmeldung ist abgelaufen. Geben Sie unten Ihre E-Mail-Adresse an oder senden Sie ohne "
    "Adresse noch einmal ab; Ihr Text ist noch da."
)


class CommentForm(InformedForm, HumanForm):
    """What a citizen writes; limits from comments.rules."""

    text = Words(
        _l("Ihr Kommentar"),
        description=_l("Höchstens 5.000 Zeichen. Absätze bleiben, wie Sie sie schreiben."),
        validators=[DataRequired(_l("Bitte schreiben Sie Ihren Kommentar."))],
    )
    name = Line(
        _l("Ihr Name oder ein Fantasiename"),
        description=_l("So erscheint Ihr Beitrag öffentlich."),
        validators=[
            DataRequired(_l("Bitte geben Sie einen Namen an. Ein Fantasiename genügt.")),
            Length(max=MAX_NAME, message=_l("Bitte höchstens %(max)d Zeichen.")),
        ],
        render_kw={"autocomplete": "nickname"},
    )
    organisation = Line(
        _l("Verein, Unternehmen, Ort"),
        validators=[Length(max=MAX_ORGANISATION, message=_l("Bitte höchstens %(max)d Zeichen."))],
        render_kw={"autocomplete": "organization"},
    )
    position = RadioField(_l("Was ist Ihr Anliegen?"), validate_choice=False, default="")
    passage = Line(_l("Auf welche Stelle beziehen Sie sich?"))
    selected = Unseen()
    revision = Unseen()
    email = address_field(_l("E-Mail-Adresse"))
    invitations = BooleanField()
    signed_in = Unseen()

    limits = "10 per 10 minutes; 40 per day"
    asks_for = ("comment", "invitations")

    def __init__(self, author: Person | None, *, guests_need_address: bool) -> None:
        super().__init__()
        self.position.choices = _positions(language())
        self.address_needed = guests_need_address and author is None
        self.author = author
        self.consent = self.notices[1]
        self.invitations.label.text = self.consent.consent
        self.invitations.description = self.consent.words["basis"]
        self.was_signed_in = bool(self.signed_in.data)
        self.signed_in.data = "1" if author else ""
        self.email.description = (
            gettext("Nie öffentlich. Sie bekommen einen Link zum Bestätigen.")
            if self.address_needed
            else gettext(
                "Nie öffentlich. Mit Adresse bekommen Sie einen Link zum Bestätigen und später "
                "die Antwort. Ohne Adresse erhalten Sie eine Belegnummer."
            )
        )

    def contribution(self) -> Contribution:
        """Return what was said, rendered, so that nothing costly happens while writing."""
        return Contribution(
            words=plain(self.text.data),
            name=self.name.data,
            organisation=self.organisation.data,
            address=self.email.data.lower(),
            wants_invitations=self.invitations.data,
            locale=language(),
            consent=self.consent.consent,
            consent_version=self.consent.wording,
            privacy_version=self.notice.version,
            position=_KNOWN.get(self.position.data),
            passage=self.passage.data,
            selected=self.selected.data,
            seen_revision=version_in(self.revision.data),
        )

    def about(self, revision: Revision | None, selected: str) -> Sequence[tuple[str, str]]:
        """Return the passages of a revision to choose from: as sent and as shown, cut short.

        `selected` are words somebody selected on the page of the principle; if they stand there
        word for word they are chosen. The form keeps the revision it shows.
        """
        if revision is None:
            return ()
        passages = passages_of(revision.statement, revision.explanation_html)
        offered = [(str(at), shortened(text, LABEL)) for at, text in enumerate(passages)]
        words = self.selected.data or selected
        try:
            quote = quoted(passages, SELECTION, words) if words else ""
        except RuleViolation:
            quote = self.selected.data = ""
        if quote:
            self.selected.data = quote
            if not self.is_submitted():
                self.passage.data = SELECTION
            offered.insert(0, (SELECTION, shortened(quote, LABEL)))
        self.revision.data = str(revision.number)
        gone = gettext(GONE)
        if gone in self.form_errors:
            self.form_errors = [it for it in self.form_errors if it != gone]
            self.passage.errors = [*self.passage.errors, gone]
        return offered

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields; a tick beside words that hold no longer is none beside the new ones."""
        valid = super().validate(extra_validators)
        if not self.was_shown(self.consent):
            self.invitations.data = False
        if self.was_signed_in and self.author is None:
            self.refuse(str(SIGNED_OUT), 422)
            valid = False
        return valid

    def validate_text(self, field: Words) -> None:
        """Say how much too long the text is."""
        if len(field.data) > MAX_TEXT:
            raise ValidationError(
                gettext(
                    "Ihr Text hat %(n)s Zeichen. Bitte kürzen Sie ihn auf höchstens 5.000.",
                    n=grouped(len(field.data)),
                )
            )

    def validate_name(self, field: Line) -> None:
        """Refuse names that could be taken for the county's own."""
        if field.data and imitates_staff(field.data, self.notice.settings["county"]):
            raise ValidationError(
                gettext("Dieser Name könnte mit der Verwaltung verwechselt werden.")
            )

    def validate_organisation(self, field: Line) -> None:
        """Refuse the county's own name here, too."""
        self.validate_name(field)

    def validate_email(self, field: Line) -> None:
        """Ask for the address where the dialogue does, or where the box below is ticked."""
        if field.data or self.author is not None:
            return
        if self.address_needed:
            raise ValidationError(gettext("Für diesen Dialog brauchen wir Ihre E-Mail-Adresse."))
        if self.invitations.data:
            raise ValidationError(
                gettext("Damit wir Sie einladen können, brauchen wir Ihre E-Mail-Adresse.")
            )


@cache  # each form shows them
def _positions(_language: str) -> list[tuple[str, str]]:
    signs = [(it.value, f"{sign.symbol} {gettext(sign.word)}") for it, sign in SIGNS.items()]
    return [("", gettext("keine Angabe")), *signs]


class SendAgainForm(Form):
    """Ask for the confirmation letter again, with the address corrected if need be."""

    email = address_field(
        _l("E-Mail-Adresse"), DataRequired(_l("Bitte geben Sie Ihre E-Mail-Adresse an."))
    )

    limits = "5 per 10 minutes; 20 per day"


class ConfirmForm(Form):
    """One button."""
