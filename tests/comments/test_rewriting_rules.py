"""Until when an author can change a comment, and what that leads to: rules without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from leitsaetze.comments.rewriting_rules import (
    CHANGEABLE,
    MOST_VERSIONS,
    Text,
    found_again,
    is_open,
    last_moment,
    refuse_change,
    status_after,
)
from leitsaetze.comments.rules import Status
from leitsaetze.errors import RuleViolation

CAME_IN = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def text(**given) -> Text:
    return Text(
        **{"status": Status.PENDING, "received_at": CAME_IN, "minutes": 60, "versions": 1} | given
    )


def test_the_time_begins_with_the_receipt():
    assert last_moment(CAME_IN, 60) == CAME_IN + timedelta(hours=1)
    assert last_moment(None, 60) is None
    assert last_moment(CAME_IN, 0) is None


@pytest.mark.parametrize("status", list(Status))
def test_only_what_is_on_the_desk_can_be_changed(status):
    until = CAME_IN + timedelta(hours=1)

    assert is_open(status, until, CAME_IN) == (status in CHANGEABLE)


def test_the_last_moment_is_over():
    until = CAME_IN + timedelta(hours=1)

    assert is_open(Status.PENDING, until, until - timedelta(seconds=1))
    assert not is_open(Status.PENDING, until, until)
    assert not is_open(Status.PENDING, None, CAME_IN)


def test_within_the_time_nothing_stands_in_the_way():
    refuse_change(text(), CAME_IN + timedelta(minutes=59))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"status": Status.AWAITING_CONFIRMATION}, "bestätigen"),
        ({"status": Status.WITHDRAWN}, "zurückgezogen"),
        ({"status": Status.ERASED}, "gelöscht"),
        ({"minutes": 0}, "nicht ändern"),
        ({"minutes": 59}, "vorbei"),
        ({"waits": True}, "Überprüfung"),
        ({"versions": MOST_VERSIONS}, "sehr oft"),
    ],
)
def test_why_a_comment_cannot_be_changed_is_said(given, why):
    with pytest.raises(RuleViolation, match=why):
        refuse_change(text(**given), CAME_IN + timedelta(minutes=59))


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED, Status.HIDDEN])
def test_where_the_moderators_look_first_it_waits(status):
    assert status_after(status, checked_first=True) is Status.PENDING


def test_where_they_look_afterwards_only_what_is_public_stays_so():
    assert status_after(Status.PUBLISHED, checked_first=False) is Status.PUBLISHED
    assert status_after(Status.PENDING, checked_first=False) is Status.PENDING
    assert status_after(Status.HIDDEN, checked_first=False) is Status.PENDING


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.ERASED, Status.AWAITING_CONFIRMATION])
def test_what_is_not_there_has_no_next_state(status):
    with pytest.raises(RuleViolation):
        status_after(status, checked_first=True)


def test_hidden_words_are_found_wherever_they_come_back():
    again = found_again("Sie sind dumm. Gut so.\nSie sind\ndumm.", [(7, ["Sie sind dumm."])])

    assert again == {7: [(0, 14), (23, 37)]}


def test_what_is_not_repeated_is_not_found():
    assert found_again("Gut so.", [(7, ["Sie sind dumm."])]) == {}


def test_passages_within_each_other_do_not_overlap():
    words = "Sie sind dumm. Und dumm bleibt dumm."

    again = found_again(words, [(1, ["dumm"]), (2, ["Sie sind dumm."])])

    assert again == {1: [(19, 23), (31, 35)], 2: [(0, 14)]}
