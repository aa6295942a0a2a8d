"""Feedback on accessibility and what staff did with it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.extensions import Base
from leitsaetze.feedback.rules import Deed, State, Urgency, urgency


class Feedback(Base):
    """Somebody tells of a barrier. Nothing of it is ever public.

    `version` counts the changes of state, for forms that ask whether they are stale. Name and
    address are empty once `anonymous_since` is set.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        Index("ix_feedback_state_due_at", "state", "due_at", "id"),
        Index("ix_feedback_address_received_at", "address", "received_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_number: Mapped[str] = mapped_column(String(9), unique=True)
    words: Mapped[str] = mapped_column(Text)
    page: Mapped[str] = mapped_column(String(300), default="")
    name: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(254), default="")
    wants_answer: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(String(8), default="de")
    privacy_version: Mapped[int]
    state: Mapped[State] = mapped_column(default=State.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    received_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(index=True)
    anonymous_since: Mapped[datetime | None]

    # Of two who saw one version, one is refused, also where both write at the same moment.
    __mapper_args__ = {  # noqa: RUF012  SQLAlchemy reads this attribute
        "version_id_col": version,
        "version_id_generator": False,
    }

    @property
    def urgency(self) -> Urgency:
        """How near the day is on which the answer is due."""
        return urgency(self.due_at, now())


class FeedbackEntry(Base):
    """One deed of a member of staff: an answer, an end without one, a note. Only added."""

    __tablename__ = "feedback_entry"
    __table_args__ = (
        Index("ix_feedback_entry_feedback_id", "feedback_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    deed: Mapped[Deed]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person] = relationship()
