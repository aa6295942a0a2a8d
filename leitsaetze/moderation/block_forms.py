"""The forms of text blocks and of the names in which answers are given."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError
from wtforms.validators import InputRequired, Length

from leitsaetze.comments.reply_models import MAX_HEADING
from leitsaetze.errors import RuleViolation
from leitsaetze.language import DEFAULT
from leitsaetze.moderation.models import TextBlock
from leitsaetze.moderation.placeholders import MAX_BLOCK, MAX_TITLE, check_block
from leitsaetze.text import Rendered, markdown
from leitsaetze.web.forms import Form, Line, Words, version_in
from leitsaetze.web.languages import language

TOO_LONG = _l("Bitte höchstens %(max)d Zeichen.")


class BlockForm(Form):
    """A text block: title, text, and the dialogue if it serves only one."""

    title = Line(
        _l("Titel"),
        [
            InputRequired(_l("Bitte geben Sie einen Titel an.")),
            Length(max=MAX_TITLE, message=TOO_LONG),
        ],
        description=_l("Steht in der Auswahl neben der Antwort, nie öffentlich."),
    )
    text = Words(
        _l("Text"),
        [Length(max=MAX_BLOCK, message=TOO_LONG)],
        description=_l("**fett**, _kursiv_, Listen mit -, Adressen werden zu Links."),
    )
    dialogue = SelectField(_l("Dialog"), default="")

    def __init__(
        self, block: TextBlock | None, dialogues: Sequence[tuple[int, str]], **given: Any
    ) -> None:
        saved = {}
        if block is not None:
            dialogue = str(block.dialogue_id or "")
            saved = {"title": block.title, "text": block.text, "dialogue": dialogue}
        super().__init__(**saved | given)
        tongue = {"lang": DEFAULT} if language() != DEFAULT else {}
        self.dialogue.choices = [("", gettext("in allen Dialogen"))]
        self.dialogue.choices += [(str(number), title, tongue) for number, title in dialogues]
        self.rendered: Rendered | None = None

    @property
    def version_seen(self) -> int:
        """The version the form was made from."""
        return version_in(self.seen.data)

    @property
    def dialogue_id(self) -> int | None:
        """The one dialogue it serves."""
        return int(self.dialogue.data) if self.dialogue.data else None

    def validate_text(self, words: Words) -> None:
        """Refuse places nothing fills in, and what cannot be an answer."""
        try:
            check_block(words.data)
            self.rendered = markdown(words.data, reply=True)
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from violation


class DepartmentForm(Form):
    """One more name in which answers can be given."""

    heading = Line(
        _l("Überschrift der Antwort"),
        [
            InputRequired(_l("Bitte schreiben Sie, was über der Antwort stehen soll.")),
            Length(max=MAX_HEADING, message=TOO_LONG),
        ],
        description=_l(
            "Steht öffentlich an Stelle von „Antwort der Moderation“, zum Beispiel „Antwort des "
            "Sachgebiets Klimaschutz“."
        ),
    )


class ButtonForm(Form):
    """A single button."""
