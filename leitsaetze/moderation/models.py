"""What only the queue owns: who works on which comment, what was done, also to many at once."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.extensions import Base
from leitsaetze.moderation.batch_rules import BatchDeed, Left, Outcome
from leitsaetze.site.models import HouseRule


class Claim(Base):
    """A moderator works on a comment until `expires_at`; a colleague can take it over.

    `assigned_by` is who gave it to them; it lasts some days then. A table of its own, so that
    claiming does not make every colleague's form stale.
    """

    __tablename__ = "claim"
    __table_args__ = ()

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    claimed_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    assigned_by: Mapped[int | None]

    person: Mapped[Person] = relationship()


class DeedDone(Base):
    """What one form did to a comment: its decisions are those from `first_id` to `last_id`.

    `version` is the comment's afterwards: while it is the same, nothing else has happened and the
    deed can be undone as a whole, if it is `undoable` at all.
    """

    __tablename__ = "deed_done"
    __table_args__ = (Index("ix_deed_done_by_id_id", "by_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first_id: Mapped[int]
    last_id: Mapped[int]
    version: Mapped[int]
    undoable: Mapped[bool]
    done_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]

    comment: Mapped[Comment] = relationship()


class Batch(Base):
    """One deed on many comments. `words` are kept only until all are dealt with."""

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    deed: Mapped[BatchDeed]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("house_rule.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    colleague_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    rule: Mapped[HouseRule | None] = relationship()
    colleague: Mapped[Person | None] = relationship(foreign_keys=[colleague_id])


class BatchEntry(Base):
    """One comment of a batch: the version that was seen of it, and what came of it.

    `why` says why it was left as it is or, if it is done, why it could not be undone.
    """

    __tablename__ = "batch_entry"
    __table_args__ = ()

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    seen: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.OPEN)
    why: Mapped[Left | None]
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deed_done.id"))

    batch: Mapped[Batch] = relationship()
    comment: Mapped[Comment] = relationship()
    deed: Mapped[DeedDone | None] = relationship()
