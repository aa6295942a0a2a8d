"""Questions of readers who look for events: by kind, place, dialogue, month, series."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from leitsaetze.clock import start_of_day
from leitsaetze.events.meeting_place_models import EventMeetingPlace, MeetingPlace
from leitsaetze.events.models import Event, EventDialogue
from leitsaetze.events.months import Month
from leitsaetze.events.queries import calendar, is_visible, visible
from leitsaetze.events.rules import DEFAULT_ZONE
from leitsaetze.events.series_models import EventMunicipality, EventSeries, Municipality, Series
from leitsaetze.events.series_rules import Narrowing
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import is_public, is_withdrawn

ANY_ZONE = timedelta(days=1)  # no clock of the world is further from ours
MOST_PLACES = 500


def narrowed(events: Select[Event], wanted: Narrowing) -> Select[Event]:
    """Of these events, those a reader wants to see."""
    if wanted.kind is not None:
        events = events.where(Event.kind == wanted.kind)
    if wanted.municipality is not None:
        events = events.where(_is_for(wanted.municipality))
    if wanted.dialogue is not None:
        events = events.where(_accompanies(wanted.dialogue))
    return events


def in_month(month: Month) -> Select[Event]:
    """The events everybody may know of that touch a month, wherever their clock hangs."""
    begins = start_of_day(month.first, DEFAULT_ZONE) - ANY_ZONE
    is_over = start_of_day(month.following.first, DEFAULT_ZONE) + ANY_ZONE
    return visible().where(Event.ends_at > begins, Event.starts_at < is_over)


def first_and_last() -> Select[datetime | None, datetime | None]:
    """When the first event everybody may know of begins, and when the last one is over."""
    return select(func.min(Event.starts_at), func.max(Event.ends_at)).where(is_visible())


def municipalities_to_choose() -> Select[int, str]:
    """Number and name of the municipalities for which there is an event, in their order."""
    return (
        select(Municipality.id, Municipality.name)
        .where(
            exists()
            .where(EventMunicipality.municipality_id == Municipality.id)
            .where(EventMunicipality.event_id == Event.id, is_visible())
        )
        .order_by(Municipality.position, Municipality.id)
    )


def dialogues_to_choose() -> Select[int, str, str]:
    """Number, slug and title of the public dialogues an event accompanies, latest first."""
    return (
        select(Dialogue.id, Dialogue.slug, Dialogue.title)
        .where(is_public(), ~is_withdrawn())
        .where(
            exists()
            .where(EventDialogue.dialogue_id == Dialogue.id)
            .where(EventDialogue.event_id == Event.id, is_visible())
        )
        .order_by(Dialogue.opens_at.desc(), Dialogue.id.desc())
    )


def names_of_municipalities(event_ids: Sequence[int]) -> Select[int, str]:
    """Event and name of each municipality these events are for."""
    return (
        select(EventMunicipality.event_id, Municipality.name)
        .join(Municipality, Municipality.id == EventMunicipality.municipality_id)
        .where(EventMunicipality.event_id.in_(event_ids))
        .order_by(Municipality.position, Municipality.id)
    )


def places(at: datetime) -> Select[str | None, MeetingPlace | None, Event]:
    """Where something will take place: name of the municipality, place of the list, event.

    An event whose place is on the list, and who says the same of it, stands below the municipality
    the place lies in; any other one below those it is for.
    """
    return (
        select(Municipality.name, MeetingPlace, Event)
        .select_from(Event)
        .outerjoin(EventMeetingPlace, EventMeetingPlace.event_id == Event.id)
        .outerjoin(
            MeetingPlace,
            and_(
                MeetingPlace.id == EventMeetingPlace.meeting_place_id,
                MeetingPlace.name == Event.place,
                MeetingPlace.address == Event.address,
            ),
        )
        .outerjoin(
            EventMunicipality,
            and_(EventMunicipality.event_id == Event.id, MeetingPlace.municipality_id.is_(None)),
        )
        .outerjoin(
            Municipality,
            Municipality.id
            == func.coalesce(MeetingPlace.municipality_id, EventMunicipality.municipality_id),
        )
        .where(is_visible(), Event.ends_at > at, (Event.place != "") | (Event.address != ""))
        .order_by(
            Municipality.position.is_(None),
            Municipality.position,
            Municipality.id,
            Event.place,
            Event.address,
            Event.starts_at,
            Event.id,
        )
        .limit(MOST_PLACES)
    )


def series_to_choose() -> Select[str, str]:
    """Slug and title of the series everybody may know of, in the order of the alphabet."""
    return select(Series.slug, Series.title).where(_is_known()).order_by(Series.title, Series.id)


def public_series(slug: str) -> Select[Series]:
    """The series at this address, if one of its events is public."""
    return select(Series).where(Series.slug == slug, _is_known())


def series_of_event(event_id: int) -> Select[str, str]:
    """Slug and title of the series an event belongs to."""
    return (
        select(Series.slug, Series.title)
        .join(EventSeries, EventSeries.series_id == Series.id)
        .where(EventSeries.event_id == event_id)
    )


def in_series(events: Select[Event], series_id: int) -> Select[Event]:
    """Of these events, those of a series."""
    return events.where(_belongs_to(series_id))


def calendar_of_series(series_id: int, at: datetime) -> Select[Event]:
    """What the calendar of a series shows."""
    return calendar(at).where(_belongs_to(series_id))


def calendar_of_dialogue(dialogue_id: int, at: datetime) -> Select[Event]:
    """What the calendar of a dialogue shows."""
    return calendar(at).where(_accompanies(dialogue_id))


def readable_dialogue(slug: str) -> Select[Dialogue]:
    """The dialogue at this address, if everybody may read it and it was not withdrawn."""
    return select(Dialogue).where(Dialogue.slug == slug, is_public(), ~is_withdrawn())


def _is_for(municipality_id: int) -> ColumnElement[bool]:
    found = select(EventMunicipality.event_id)
    return Event.id.in_(found.where(EventMunicipality.municipality_id == municipality_id))


def _accompanies(dialogue_id: int) -> ColumnElement[bool]:
    found = select(EventDialogue.event_id)
    return Event.id.in_(found.where(EventDialogue.dialogue_id == dialogue_id))


def _belongs_to(series_id: int) -> ColumnElement[bool]:
    found = select(EventSeries.event_id)
    return Event.id.in_(found.where(EventSeries.series_id == series_id))


def _is_known() -> ColumnElement[bool]:
    return (
        exists()
        .where(EventSeries.series_id == Series.id)
        .where(EventSeries.event_id == Event.id, is_visible())
    )
