"""Carries a checked file out, part by part, with the deeds of the rooms it speaks of."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from leitsaetze.accounts.models import Person
from leitsaetze.errors import RuleViolation
from leitsaetze.events import meeting_place_queries, series_queries
from leitsaetze.events.actions import change_event, hold_event
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.meeting_place_rules import PlaceFacts, filled
from leitsaetze.events.meeting_places import add_place, correct_place
from leitsaetze.events.models import Event
from leitsaetze.events.municipalities import add_municipality
from leitsaetze.events.queries import event_with_key
from leitsaetze.events.rules import Details
from leitsaetze.events.series import begin_series, change_series
from leitsaetze.events.series_models import Municipality
from leitsaetze.exchange.checking import Draft
from leitsaetze.exchange.comparing import matched
from leitsaetze.exchange.rules import (
    ImportRefused,
    Outcome,
    Remark,
    Summary,
    Thing,
    changed_or_not,
)
from leitsaetze.exchange.sections import Entry
from leitsaetze.extensions import db
from leitsaetze.principles import queries
from leitsaetze.principles.actions import add_field, change_dialogue, change_field, found_dialogue
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle
from leitsaetze.principles.plain_writing import confirm_plain, write_plain
from leitsaetze.principles.wording import add_principle, move, reinstate, revise, withdraw


@dataclass(frozen=True)
class Run:
    """One import: who does it, and what became of everything so far."""

    summary: Summary
    by: Person | None


@dataclass(frozen=True)
class Place:
    """What the events of a file can be about."""

    dialogue: Dialogue
    fields: Sequence[FieldOfAction]
    principles: dict[int, Principle]


def apply(draft: Draft, dialogue: Dialogue | None, run: Run) -> None:
    """Make the dialogue what the file says. Raises ImportRefused for what an action refuses."""
    dialogue = _put_dialogue(draft.dialogue, dialogue, run)
    fields = _put_fields(draft.fields, dialogue, run)
    known = {one.number: one for one in db.session.scalars(queries.principles_of(dialogue.id))}
    principles = {
        entry.values["number"]: _put_principle(entry, field, known.get(entry.values["number"]), run)
        for field, field_entry in zip(fields, draft.fields, strict=True)
        for entry in field_entry.values["principles"]
    }
    for entry in draft.places:
        _put_place(entry, run)
    for entry in draft.series:
        _put_series(entry, run)
    for entry in draft.events:
        _put_event(entry, Place(dialogue, fields, principles), run)


def _put_dialogue(entry: Entry, dialogue: Dialogue | None, run: Run) -> Dialogue:
    facts = dict(entry.values)
    slug = facts.pop("slug")
    with _speaking_of(entry):
        if dialogue is None:
            run.summary.note(Thing.DIALOGUE, Outcome.NEW)
            return found_dialogue(slug, by=run.by, **facts)
        changed = change_dialogue(dialogue, by=run.by, **facts)
    run.summary.note(Thing.DIALOGUE, changed_or_not(changed))
    return dialogue


def _put_fields(entries: Sequence[Entry], dialogue: Dialogue, run: Run) -> list[FieldOfAction]:
    known = matched(entries, db.session.scalars(queries.fields_of(dialogue.id)).all())
    return [
        _put_field(entry, index + 1, known.get(index), dialogue, run)
        for index, entry in enumerate(entries)
    ]


def _put_field(
    entry: Entry, position: int, field: FieldOfAction | None, dialogue: Dialogue, run: Run
) -> FieldOfAction:
    facts = {name: entry.values[name] for name in ("title", "goal", "introduction")}
    with _speaking_of(entry):
        if field is None:
            run.summary.note(Thing.FIELD, Outcome.NEW)
            return add_field(dialogue, position=position, by=run.by, **facts)
        changed = change_field(field, position=position, by=run.by, **facts)
    run.summary.note(Thing.FIELD, changed_or_not(changed))
    return field


def _put_principle(
    entry: Entry, field: FieldOfAction, principle: Principle | None, run: Run
) -> Principle:
    words = {name: entry.values[name] for name in ("statement", "explanation")}
    plain = entry.values["plain_text"]
    with _speaking_of(entry):
        if principle is None:
            principle = add_principle(
                field, number=entry.values["number"], by=run.by, plain_text=plain or "", **words
            )
            _settle_withdrawal(principle, entry, run)
            run.summary.note(Thing.PRINCIPLE, Outcome.NEW)
            return principle
        before = principle.revision_number
        revise(principle, change_note=entry.values["change_note"], by=run.by, **words)
        moved = move(principle, field, by=run.by)
        said = _settle_plain_text(principle, entry, run)
        changed = _settle_withdrawal(principle, entry, run) or moved or said
    revised = principle.revision_number != before
    if revised:
        run.summary.note(Thing.REVISION, Outcome.NEW)
    if changed or not revised:
        run.summary.note(Thing.PRINCIPLE, changed_or_not(changed))
    return principle


def _settle_plain_text(principle: Principle, entry: Entry, run: Run) -> bool:
    """Write what the file says in Einfacher Sprache; a file that says nothing of it changes none.

    An unchanged text belongs to the present revision only if the file says that it fits.
    """
    plain = entry.values["plain_text"]
    if plain is not None and write_plain(principle, plain, by=run.by):
        return True
    return entry.values["plain_fits"] and confirm_plain(principle, by=run.by)


def _settle_withdrawal(principle: Principle, entry: Entry, run: Run) -> bool:
    deed = withdraw if entry.values["withdrawn"] else reinstate
    return deed(principle, by=run.by)


def _put_event(entry: Entry, place: Place, run: Run) -> None:
    facts = dict(entry.values)
    key, titles, numbers = (facts.pop(name) for name in ("key", "fields", "principles"))
    fields = [field for field in place.fields if field.title in titles]
    principles = [place.principles[number] for number in dict.fromkeys(numbers)]
    event = db.session.scalar(event_with_key(key))
    links = _links(event, place.dialogue, fields, principles)
    links |= _belongings(facts.pop("municipalities"), facts.pop("series"), run)
    listed = _listed(facts.pop("meeting_place"))
    links |= {"meeting_places": listed} if listed is not None else {}
    details = Details(**facts)
    for one in listed or ():
        present = event.details if event is not None and one in event.meeting_places else None
        details = filled(details, one.facts, present)
    with _speaking_of(entry):
        if event is None:
            hold_event(details, key=key, by=run.by, **links)
            run.summary.note(Thing.EVENT, Outcome.NEW)
            return
        changed = change_event(event, details, by=run.by, **links)
    run.summary.note(Thing.EVENT, changed_or_not(bool(changed)))


def _links(
    event: Event | None,
    dialogue: Dialogue,
    fields: list[FieldOfAction],
    principles: list[Principle],
) -> dict[str, Any]:
    """Return what an event is about; what it has to do with other dialogues stays."""
    if event is None:
        return {"dialogues": [dialogue], "fields": fields, "principles": principles}
    elsewhere_fields = [one for one in event.fields if one.dialogue_id != dialogue.id]
    elsewhere = [one for one in event.principles if one.dialogue_id != dialogue.id]
    return {
        "dialogues": [*(one for one in event.dialogues if one.id != dialogue.id), dialogue],
        "fields": elsewhere_fields + fields,
        "principles": elsewhere + principles,
    }


def _put_place(entry: Entry, run: Run) -> None:
    """Put a place on the list or correct it there; events keep what they took from it."""
    said = dict(entry.values)
    town = said.pop("municipality")
    facts = PlaceFacts(**said)
    place = db.session.scalar(meeting_place_queries.place_named(facts.name))
    where = _municipality(town, run) if town else None
    with _speaking_of(entry):
        if place is None:
            add_place(facts, municipality=where, by=run.by)
            run.summary.note(Thing.PLACE, Outcome.NEW)
            return
        before = place.version
        where = place.municipality if town is None else where
        correct_place(place, facts, municipality=where, by=run.by, seen=before)
    run.summary.note(Thing.PLACE, changed_or_not(place.version != before))


def _listed(name: str | None) -> list[MeetingPlace] | None:
    """Return the place of the list the file gives an event; one it does not tell of stays."""
    return (
        None if name is None else list(db.session.scalars(meeting_place_queries.place_named(name)))
    )


def _put_series(entry: Entry, run: Run) -> None:
    slug, title, words = (entry.values[name] for name in ("slug", "title", "text"))
    series = db.session.scalar(series_queries.series_with(slug))
    with _speaking_of(entry):
        if series is None:
            begin_series(slug, title, words, by=run.by)
            run.summary.note(Thing.SERIES, Outcome.NEW)
            return
        before = series.version
        change_series(series, title, words, by=run.by, seen=before)
    run.summary.note(Thing.SERIES, changed_or_not(series.version != before))


def _belongings(names: Sequence[str] | None, slug: str | None, run: Run) -> dict[str, list[Any]]:
    """Return the municipalities and the series the file gives; one it does not tell of stays."""
    given: dict[str, list[Any]] = {}
    if names is not None:
        given["municipalities"] = [_municipality(name, run) for name in dict.fromkeys(names)]
    if slug is not None:
        given["series"] = list(db.session.scalars(series_queries.series_with(slug)))
    return given


def _municipality(name: str, run: Run) -> Municipality:
    """Return the municipality of this name; one that is new comes to the end of the list."""
    found: Municipality | None = db.session.scalar(series_queries.municipality_named(name))
    return found or add_municipality(name, by=run.by)


@contextmanager
def _speaking_of(entry: Entry) -> Iterator[None]:
    """Give a refusal the line of the entry it is about."""
    try:
        yield
    except RuleViolation as violation:
        raise ImportRefused([Remark(entry.line, "", str(violation))]) from violation
