"""The fields of the queue's form around the answer: text blocks, in whose name, reading others'."""

from dataclasses import dataclass, field
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Length, Optional

from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.errors import RuleViolation
from leitsaetze.language import DEFAULT
from leitsaetze.moderation.models import TextBlock
from leitsaetze.moderation.placeholders import refuse_open
from leitsaetze.moderation.reading import ALONE, WHY_DECLINED, Reading
from leitsaetze.moderation.rules import MAX_WORDS
from leitsaetze.web.forms import Unseen, Words
from leitsaetze.web.languages import language

INSERT = "baustein"  # the value of the button that inserts a text block
READINGS = {
    Reading.PUBLISH: _l("Veröffentlichen, wie vorgeschlagen"),
    Reading.RETURN: _l("Zurückgeben, mit einem Wort dazu"),
    Reading.DROP: _l("Verwerfen"),
    Reading.DECLINE: _l("Nicht übernehmen, mit einem Wort an das Sachgebiet"),
}


@dataclass(frozen=True)
class AnswerChoices:
    """What can be chosen around the answer to one comment.

    `heading` says in whose name it is given or proposed now. `proposal` waits for somebody to read
    it, who may do what `readings` say; `needs_word` if nobody else could read it.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    heading: str = ""
    proposal: ReplyProposal | None = None
    readings: list[Reading] = field(default_factory=list)
    needs_word: bool = False


class AnswerFields:
    """The part of the form that has to do with the answer; `offer` puts the choices in."""

    heading = SelectField(_l("In wessen Namen"), default="")
    heading_was = Unseen()
    block = SelectField(_l("Textbaustein"), default="", validators=[Optional()])
    blocks = Unseen()
    reading = RadioField(_l("Die vorgeschlagene Antwort"), validators=[Optional()])
    reading_words = Words(
        _l("Ein Wort dazu"),
        validators=[
            Length(max=MAX_WORDS, message=_l("Bitte höchstens %(max)d Zeichen.")),
        ],
    )
    offered: AnswerChoices

    def offer(self, offered: AnswerChoices) -> None:
        """Put in what can be chosen."""
        self.offered = offered
        tongue = {"lang": DEFAULT} if language() != DEFAULT else {}
        names = list(dict.fromkeys([*offered.headings, *filter(None, [offered.heading])]))
        self.heading.choices = [
            ("", gettext("Antwort der Moderation")),
            *((name, name, tongue) for name in names),
        ]
        if not self.heading.raw_data or self.heading.data == self.heading_was.data:
            self.heading.data = offered.heading  # nobody touched it; a colleague may have meanwhile
        self.heading_was.data = offered.heading
        self.block.choices = [
            ("", gettext("– bitte wählen –")),
            *((str(block.id), block.title, tongue) for block in offered.blocks),
        ]
        self.reading.choices = [(it.value, READINGS[it]) for it in offered.readings]

    @property
    def inserting(self) -> bool:
        """Whether the button that inserts a text block was pressed."""
        return request.method == "POST" and request.form.get("tat") == INSERT

    @property
    def chosen_block(self) -> TextBlock | None:
        """The text block that is chosen."""
        chosen = (block for block in self.offered.blocks if str(block.id) == self.block.data)
        return next(chosen, None)

    @property
    def used_blocks(self) -> tuple[int, ...]:
        """The text blocks that were inserted, each once."""
        numbers = [int(it) for it in self.blocks.data.split() if it.isdecimal() and len(it) < 10]  # noqa: PLR2004  digits of a number any database holds
        return tuple(dict.fromkeys(numbers))

    def insert(self, words: str, block: TextBlock) -> None:
        """Put words at the end of the answer, behind what is typed already."""
        reply: Words = self.reply  # type: ignore[attr-defined]  # a field of the whole form
        reply.data = "\n\n".join(filter(None, [reply.data, words]))
        self.blocks.data = " ".join(str(it) for it in (*self.used_blocks, block.id))

    @property
    def answer_facts(self) -> dict[str, Any]:
        """What the fields here ask for, as parts of a deed."""
        heading = self.heading.data or ""
        return {
            "heading": heading if heading != self.offered.heading else None,
            "blocks": self.used_blocks,
            "reading": Reading(self.reading.data) if self.reading.data else None,
            "reading_words": self.reading_words.data,
        }

    def validate_reading_words(self, words: Words) -> None:
        """Ask for a word where one is missing, at the field itself."""
        if words.data:
            return
        if self.reading.data == Reading.RETURN:
            raise ValidationError(gettext("Bitte schreiben Sie dazu, was anders werden soll."))
        if self.reading.data == Reading.DECLINE:
            raise ValidationError(gettext(WHY_DECLINED))
        if self.reading.data == Reading.PUBLISH and self.offered.needs_word:
            raise ValidationError(gettext(ALONE))

    def refuse_open_places(self, answer: str) -> None:
        """Refuse an answer in which a place of a text block is still open, at the field itself."""
        try:
            refuse_open(answer)
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from violation
