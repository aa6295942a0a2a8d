"""When a digest is due: chosen days and hour, also on the days on which the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from leitsaetze.accounts.digest_rules import CATCH_UP, check_digest, slot_due, slot_on
from leitsaetze.errors import RuleViolation

ZONE = "Europe/Berlin"
EVERY_DAY = range(7)
A_MINUTE = timedelta(minutes=1)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def due(at: datetime, hour: int = 8, weekdays=EVERY_DAY) -> date | None:
    return slot_due(at, weekdays=weekdays, hour=hour, zone=ZONE)


def test_a_digest_is_due_from_its_hour_on_and_for_some_hours_more():
    monday, eight = date(2026, 6, 8), utc(2026, 6, 8, 6)

    assert due(eight - A_MINUTE) is None
    assert due(eight) == monday
    assert due(eight + CATCH_UP - A_MINUTE) == monday
    assert due(eight + CATCH_UP) is None


def test_only_chosen_days_count():
    assert due(utc(2026, 6, 8, 7), weekdays=[1, 2]) is None
    assert due(utc(2026, 6, 9, 7), weekdays=[1, 2]) == date(2026, 6, 9)
    assert due(utc(2026, 6, 9, 7), weekdays=[]) is None


def test_an_hour_late_in_the_evening_is_caught_up_after_midnight_for_its_own_day():
    half_past_midnight = utc(2026, 6, 8, 22, 30)

    assert due(half_past_midnight, hour=23) == date(2026, 6, 8)
    assert due(half_past_midnight, hour=23, weekdays=[1]) is None


def test_eight_stays_eight_in_summer_and_winter():
    assert slot_on(date(2026, 3, 28), 8, ZONE) == utc(2026, 3, 28, 7)
    assert slot_on(date(2026, 3, 29), 8, ZONE) == utc(2026, 3, 29, 6)
    assert slot_on(date(2026, 10, 25), 8, ZONE) == utc(2026, 10, 25, 7)


def test_an_hour_left_out_in_spring_means_the_one_after_it():
    assert slot_on(date(2026, 3, 29), 2, ZONE) == utc(2026, 3, 29, 1)  # 3 o'clock there
    assert due(utc(2026, 3, 29, 0, 59), hour=2) is None
    assert due(utc(2026, 3, 29, 1), hour=2) == date(2026, 3, 29)


def test_an_hour_that_comes_twice_in_autumn_is_one_slot():
    first, second = utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)  # half past two, twice

    assert due(first, hour=2) == due(second, hour=2) == date(2026, 10, 25)
    assert due(utc(2026, 10, 24, 23, 59), hour=2) is None


def test_through_a_year_each_chosen_hour_comes_once_a_day():
    moments = [utc(2026, 1, 1) + timedelta(minutes=20 * n) for n in range(3 * 24 * 365)]
    for hour in (0, 2, 3, 23):
        days = [day for moment in moments if (day := due(moment, hour=hour)) is not None]
        assert len(set(days)) in {365, 366}
        assert days == sorted(days)  # never back to a day that is over


@pytest.mark.parametrize(("weekdays", "hour"), [([7], 8), ([-1], 8), ([0], 24), ([0], -1)])
def test_what_no_week_has_cannot_be_chosen(weekdays, hour):
    with pytest.raises(RuleViolation):
        check_digest(weekdays, hour)
