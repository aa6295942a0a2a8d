"""Who follows what, and what there is to tell."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.extensions import Base, index_of_some
from leitsaetze.following.rules import NewsKind, Rhythm
from leitsaetze.principles.models import Dialogue, Principle

DUE = "due_at IS NOT NULL"
UNCONFIRMED = "confirmed_at IS NULL"


class Follower(Base):
    """An e-mail address that follows something, or was asked whether it wants to."""

    __tablename__ = "follower"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254), unique=True)
    locale: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(default=now)


class Subscription(Base):
    """One thing somebody follows: a dialogue, a principle of it, or a comment in it.

    It hears of news beyond `since`, and has heard of those up to `seen`. `due_at` is when the next
    letter is put together: empty while there is nothing to tell, so that nobody looks in vain.
    """

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("follower_id", "subject"),
        index_of_some("ix_subscription_due_at", "due_at", "follower_id", only=DUE),
        index_of_some("ix_subscription_created_at_open", "created_at", "id", only=UNCONFIRMED),
        Index("ix_subscription_subject", "subject"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follower_id: Mapped[int] = mapped_column(ForeignKey("follower.id"))
    subject: Mapped[str] = mapped_column(String(40))
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    principle_id: Mapped[int | None] = mapped_column(ForeignKey("principle.id"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    rhythm: Mapped[Rhythm]
    privacy_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
    confirmed_at: Mapped[datetime | None]
    since: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]

    follower: Mapped[Follower] = relationship()
    dialogue: Mapped[Dialogue] = relationship()
    principle: Mapped[Principle | None] = relationship()
    comment: Mapped[Comment | None] = relationship()


class News(Base):
    """That something happened, and where. Holds no words: those are read when they are told.

    `key` names the deed, so that nothing is news twice. `thing_id` is the number of the reply, the
    revision, the event … that `kind` speaks of, `by_id` whose deed it was.
    """

    __tablename__ = "news"
    __table_args__ = (
        index_of_some(
            "ix_news_dialogue_id_id", "dialogue_id", "id", only="dialogue_id IS NOT NULL"
        ),
        index_of_some(
            "ix_news_principle_id_id", "principle_id", "id", only="principle_id IS NOT NULL"
        ),
        index_of_some("ix_news_comment_id_id", "comment_id", "id", only="comment_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[NewsKind]
    at: Mapped[datetime]
    dialogue_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id"))
    principle_id: Mapped[int | None] = mapped_column(ForeignKey("principle.id"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    thing_id: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int | None]


class NewsMark(Base):
    """How far one source of news has been read: up to which number, until which moment."""

    __tablename__ = "news_mark"
    __table_args__ = ()

    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    upto: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime]


class NewsLetter(Base):
    """Which stretches of news a letter tells of: number of the subscription: [beyond, up to]."""

    __tablename__ = "news_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    follower_id: Mapped[int] = mapped_column(ForeignKey("follower.id"), index=True)
    made_of: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(default=now, index=True)
