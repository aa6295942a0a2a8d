"""Deeds on municipalities: add, rename, move in the list, remove what nothing is about."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.events import meeting_place_queries, series_queries
from leitsaetze.events.actions import touch_events
from leitsaetze.events.series_models import InvitationWish, Municipality
from leitsaetze.events.series_rules import MUNICIPALITY, Way
from leitsaetze.extensions import db
from leitsaetze.language import translatable

TAKEN = translatable("„%(name)s“ steht schon in der Liste.")


def add_municipality(name: str, *, by: Person | None) -> Municipality:
    """Add a municipality at the end. Raises RuleViolation for a name that is there already."""
    last = db.session.scalar(series_queries.last_position()) or 0
    added = Municipality(name=MUNICIPALITY(name), position=last + 1)
    try:
        with db.session.begin_nested():
            db.session.add(added)
    except IntegrityError:
        raise RuleViolation(TAKEN, name=added.name) from None
    record("municipality.added", added, by=by)
    return added


def rename_municipality(municipality: Municipality, name: str, *, by: Person, seen: str) -> None:
    """Call a municipality otherwise, on all pages.

    Raises Conflict unless its name is the one that was `seen`, RuleViolation for one that is taken.
    """
    if municipality.name != seen:
        raise Conflict(OVERTAKEN)
    before, kept = municipality.name, MUNICIPALITY(name)
    if kept == before:
        return
    try:
        with db.session.begin_nested():
            municipality.name = kept
            db.session.flush()
    except IntegrityError:
        raise RuleViolation(TAKEN, name=kept) from None
    record("municipality.renamed", municipality, by=by, before=before, after=kept)
    touch_events()


def move_municipality(municipality: Municipality, way: Way, *, by: Person) -> None:
    """Move a municipality by one place; the first and the last stay where they are."""
    order = list(db.session.scalars(series_queries.municipalities_held()))
    here = order.index(municipality)
    there = here - 1 if way is Way.UP else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        one.position = position
    db.session.flush()
    record("municipality.moved", municipality, by=by, position=there + 1)
    touch_events()


def remove_municipality(municipality: Municipality, *, by: Person) -> None:
    """Take a municipality off the list, and forget who wished to be invited for it.

    Raises RuleViolation when an event is for it or a place of the list lies in it.
    """
    if db.session.scalar(series_queries.uses_of(municipality.id)):
        raise RuleViolation("Entfernen lässt sich nur, was bei keiner Veranstaltung steht.")
    if db.session.scalar(meeting_place_queries.places_in(municipality.id)):
        raise RuleViolation("Entfernen lässt sich nur, worin kein Ort der Liste liegt.")
    record("municipality.removed", municipality, by=by, before=municipality.name)
    db.session.execute(
        delete(InvitationWish).where(InvitationWish.municipality_id == municipality.id)
    )
    db.session.delete(municipality)
    db.session.flush()
