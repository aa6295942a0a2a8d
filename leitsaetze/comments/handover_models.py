"""Which department was asked about a comment, and what came of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.handover_rules import MAX_NAME, MAX_SIGNED, Ending
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import MAX_HEADING
from leitsaetze.extensions import Base, index_of_some

OPEN = "ending IS NULL"
TO_REMIND = "remind_at IS NOT NULL"
PAUSING = "paused_at IS NOT NULL"


class HandOver(Base):
    """A department is asked for an answer: at a time one for each comment. Never public.

    `heading` is in whose name its answer would be given, `name` and `address` say who reads the
    question. `paused_at` tells since when the clock of the comment pauses, which then had
    `days_left`; `away_days` are the working days it has paused so far. `words` are those with which
    the department said that it is not responsible, `signed` who did, or proposed an answer.
    """

    __tablename__ = "hand_over"
    __table_args__ = (
        Index("ix_hand_over_comment_id_id", "comment_id", "id"),
        Index(
            "ix_hand_over_open",
            "comment_id",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        index_of_some("ix_hand_over_remind_at", "remind_at", "id", only=TO_REMIND),
        index_of_some("ix_hand_over_pausing", "due_at", "id", only=PAUSING),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    heading: Mapped[str] = mapped_column(String(MAX_HEADING))
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    address: Mapped[str] = mapped_column(String(254))
    question: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    days_left: Mapped[int] = mapped_column(default=0)
    away_days: Mapped[int] = mapped_column(default=0)
    link_id: Mapped[int | None]
    remind_at: Mapped[datetime | None]
    ending: Mapped[Ending | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    signed: Mapped[str] = mapped_column(String(MAX_SIGNED), default="")

    comment: Mapped[Comment] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])

    @property
    def is_open(self) -> bool:
        """Whether the department may still answer."""
        return self.ending is None

    @property
    def is_late(self) -> bool:
        """Whether it should have answered by now."""
        return self.is_open and self.due_at <= now()
