"""The table of the texts in Einfacher Sprache."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.clock import now
from leitsaetze.extensions import Base


class PlainText(Base):
    """What a principle says in Einfacher Sprache, written for one of its revisions.

    Rows are only added: the newest one of a revision or of those before it is shown with it. An
    empty one takes the text off.
    """

    __tablename__ = "plain_text"
    __table_args__ = (
        ForeignKeyConstraint(
            ["principle_id", "revision_number"], ["revision.principle_id", "revision.number"]
        ),
        Index("ix_plain_text_principle_id_revision_number", "principle_id", "revision_number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    principle_id: Mapped[int]
    revision_number: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(default=now)
    written_by: Mapped[int | None]
