"""The forms of the editors' desk about minutes, and about what becomes of their results."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import DataRequired, InputRequired

from leitsaetze.errors import RuleViolation
from leitsaetze.events.days import read_day
from leitsaetze.events.desk_fields import Boxes, Radio, obeying
from leitsaetze.events.desk_words import name_of, numbered, written
from leitsaetze.events.minutes_models import Minutes, Task
from leitsaetze.events.minutes_rules import (
    MAX_RESULTS,
    NOTE,
    RESPONSIBLE,
    RESULT,
    TASK,
    TEXT,
    Said,
    read_number,
)
from leitsaetze.events.results import Promise
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle
from leitsaetze.web.forms import Form, Line, Words, version_in
from leitsaetze.web.languages import german, lang_of_contents

LOOK = "vorschau"
EMPTY_ONES = 3  # fields for further results below those there are
FIRST_FIELDS = 5
TELL, TELL_NOBODY = "ja", "nein"
WHOLE, ONE = "dialog", "leitsatz"
UNSAVED = {"csrf_token", "submission_key", "seen"}
NO_DAY = _l("Bitte geben Sie einen Tag an.")


class MinutesForm(Form):
    """What was said at an event; the results have a field each, which is their number."""

    limits = "120 per minute; 1200 per hour"

    participants = Line(
        _l("Zahl der Teilnehmenden"),
        description=_l("Nur die Zahl. Namen gehören nicht in ein öffentliches Protokoll."),
        validators=[obeying(read_number)],
    )
    fields = Boxes(_l("Besprochene Handlungsfelder"))
    principles = Boxes(_l("Besprochene Leitsätze"))
    text = Words(
        _l("Was besprochen wurde"),
        description=_l("**fett**, _kursiv_, Listen mit -, Zwischen-Überschriften mit ###."),
        validators=[obeying(TEXT)],
    )

    def __init__(
        self,
        saved: Said,
        minutes: Minutes | None,
        choices: Sequence[FieldOfAction | Principle],
        **given: Any,
    ) -> None:
        super().__init__(data=_shown(saved), **given)
        self.saved = saved
        self.things = choices
        self.fields.choices = [
            (it.id, name_of(it)) for it in choices if isinstance(it, FieldOfAction)
        ]
        self.principles.choices = [
            (it.id, german(numbered(it))) for it in choices if isinstance(it, Principle)
        ]
        if not self.seen.data:
            self.seen.data = str(minutes.version if minutes is not None else 0)

    @property
    def act(self) -> str:
        """The button pressed, if it was not the one that saves."""
        return LOOK if request.form.get("tat") == LOOK else ""

    @property
    def results(self) -> list[Field]:
        """The fields of the results: those with words and a few empty ones."""
        filled = [n for n in range(1, MAX_RESULTS + 1) if self[f"result_{n}"].data]
        last = max(FIRST_FIELDS, max(filled, default=0) + EMPTY_ONES, len(self.saved.results))
        return [self[f"result_{n}"] for n in range(1, min(last, MAX_RESULTS) + 1)]

    @property
    def said(self) -> Said:
        """What a form without faults says."""
        return Said(
            participants=read_number(self.participants.data),
            text=self.text.data,
            results=tuple(self[f"result_{n}"].data for n in range(1, MAX_RESULTS + 1)),
            fields=self._ticked(self.fields, FieldOfAction),
            principles=self._ticked(self.principles, Principle),
        )

    @property
    def expected(self) -> int:
        """The version the form was made from."""
        return version_in(self.seen.data)

    @property
    def discussed(self) -> list[FieldOfAction | Principle]:
        """The things that are ticked."""
        said = self.said
        return [
            it
            for it in self.things
            if it.id in (said.fields if isinstance(it, FieldOfAction) else said.principles)
        ]

    def differences(self) -> Iterator[tuple[str, str]]:
        """Yield label and saved value of every field in which the saved minutes are others."""
        saved = MinutesForm(self.saved, None, self.things, formdata=None)
        for name, field in saved._fields.items():
            if name not in UNSAVED and field.data != self[name].data:
                yield str(field.label.text), written(field)

    def _ticked(self, boxes: Boxes, kind: type[FieldOfAction | Principle]) -> tuple[int, ...]:
        known = {it.id for it in self.things if isinstance(it, kind)}
        return tuple(sorted(known & set(boxes.data or [])))


for _n in range(1, MAX_RESULTS + 1):
    _field = Words(_l("Ergebnis %(number)s", number=_n), validators=[obeying(RESULT)])
    setattr(MinutesForm, f"result_{_n}", _field)


class PublishForm(Form):
    """Publish what is saved; a correction says what it puts right, the first asks whom to tell."""

    note = Line(
        _l("Was wurde berichtigt?"),
        description=_l("Ein Satz. Er steht öffentlich bei den Fassungen des Protokolls."),
    )
    tell = Radio(_l("Teilnehmende benachrichtigen?"))

    def __init__(self, version: int, *, corrects: bool, hearing: int) -> None:
        super().__init__()
        self.corrects, self.hearing = corrects, hearing
        self.seen.data = self.seen.data or str(version)
        self.tell.choices = [
            (
                TELL,
                ngettext(
                    "Ja: Eine Person bekommt unseren Dank und den Link",
                    "Ja: %(num)s Personen bekommen unseren Dank und den Link",
                    hearing,
                ),
            ),
            (TELL_NOBODY, gettext("Nein, niemand bekommt eine E-Mail")),
        ]
        if corrects:
            self.note.validators = [
                DataRequired(_l("Bitte schreiben Sie, was berichtigt wurde.")),
                obeying(NOTE),
            ]
        elif hearing:
            self.tell.validators = [
                InputRequired(_l("Bitte wählen Sie, ob die Teilnehmenden davon erfahren."))
            ]

    @property
    def tells(self) -> bool:
        """Whether whoever took part shall hear of it."""
        return bool(self.tell.data == TELL) and not self.corrects

    @property
    def expected(self) -> int:
        """The version the form was made from."""
        return version_in(self.seen.data)


class CommentForm(Form):
    """Where a result stands as a comment, and in which words."""

    place = SelectField(
        _l("Wozu gehört der Kommentar?"),
        default="",
        validators=[DataRequired(_l("Bitte wählen Sie einen Leitsatz oder den Dialog."))],
        validate_choice=False,
    )
    words = Words(
        _l("Wortlaut des Kommentars"),
        description=_l("Er ist sofort öffentlich und wartet dann auf eine Antwort der Moderation."),
        validators=[DataRequired(_l("Bitte schreiben Sie einen Text.")), obeying(RESULT)],
    )

    def __init__(self, words: str, places: Sequence[tuple[Dialogue, Principle | None]]) -> None:
        super().__init__(data={"words": words})
        self.places = {_key(*place): place for place in places}
        self.place.choices = [
            ("", gettext("– bitte wählen –")),
            *((key, _told(*place), lang_of_contents()) for key, place in self.places.items()),
        ]
        if self.place.data not in self.places:
            self.place.data = ""

    @property
    def chosen(self) -> tuple[Dialogue, Principle | None]:
        """The dialogue, and the principle if one was chosen."""
        if self.place.data not in self.places:
            raise RuleViolation("Bitte wählen Sie einen Leitsatz oder den Dialog.")
        return self.places[self.place.data]


class TaskForm(Form):
    """What the county takes on with a result."""

    words = Words(
        _l("Aufgabe"),
        validators=[DataRequired(_l("Bitte schreiben Sie, was zu tun ist.")), obeying(TASK)],
    )
    responsible = Line(
        _l("Zuständig"),
        description=_l("Das Amt oder Sachgebiet, zum Beispiel: Stabsstelle Digitales."),
        validators=[
            DataRequired(_l("Bitte schreiben Sie, wer zuständig ist.")),
            obeying(RESPONSIBLE),
        ],
    )
    due_day = Line(_l("Bis wann?"), validators=[DataRequired(NO_DAY), obeying(read_day)])
    done_day = Line(
        _l("Erledigt am"),
        description=_l("Leer, solange die Aufgabe offen ist."),
        validators=[obeying(read_day)],
    )

    def __init__(self, words: str, task: Task | None) -> None:
        shown = {"words": words}
        if task is not None:
            done = task.done_on.isoformat() if task.done_on else ""
            shown = {
                "words": task.words,
                "responsible": task.responsible,
                "due_day": task.due_on.isoformat(),
                "done_day": done,
            }
        super().__init__(data=shown)
        self.seen.data = self.seen.data or str(task.version if task is not None else 0)

    @property
    def promise(self) -> Promise:
        """What a form without faults says."""
        due: date | None = read_day(self.due_day.data)
        if due is None:
            raise RuleViolation(str(NO_DAY))
        words, responsible = self.words.data, self.responsible.data
        return Promise(words, responsible, due, read_day(self.done_day.data))

    @property
    def expected(self) -> int:
        """The version the form was made from."""
        return version_in(self.seen.data)


def _shown(said: Said) -> dict[str, Any]:
    results = {f"result_{number}": words for number, words in enumerate(said.results, 1)}
    return results | {
        "participants": "" if said.participants is None else str(said.participants),
        "text": said.text,
        "fields": list(said.fields),
        "principles": list(said.principles),
    }


def _key(dialogue: Dialogue, principle: Principle | None) -> str:
    return f"{ONE} {principle.id}" if principle is not None else f"{WHOLE} {dialogue.id}"


def _told(dialogue: Dialogue, principle: Principle | None) -> str:
    if principle is None:
        return str(gettext("Dialog „%(title)s“ als Ganzes", title=dialogue.title))
    return str(gettext("Leitsatz %(words)s", words=numbered(principle)))
