"""The forms of fields of action and of the drafts of principles."""

from collections.abc import Sequence
from typing import Any, TypedDict

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired

from leitsaetze.editing.form_fields import Kept, Sentence
from leitsaetze.editing.forms import DeskForm, in_german
from leitsaetze.editing.models import Draft
from leitsaetze.editing.rules import WORDS, comment_numbers, place_in
from leitsaetze.errors import RuleViolation
from leitsaetze.principles.checks import FIELD
from leitsaetze.principles.models import FieldOfAction
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.web.forms import Form, Line, Unseen, Words, version_in

TEXTS = ("statement", "explanation", "plain_text", "change_note")


class FieldWords(TypedDict):
    """The words of a field of action."""

    title: str
    goal: str
    introduction: str


class FieldForm(DeskForm):
    """A field of action; a new one when there is none."""

    title = Line(
        _l("Titel"), [InputRequired(_l("Bitte geben Sie einen Titel an.")), Kept(FIELD["title"])]
    )
    goal = Words(
        _l("Ziel"),
        [Kept(FIELD["goal"])],
        description=_l("Zum Beispiel wörtlich aus dem Leitbild oder Konzept der Verwaltung."),
    )
    introduction = Words(
        _l("Einleitung"),
        [Kept(FIELD["introduction"])],
        description=_l("Einige Sätze, worum es in diesem Handlungsfeld geht. Mit Formatierung."),
    )
    place = Unseen()

    def __init__(self, field: FieldOfAction | None = None, **given: Any) -> None:
        names = ("title", "goal", "introduction")
        saved = {name: getattr(field, name) for name in names} if field else {}
        super().__init__(field.version if field else 0, **saved | given)
        self.place.data = place_in(field.dialogue_id) if field else ""

    @property
    def facts(self) -> FieldWords:
        """What was typed."""
        return {
            "title": self.title.data,
            "goal": self.goal.data,
            "introduction": self.introduction.data,
        }


class DraftForm(DeskForm):
    """The words of a principle that are not published; number and field of a new one.

    `plain` is what is published of it in Einfacher Sprache, if there ever was anything.
    """

    number = IntegerField(
        _l("Nummer"),
        [InputRequired(_l("Bitte geben Sie eine Nummer an.")), Kept(WORDS["number"])],
        description=_l("Eine Nummer wird im Dialog nur einmal vergeben."),
    )
    field = SelectField(
        _l("Handlungsfeld"),
        coerce=int,
        description=_l("Unter dieser Überschrift steht der Leitsatz."),
    )
    statement = Sentence(
        _l("Leitsatz"),
        [Kept(WORDS["statement"])],
        description=_l("Ein Satz, ohne Anführungszeichen. Höchstens 500 Zeichen."),
    )
    explanation = Words(
        _l("Erläuterung"),
        [Kept(WORDS["explanation"])],
        description=_l("Einige Absätze. Mit Formatierung, siehe unten."),
    )
    plain_text = Words(
        _l("In Einfacher Sprache"),
        [Kept(WORDS["plain_text"])],
        description=_l("Derselbe Inhalt in kurzen, einfachen Sätzen."),
    )
    plain_fits = BooleanField(
        _l("Der Text in Einfacher Sprache passt auch zur neuen Fassung"),
        description=_l(
            "Wenn Sie ihn unverändert lassen und hier kein Häkchen setzen, steht bei ihm, dass er "
            "zu einer früheren Fassung gehört."
        ),
    )
    change_note = Words(
        _l("Was ändert sich, und warum?"),
        [Kept(WORDS["change_note"])],
        description=_l("Steht öffentlich bei der neuen Fassung."),
    )
    comments = Sentence(
        _l("Kommentare, die dazu geführt haben"),
        description=_l(
            "Nummern oder Links veröffentlichter Kommentare aus diesem Dialog, durch Komma "
            "getrennt. Sie stehen öffentlich bei der neuen Fassung."
        ),
    )
    based_on = Unseen()
    based_on_plain = Unseen()
    place = Unseen()

    largest = 150_000

    def __init__(
        self,
        draft: Draft,
        fields: Sequence[FieldOfAction],
        plain: PlainText | None = None,
        **given: Any,
    ) -> None:
        saved = {name: getattr(draft, name) for name in TEXTS} | {
            "number": draft.number,
            "field": draft.field_id,
            "comments": ", ".join(map(str, draft.comments)),
            "based_on": str(draft.principle.revision_number if draft.principle else 0),
            "based_on_plain": str(plain.id if plain else 0),
            "plain_fits": draft.plain_fits,
        }
        super().__init__(draft.version, **saved | given)
        self.place.data = place_in(draft.dialogue_id, draft.number)
        self.known = {field.id: field for field in fields}
        self.field.choices = [in_german(field.id, field.title) for field in fields]
        self.numbers: list[int] = []
        if draft.principle_id is None:
            del self.change_note, self.comments
        else:
            del self.number, self.field
        if plain is None or not plain.source:
            del self.plain_fits

    def prepare(self) -> bool:
        """Read the numbers of the comments."""
        if "comments" not in self:
            return True
        try:
            self.numbers = comment_numbers(self.comments.data)
        except RuleViolation as violation:
            self.misfit(self.comments, gettext(violation.msgid, **violation.values))
        return not self.problems

    def words(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        words: dict[str, Any] = {name: self[name].data for name in TEXTS if name in self}
        if "plain_fits" in self:
            words["plain_fits"] = self.plain_fits.data
        if "comments" in self:
            held = {it: version_in(self[it].data) for it in ("based_on", "based_on_plain")}
            return words | held | {"comments": self.numbers}
        return words | {"number": self.number.data, "field": self.known[self.field.data]}


class MoveForm(Form):
    """Into which field a published principle goes."""

    field = SelectField(_l("Handlungsfeld"), coerce=int)

    def __init__(self, here: int, fields: Sequence[FieldOfAction]) -> None:
        super().__init__(field=here)
        self.known = {field.id: field for field in fields}
        self.field.choices = [
            in_german(
                field.id,
                field.title
                if field.published_at
                else gettext("%(title)s (noch nicht veröffentlicht)", title=field.title),
            )
            for field in fields
        ]
