"""Questions about what lies with departments. All of it is for staff and for who was asked."""

from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from leitsaetze.comments.handover_models import HandOver


def of_comment(comment_id: int) -> Select[HandOver]:
    """Whoever was asked about a comment, the last one last."""
    return (
        select(HandOver)
        .where(HandOver.comment_id == comment_id)
        .options(joinedload(HandOver.asked_by))
        .order_by(HandOver.id)
    )


def latest(comment_id: int) -> Select[HandOver]:
    """Who was asked about a comment last."""
    return (
        select(HandOver)
        .where(HandOver.comment_id == comment_id)
        .order_by(HandOver.id.desc())
        .limit(1)
    )


def open_about(comment_id: int) -> Select[HandOver]:
    """Who is asked about a comment and has not answered, as the database holds it now."""
    return (
        select(HandOver)
        .where(HandOver.comment_id == comment_id, HandOver.ending.is_(None))
        .execution_options(populate_existing=True)
    )


def days_away(comment_id: int) -> Select[int]:
    """For how many working days the clock of a comment has paused so far."""
    away = func.coalesce(func.sum(HandOver.away_days), 0)
    return select(away).where(HandOver.comment_id == comment_id)


def to_remind(at: datetime) -> Select[HandOver]:
    """Whoever is to be reminded by now."""
    return (
        select(HandOver)
        .where(HandOver.remind_at.is_not(None), HandOver.remind_at <= at)
        .order_by(HandOver.remind_at, HandOver.id)
    )


def past_their_day(at: datetime) -> Select[HandOver]:
    """What pauses a clock although the day for the answer is over."""
    return (
        select(HandOver)
        .where(HandOver.paused_at.is_not(None), HandOver.due_at <= at)
        .order_by(HandOver.due_at, HandOver.id)
    )


def anything_due(at: datetime) -> Select[bool]:
    """Whether there is anything for the worker to do."""
    return select(or_(to_remind(at).exists(), past_their_day(at).exists()))
