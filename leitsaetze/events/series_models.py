"""Municipalities and series, which event belongs to them, and who is interested in which."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.clock import now
from leitsaetze.events.series_rules import MAX_MUNICIPALITY, MAX_SERIES_SLUG
from leitsaetze.extensions import Base


class Municipality(Base):
    """A municipality of the county, by the name it has; lists follow `position`."""

    __tablename__ = "municipality"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(MAX_MUNICIPALITY))
    position: Mapped[int]


class Series(Base):
    """Events that belong together. Everybody knows of it as soon as one of them is public.

    `text` is staff's Markdown. `version` is what forms have seen.
    """

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("slug"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(MAX_SERIES_SLUG))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by: Mapped[int | None]


class EventMunicipality(Base):
    """An event is for a municipality; it can be for several."""

    __tablename__ = "event_municipality"
    __table_args__ = ()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(
        ForeignKey("municipality.id"), primary_key=True, index=True
    )


class EventSeries(Base):
    """An event belongs to a series: to one at most."""

    __tablename__ = "event_series"
    __table_args__ = ()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)


class InvitationWish(Base):
    """Somebody who agreed to be invited wishes that for events in this municipality."""

    __tablename__ = "invitation_wish"
    __table_args__ = ()

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(
        ForeignKey("municipality.id"), primary_key=True, index=True
    )
