"""Questions about registrations: for whom they belong to and for staff, never for readers."""

from datetime import date, datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from leitsaetze.accounts.models import Person
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.rules import EventStatus, Joining
from leitsaetze.events.seat_rules import ALIVE, ENDED, NAMES_ARE_KEPT_FOR, Seat


def event_for_seats(event_id: int) -> Select[Event]:
    """An event as it is now; nobody else registers, signs off or moves up until the deed is done.

    Weaker than `queries.event_held`, so that guests who answer meanwhile are not in the way.
    """
    return (
        select(Event)
        .where(Event.id == event_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def registration_now(registration_id: int) -> Select[Registration]:
    """A registration as it is now."""
    return (
        select(Registration)
        .where(Registration.id == registration_id)
        .execution_options(populate_existing=True)
    )


def next_waiting(event_id: int, free: int | None) -> Select[Registration]:
    """Who is offered a seat next: the first in the order of the list for whom enough are free."""
    waiting = select(Registration).where(
        Registration.event_id == event_id, Registration.state == Seat.WAITING
    )
    if free is not None:
        waiting = waiting.where(Registration.persons <= free)
    return waiting.order_by(Registration.queued_at, Registration.id).limit(1)


def registration_of(event_id: int, person: Person, but: int = 0) -> Select[Registration]:
    """The registration of a person for an event, by themselves or by staff, which still counts."""
    theirs = or_(
        Registration.person_id == person.id,
        and_(Registration.address == person.address, Registration.state != Seat.REQUESTED),
    )
    return (
        select(Registration)
        .where(Registration.event_id == event_id, theirs, Registration.id != but)
        .where(Registration.state.in_(ALIVE | ENDED))
        .order_by(Registration.state.in_(ALIVE).desc(), Registration.id)
        .limit(1)
    )


def registered_with(event_id: int, address: str) -> Select[Registration]:
    """The registration of an address staff typed, if no person stands behind it."""
    return select(Registration).where(
        Registration.event_id == event_id,
        Registration.address == address,
        Registration.state.in_(ALIVE | ENDED),
    )


def registrations_of(person: Person, before: int | None = None) -> Select[Registration]:
    """What somebody registered for themselves, newest first; `before` is the last one shown."""
    own = (
        select(Registration)
        .where(Registration.person_id == person.id, Registration.invitation_id.is_(None))
        .where(Registration.state.in_(ALIVE | ENDED))
        .options(joinedload(Registration.event))
        .order_by(Registration.id.desc())
    )
    return own.where(Registration.id < before) if before is not None else own


def registrations_to(event_id: int, after: Registration | None = None) -> Select[Registration]:
    """Who registered for an event and has confirmed it, in order, invited guests left out.

    `after` leaves out what a page has shown already.
    """
    found = (
        select(Registration)
        .where(Registration.event_id == event_id, Registration.invitation_id.is_(None))
        .where(Registration.state.in_(ALIVE | ENDED))
        .options(joinedload(Registration.person))
        .order_by(Registration.queued_at, Registration.id)
    )
    if after is None:
        return found
    same = and_(Registration.queued_at == after.queued_at, Registration.id > after.id)
    return found.where(or_(Registration.queued_at > after.queued_at, same))


def numbers_of(event_id: int) -> Select[int]:
    """The numbers of all registrations for an event."""
    return select(Registration.id).where(Registration.event_id == event_id)


def seats_in_numbers(event_id: int) -> Select[Seat, bool, int, int]:
    """State, whether by invitation, number of registrations and of persons; for staff."""
    by_invitation = Registration.invitation_id.is_not(None)
    return (
        select(
            Registration.state,
            by_invitation.label("by_invitation"),
            func.count(Registration.id),
            func.sum(Registration.persons),
        )
        .where(Registration.event_id == event_id)
        .group_by(Registration.state, by_invitation)
    )


def due(at: datetime) -> Select[Registration]:
    """What was not confirmed or accepted in time, the longest overdue first."""
    return (
        select(Registration)
        .where(Registration.state.in_([Seat.REQUESTED, Seat.OFFERED]), Registration.due_at <= at)
        .order_by(Registration.due_at, Registration.id)
    )


def to_be_nameless(at: datetime) -> Select[int]:
    """Registrations for events so long past that nobody needs the names any more."""
    return (
        select(Registration.id)
        .join(Registration.event)
        .where(Registration.name != "", Event.ends_at <= at - NAMES_ARE_KEPT_FOR)
    )


def deadlines_ahead(at: datetime) -> Select[date | None, str]:
    """Last day and time zone of the registrations that can still end."""
    return (
        select(Event.register_by, Event.time_zone)
        .where(Event.status == EventStatus.PUBLISHED, Event.starts_at > at)
        .where(Event.joining == Joining.REGISTRATION, Event.register_by.is_not(None))
        .distinct()
    )
