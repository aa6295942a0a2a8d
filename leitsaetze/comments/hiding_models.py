"""A hiding that somebody else has to confirm."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.rules import Proposed
from leitsaetze.extensions import Base
from leitsaetze.site.models import HouseRule


class HidingProposal(Base):
    """Somebody proposes to hide a comment by a rule about which two decide. Never public.

    It is open until `closed_at`, and of a comment only one is; what became of it tells the course
    of the comment.
    """

    __tablename__ = "hiding_proposal"
    __table_args__ = (
        Index("ix_hiding_proposal_comment_id_id", "comment_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    rule_id: Mapped[int] = mapped_column(ForeignKey("house_rule.id"))
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]

    rule: Mapped[HouseRule] = relationship()
    by: Mapped[Person] = relationship()

    @property
    def state(self) -> Proposed:
        """How the queue names what waits."""
        return Proposed.HIDING
