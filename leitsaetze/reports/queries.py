"""Questions about reports. All of it is for moderators, or by receipt number."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.queries import has_public_place
from leitsaetze.comments.rules import Verdict
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import is_public
from leitsaetze.reports.models import Report

LOOKED_AT = Verdict.HOLD_BACK, Verdict.DISMISS_REPORTS, Verdict.HIDE_PASSAGE


def comment_to_report(comment_id: int) -> Select[Comment]:
    """A comment that has a public place; whether it can still be reported says its status."""
    return (
        select(Comment)
        .join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .where(Comment.id == comment_id, has_public_place(), is_public())
        .options(joinedload(Comment.dialogue), joinedload(Comment.principle))
    )


def held(comment_id: int) -> Select[int]:
    """A comment's row, held until the end of the transaction: who else decides on it waits."""
    return select(Comment.id).where(Comment.id == comment_id).with_for_update()


def about(comment_id: int) -> Select[Report]:
    """All reports about a comment, oldest first, with the rules they name and what was decided."""
    return (
        select(Report)
        .where(Report.comment_id == comment_id)
        .options(joinedload(Report.rule), joinedload(Report.decision))
        .order_by(Report.id)
    )


def waiting(comment_id: int) -> Select[Report]:
    """The reports about a comment that wait for a decision, oldest first."""
    return about(comment_id).where(Report.decided_at.is_(None))


def answered_by(decision: Decision) -> Select[Report]:
    """The reports a decision has answered, oldest first."""
    return about(decision.comment_id).where(Report.decision_id == decision.id)


def traces(comment_id: int) -> Select[str, str, int | None]:
    """What the reports that wait have left of who made them, and which rule they name."""
    return select(Report.by_address, Report.by_network, Report.rule_id).where(
        Report.comment_id == comment_id, Report.decided_at.is_(None)
    )


def number_waiting(comment_id: int, *, illegal: bool) -> Select[int]:
    """How many reports of one kind wait."""
    kind = Report.rule_id.is_(None) if illegal else Report.rule_id.is_not(None)
    return select(func.count(Report.id)).where(
        Report.comment_id == comment_id, Report.decided_at.is_(None), kind
    )


def was_looked_at(comment_id: int) -> Select[bool]:
    """Whether it was held back before, shortened, or reports found to be without ground.

    Since its author changed it last: nobody has looked at other words.
    """
    changed = select(func.coalesce(func.max(Decision.id), 0)).where(
        Decision.comment_id == comment_id, Decision.verdict == Verdict.EDIT
    )
    earlier = select(Decision.id).where(
        Decision.comment_id == comment_id,
        Decision.verdict.in_(LOOKED_AT),
        Decision.id > changed.scalar_subquery(),
    )
    return select(earlier.exists())


def with_receipt(number: str) -> Select[Report]:
    """The report with this receipt number."""
    return (
        select(Report)
        .where(Report.receipt_number == number)
        .options(
            joinedload(Report.comment).joinedload(Comment.dialogue),
            joinedload(Report.decision).joinedload(Decision.rule),
        )
    )


def anything_to_forget(at: datetime) -> Select[int]:
    """The number of one of which something is to be forgotten."""
    return select(Report.id).where(Report.forget_at <= at).limit(1)


def to_forget(at: datetime) -> Select[Report]:
    """Those of which something is to be forgotten by now."""
    return select(Report).where(Report.forget_at <= at).order_by(Report.forget_at, Report.id)
