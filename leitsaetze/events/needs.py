"""Deeds on needs: offered with an event, stated with consent, withdrawn with one click."""

from collections.abc import Collection

from sqlalchemy import delete, update

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.direct import put_unless_taken
from leitsaetze.events import door_queries
from leitsaetze.events.door_models import EventNeed, StatedNeeds
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import Need, Stated, kept
from leitsaetze.extensions import changed, db


def offer(event: Event, wanted: Collection[Need], *, by: Person) -> None:
    """Let people state these needs when they register, and no others.

    What was stated already stays. Doing it again changes nothing.
    """
    db.session.flush()
    present = set(db.session.scalars(door_queries.needs_offered(event.id)))
    if present == set(wanted):
        return
    changed(delete(EventNeed).where(EventNeed.event_id == event.id))
    for need in set(wanted):
        put_unless_taken(EventNeed, event_id=event.id, need=need)
    record("needs.offered", event, by=by, number=len(set(wanted)))


def state(registration: Registration, stated: Stated | None, *, by: Person | None = None) -> None:
    """Keep what somebody needs with the consent they gave; what they said before goes.

    Without needs nothing changes. `by` noted it for somebody who called. Raises RuleViolation for
    what the event does not offer, and without consent.
    """
    if stated is None or not stated.needs:
        return
    offered = db.session.scalars(door_queries.needs_offered(registration.event_id)).all()
    facts = kept(stated, offered)
    _delete(registration)
    db.session.add(
        StatedNeeds(
            registration_id=registration.id,
            needs=[need.value for need in facts.needs],
            words=facts.words,
            wording=facts.wording,
            version=facts.version,
            locale=facts.locale,
            by_id=by.id if by is not None else None,
        )
    )
    db.session.flush()
    record("needs.stated", registration.event, by=by or registration.person, version=facts.version)


def withdraw(registration: Registration) -> None:
    """Take the consent back: what somebody needs is deleted. Doing it again changes nothing."""
    if _delete(registration):
        record("needs.withdrawn", registration.event, by=registration.person)


def pass_on(registration: Registration, other: Registration) -> None:
    """Let what was stated with a registration belong to the earlier one of the same person."""
    if db.session.scalar(door_queries.needs_of(registration.id)) is None:
        return
    _delete(other)
    changed(
        update(StatedNeeds)
        .where(StatedNeeds.registration_id == registration.id)
        .values(registration_id=other.id)
    )


def _delete(registration: Registration) -> bool:
    db.session.flush()
    gone = delete(StatedNeeds).where(StatedNeeds.registration_id == registration.id)
    return changed(gone) > 0
