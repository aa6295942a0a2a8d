"""What only the queue owns: who works on which comment, text blocks, names for answers."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.models import MAX_HEADING
from leitsaetze.extensions import Base
from leitsaetze.moderation.placeholders import MAX_TITLE
from leitsaetze.principles.models import Dialogue


class Claim(Base):
    """A moderator works on a comment until `expires_at`; a colleague can take it over.

    A table of its own, so that claiming does not make every colleague's form stale.
    """

    __tablename__ = "claim"
    __table_args__ = ()

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    claimed_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class TextBlock(Base):
    """Words the team puts into answers again and again, with places that fill themselves in.

    Without `dialogue_id` it serves every dialogue. `version` counts its changes, for forms that ask
    whether they are stale.
    """

    __tablename__ = "text_block"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MAX_TITLE))
    text: Mapped[str] = mapped_column(Text)
    dialogue_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id"))
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]

    dialogue: Mapped[Dialogue | None] = relationship()

    # The second net below the form's own check: of two who saw one version, one is refused.
    __mapper_args__ = {  # noqa: RUF012  SQLAlchemy reads this attribute
        "version_id_col": version,
        "version_id_generator": False,
    }


class BlockUse(Base):
    """A text block went into a reply; counted once, however often the reply is corrected."""

    __tablename__ = "block_use"
    __table_args__ = ()

    block_id: Mapped[int] = mapped_column(ForeignKey("text_block.id"), primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), primary_key=True)


class Department(Base):
    """In whose name an answer can be given, as it stands above it."""

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    heading: Mapped[str] = mapped_column(String(MAX_HEADING), unique=True)
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]
