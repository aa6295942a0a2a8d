"""The form with which moderators hide only a passage of a comment."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_rules import (
    HIDEABLE,
    MOST_SENTENCES,
    Span,
    fits,
    occurrences,
    sentences,
)
from leitsaetze.comments.passage_texts import original_of, readable_spans
from leitsaetze.comments.rules import MAX_TEXT
from leitsaetze.moderation.deeds import STALE, is_stale
from leitsaetze.moderation.forms import TAKEN, TOO_LONG, rule_choices
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.passages import Wish
from leitsaetze.moderation.rules import MAX_WORDS
from leitsaetze.site.models import HouseRule
from leitsaetze.web.filters import isolated_in_text
from leitsaetze.web.forms import Form, Unseen, Words, version_in


@dataclass(frozen=True)
class PassageChoices:
    """What can be chosen at one comment: its sentences that can be read, and the rules.

    `colleague` works on the comment, `last_report` is the newest one that waits.
    """

    text: str
    readable: list[Span]
    rules: list[HouseRule]
    last_report: int
    colleague: Claim | None

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """Each sentence with its place as the form names it."""
        found = [span for span in sentences(self.text) if fits(span, self.readable)]
        return [(f"{begin}-{end}", self.text[begin:end]) for begin, end in found[:MOST_SENTENCES]]


def choices_at(
    comment: Comment, rules: list[HouseRule], *, last_report: int, colleague: Claim | None
) -> PassageChoices:
    """Return what can be chosen at a comment now; nothing of one that is hidden or gone."""
    shown = comment.status in HIDEABLE
    text, readable = (original_of(comment).text, readable_spans(comment)) if shown else ("", [])
    return PassageChoices(text, readable, rules, last_report, colleague)


class PassageForm(Form):
    """Sentences to tick, exact words, a rule and the reason in own words."""

    sentences = SelectMultipleField(
        _l("Ganze Sätze"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    words = Words(
        _l("Genau diese Worte"),
        description=_l(
            "Wie sie im Kommentar stehen. Kommen sie mehrmals vor, verschwinden sie überall."
        ),
        validators=[Length(max=MAX_TEXT, message=TOO_LONG)],
    )
    rule = SelectField(_l("Regel, gegen die die Stelle verstößt"), default="")
    reason = Words(
        _l("Begründung in eigenen Worten"),
        description=_l(
            "Geht per E-Mail an die Verfasserin oder den Verfasser. Bitte wiederholen Sie nicht, "
            "was ausgeblendet ist."
        ),
        validators=[Length(max=MAX_WORDS, message=TOO_LONG)],
    )
    held = Unseen()
    reports_seen = Unseen()

    limits = "120 per minute"
    preview_limits = "600 per minute"

    def __init__(self, comment: Comment, choices: PassageChoices, **given: Any) -> None:
        super().__init__(**given)
        self.comment = comment
        self.offered = choices
        self.found: list[Span] = []
        self.sentences.choices = choices.sentences
        self.rule.choices = [("", gettext("– bitte wählen –")), *rule_choices(choices.rules)]

    @property
    def previewing(self) -> bool:
        """Whether the button "Vorschau" was pressed."""
        return request.method == "POST" and request.form.get("tat") == "vorschau"

    @property
    def holder(self) -> str:
        """The colleague who works on the comment, as the form carries it; empty when nobody."""
        claim = self.offered.colleague
        return str(claim.person_id) if claim is not None else ""

    @property
    def wish(self) -> Wish:
        """What the form asks for."""
        rules = {str(rule.id): rule for rule in self.offered.rules}
        ticked = [_span(value) for value in self.sentences.data or []]
        return Wish(
            spans=[*ticked, *self.found],
            rule=rules.get(self.rule.data),
            reason=self.reason.data,
            reports=version_in(self.reports_seen.data),
        )

    def prepare(self) -> bool:
        """Say first when a colleague has taken the comment over; sent once more, it counts."""
        claim = self.offered.colleague
        if claim is None or self.held.data == self.holder:
            return True
        self.refuse(gettext(TAKEN, name=isolated_in_text(claim.person.name)), 409)
        return False

    def validate(self, extra_validators: object = None) -> bool:
        """Say first of all when a colleague was faster: the text may be another one, too."""
        if self.is_submitted() and is_stale(self.comment, self.seen.data):
            self.refuse(gettext(STALE), 409)
            return False
        return super().validate(extra_validators)

    def validate_sentences(self, field: SelectMultipleField) -> None:
        """Ask for a passage where none is named, here or by its words."""
        if not field.data and not self.words.data:
            raise ValidationError(
                gettext("Bitte wählen Sie Sätze aus, oder tragen Sie unten genaue Worte ein.")
            )

    def validate_words(self, field: Words) -> None:
        """Look for the words in what can be read of the comment."""
        self.found = occurrences(self.offered.text, field.data, self.offered.readable)
        if field.data and not self.found:
            raise ValidationError(
                gettext("Diese Worte stehen so nicht im Kommentar. Bitte vergleichen Sie genau.")
            )

    def validate_rule(self, field: SelectField) -> None:
        """Ask for the rule where it is missing, at the field itself."""
        if not field.data:
            raise ValidationError(
                gettext("Bitte nennen Sie die Regel, gegen die die Stelle verstößt.")
            )

    def validate_reason(self, field: Words) -> None:
        """Ask for own words where they are missing, at the field itself."""
        if not field.data:
            raise ValidationError(gettext("Bitte begründen Sie das Ausblenden in eigenen Worten."))


def _span(value: str) -> Span:
    begin, _, end = value.partition("-")
    return int(begin), int(end)
