"""Deeds on what everybody may know of dialogues and fields: publish, withdraw, order, remove."""

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles import queries
from leitsaetze.principles.actions import touch
from leitsaetze.principles.checks import withdrawal_note
from leitsaetze.principles.models import Dialogue, FieldOfAction

Thing = Dialogue | FieldOfAction


def publish(thing: Thing, *, by: Person | None) -> bool:
    """Let everybody know of a dialogue or a field; tell whether they did not before."""
    if thing.published_at is not None:
        return False
    thing.published_at = now()
    db.session.flush()
    record(f"{_name(thing)}.published", thing, by=by)
    touch(_dialogue_of(thing))
    return True


def withdraw(thing: Thing, *, note: str, by: Person | None) -> bool:
    """Withdraw a published dialogue or field: its words are gone for readers, its place is not.

    `note` tells everybody why. Raises RuleViolation without one and for what is no public thing.
    """
    kept = withdrawal_note(note)
    if thing.published_at is None:
        raise RuleViolation("Was nicht veröffentlicht ist, lässt sich nicht zurückziehen.")
    if not kept:
        raise RuleViolation("Bitte schreiben Sie dazu, warum.")
    if thing.withdrawn_at is not None:
        return False
    thing.withdrawn_at, thing.withdrawal_note = now(), kept
    db.session.flush()
    record(f"{_name(thing)}.withdrawn", thing, by=by, words=kept)
    touch(_dialogue_of(thing))
    return True


def reinstate(thing: Thing, *, by: Person | None) -> bool:
    """Take a withdrawal back; tell whether there was one."""
    if thing.withdrawn_at is None:
        return False
    thing.withdrawn_at, thing.withdrawal_note = None, ""
    db.session.flush()
    record(f"{_name(thing)}.reinstated", thing, by=by)
    touch(_dialogue_of(thing))
    return True


def shift(field: FieldOfAction, *, up: bool, by: Person | None) -> bool:
    """Let a field change places with its neighbour; tell whether there was one."""
    fields = list(db.session.scalars(queries.fields_of(field.dialogue_id)))
    here = fields.index(field)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(fields):
        return False
    fields[here], fields[there] = fields[there], fields[here]
    for position, one in enumerate(fields, start=1):
        if one.position != position:
            one.position = position
    db.session.flush()
    record("field.shifted", field, by=by, position=field.position)
    touch(field.dialogue)
    return True


def remove_field(field: FieldOfAction, *, by: Person | None) -> None:
    """Remove a field that was never published and holds nothing.

    Raises RuleViolation for any other: what was public keeps its place.
    """
    if field.published_at is not None:
        raise RuleViolation("Ein veröffentlichtes Handlungsfeld lässt sich nur zurückziehen.")
    if db.session.scalar(queries.holds_principles(field.id)):
        raise RuleViolation("In diesem Handlungsfeld stehen noch Leitsätze.")
    record("field.removed", field, by=by, words=field.title)
    db.session.delete(field)
    db.session.flush()


def _name(thing: Thing) -> str:
    return "dialogue" if isinstance(thing, Dialogue) else "field"


def _dialogue_of(thing: Thing) -> Dialogue:
    return thing if isinstance(thing, Dialogue) else thing.dialogue
