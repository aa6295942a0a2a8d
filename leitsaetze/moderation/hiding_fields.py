"""The part of the queue's form about hiding: rule and reason, and what two decide."""

from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Length

from leitsaetze.comments.hiding_models import HidingProposal
from leitsaetze.comments.rules import Verdict
from leitsaetze.moderation.four_eyes import ALONE, takes_another
from leitsaetze.moderation.rules import MAX_WORDS
from leitsaetze.site.models import HouseRule
from leitsaetze.web.forms import Words


@dataclass(frozen=True)
class HidingChoices:
    """What counts for who wants to hide a comment: `reader` is who sees the form.

    `proposal` waits for somebody else; `alone` says that nobody else could confirm one.
    """

    reader: int = 0
    proposal: HidingProposal | None = None
    alone: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the reader made the proposal that waits."""
        return self.proposal is not None and self.proposal.by_id == self.reader

    def proposes(self, rule: HouseRule | None) -> bool:
        """Tell whether hiding by a rule would only be proposed."""
        return takes_another(rule, self.proposal, self.reader) and not self.alone

    def needs_word(self, rule: HouseRule | None) -> bool:
        """Tell whether hiding by a rule has to be explained: nobody else can confirm it."""
        return takes_another(rule, self.proposal, self.reader) and self.alone


class HidingFields:
    """The part of the form about hiding; `offer_hiding` puts in what is proposed."""

    why_alone = Words(
        _l("Warum Sie allein ausblenden"),
        description=_l(
            "Nur bei Regeln, über die sonst zwei entscheiden. Bleibt in der Moderation."
        ),
        validators=[Length(max=MAX_WORDS, message=_l("Bitte höchstens %(max)d Zeichen."))],
    )
    verdict: RadioField
    rule: SelectField
    reason: Words
    hiding: HidingChoices
    rules_offered: list[HouseRule]

    def offer_hiding(self, hiding: HidingChoices, rules: list[HouseRule]) -> None:
        """Put a proposed rule and reason in, so that confirming them is one choice."""
        self.hiding, self.rules_offered = hiding, rules
        proposal = hiding.proposal
        if proposal is not None and not self.rule.raw_data:
            self.rule.data, self.reason.data = str(proposal.rule_id), proposal.words

    @property
    def asks_why_alone(self) -> bool:
        """Whether some rule needs a second person where there is none."""
        return any(self.hiding.needs_word(rule) for rule in self.rules_offered)

    @property
    def only_proposed(self) -> bool:
        """Whether the rule only stands there because somebody proposed it."""
        proposal = self.hiding.proposal
        untouched = proposal is not None and self.rule.data == str(proposal.rule_id)
        return untouched and self.verdict.data != Verdict.HIDE

    def rule_asked_for(self, rule: HouseRule | None) -> HouseRule | None:
        """Return the chosen rule; none if it only stands there because it was proposed."""
        return None if self.only_proposed else rule

    def validate_rule(self, field: SelectField) -> None:
        """Ask for the rule where it is missing, at the field itself."""
        if self.verdict.data == Verdict.HIDE and not field.data:
            raise ValidationError(
                gettext("Bitte nennen Sie die Regel, gegen die der Kommentar verstößt.")
            )

    def validate_reason(self, field: Words) -> None:
        """Ask for own words where they are missing, at the field itself."""
        if self.verdict.data == Verdict.HIDE and not field.data:
            raise ValidationError(gettext("Bitte begründen Sie das Ausblenden in eigenen Worten."))

    def validate_why_alone(self, field: Words) -> None:
        """Ask who is left alone for a word where it is missing, at the field itself."""
        rule = next((it for it in self.rules_offered if str(it.id) == self.rule.data), None)
        hides = self.verdict.data == Verdict.HIDE
        if hides and not field.data and self.hiding.needs_word(rule):
            raise ValidationError(gettext(ALONE))
