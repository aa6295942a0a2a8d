"""Questions of the editors' desk about the places of the list: for staff, never for readers."""

from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from leitsaetze.events.meeting_place_models import EventMeetingPlace, MeetingPlace
from leitsaetze.events.models import Event
from leitsaetze.events.rules import EventStatus
from leitsaetze.events.series_models import Municipality


def places_to_choose(event_id: int) -> Select[MeetingPlace]:
    """The places on offer, and the one an event has, by name."""
    own = select(EventMeetingPlace.meeting_place_id).where(EventMeetingPlace.event_id == event_id)
    return (
        select(MeetingPlace)
        .where(or_(MeetingPlace.retired_at.is_(None), MeetingPlace.id.in_(own)))
        .order_by(MeetingPlace.name, MeetingPlace.id)
    )


def places_and_uses() -> Select[MeetingPlace, int]:
    """All places by municipality and name, each with the number of its events, drafts included."""
    uses = (
        select(func.count())
        .where(EventMeetingPlace.meeting_place_id == MeetingPlace.id)
        .scalar_subquery()
    )
    return (
        select(MeetingPlace, uses)
        .outerjoin(Municipality, Municipality.id == MeetingPlace.municipality_id)
        .options(joinedload(MeetingPlace.municipality))
        .order_by(
            MeetingPlace.retired_at.is_not(None),
            Municipality.position.is_(None),
            Municipality.position,
            MeetingPlace.name,
            MeetingPlace.id,
        )
    )


def place_held(place_id: int) -> Select[MeetingPlace]:
    """A place as it is now, kept from everybody else until the deed is done; events may take it."""
    return (
        select(MeetingPlace)
        .where(MeetingPlace.id == place_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def place_named(name: str) -> Select[MeetingPlace]:
    """The place of this name."""
    return select(MeetingPlace).where(MeetingPlace.name == name)


def uses_of(place_id: int) -> Select[int]:
    """How many events take or took place there, drafts included."""
    return (
        select(func.count())
        .select_from(EventMeetingPlace)
        .where(EventMeetingPlace.meeting_place_id == place_id)
    )


def places_in(municipality_id: int) -> Select[int]:
    """How many places lie in a municipality."""
    return (
        select(func.count())
        .select_from(MeetingPlace)
        .where(MeetingPlace.municipality_id == municipality_id)
    )


def coming_events_at(place_id: int, at: datetime) -> Select[Event]:
    """The events that will take place there, drafts included, next ones first."""
    return (
        select(Event)
        .join(EventMeetingPlace, EventMeetingPlace.event_id == Event.id)
        .where(
            EventMeetingPlace.meeting_place_id == place_id,
            Event.ends_at > at,
            Event.status.in_([EventStatus.DRAFT, EventStatus.PUBLISHED]),
        )
        .order_by(Event.starts_at, Event.id)
    )
