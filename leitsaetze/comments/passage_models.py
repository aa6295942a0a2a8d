"""Which passages of comments are hidden."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.comments.models import Decision
from leitsaetze.extensions import Base


class HiddenPassage(Base):
    """What one decision has hidden of a comment; `lifted_at` is when it was shown again.

    `spans` are beginnings and ends in the version `original`, so that no word of it stands here.
    """

    __tablename__ = "hidden_passage"
    __table_args__ = ()

    hiding_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    original: Mapped[int]
    spans: Mapped[list[Any]]
    lifted_at: Mapped[datetime | None]

    hiding: Mapped[Decision] = relationship()
