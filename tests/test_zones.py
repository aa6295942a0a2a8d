"""Local times and the moments they mean."""

from datetime import UTC, datetime

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.zones import to_utc, zone

local = datetime.fromisoformat


def test_a_local_time_means_one_moment():
    assert to_utc(local("2027-05-20 17:00"), "Europe/Berlin") == (
        datetime(2027, 5, 20, 15, tzinfo=UTC),
        False,
    )


def test_a_time_shown_twice_means_the_first_and_says_so():
    assert to_utc(local("2027-10-31 02:30"), "Europe/Berlin") == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        True,
    )


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_a_time_the_clock_skips_is_refused(minute):
    with pytest.raises(RuleViolation, match=r"02:\d\d gibt es an diesem Tag nicht"):
        to_utc(local(f"2027-03-28 02:{minute:02}"), "Europe/Berlin")


def test_the_first_time_after_the_gap_is_fine():
    moment, _twice = to_utc(local("2027-03-28 03:00"), "Europe/Berlin")

    assert moment == datetime(2027, 3, 28, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Europe", "Berlin", "../etc/passwd", "/etc/passwd", "a\0b"])
def test_an_unknown_zone_is_refused(name):
    with pytest.raises(RuleViolation, match="Zeitzone"):
        zone(name)


def test_the_ends_of_the_calendar_are_refused_too():
    with pytest.raises(RuleViolation, match="Kalender"):
        to_utc(local("0001-01-01 00:00"), "Asia/Tokyo")
