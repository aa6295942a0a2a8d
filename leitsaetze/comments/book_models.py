"""The books about comments: how many are in each state, where each stands for the moderators."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.comments.handover_rules import MAX_NAME, Ending
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Lane, Proposed, Urgency
from leitsaetze.extensions import Base, index_of_some

REPORTED = "reported < 0"
UNDER_REVIEW = "review_since IS NOT NULL"
# Only what still waits for the county has a date by which it is due (comments.books.place).
DUE = "due_at IS NOT NULL"
NOT_OVERDUE = f"due_at IS NOT NULL AND urgency > {Urgency.OVERDUE:d}"
NOT_SOON = f"due_at IS NOT NULL AND urgency > {Urgency.DUE_SOON:d}"
UNMARKED = "marks IS NULL"
AWAY = "away_until IS NOT NULL"
CAME_BACK = "back IS NOT NULL"


def _in_order(name: str, *columns: str, only: str = "") -> Index:
    """Return an index of the queue whose entries stand as its lists show them."""
    columns = *columns, "urgency", "waiting_since", "comment_id"
    return index_of_some(name, *columns, only=only) if only else Index(name, *columns)


def _of_one_dialogue() -> Iterator[Index]:
    """Yield the indexes of what presses in one dialogue, with the principle to be asked for."""
    for columns, only in (
        (("reported", "waiting_since"), REPORTED),
        (("review_since",), UNDER_REVIEW),
        (("due_at",), DUE),
    ):
        name = f"ix_queue_entry_dialogue_id_{columns[0]}"
        yield index_of_some(name, "dialogue_id", *columns, "comment_id", "principle_id", only=only)


class CommentCount(Base):
    """How many comments of a principle are in a state; principle 0 is the dialogue itself.

    `kind` is a status, or "answered". Kept by the actions, so that no page counts rows.
    """

    __tablename__ = "comment_count"
    __table_args__ = (UniqueConstraint("dialogue_id", "principle_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    principle_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    number: Mapped[int] = mapped_column(default=0)


class QueueEntry(Base):
    """Where a comment stands for the moderators. Derived from the comment; can be rebuilt.

    `principle_id` is 0 for a general comment. `urgency` is what comments.rules.urgency() says, kept
    so that a list can be read in its order. `reported` counts the people whose reports wait, as a
    negative number and ILLEGAL less if one says that the comment is illegal: smallest is first.
    `review_since` is the moment at which a second look was asked for, while it waits. `marks` tells
    what stands out (comments.marks): empty for nothing, None while nobody has looked. `proposed`
    tells of an answer or a hiding that somebody else than `proposed_by` has to look at, `away_to`
    and `away_until` of a department that is asked and until when, `back` how the comment came back
    from there.
    """

    __tablename__ = "queue_entry"
    __table_args__ = (
        _in_order("ix_queue_entry_lane_urgency", "lane"),
        _in_order("ix_queue_entry_lane_dialogue_id", "lane", "dialogue_id", "principle_id"),
        _in_order("ix_queue_entry_lane_dialogue_id_urgency", "lane", "dialogue_id"),
        # The number is in it, though all are 0: so SQLite takes it for the better one.
        _in_order("ix_queue_entry_lane_general", "lane", "principle_id", only="principle_id = 0"),
        index_of_some(
            "ix_queue_entry_reported", "reported", "waiting_since", "comment_id", only=REPORTED
        ),
        index_of_some(
            "ix_queue_entry_review_since", "review_since", "comment_id", only=UNDER_REVIEW
        ),
        index_of_some("ix_queue_entry_due_at", "due_at", "comment_id", only=DUE),
        *_of_one_dialogue(),
        # What the clock has moved stands in these no more, so that it is looked for once.
        index_of_some("ix_queue_entry_due_at_not_overdue", "due_at", only=NOT_OVERDUE),
        index_of_some("ix_queue_entry_due_at_not_soon", "due_at", only=NOT_SOON),
        # What has been looked through stands in it no more.
        index_of_some("ix_queue_entry_unmarked", "comment_id", only=UNMARKED),
        index_of_some("ix_queue_entry_away_until", "away_until", "comment_id", only=AWAY),
        index_of_some("ix_queue_entry_back", "comment_id", only=CAME_BACK),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    principle_id: Mapped[int]
    lane: Mapped[Lane]
    urgency: Mapped[int] = mapped_column(default=int(Urgency.ORDINARY))
    waiting_since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    reported: Mapped[int] = mapped_column(default=0)
    review_since: Mapped[datetime | None]
    marks: Mapped[str | None] = mapped_column(String(400))
    proposed: Mapped[Proposed | None]
    proposed_by: Mapped[int | None]
    away_to: Mapped[str | None] = mapped_column(String(MAX_NAME))
    away_until: Mapped[datetime | None]
    back: Mapped[Ending | None]

    comment: Mapped[Comment] = relationship()
