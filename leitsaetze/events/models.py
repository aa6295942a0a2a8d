"""Events, what they are about, and the replies that show them."""

from dataclasses import fields
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now, start_of_day
from leitsaetze.comments.reply_models import Reply
from leitsaetze.events.access import StepFree, access_points
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.rules import (
    KINDS,
    Details,
    EventKind,
    EventStatus,
    Joining,
    has_begun,
    is_over,
    last_moment,
)
from leitsaetze.events.seat_rules import obstacle_to_registering
from leitsaetze.events.series_models import Municipality, Series
from leitsaetze.extensions import Base
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle


class Event(Base):
    """A network meeting, workshop, on-site dialogue or training.

    `key` names the event in an import file. `capacity` is empty when seats are not counted;
    `seats_taken` never exceeds it. `uid` and `sequence` are those of RFC 5545; whatever changes
    raises `sequence`, which therefore is the version forms have seen, too. `online_link` is for
    everybody only when everybody may come. One that is `all_day` begins and ends at midnight.
    `published_at` is when everybody first knew of it, `reminded_at` when those who come were
    reminded that it is soon.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR seats_taken <= capacity", name="capacity"),
        CheckConstraint("seats_taken >= 0", name="seats_taken"),
        Index("ix_event_status_starts_at", "status", "starts_at"),
        Index("ix_event_changed_at", "changed_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(80), unique=True)
    kind: Mapped[EventKind]
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str] = mapped_column(String(60))
    all_day: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    directions: Mapped[str] = mapped_column(Text, default="")
    online_link: Mapped[str] = mapped_column(String(500), default="")
    external_link: Mapped[str] = mapped_column(String(500), default="")
    step_free: Mapped[StepFree] = mapped_column(default=StepFree.UNKNOWN)
    sign_language: Mapped[bool] = mapped_column(default=False)
    childcare: Mapped[bool] = mapped_column(default=False)
    access: Mapped[str] = mapped_column(String(300), default="")
    organiser: Mapped[str] = mapped_column(String(200), default="")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    joining: Mapped[Joining] = mapped_column(default=Joining.OPEN)
    capacity: Mapped[int | None]
    seats_taken: Mapped[int] = mapped_column(default=0)
    register_by: Mapped[date | None]
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(default=0)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    status: Mapped[EventStatus] = mapped_column(default=EventStatus.PUBLISHED)
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by: Mapped[int | None]
    cancelled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    dialogues: Mapped[list[Dialogue]] = relationship(secondary="event_dialogue")
    fields: Mapped[list[FieldOfAction]] = relationship(secondary="event_field")
    principles: Mapped[list[Principle]] = relationship(secondary="event_principle")
    municipalities: Mapped[list[Municipality]] = relationship(
        secondary="event_municipality", order_by=Municipality.position
    )
    series: Mapped[list[Series]] = relationship(secondary="event_series")  # one at most
    meeting_places: Mapped[list[MeetingPlace]] = relationship(  # one at most
        secondary="event_meeting_place"
    )

    @property
    def details(self) -> Details:
        """Everything said of the event."""
        return Details(**{one.name: getattr(self, one.name) for one in fields(Details)})

    @property
    def kind_name(self) -> str:
        """The German word for the kind, to be translated where it is shown."""
        return KINDS[self.kind][0]

    @property
    def free_seats(self) -> int | None:
        """How many seats are left; None when seats are not counted."""
        return None if self.capacity is None else self.capacity - self.seats_taken

    @property
    def is_cancelled(self) -> bool:
        """Whether the event will not take place."""
        return self.status is EventStatus.CANCELLED

    @property
    def is_draft(self) -> bool:
        """Whether nobody but the editors knows of the event."""
        return self.status is EventStatus.DRAFT

    @property
    def took_place(self) -> bool:
        """Whether somebody wrote down that the event took place."""
        return self.status is EventStatus.HELD

    @property
    def has_begun(self) -> bool:
        """Whether the event has started or is over."""
        return has_begun(self, now())

    @property
    def is_over(self) -> bool:
        """Whether the event is past."""
        return is_over(self, now())

    @property
    def last_moment(self) -> datetime:
        """The last moment of the event; at `ends_at` it is over."""
        return last_moment(self.ends_at)

    @property
    def registers_until(self) -> datetime | None:
        """The moment after the last day of registration."""
        if self.register_by is None:
            return None
        return start_of_day(self.register_by + timedelta(days=1), self.time_zone)

    @property
    def venue(self) -> str:
        """Place and address in one line."""
        return ", ".join(part for part in (self.place, self.address) if part)

    @property
    def access_points(self) -> list[str]:
        """What is known of the access, in words to be translated where they are shown."""
        return access_points(self)

    @property
    def by_invitation(self) -> bool:
        """Whether only invited people take part."""
        return self.joining is Joining.INVITATION

    @property
    def by_registration(self) -> bool:
        """Whether one registers before one comes."""
        return self.joining is Joining.REGISTRATION

    @property
    def takes_registrations(self) -> bool:
        """Whether one can register now, for a seat or for the waiting list."""
        return not obstacle_to_registering(self, now())

    @property
    def public_online_link(self) -> str:
        """The link to the meeting if everybody may come, else nothing."""
        return self.online_link if self.joining is Joining.OPEN else ""

    @property
    def is_only_a_link(self) -> bool:
        """Whether the event is just title, date and a link into the county's own calendar."""
        return bool(self.external_link) and not (self.venue or self.online_link or self.text)


class EventDialogue(Base):
    """An event accompanies a dialogue."""

    __tablename__ = "event_dialogue"
    __table_args__ = ()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(
        ForeignKey("dialogue.id"), primary_key=True, index=True
    )


class EventField(Base):
    """An event is about a field of action."""

    __tablename__ = "event_field"
    __table_args__ = ()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field_of_action.id"), primary_key=True)


class EventPrinciple(Base):
    """An event is about a principle."""

    __tablename__ = "event_principle"
    __table_args__ = ()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    principle_id: Mapped[int] = mapped_column(ForeignKey("principle.id"), primary_key=True)


class EventMention(Base):
    """A reply shows an event."""

    __tablename__ = "event_mention"
    __table_args__ = ()

    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)

    event: Mapped[Event] = relationship()
    reply: Mapped[Reply] = relationship()
