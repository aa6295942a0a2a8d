"""What an author asked about a hiding, and what came of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.extensions import Base, index_of_some

WAITING = "outcome IS NULL"


class ReviewRequest(Base):
    """The author asks to have a hiding looked at again: once for each hiding. Never public.

    `words` are the author's, `reasons` those of whoever decided: the moderator `decided_by_id`, or
    the second person, when that is empty. `handed_…` say to whom the link with the number `link_id`
    went last, until when it holds and when a reminder is due.
    """

    __tablename__ = "review_request"
    __table_args__ = (
        index_of_some("ix_review_request_waiting", "asked_at", "id", only=WAITING),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    hiding_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    words: Mapped[str] = mapped_column(Text, default="")
    privacy_version: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(default=now)
    handed_to: Mapped[str] = mapped_column(String(200), default="")
    handed_address: Mapped[str] = mapped_column(String(254), default="")
    handed_at: Mapped[datetime | None]
    link_id: Mapped[int | None]
    link_until: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    reasons: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    comment: Mapped[Comment] = relationship()
    hiding: Mapped[Decision] = relationship()
    decided_by: Mapped[Person | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.outcome is None

    @property
    def link_holds(self) -> bool:
        """Whether the second person has a link with which they can decide."""
        return self.is_open and self.link_until is not None and self.link_until > now()
