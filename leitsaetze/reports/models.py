"""Reports about comments."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.extensions import Base, index_of_some
from leitsaetze.reports.rules import Outcome
from leitsaetze.site.models import HouseRule


class Report(Base):
    """Somebody says that a comment breaks a rule, or, without one, the law. Never public.

    `ground` says which law and why, `words` is what else they tell. `by_address` and `by_network`
    are digests that tell only whether two reports about this comment are by one person; they are
    empty once it is decided. Name and address are gone some time later, in the end the row:
    `forget_at` is when something is to be forgotten next.
    """

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_comment_id_id", "comment_id", "id"),
        index_of_some("ix_report_forget_at", "forget_at", only="forget_at IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_number: Mapped[str] = mapped_column(String(10), unique=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("house_rule.id"))
    ground: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    good_faith: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(254), default="")
    by_address: Mapped[str] = mapped_column(String(64), default="")
    by_network: Mapped[str] = mapped_column(String(64), default="")
    locale: Mapped[str] = mapped_column(String(8), default="de")
    privacy_version: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    forget_at: Mapped[datetime | None]

    comment: Mapped[Comment] = relationship()
    rule: Mapped[HouseRule | None] = relationship()
    decision: Mapped[Decision | None] = relationship()

    @property
    def is_illegal(self) -> bool:
        """Whether the comment is said to break the law."""
        return self.rule_id is None
