"""What only the desk owns: who works on what, words for answers, deeds done, the public figures."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.handover_rules import MAX_NAME
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import MAX_HEADING
from leitsaetze.extensions import Base, index_of_some
from leitsaetze.moderation.batch_rules import BatchDeed, Left, Outcome
from leitsaetze.moderation.figure_rules import Kind
from leitsaetze.moderation.placeholders import MAX_TITLE
from leitsaetze.principles.models import Dialogue
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


class Escalation(Base):
    """Somebody was told that a comment has been overdue for long; of each once."""

    __tablename__ = "escalation"
    __table_args__ = ()

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int]
    told_at: Mapped[datetime] = mapped_column(default=now)


class Figure(Base):
    """One number of the public account of moderation, kept by figures.take.

    `key` is the rule or the number of working days where `kind` counts by them, else 0.
    """

    __tablename__ = "figure"
    __table_args__ = ()

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(default=0)


class Account(Base):
    """When and how far the figures were taken: one row.

    `as_of` is empty until everything is counted for the first time; `version` grows with every
    change. `seq`, `hash` and `sealed_at` tell the end of the log's hash chain at that moment.
    """

    __tablename__ = "account"
    __table_args__ = ()

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    last_decision: Mapped[int] = mapped_column(default=0)
    as_of: Mapped[datetime | None]
    seq: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")
    sealed_at: Mapped[datetime | None]


class DeedDone(Base):
    """What one form did to a comment: its decisions are those from `first_id` to `last_id`.

    `version` is the comment's afterwards: while it is the same, nothing else has happened and the
    deed can be undone as a whole, if it is `undoable` at all. What the same form did to a further
    comment is `part_of` it.
    """

    __tablename__ = "deed_done"
    __table_args__ = (
        Index("ix_deed_done_by_id_id", "by_id", "id"),
        index_of_some("ix_deed_done_part_of", "part_of", only="part_of IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first_id: Mapped[int]
    last_id: Mapped[int]
    version: Mapped[int]
    undoable: Mapped[bool]
    part_of: Mapped[int | None]
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


class TextBlock(Base):
    """Words the team puts into answers again and again, with places that fill themselves in.

    Without `dialogue_id` it serves every dialogue. `version` counts its changes, for forms that ask
    whether they are stale.
    """

    __tablename__ = "text_block"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MAX_TITLE))
    text: Mapped[str] = mapped_column(Text)
    dialogue_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id"))
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]

    dialogue: Mapped[Dialogue | None] = relationship()

    # The second net below the form's own check: of two who saw one version, one is refused.
    __mapper_args__ = {  # noqa: RUF012  SQLAlchemy reads this attribute
        "version_id_col": version,
        "version_id_generator": False,
    }


class BlockUse(Base):
    """A text block went into a reply; counted once, however often the reply is corrected."""

    __tablename__ = "block_use"
    __table_args__ = ()

    block_id: Mapped[int] = mapped_column(ForeignKey("text_block.id"), primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), primary_key=True)


class Department(Base):
    """In whose name an answer can be given, as it stands above it.

    `name` and `address` say who reads a question to this department; empty while nobody was asked.
    """

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    heading: Mapped[str] = mapped_column(String(MAX_HEADING), unique=True)
    name: Mapped[str] = mapped_column(String(MAX_NAME), default="")
    address: Mapped[str] = mapped_column(String(254), default="")
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]
