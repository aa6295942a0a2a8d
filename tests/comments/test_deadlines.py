"""What is due moves forward in the queue as time passes, once and without being asked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from leitsaetze.comments import deadlines, intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.rules import ILLEGAL, Lane, Urgency, urgency
from leitsaetze.extensions import db
from tests.comments.test_intake import make_open_principle, said

FRIDAY = datetime(2026, 6, 5, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def level(lane=Lane.NEW, *, reported=0, review=False, due_at=None):
    return urgency(
        lane, reported=reported, review=review, due_at=due_at, at=FRIDAY, soon=FRIDAY + DAY
    )


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, Urgency.ORDINARY),
        ({"reported": -1}, Urgency.ORDINARY - 1),
        ({"reported": -4}, Urgency.ORDINARY - 4),
        ({"reported": -400}, Urgency.REPORTED),
        ({"due_at": FRIDAY + 2 * DAY}, Urgency.ORDINARY),
        ({"due_at": FRIDAY + DAY, "reported": -400}, Urgency.DUE_SOON),
        ({"due_at": FRIDAY}, Urgency.OVERDUE),
        ({"due_at": FRIDAY, "reported": -1 - ILLEGAL}, Urgency.ILLEGAL),
        ({"due_at": FRIDAY, "review": True, "reported": -1 - ILLEGAL}, Urgency.REVIEW),
    ],
)
def test_the_most_pressing_reason_counts(given, found):
    assert level(**given) == found
    assert level(Lane.DONE, **given) == -found


def kept(comment) -> int:
    return db.session.get(QueueEntry, comment.id, populate_existing=True).urgency


def test_over_a_weekend_an_entry_becomes_due_soon_and_overdue(app):
    with time_machine.travel(FRIDAY, tick=False):
        principle = make_open_principle()
        principle.dialogue.reply_within_days = 2
        comment = intake.submit(said(), principle.dialogue, principle)
        db.session.commit()
        deadlines.move_on()
        assert kept(comment) == Urgency.ORDINARY
    with time_machine.travel(FRIDAY + 3 * DAY, tick=False):  # Monday: due until Tuesday evening
        deadlines.move_on()
        assert kept(comment) == Urgency.DUE_SOON
    with time_machine.travel(FRIDAY + 5 * DAY, tick=False):
        assert deadlines.move_on() == 1
        assert kept(comment) == Urgency.OVERDUE
        assert deadlines.move_on() == 0
