"""Until when a second look can be asked for, and by whom it is taken."""

from datetime import UTC, datetime, timedelta

import pytest

from leitsaetze.comments.review_rules import (
    Asking,
    Hiding,
    asking,
    is_somebody_else,
    last_moment,
    may_decide,
)

ZONE = "Europe/Berlin"
HIDDEN_AT = datetime(2030, 3, 1, 22, 59, tzinfo=UTC)  # a minute before midnight in Berlin
HIDING = Hiding(HIDDEN_AT, ZONE, holds=True)
END = datetime(2030, 3, 31, 22, 0, tzinfo=UTC)  # after thirty days, in summer time


def test_the_last_day_counts_to_its_end_in_the_zone_of_the_dialogue():
    assert last_moment(HIDING, 30) == END
    assert last_moment(Hiding(HIDDEN_AT + timedelta(minutes=1), ZONE, holds=True), 30) == (
        END + timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("holds", "asked", "at", "state"),
    [
        (True, False, HIDDEN_AT, Asking.OPEN),
        (True, False, END - timedelta(seconds=1), Asking.OPEN),
        (True, False, END, Asking.LATE),
        (True, True, HIDDEN_AT, Asking.ASKED),
        (True, True, END, Asking.ASKED),
        (False, True, HIDDEN_AT, Asking.ASKED),
        (False, False, HIDDEN_AT, Asking.GONE),
    ],
)
def test_it_can_be_asked_for_once_in_time_and_while_the_hiding_holds(holds, asked, at, state):
    hiding = Hiding(HIDDEN_AT, ZONE, holds=holds)

    assert asking(hiding, days=30, asked=asked, at=at) is state


def test_who_has_hidden_a_comment_does_not_decide():
    assert not may_decide(7, hidden_by=7)
    assert may_decide(8, hidden_by=7)
    assert may_decide(8, hidden_by=None)


def test_the_second_person_is_not_who_has_hidden_it_under_another_spelling():
    assert not is_somebody_else("Jana@post.example", hider="jana@post.example")
    assert not is_somebody_else("", hider=None)
    assert is_somebody_else("ruth@post.example", hider="jana@post.example")
    assert is_somebody_else("ruth@post.example", hider=None)
