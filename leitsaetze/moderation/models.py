"""What only the queue owns: who is working on which comment, who was told of which."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.extensions import Base


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
