"""Tables of the wording of a whole dialogue as it stood at a moment, kept to be cited."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.extensions import Base
from leitsaetze.principles.models import Dialogue

MAX_OCCASION = 120


class Edition(Base):
    """All words of a dialogue at a moment; nothing of it ever changes.

    `number` counts within the dialogue, `occasion` says what it was kept for.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("dialogue_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    number: Mapped[int]
    occasion: Mapped[str] = mapped_column(String(MAX_OCCASION))
    title: Mapped[str] = mapped_column(String(200))
    introduction_html: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    dialogue: Mapped[Dialogue] = relationship()


class EditionField(Base):
    """A field of action in the words it had then, and where it stood."""

    __tablename__ = "edition_field"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field_of_action.id"), primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    goal: Mapped[str] = mapped_column(Text)
    introduction_html: Mapped[str] = mapped_column(Text)


class EditionPrinciple(Base):
    """The revision of a principle that held then, where it stood, what stood beside it.

    That is the text in Einfacher Sprache that was shown with it then, if there was one.
    """

    __tablename__ = "edition_principle"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field_of_action.id"))
    plain_text_id: Mapped[int | None] = mapped_column(ForeignKey("plain_text.id"))
