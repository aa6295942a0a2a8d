"""By when the county wants to answer, and how urgent that makes an entry of the queue."""

from datetime import datetime

from sqlalchemy import ColumnElement, case, literal_column, select, update

from leitsaetze.clock import now
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.rules import WAITING, Lane, Urgency, urgency
from leitsaetze.extensions import begin_writing, changed, db
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.rules import DEFAULT_ZONE
from leitsaetze.site.office import present_office

SOON = 1  # working days before the last day of which an answer is due soon


def due_at(dialogue: Dialogue, received_at: datetime, *, paused: int = 0) -> datetime:
    """Return until when the county wants to answer, in working days of its state.

    `paused` are those that do not count because a department was asked.
    """
    days, zone = dialogue.reply_within_days + paused, dialogue.time_zone
    return present_office().after(received_at, days, zone=zone)


def soon() -> datetime:
    """Return until when something has to be due at this moment to be due soon."""
    return present_office().after(now(), SOON, zone=DEFAULT_ZONE)


def urgency_now(
    lane: Lane,
    *,
    due_at: datetime | None,
    reported: int = 0,
    review: bool = False,
    marked: bool = False,
) -> int:
    """Return how urgent an entry of the queue is at this moment."""
    return urgency(
        lane,
        reported=reported,
        review=review,
        due_at=due_at,
        at=now(),
        soon=soon(),
        marked=marked,
    )


def urgency_at_first(lane: Lane, dialogue: Dialogue) -> int:
    """Return how urgent an entry is that has just come in, without asking which days are worked on.

    It is due as many working days from now as its dialogue promises.
    """
    due_soon = dialogue.reply_within_days <= SOON
    found = Urgency.DUE_SOON if due_soon else Urgency.ORDINARY
    return found if lane in WAITING else -found


def move_on() -> int:
    """Let what became due soon or overdue since the last time stand where it belongs; count it.

    For the worker: begins to write only when something did, and leaves the commit to the caller.
    """
    asked = select(QueueEntry.comment_id).limit(1)
    moved = (_become(Urgency.OVERDUE, now()), _become(Urgency.DUE_SOON, soon()))
    if not any(db.session.scalar(asked.where(*them)) for them in moved):
        return 0
    begin_writing()
    return _raise_all()


def settle() -> None:
    """Let every entry stand where it belongs, now that other days count as working days."""
    _lower(Urgency.OVERDUE, now())
    _lower(Urgency.DUE_SOON, soon())
    _raise_all()


def _raise_all() -> int:
    return _raise(Urgency.OVERDUE, now()) + _raise(Urgency.DUE_SOON, soon())


def _raise(urgency: Urgency, until: datetime) -> int:
    what = _become(urgency, until)
    return changed(update(QueueEntry).where(*what).values(urgency=int(urgency)))


def _become(urgency: Urgency, until: datetime) -> list[ColumnElement[bool]]:
    """Say which entries are this urgent by now, and stand as if they were less."""
    # Written out, so that the index of what is less urgent serves.
    less = QueueEntry.urgency > literal_column(str(int(urgency)))
    return [QueueEntry.due_at.is_not(None), less, QueueEntry.due_at <= until]


def _lower(urgency: Urgency, until: datetime) -> None:
    """Let what is due after `until` be no longer this urgent, but as urgent as without a date."""
    reported = Urgency.ORDINARY + QueueEntry.reported
    usual = case((reported < Urgency.REPORTED, int(Urgency.REPORTED)), else_=reported)
    changed(
        update(QueueEntry)
        .where(QueueEntry.lane.in_(WAITING), QueueEntry.urgency == int(urgency))
        .where(QueueEntry.due_at > until)
        .values(urgency=usual)
    )
