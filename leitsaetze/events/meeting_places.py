"""Deeds on the places of the list: add, correct, offer no more or again, remove."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.events import meeting_place_queries, notices
from leitsaetze.events.actions import change_event, touch_events
from leitsaetze.events.course import IN_CALENDARS, hears_news
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.meeting_place_rules import PlaceFacts, carried, kept
from leitsaetze.events.models import Event
from leitsaetze.events.series_models import Municipality
from leitsaetze.extensions import db
from leitsaetze.language import translatable

TAKEN = translatable("Ein Ort mit dem Namen „%(name)s“ steht schon in der Liste.")


@dataclass(frozen=True)
class Carried:
    """What a correction did: in how many events, and how many people get a letter."""

    events: int = 0
    told: int = 0


def add_place(
    facts: PlaceFacts,
    *,
    by: Person | None,
    municipality: Municipality | None = None,
    taken_from: Event | None = None,
) -> MeetingPlace:
    """Put a place on the list, for an event it was `taken_from` if there is one.

    Raises RuleViolation for a name that is there already and for facts the checks refuse.
    """
    said = kept(facts)
    added = MeetingPlace(
        municipality_id=municipality.id if municipality is not None else None,
        changed_by=by.id if by is not None else None,
        **vars(said),
    )
    try:
        with db.session.begin_nested():
            db.session.add(added)
    except IntegrityError:
        raise RuleViolation(TAKEN, name=said.name) from None
    record("meeting_place.added", added, by=by)
    if taken_from is not None:
        change_event(taken_from, taken_from.details, by=by, meeting_places=[added])
    return added


def correct_place(
    place: MeetingPlace,
    facts: PlaceFacts,
    *,
    municipality: Municipality | None,
    by: Person | None,
    seen: int,
    carry: bool = False,
    tell: bool = False,
) -> Carried:
    """Say something else of a place. Past events keep what was true then.

    With `carry` the coming events take what is new, except where they say something of their own;
    with `tell` their guests get a letter, one for each event in whose calendar something changes.
    Raises Conflict unless the place is as `seen`, RuleViolation as `add_place`.
    """
    found = _held(place)
    if found.version != seen:
        raise Conflict(OVERTAKEN)
    before, after = found.facts, kept(facts)
    where = municipality.id if municipality is not None else None
    if (before, found.municipality_id) == (after, where):
        return Carried()
    try:
        with db.session.begin_nested():
            for name, value in vars(after).items():
                setattr(found, name, value)
            found.municipality_id = where
            _changed(found, by)
    except IntegrityError:
        raise RuleViolation(TAKEN, name=after.name) from None
    there = meeting_place_queries.coming_events_at(found.id, now())
    coming = db.session.scalars(there).all() if carry else []
    told = [_carry(event, before, after, by=by, tell=tell) for event in coming]
    numbers = [event.id for event, number in zip(coming, told, strict=True) if number is not None]
    record("meeting_place.corrected", found, by=by, carried=numbers)
    touch_events()
    return Carried(len(numbers), sum(number or 0 for number in told))


def retire_place(place: MeetingPlace, *, by: Person) -> None:
    """Offer a place no more; events that take place there stay as they are."""
    found = _held(place)
    if found.retired_at is None:
        found.retired_at = now()
        _changed(found, by)
        record("meeting_place.retired", found, by=by)


def bring_place_back(place: MeetingPlace, *, by: Person) -> None:
    """Offer a place again."""
    found = _held(place)
    if found.retired_at is not None:
        found.retired_at = None
        _changed(found, by)
        record("meeting_place.brought_back", found, by=by)


def remove_place(place: MeetingPlace, *, by: Person) -> None:
    """Take a place off the list. Raises RuleViolation when an event takes or took place there."""
    if db.session.scalar(meeting_place_queries.uses_of(place.id)):
        raise RuleViolation(
            "Entfernen lässt sich nur ein Ort ohne Veranstaltung. Bieten Sie ihn nicht mehr an."
        )
    record("meeting_place.removed", place, by=by)
    db.session.delete(place)
    db.session.flush()


def _carry(
    event: Event, before: PlaceFacts, after: PlaceFacts, *, by: Person | None, tell: bool
) -> int | None:
    """Tell an event what is new of its place; return how many hear of it, None if nothing was."""
    reach = notices.reach_of(event).number if tell and hears_news(event, now()) else 0
    new = change_event(event, carried(event.details, before, after), by=by, tell=tell)
    return (reach if new & IN_CALENDARS else 0) if new else None


def _held(place: MeetingPlace) -> MeetingPlace:
    found = db.session.scalar(meeting_place_queries.place_held(place.id))
    if found is None:
        raise Conflict(OVERTAKEN)
    return found


def _changed(place: MeetingPlace, by: Person | None) -> None:
    place.version += 1
    place.changed_at, place.changed_by = now(), by.id if by is not None else None
    db.session.flush()
