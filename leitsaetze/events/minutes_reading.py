"""Minutes as they are read: published ones by everybody, those being written on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from leitsaetze.clock import now
from leitsaetze.events import minutes_queries
from leitsaetze.events.minutes_models import MinutesEdition
from leitsaetze.events.minutes_rules import Said
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from leitsaetze.principles.models import FieldOfAction, Principle
from leitsaetze.text import markdown


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it is written, before anything came of it. Published ones are rows like it."""

    number: int
    words: str
    comment_id: int | None = None
    slug: str | None = None
    task: str | None = None
    responsible: str = ""
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Minutes with what was discussed and what came of it; `others` are all editions there are."""

    edition: MinutesEdition
    fields: Sequence[str]
    principles: Sequence[Any]
    results: Sequence[Any]
    others: Sequence[MinutesEdition] = ()

    @property
    def holds(self) -> bool:
        """Whether no later edition stands in its place."""
        return not self.others or self.others[0].number == self.edition.number


def published(event_id: int, number: int | None = None) -> Shown | None:
    """Return the minutes of an event as everybody reads them, or an earlier edition of them."""
    editions = db.session.scalars(minutes_queries.editions_of(event_id)).all()
    found = next((it for it in editions if number in {None, it.number}), None)
    if found is None:
        return None
    return Shown(
        found,
        db.session.scalars(minutes_queries.fields_discussed(found.id)).all(),
        db.session.execute(minutes_queries.principles_discussed(found.id)).all(),
        db.session.execute(minutes_queries.results_in(found.id)).all(),
        editions,
    )


def minutes_told(event_id: int) -> dict[str, Any]:
    """Return what the page of an event tells of its minutes; nothing before they are published."""
    editions = minutes_queries.editions_of(event_id).limit(1)
    newest = db.session.scalars(editions).one_or_none()
    if newest is None:
        return {"has_minutes": False}
    results = db.session.execute(minutes_queries.results_in(newest.id)).all()
    return {"has_minutes": True, "results": results}


def imagined(event: Event, said: Said, discussed: Sequence[FieldOfAction | Principle]) -> Shown:
    """Return minutes as everybody would see them, for the desk; `discussed` are their things."""
    page = markdown(said.text)
    edition = MinutesEdition(
        event_id=event.id,
        number=0,
        participants=said.participants,
        text=said.text,
        html=page.html,
        renderer=page.renderer,
        note="",
        published_at=now(),
    )
    fields = [it.title for it in discussed if isinstance(it, FieldOfAction)]
    principles = [
        (it.dialogue.slug, it.number, "" if it.withdrawn_at else it.revision.statement)
        for it in discussed
        if isinstance(it, Principle)
    ]
    results = [Result(number, words) for number, words in enumerate(said.results, 1)]
    return Shown(edition, fields, principles, results)
