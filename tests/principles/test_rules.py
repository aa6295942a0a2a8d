"""What holds for dialogues, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.principles.rules import (
    Phase,
    check_change_note,
    check_period,
    check_slug,
    days_left,
    phase,
)

OPENS = datetime(2027, 4, 28, 22, tzinfo=UTC)  # 29 April, 0:00 in Berlin
CLOSES = datetime(2027, 5, 19, 22, tzinfo=UTC)  # 19 May, 24:00 in Berlin
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - A_MOMENT, Phase.UPCOMING),
        (OPENS, Phase.OPEN),
        (CLOSES - A_MOMENT, Phase.OPEN),
        (CLOSES, Phase.CLOSED),
    ],
)
def test_the_opening_belongs_to_the_period_and_the_closing_does_not(at, expected):
    assert phase(OPENS, CLOSES, at) is expected


@pytest.mark.parametrize(
    ("at", "left"),
    [
        (datetime(2027, 5, 17, 21, 59, tzinfo=UTC), 2),  # still the 17th in Berlin
        (datetime(2027, 5, 17, 22, 0, tzinfo=UTC), 1),  # the 18th has begun
        (datetime(2027, 5, 18, 22, 0, tzinfo=UTC), 0),
        (CLOSES - A_MOMENT, 0),
        (CLOSES, 0),
    ],
)
def test_days_are_counted_by_the_calendar_of_the_zone(at, left):
    assert days_left(CLOSES, "Europe/Berlin", at) == left


def test_a_dialogue_that_closes_at_noon_has_its_last_day_that_day():
    noon = datetime(2027, 5, 19, 10, tzinfo=UTC)

    assert days_left(noon, "Europe/Berlin", noon - timedelta(hours=1)) == 0


def test_days_across_the_change_of_the_clock_are_whole_days():
    closes = datetime(2027, 3, 28, 22, tzinfo=UTC)  # 24:00 of the day with 23 hours

    assert days_left(closes, "Europe/Berlin", datetime(2027, 3, 26, 23, tzinfo=UTC)) == 1


@pytest.mark.parametrize("slug", ["digitale-leitsaetze", "2027", "a", "a" * 80])
def test_a_slug_can_be_printed(slug):
    check_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "-a", "a-", "a--b", "Leitsatz", "leitsätze", "a/b", "a b", "a\n", "a" * 81]
)
def test_other_slugs_are_refused(slug):
    with pytest.raises(RuleViolation, match="Kleinbuchstaben"):
        check_slug(slug)


def test_the_end_comes_after_the_beginning():
    with pytest.raises(RuleViolation, match="nach dem Beginn"):
        check_period(OPENS, OPENS)


def test_a_new_wording_needs_a_word_on_what_changed():
    with pytest.raises(RuleViolation, match="was sich ändert"):
        check_change_note(" \n")
