"""Invitations to events, and the seats taken: who may come and who does, never public."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.events.bulk_rules import LetterDue
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Answer, may_answer
from leitsaetze.events.seat_rules import Seat
from leitsaetze.extensions import Base, index_of_some

LETTER_IS_DUE = "letter_due IS NOT NULL"


class Invitation(Base):
    """An event offered to a person, with the answer. One per person and event, never public.

    `round` counts how often it was sent: again only after it had been withdrawn.
    `privacy_version` is the notice the guest had read when answering. `letter_due` is what the
    worker is to write; nobody knows of an invitation whose first letter is still due.
    `reminded_at` is when staff had the guest reminded to answer.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("event_id", "guest_id"),
        index_of_some("ix_invitation_letter_due", "event_id", "id", only=LETTER_IS_DUE),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    guest_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    round: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[Answer | None]
    persons: Mapped[int] = mapped_column(default=1)
    brings: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    privacy_version: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None]
    letter_due: Mapped[LetterDue | None]
    reminded_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    guest: Mapped[Person] = relationship(foreign_keys=[guest_id])
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    comment: Mapped[Comment | None] = relationship()

    @property
    def may_be_answered(self) -> bool:
        """Whether the guest may still answer or change the answer."""
        return self.withdrawn_at is None and may_answer(self.event, now())


class Registration(Base):
    """The seats of one person at an event, or a place on its waiting list; never public.

    `address` is that of somebody who has not confirmed it yet, or whom staff registered; else
    `person` has it. Those on the waiting list stand in the order of `queued_at`. `due_at` is when
    what waits for a click ends: the request for confirmation, or the offer of a seat. `round`
    counts what happened to it, so that each letter leaves once. What repeats an earlier
    registration of the same person points at that with `same_as`. `letter_due` is what the worker
    is to write. `code` is what whoever is confirmed says at the door (events/attached.py).
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_registration_state_due_at", "state", "due_at"),
        Index("ix_registration_event_id_state", "event_id", "state", "queued_at"),
        Index("ix_registration_code", "code", "event_id", unique=True),
        index_of_some("ix_registration_named", "event_id", only="name <> ''"),
        index_of_some("ix_registration_letter_due", "event_id", "id", only=LETTER_IS_DUE),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(254), default="")
    reached_by: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str] = mapped_column(String(8), default="de")
    state: Mapped[Seat] = mapped_column(default=Seat.SEATED)
    persons: Mapped[int] = mapped_column(default=1)
    round: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    queued_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    letter_due: Mapped[LetterDue | None]
    privacy_version: Mapped[int | None]
    code: Mapped[str | None] = mapped_column(String(8))

    event: Mapped[Event] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    same_as: Mapped["Registration | None"] = relationship(remote_side=[id])

    @property
    def is_open(self) -> bool:
        """Whether the event is still to come, so that something can be changed."""
        return may_answer(self.event, now())
