"""Questions about municipalities and series as they are kept: for staff and for forms."""

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from leitsaetze.events.series_models import (
    EventMunicipality,
    EventSeries,
    InvitationWish,
    Municipality,
    Series,
)

Number = ColumnElement[int] | InstrumentedAttribute[int]


def municipalities() -> Select[Municipality]:
    """All municipalities in their order."""
    return select(Municipality).order_by(Municipality.position, Municipality.id)


def municipalities_held() -> Select[Municipality]:
    """The same, kept from everybody else until the deed is done."""
    return municipalities().with_for_update().execution_options(populate_existing=True)


def municipality_named(name: str) -> Select[Municipality]:
    """The municipality of this name."""
    return select(Municipality).where(Municipality.name == name)


def municipalities_and_uses() -> Select[int, str, int]:
    """Number and name of all municipalities in their order, and for how many events each stands."""
    return (
        select(Municipality.id, Municipality.name, func.count(EventMunicipality.event_id))
        .outerjoin(EventMunicipality, EventMunicipality.municipality_id == Municipality.id)
        .group_by(Municipality.id, Municipality.name, Municipality.position)
        .order_by(Municipality.position, Municipality.id)
    )


def last_position() -> Select[int | None]:
    """The place of the last municipality."""
    return select(func.max(Municipality.position))


def wished_by(person_id: int) -> Select[Municipality]:
    """The municipalities somebody wishes to be invited for, in the order of the list."""
    return (
        municipalities()
        .join(InvitationWish, InvitationWish.municipality_id == Municipality.id)
        .where(InvitationWish.person_id == person_id)
    )


def wishes_elsewhere(person_id: Number | int, event_id: Number | int) -> ColumnElement[bool]:
    """Say that somebody wishes to be invited for other municipalities than those of an event.

    An event that is for no municipality is for everybody.
    """
    own = InvitationWish.person_id == person_id
    here = EventMunicipality.event_id == event_id
    fits = exists().where(
        own, here, EventMunicipality.municipality_id == InvitationWish.municipality_id
    )
    return and_(exists().where(own), exists().where(here), ~fits)


def uses_of(municipality_id: int) -> Select[int]:
    """For how many events a municipality stands, drafts included."""
    return (
        select(func.count())
        .select_from(EventMunicipality)
        .where(EventMunicipality.municipality_id == municipality_id)
    )


def all_series() -> Select[Series]:
    """All series, public or not, in the order of the alphabet."""
    return select(Series).order_by(Series.title, Series.id)


def series_and_events() -> Select[int, str, int]:
    """Number and title of all series, and how many events each has, drafts included."""
    return (
        select(Series.id, Series.title, func.count(EventSeries.event_id))
        .outerjoin(EventSeries, EventSeries.series_id == Series.id)
        .group_by(Series.id, Series.title)
        .order_by(Series.title, Series.id)
    )


def series_held(series_id: int) -> Select[Series]:
    """A series as it is now, kept from everybody else until the deed is done."""
    return (
        select(Series)
        .where(Series.id == series_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def series_with(slug: str) -> Select[Series]:
    """The series at this address, public or not."""
    return select(Series).where(Series.slug == slug)
