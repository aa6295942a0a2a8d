"""Tables of the minutes of events: what is being written, what was published, what came of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.events.minutes_rules import MAX_NOTE, MAX_RESPONSIBLE, Said
from leitsaetze.events.models import Event
from leitsaetze.extensions import Base
from leitsaetze.principles.models import FieldOfAction, Principle, Revision


class Minutes(Base):
    """The minutes of an event as editors write them; nobody else sees them.

    The place of a result among the `results` is its number; `fields` and `principles` are numbers
    of what was discussed. `version` counts how often they were saved.
    """

    __tablename__ = "minutes"
    __table_args__ = ()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    participants: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    results: Mapped[list[Any]] = mapped_column(default=list)
    fields: Mapped[list[Any]] = mapped_column(default=list)
    principles: Mapped[list[Any]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by: Mapped[int | None]

    @property
    def said(self) -> Said:
        """What they say."""
        return Said(
            self.participants,
            self.text,
            tuple(self.results),
            tuple(self.fields),
            tuple(self.principles),
        )


class MinutesEdition(Base):
    """Minutes as they were published; rows are only added, the one with the highest number holds.

    `note` says what a later one puts right.
    """

    __tablename__ = "minutes_edition"
    __table_args__ = (UniqueConstraint("event_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    participants: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    note: Mapped[str] = mapped_column(String(MAX_NOTE), default="")
    published_at: Mapped[datetime] = mapped_column(default=now)
    published_by: Mapped[int | None]

    event: Mapped[Event] = relationship()
    fields: Mapped[list[FieldOfAction]] = relationship(secondary="minutes_field")
    principles: Mapped[list[Principle]] = relationship(secondary="minutes_principle")
    results: Mapped[list["ResultWords"]] = relationship(
        order_by="ResultWords.result_id", viewonly=True
    )


class MinutesField(Base):
    """Minutes say that a field of action was discussed."""

    __tablename__ = "minutes_field"
    __table_args__ = ()

    edition_id: Mapped[int] = mapped_column(ForeignKey("minutes_edition.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field_of_action.id"), primary_key=True)


class MinutesPrinciple(Base):
    """Minutes say that a principle was discussed."""

    __tablename__ = "minutes_principle"
    __table_args__ = ()

    edition_id: Mapped[int] = mapped_column(ForeignKey("minutes_edition.id"), primary_key=True)
    principle_id: Mapped[int] = mapped_column(ForeignKey("principle.id"), primary_key=True)


class EventResult(Base):
    """A numbered result of an event, from the first minutes that name it; its number stays.

    `comment` is what it became in the discussion. `draft_id` is the editors' draft it went into (a
    table of a room above), `revision` the published words that came of that.
    """

    __tablename__ = "event_result"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        UniqueConstraint("comment_id"),
        Index("ix_event_result_draft_id", "draft_id"),
        Index("ix_event_result_revision_id", "revision_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    draft_id: Mapped[int | None]
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))

    event: Mapped[Event] = relationship()
    comment: Mapped[Comment | None] = relationship()
    revision: Mapped[Revision | None] = relationship()


class ResultWords(Base):
    """The words of a result in one edition of the minutes; empty where it was struck out."""

    __tablename__ = "event_result_words"
    __table_args__ = ()

    edition_id: Mapped[int] = mapped_column(ForeignKey("minutes_edition.id"), primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("event_result.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)


class Task(Base):
    """What the county has taken on with a result: what, which department, until when.

    `done_on` is the day on which it was done; without it, it is open. `version` is the one forms
    have seen.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("result_id"),
        Index("ix_task_done_on_due_on", "done_on", "due_on", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("event_result.id"))
    words: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str] = mapped_column(String(MAX_RESPONSIBLE))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by: Mapped[int | None]

    result: Mapped[EventResult] = relationship()
