"""By when the county wants to answer, and how urgent that makes an entry of the queue."""

from datetime import datetime

from sqlalchemy import literal_column, update

from leitsaetze import working_days
from leitsaetze.clock import now
from leitsaetze.comments.models import QueueEntry
from leitsaetze.comments.rules import Lane, Urgency, urgency
from leitsaetze.extensions import changed
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.rules import DEFAULT_ZONE
from leitsaetze.site.actions import all_settings

SOON = 1  # working days before the last day of which an answer is due soon


def due_at(dialogue: Dialogue, received_at: datetime) -> datetime:
    """Return until when the county wants to answer, in working days of its state."""
    return _after(received_at, dialogue.reply_within_days, dialogue.time_zone)


def urgency_now(
    lane: Lane,
    *,
    due_at: datetime | None,
    reported: int = 0,
    review: bool = False,
    marked: bool = False,
) -> int:
    """Return how urgent an entry of the queue is at this moment."""
    present = now()
    soon = _after(present, SOON, DEFAULT_ZONE)
    return urgency(
        lane,
        reported=reported,
        review=review,
        due_at=due_at,
        at=present,
        soon=soon,
        marked=marked,
    )


def move_on() -> int:
    """Let what became due soon or overdue since the last time stand where it belongs; count it."""
    present = now()
    soon = _after(present, SOON, DEFAULT_ZONE)
    return _raise(Urgency.OVERDUE, present) + _raise(Urgency.DUE_SOON, soon)


def _raise(urgency: Urgency, until: datetime) -> int:
    # Written out, so that the index of what is less urgent serves.
    less = QueueEntry.urgency > literal_column(str(int(urgency)))
    return changed(
        update(QueueEntry)
        .where(QueueEntry.due_at.is_not(None), less, QueueEntry.due_at <= until)
        .values(urgency=int(urgency))
    )


def _after(moment: datetime, days: int, zone: str) -> datetime:
    return working_days.after(moment, days, zone=zone, state=all_settings()["state_code"])
