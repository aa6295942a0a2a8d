"""Table of the texts in Leichte Sprache: one for a dialogue as a whole, in versions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.extensions import Base
from leitsaetze.principles.easy_rules import MAX_CHECKER
from leitsaetze.principles.models import Dialogue


class EasyText(Base):
    """One version of a dialogue's text in Leichte Sprache; rows are only added.

    Without `checked_on` it is a draft. `checked_by` names the group or office that checked it, no
    private person. `official` is the digest of the dialogue's official words when it was saved.
    A version without words takes the text off.
    """

    __tablename__ = "easy_text"
    __table_args__ = (UniqueConstraint("dialogue_id", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    version: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    checked_by: Mapped[str] = mapped_column(String(MAX_CHECKER), default="")
    checked_on: Mapped[date | None]
    official: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[datetime] = mapped_column(default=now)
    written_by: Mapped[int | None]

    dialogue: Mapped[Dialogue] = relationship()
