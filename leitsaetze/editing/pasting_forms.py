"""The box a whole text is pasted into, and the form in which it is put right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import DataRequired, Length

from leitsaetze.editing.pasting import recognised
from leitsaetze.editing.pasting_checks import NOTHING, known_titles, misfits
from leitsaetze.editing.pasting_corrections import (
    CHECK,
    JOIN,
    SPLIT,
    TURN,
    corrected,
    paragraphs_of,
)
from leitsaetze.editing.pasting_fields import (
    CHOICES,
    FIELDS_OF,
    INTRODUCTION,
    choices_for_introduction,
    titles_offered,
)
from leitsaetze.editing.pasting_lines import breaks
from leitsaetze.editing.pasting_rules import (
    ENTRIES,
    MAX_PARTS,
    MAX_PASTE,
    Choice,
    Existing,
    Kind,
    Part,
    Standing,
    kinds_in,
    name_of,
    number_of,
    remarks,
    titles_of,
)
from leitsaetze.language import translatable
from leitsaetze.text import excerpt
from leitsaetze.web.forms import RESUME, Form, Unseen, Words

NO_PRINCIPLE = translatable(
    "In diesem Text haben wir keinen nummerierten Leitsatz gefunden. Beginnen Sie jeden mit seiner "
    "Nummer in einer eigenen Zeile, zum Beispiel „Leitsatz 1“."
)
TOO_MANY = translatable(
    "In diesem Text haben wir mehr als %(most)s Abschnitte gefunden. Fügen Sie ihn bitte in zwei "
    "Teilen nacheinander ein."
)


class Pasted(Words):
    """A text out of another program, which may hold line breaks no keyboard types."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was sent with line breaks of the usual kind."""
        super().process_formdata([breaks(value) for value in valuelist])


class PasteForm(Form):
    """The whole text, as it was copied."""

    text = Pasted(
        _l("Ihr Text"),
        description=_l(
            "Markieren Sie im Textprogramm alles (Strg + A), kopieren Sie es (Strg + C) und fügen "
            "Sie es hier ein (Strg + V)."
        ),
        validators=[
            DataRequired(_l("Bitte fügen Sie den Text ein.")),
            Length(
                max=MAX_PASTE,
                message=_l(
                    "Der Text ist zu lang: höchstens %(max)d Zeichen. Fügen Sie ihn bitte in zwei "
                    "Teilen nacheinander ein."
                ),
            ),
        ],
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.parts: list[Part] = []

    def prepare(self) -> bool:
        """Take the text apart; refuse one in which no number was found, or too many."""
        self.parts = recognised(self.text.data)
        if not any(part.kind is Kind.PRINCIPLE for part in self.parts):
            self._misfit(gettext(NO_PRINCIPLE))
        elif len(self.parts) > MAX_PARTS:
            self._misfit(gettext(TOO_MANY, most=MAX_PARTS))
        return self.status == 200  # noqa: PLR2004  the code of success

    def _misfit(self, words: str) -> None:
        self.text.errors = [*self.text.errors, words]
        self.status = 422


class PreviewForm(Form):
    """A text taken apart. `preview_form` adds the fields of each part."""

    def __init__(self, standing: Standing, **given: Any) -> None:
        super().__init__(**given)
        self.standing = standing
        parts = self.parts
        titles, above = known_titles(parts, standing), titles_of(parts)
        for place, part in enumerate(parts):
            if part.kind is Kind.PRINCIPLE:
                offered = titles_offered(part, above[place], titles)
                self._fields[name_of(place, "field")].choices = offered
                self._offer(place, part, CHOICES, self.existing(part).choices)
            elif part.kind is Kind.INTRODUCTION:
                self._offer(place, part, INTRODUCTION, choices_for_introduction(standing))

    @property
    def parts(self) -> list[Part]:
        """The parts as they were typed."""
        places = range(sum(name.endswith(f"-{ENTRIES['kind']}") for name in self._fields))
        return [self._part(place) for place in places]

    @property
    def correction(self) -> str:
        """Which button for putting something right was pressed; "" for every other request."""
        act = request.form.get("tat", "") if self.is_submitted() else ""
        offered = act.partition(":")[0] in {CHECK, JOIN, TURN, SPLIT}
        return act if offered and RESUME not in request.form else ""

    @property
    def corrected(self) -> list[Part]:
        """The parts after the button that was pressed."""
        act = self.correction
        wanted = request.form.get(f"t{act.split(':')[1]}-ab", "") if ":" in act else ""
        first = int(wanted) if re.fullmatch(r"[0-9]{1,4}", wanted) else -1
        return corrected(self.parts, act, first)

    @property
    def anchor(self) -> str | None:
        """Which part to look at after the button that was pressed."""
        verb, _, rest = self.correction.partition(":")
        where = rest.partition(":")[0]
        if not re.fullmatch(r"[0-9]{1,3}", where):
            return None
        return f"teil-{max(0, int(where) + {JOIN: -1, SPLIT: 1}.get(verb, 0))}"

    def prepare(self) -> bool:
        """Refuse at its place what cannot be taken over."""
        parts = self.parts
        found = misfits(parts, self.standing)
        for misfit in found:
            field = self._fields[name_of(misfit.place, misfit.entry)]
            field.errors = [*field.errors, gettext(misfit.msgid, **misfit.values)]
        if not any(part.kind is Kind.PRINCIPLE for part in parts):
            self.refuse(gettext(NOTHING), 422)
        self.status = 422 if found else self.status
        return not self.problems

    def existing(self, part: Part) -> Existing:
        """Return what has the number of a part already."""
        number = number_of(part) if part.kind is Kind.PRINCIPLE else None
        return self.standing.numbers.get(number or 0) or Existing("", ())

    def rows(self) -> list["Row"]:
        """Return everything the page shows of each part."""
        parts = self.parts
        return [
            Row(self, place, part, [gettext(one.msgid, **dict(one.values)) for one in noted])
            for place, (part, noted) in enumerate(zip(parts, remarks(parts), strict=True))
        ]

    def _part(self, place: int) -> Part:
        found = {entry: self._fields.get(name_of(place, entry)) for entry in ENTRIES}
        typed = {entry: field.data or "" for entry, field in found.items() if field is not None}
        return Part(Kind(typed.pop("kind")), **typed)

    def _offer(
        self, place: int, part: Part, words: Mapping[Choice, str], offered: Sequence[Choice]
    ) -> None:
        """Offer what can be done; the first of it is preselected and changes nothing public."""
        field = self._fields[name_of(place, "choice")]
        field.choices = [(key.value, gettext(words[key])) for key in offered]
        if offered and part.choice not in offered:
            field.data = offered[0].value


@dataclass(frozen=True)
class Row:
    """One part on the page: its fields, what was noted about it, what can be done with it."""

    form: PreviewForm
    place: int
    part: Part
    remarks: list[str]

    def __getitem__(self, entry: str) -> Field:
        """Return a field of the part by the name of its entry."""
        field: Field = self.form[name_of(self.place, entry)]
        return field

    @property
    def existing(self) -> Existing:
        """What has the number already."""
        return self.form.existing(self.part)

    @property
    def known(self) -> bool:
        """Whether the dialogue has a field of action with this title."""
        folded = {title.casefold() for title in self.form.standing.titles}
        return self.part.head.casefold() in folded

    @property
    def paragraphs(self) -> list[tuple[int, str]]:
        """Where the part can be split: the number of a paragraph and its first words."""
        found = enumerate(paragraphs_of(self.part))
        return [(number, excerpt(words, 60)) for number, words in found]

    @property
    def others(self) -> list[Kind]:
        """What else the part can be."""
        introduced = any(part.kind is Kind.INTRODUCTION for part in self.form.parts)
        kinds = (Kind.PRINCIPLE, Kind.FIELD, *(() if introduced else (Kind.INTRODUCTION,)))
        return [kind for kind in kinds if kind is not self.part.kind]


def preview_form(standing: Standing, sent: Mapping[str, str], **given: Any) -> PreviewForm:
    """Return the form for as many parts as are sent."""
    entries: dict[str, Any] = {}
    for place, kind in enumerate(kinds_in(sent)):
        made = {"kind": Unseen(), "mark": Unseen(), **FIELDS_OF[kind]()}
        entries |= {name_of(place, entry): field for entry, field in made.items()}
    made_for: type[PreviewForm] = type("PreviewForm", (PreviewForm,), entries)
    return made_for(standing, **given)
