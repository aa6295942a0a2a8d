"""What the editors write before it is published."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.extensions import Base
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle


class Draft(Base):
    """The words of a principle that are not published.

    Without `principle` a new principle, with it the next revision of that principle; `based_on` is
    the revision whose words it started from, `based_on_plain` the text in Einfacher Sprache (0:
    none). `plain_fits` says that this text, left as it is, fits the new words too. `comments` are
    the numbers of the comments behind the change. `publish_problem` tells why a planned publication
    did not happen or was called off.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("dialogue_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    field_id: Mapped[int] = mapped_column(ForeignKey("field_of_action.id"), index=True)
    principle_id: Mapped[int | None] = mapped_column(ForeignKey("principle.id"), unique=True)
    based_on: Mapped[int] = mapped_column(default=0)
    number: Mapped[int]
    statement: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    plain_text: Mapped[str] = mapped_column(Text, default="")
    plain_fits: Mapped[bool] = mapped_column(default=False)
    based_on_plain: Mapped[int] = mapped_column(default=0)
    change_note: Mapped[str] = mapped_column(Text, default="")
    comments: Mapped[list[Any]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    scheduled_by: Mapped[int | None]
    publish_problem: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[int | None]
    changed_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    dialogue: Mapped[Dialogue] = relationship()
    field: Mapped[FieldOfAction] = relationship()
    principle: Mapped[Principle | None] = relationship()

    # The second net below the form's own check: of two who saw one version, one is refused.
    __mapper_args__ = {  # noqa: RUF012  SQLAlchemy reads this attribute
        "version_id_col": version,
        "version_id_generator": False,
    }

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing for readers."""
        return bool(self.statement and self.explanation)

    @property
    def is_only_plain(self) -> bool:
        """Whether the official words of its principle stay as they are: that makes no revision."""
        if self.principle is None:
            return False
        present = self.principle.revision
        official = (present.statement, present.explanation)
        return (self.statement, self.explanation) == official
