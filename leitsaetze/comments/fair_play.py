"""Tables of what keeps the discussion fair: watched words, prints of texts, closed addresses."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.marks import MAX_WORD
from leitsaetze.comments.models import Comment
from leitsaetze.extensions import Base


class WatchWord(Base):
    """A word, or several in a row, by which a comment stands out; kept by the team."""

    __tablename__ = "watch_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(MAX_WORD), unique=True)
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person] = relationship()


class TextPrint(Base):
    """A number that stands for two neighbouring words of a comment (marks.prints_of).

    Kept for some weeks, and gone as soon as the comment is withdrawn or erased.
    """

    __tablename__ = "text_print"
    __table_args__ = (
        Index("ix_text_print_digest_at", "digest", "at", "comment_id"),
        Index("ix_text_print_at", "at"),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    digest: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime]


class ClosedAddress(Base):
    """An e-mail address that may write no comments until a moment; only a digest is kept of it.

    One row for each address: the last time it was closed, and for which comment. The log knows all
    times.
    """

    __tablename__ = "closed_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    reason: Mapped[str] = mapped_column(Text)
    closed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime] = mapped_column(index=True)

    comment: Mapped[Comment] = relationship()
    by: Mapped[Person] = relationship()
