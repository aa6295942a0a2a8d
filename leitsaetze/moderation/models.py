"""What only the desk owns: who works on which comment, who was told of which; the figures."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.extensions import Base
from leitsaetze.moderation.figure_rules import Kind


class Claim(Base):
    """A moderator works on a comment until `expires_at`; a colleague can take it over.

    A table of its own, so that claiming does not make every colleague's form stale.
    """

    __tablename__ = "claim"
    __table_args__ = ()

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    claimed_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

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
