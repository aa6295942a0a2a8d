"""Who joined in with a comment, and who was asked by e-mail whether they did."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.extensions import Base


class Support(Base):
    """Somebody with a confirmed address says "me too" to a comment; the key lets nobody twice."""

    __tablename__ = "support"
    __table_args__ = ()

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    comment: Mapped[Comment] = relationship()


class SupportRequest(Base):
    """What waits for the click in the e-mail; the address goes with it.

    Confirmed, `person_id` says who it was, so that the same link can take the support back.
    """

    __tablename__ = "support_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    address: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    comment: Mapped[Comment] = relationship()
