"""Tables of the door: who really came, what is offered to those with needs, what they need."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.clock import now
from leitsaetze.events.need_rules import MAX_NEED, Need
from leitsaetze.extensions import Base, index_of_some
from leitsaetze.language import DEFAULT


class Arrival(Base):
    """Somebody who came: of a registration, of a guest who had said perhaps, or of neither.

    Only who is on no list may have a `name` here. Each registration and invitation has one at
    most, so that whoever checks in a second time changes nothing.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        UniqueConstraint("registration_id"),
        UniqueConstraint("invitation_id"),
        index_of_some("ix_arrival_named", "event_id", only="name <> ''"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    persons: Mapped[int] = mapped_column(default=1)
    came_at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class EventNeed(Base):
    """A need people may state when they register for an event."""

    __tablename__ = "event_need"
    __table_args__ = ()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    need: Mapped[Need] = mapped_column(primary_key=True)


class StatedNeeds(Base):
    """What somebody who registered needs, apart from the registration, with the consent to it.

    `wording` are the very words agreed to, `version` theirs, in the language `locale`. `by_id` is
    who noted it for somebody who called. Deleted soon after the event, and whenever it is
    withdrawn.
    """

    __tablename__ = "stated_needs"
    __table_args__ = (UniqueConstraint("registration_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    needs: Mapped[list[Any]] = mapped_column(default=list)
    words: Mapped[str] = mapped_column(String(MAX_NEED), default="")
    wording: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    locale: Mapped[str] = mapped_column(String(8), default=DEFAULT)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)
