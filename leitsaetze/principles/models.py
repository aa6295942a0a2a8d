"""Dialogues, fields of action, principles and their immutable revisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.extensions import Base
from leitsaetze.principles.rules import EDIT_WINDOW, Moderation, Phase, phase
from leitsaetze.site.models import Stamp


class Dialogue(Base):
    """One consultation: page, period, rules, contact.

    `closes_at` is the first moment at which no comment is taken any more. `steps` is the further
    course of the procedure: a list of {"title", "when"}. Without `published_at` nobody but editors
    knows of it; withdrawn, its pages show a notice instead of its words. `publish_problem` tells
    why a planned publication did not happen.
    """

    __tablename__ = "dialogue"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    lead: Mapped[str] = mapped_column(Text, default="")
    introduction: Mapped[str] = mapped_column(Text, default="")
    introduction_html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    time_zone: Mapped[str] = mapped_column(String(60))
    moderation: Mapped[Moderation] = mapped_column(default=Moderation.BEFORE)
    guests_need_address: Mapped[bool] = mapped_column(default=False)
    general_comments_allowed: Mapped[bool] = mapped_column(default=True)
    reply_within_days: Mapped[int] = mapped_column(default=5)
    replies_need_two: Mapped[bool] = mapped_column(default=False)
    edit_window_minutes: Mapped[int] = mapped_column(default=EDIT_WINDOW)
    steps: Mapped[list[Any]] = mapped_column(default=list)
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    contact_post: Mapped[str] = mapped_column(Text, default="")
    contact_hours: Mapped[str] = mapped_column(String(200), default="")
    published_at: Mapped[datetime | None]
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    scheduled_by: Mapped[int | None]
    publish_problem: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawal_note: Mapped[str] = mapped_column(Text, default="")
    responsible_id: Mapped[int | None]
    stand_in_id: Mapped[int | None]
    second_name: Mapped[str] = mapped_column(String(200), default="")
    second_email: Mapped[str] = mapped_column(String(254), default="")
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime | None]
    stamp_id: Mapped[int] = mapped_column(ForeignKey("stamp.id"))

    stamp: Mapped[Stamp] = relationship()
    fields: Mapped[list["FieldOfAction"]] = relationship(
        back_populates="dialogue", order_by="FieldOfAction.position"
    )

    # The second net below the form's own check: of two who saw one version, one is refused.
    __mapper_args__ = {  # noqa: RUF012  SQLAlchemy reads this attribute
        "version_id_col": version,
        "version_id_generator": False,
    }

    def phase_at(self, at: datetime) -> Phase:
        """Return where the dialogue stands at `at`."""
        if self.withdrawn_at is not None:
            return Phase.WITHDRAWN
        return phase(self.opens_at, self.closes_at, at)


class FieldOfAction(Base):
    """A group of principles with a goal quoted from the county's concept.

    Without `published_at` nobody but editors knows of it.
    """

    __tablename__ = "field_of_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    goal: Mapped[str] = mapped_column(Text, default="")
    introduction: Mapped[str] = mapped_column(Text, default="")
    introduction_html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime | None]

    dialogue: Mapped[Dialogue] = relationship(back_populates="fields")

    __mapper_args__ = {  # noqa: RUF012  as in Dialogue
        "version_id_col": version,
        "version_id_generator": False,
    }


class Principle(Base):
    """A numbered thing that points at its current revision; its number is never reused."""

    __tablename__ = "principle"
    __table_args__ = (UniqueConstraint("dialogue_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    field_id: Mapped[int] = mapped_column(ForeignKey("field_of_action.id"), index=True)
    number: Mapped[int]
    revision_number: Mapped[int]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_note: Mapped[str] = mapped_column(Text, default="")

    dialogue: Mapped[Dialogue] = relationship()
    field: Mapped[FieldOfAction] = relationship()
    revision: Mapped["Revision"] = relationship(
        primaryjoin=lambda: and_(
            Principle.id == foreign(Revision.principle_id),
            Principle.revision_number == foreign(Revision.number),
        ),
        viewonly=True,
        uselist=False,
    )

    @property
    def withdrawal(self) -> "Dialogue | FieldOfAction | Principle | None":
        """What was withdrawn so that these words are not public any more: the widest such thing.

        Asks for dialogue and field; a list loads them beforehand.
        """
        around: list[Dialogue | FieldOfAction | Principle] = [self.dialogue, self.field, self]
        return next((thing for thing in around if thing.withdrawn_at is not None), None)


class Revision(Base):
    """The immutable official text of a principle at a time."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("principle_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    principle_id: Mapped[int] = mapped_column(ForeignKey("principle.id"))
    number: Mapped[int]
    statement: Mapped[str] = mapped_column(Text)
    explanation: Mapped[str] = mapped_column(Text)
    explanation_html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    change_note: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime] = mapped_column(default=now)
    published_by: Mapped[int | None]

    principle: Mapped[Principle] = relationship()


class Withdrawal(Base):
    """A time in which a principle was withdrawn; it lasts while nothing stands in `reinstated_at`.

    `note` is what readers are told about the reason.
    """

    __tablename__ = "withdrawal"

    id: Mapped[int] = mapped_column(primary_key=True)
    principle_id: Mapped[int] = mapped_column(ForeignKey("principle.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime] = mapped_column(default=now)
    reinstated_at: Mapped[datetime | None]

    principle: Mapped[Principle] = relationship()
