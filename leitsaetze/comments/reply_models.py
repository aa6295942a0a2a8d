"""The county's replies, and those that somebody else reads first."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Proposed
from leitsaetze.extensions import Base

MAX_HEADING = 120  # what stands above an answer


class Reply(Base):
    """The county's public answer to one or several comments."""

    __tablename__ = "reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    text_version: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship()
    words: Mapped["ReplyVersion"] = relationship(
        primaryjoin=lambda: and_(
            Reply.id == foreign(ReplyVersion.reply_id),
            Reply.text_version == foreign(ReplyVersion.number),
        ),
        viewonly=True,
        uselist=False,
    )
    comments: Mapped[list[Comment]] = relationship(secondary="reply_comment")


class ReplyVersion(Base):
    """One version of a reply: the Markdown and what is shown.

    `heading` says in whose name it is given; empty, the moderation's.
    """

    __tablename__ = "reply_version"
    __table_args__ = ()

    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    heading: Mapped[str] = mapped_column(String(MAX_HEADING), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(default=now)


class ReplyProposal(Base):
    """An answer, or a corrected one, that somebody else reads before it is public.

    It is open until `closed_at`, and of a comment only one is; what became of it tells the course
    of the comment. `event_id` is the event it would show, `drops_event` that it would show none any
    more. `blocks` are the text blocks it was made of. `hand_over_id` names the question to a
    department that it answers; `by_id` then is who asked. Nothing of it is public.
    """

    __tablename__ = "reply_proposal"
    __table_args__ = (
        Index("ix_reply_proposal_comment_id_id", "comment_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    heading: Mapped[str] = mapped_column(String(MAX_HEADING), default="")
    event_id: Mapped[int | None]
    drops_event: Mapped[bool] = mapped_column(default=False)
    blocks: Mapped[list[Any]] = mapped_column(default=list)
    hand_over_id: Mapped[int | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    returned_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship()

    @property
    def state(self) -> Proposed:
        """Whether it waits for somebody else to read it, or for its author to write it anew."""
        return Proposed.WAITING if self.returned_at is None else Proposed.RETURNED


class ReplyComment(Base):
    """Which comments a reply answers."""

    __tablename__ = "reply_comment"
    __table_args__ = ()

    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, index=True)
