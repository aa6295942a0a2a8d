"""Questions about feedback on accessibility. All of it is for staff, or by receipt number."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from leitsaetze.feedback.models import Feedback, FeedbackEntry
from leitsaetze.feedback.rules import ADDRESS_KEPT_FOR, KEPT_FOR, SOON, Deed, State


def with_receipt(number: str) -> Select[Feedback]:
    """The feedback with this receipt number."""
    return select(Feedback).where(Feedback.receipt_number == number)


def waiting(after: int) -> Select[Feedback]:
    """What is to be answered, the longest waiting first; `after` is the last one shown."""
    # Older ones are due earlier unless the period was changed meanwhile; their order stays fair.
    return (
        select(Feedback)
        .where(Feedback.state == State.OPEN, Feedback.id > after)
        .order_by(Feedback.id)
    )


def settled(before: int) -> Select[Feedback]:
    """What is answered or closed, the newest first; `before` is the last one shown, 0 for none."""
    question = select(Feedback).where(Feedback.state != State.OPEN).order_by(Feedback.id.desc())
    return question.where(Feedback.id < before) if before else question


def standing(at: datetime) -> Select[int, int, int]:
    """How many are to be answered, and of these how many soon and how many are late."""
    late = func.coalesce(func.sum(case((Feedback.due_at <= at, 1), else_=0)), 0)
    near = func.coalesce(func.sum(case((Feedback.due_at <= at + SOON, 1), else_=0)), 0)
    return select(func.count(Feedback.id), near - late, late).where(Feedback.state == State.OPEN)


def course(feedback_id: int) -> Select[FeedbackEntry]:
    """What staff did with a piece of feedback, with who did it."""
    return (
        select(FeedbackEntry)
        .where(FeedbackEntry.feedback_id == feedback_id)
        .options(joinedload(FeedbackEntry.by))
        .order_by(FeedbackEntry.id)
    )


def told(feedback_id: int) -> Select[FeedbackEntry]:
    """What whoever holds the receipt may read: answers, and why there is none."""
    return (
        select(FeedbackEntry)
        .where(FeedbackEntry.feedback_id == feedback_id, FeedbackEntry.deed != Deed.NOTE)
        .order_by(FeedbackEntry.id)
    )


def reported_since(address: str, since: datetime) -> Select[int]:
    """How often this address was given since a moment."""
    return select(func.count(Feedback.id)).where(
        Feedback.address == address, Feedback.received_at > since
    )


def anything_to_forget(at: datetime) -> Select[int]:
    """The number of one whose address or all of which has been kept long enough."""
    return select(Feedback.id).where(or_(_names_somebody(at), _is_over(at))).limit(1)


def naming_somebody(at: datetime) -> Select[Feedback]:
    """Those whose name and address have been kept long enough after the answer."""
    return select(Feedback).where(_names_somebody(at))


def over(at: datetime) -> Select[Feedback]:
    """Those kept long enough altogether."""
    return select(Feedback).where(_is_over(at))


def _names_somebody(at: datetime) -> ColumnElement[bool]:
    return and_(
        Feedback.settled_at < at - ADDRESS_KEPT_FOR,
        or_(Feedback.address != "", Feedback.name != ""),
    )


def _is_over(at: datetime) -> ColumnElement[bool]:
    return Feedback.settled_at < at - KEPT_FOR
