"""Questions about who comes, who came and who needs what: for staff, never for readers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from leitsaetze.accounts.models import Person
from leitsaetze.comments.models import Comment
from leitsaetze.events.door_models import Arrival, EventNeed, StatedNeeds
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import NEEDS_ARE_KEPT_FOR, Need
from leitsaetze.events.rules import Answer, EventStatus
from leitsaetze.events.seat_rules import ALIVE, ENDED, NAMES_ARE_KEPT_FOR, Seat


def expected(event_id: int) -> Select[Registration, str | None, str | None, Any, str | None]:
    """Who has a seat, by registration or because they accepted an invitation.

    Registration, address, name on the comment that led to the invitation, needs with their words.
    """
    return (
        select(Registration, Person.address, Comment.name, StatedNeeds.needs, StatedNeeds.words)
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(Invitation, Invitation.id == Registration.invitation_id)
        .outerjoin(Comment, Comment.id == Invitation.comment_id)
        .outerjoin(StatedNeeds, StatedNeeds.registration_id == Registration.id)
        .where(Registration.event_id == event_id, Registration.state == Seat.SEATED)
        .order_by(Registration.id)
    )


def uncertain(event_id: int) -> Select[int, int, str | None, str | None]:
    """Who was invited and comes perhaps: number, persons, address, name on their comment."""
    return (
        select(Invitation.id, Invitation.persons, Person.address, Comment.name)
        .join(Person, Person.id == Invitation.guest_id)
        .outerjoin(Comment, Comment.id == Invitation.comment_id)
        .where(Invitation.event_id == event_id, Invitation.withdrawn_at.is_(None))
        .where(Invitation.answer == Answer.PERHAPS)
        .order_by(Invitation.id)
    )


def arrivals(event_id: int) -> Select[Arrival]:
    """Who came to an event, first ones first."""
    return select(Arrival).where(Arrival.event_id == event_id).order_by(Arrival.id)


def arrival(event_id: int, number: int) -> Select[Arrival]:
    """The note that somebody came to this event."""
    return select(Arrival).where(Arrival.id == number, Arrival.event_id == event_id)


def number_of_persons(event_id: int) -> Select[int | None]:
    """How many persons came to an event, None when nobody was noted."""
    return select(func.sum(Arrival.persons)).where(Arrival.event_id == event_id)


def with_code(event_id: int, code: str) -> Select[Registration]:
    """The registration for an event with this code."""
    return select(Registration).where(Registration.event_id == event_id, Registration.code == code)


def elsewhere(code: str) -> Select[int]:
    """Whether a code is one for the door of any event."""
    return select(Registration.id).where(Registration.code == code).limit(1)


def needs_offered(event_id: int) -> Select[Need]:
    """What people may state when they register for an event."""
    return select(EventNeed.need).where(EventNeed.event_id == event_id)


def needs_of(registration_id: int) -> Select[StatedNeeds]:
    """What somebody who registered needs."""
    return select(StatedNeeds).where(StatedNeeds.registration_id == registration_id)


def needs_stated(event_id: int) -> Select[StatedNeeds, Registration]:
    """What those need who come or wait, with their registrations."""
    return (
        select(StatedNeeds, Registration)
        .join(Registration, Registration.id == StatedNeeds.registration_id)
        .where(Registration.event_id == event_id, Registration.state.in_(ALIVE))
        .order_by(Registration.queued_at, Registration.id)
    )


def needs_over(at: datetime) -> Select[int]:
    """Needs nobody has to know of any more: the event is long over, or the person comes no more."""
    return (
        select(StatedNeeds.id)
        .join(Registration, Registration.id == StatedNeeds.registration_id)
        .join(Event, Event.id == Registration.event_id)
        .where(
            or_(
                Event.ends_at <= at - NEEDS_ARE_KEPT_FOR,
                Event.status == EventStatus.CANCELLED,
                Registration.state.in_(ENDED | {Seat.REPEATED}),
            )
        )
    )


def walk_ins_to_be_nameless(at: datetime) -> Select[int]:
    """Who came on no list to events so long past that nobody needs the names any more."""
    return (
        select(Arrival.id)
        .join(Event, Event.id == Arrival.event_id)
        .where(Arrival.name != "", Event.ends_at <= at - NAMES_ARE_KEPT_FOR)
    )
