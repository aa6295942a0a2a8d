"""What typed values mean."""

from datetime import UTC, date, datetime, time

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.exchange.values import (
    LocalTime,
    beginning,
    end,
    local_time,
    number,
    yes_or_no,
)

MAY_19 = date(2027, 5, 19)


@pytest.mark.parametrize(("typed", "meant"), [("ja", True), ("Nein", False), (" ja ", True)])
def test_ja_and_nein_are_the_only_answers(typed, meant):
    assert yes_or_no(typed) is meant


@pytest.mark.parametrize("typed", ["yes", "no", "true", "1", "", "jein"])
def test_other_answers_are_refused(typed):
    with pytest.raises(RuleViolation, match="nur: ja, nein"):
        yes_or_no(typed)


@pytest.mark.parametrize("typed", ["", "1.5", "-1", "0x10", "1_000", "17:00", "٣", "1" * 10])
def test_a_number_is_written_in_digits(typed):
    with pytest.raises(RuleViolation, match="keine ganze Zahl"):
        number(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2027-05-19", LocalTime(MAY_19, None)),
        ("2027-5-19 8:00", LocalTime(MAY_19, time(8))),
        ("2027-05-19T17:30", LocalTime(MAY_19, time(17, 30))),
    ],
)
def test_a_day_comes_with_a_time_or_without(typed, meant):
    assert local_time(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "19.05.2027",
        "2027-02-29",
        "2027-13-01",
        "2027-05-19 24:00",
        "2027-05-19 17",
        "٢٠٢٧-05-19",
    ],
)
def test_other_dates_are_refused_with_an_example(typed):
    with pytest.raises(RuleViolation, match="2027-05-19 17:00"):
        local_time(typed)


def test_a_day_begins_at_midnight_and_ends_at_the_next():
    day = LocalTime(MAY_19, None)

    assert beginning(day, "Europe/Berlin") == (datetime(2027, 5, 18, 22, tzinfo=UTC), False)
    assert end(day, "Europe/Berlin") == (datetime(2027, 5, 19, 22, tzinfo=UTC), False)


def test_a_day_whose_midnight_is_skipped_begins_with_its_first_moment():
    change = LocalTime(date(2027, 4, 30), None)  # Cairo turns the clock at midnight

    moment, _twice = beginning(change, "Africa/Cairo")

    assert moment == datetime(2027, 4, 29, 22, tzinfo=UTC)


def test_a_skipped_time_is_refused():
    with pytest.raises(RuleViolation, match="Die Uhr wird umgestellt"):
        beginning(LocalTime(date(2027, 3, 28), time(2, 30)), "Europe/Berlin")


def test_a_year_far_away_is_a_slip_of_the_pen():
    with pytest.raises(RuleViolation, match="Jahr 9999"):
        end(LocalTime(date(9999, 12, 31), None), "Europe/Berlin")
