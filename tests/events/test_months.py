"""A month of the calendar: its weeks and neighbours, what an address may say, what lies where."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from leitsaetze.events.months import YEARS, Month, by_day, month_in
from tests.events.makers import local


def lasting(starts_at, ends_at, zone="Europe/Berlin"):
    return SimpleNamespace(starts_at=starts_at, ends_at=ends_at, time_zone=zone)


def months():
    return [Month(year, number) for year in YEARS for number in range(1, 13)]


def test_every_month_has_its_days_in_whole_weeks_from_monday_on():
    for month in months():
        cells = [day for week in month.weeks for day in week]
        days = [day for day in cells if day is not None]
        assert {len(week) for week in month.weeks} == {7}
        assert days[0] == month.first
        assert days[-1] + timedelta(days=1) == month.following.first
        assert all(day.weekday() == n % 7 for n, day in enumerate(cells) if day)


def test_before_the_one_after_stands_the_same_month():
    for month in months():
        assert month.following.preceding == month
        assert month_in(month.code) == month


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "jetzt",
        "2027",
        "2027-13",
        "2027-00",
        "2027-3",
        "0000-01",
        "9999-12",
        "2027-03-01",
        "-2027-03",
        "2027-03\n",
        "٢٠٢٧-٠٣",
        "2027‑03",
        "1" * 5000,
        "2027-03' OR 1=1",
    ],
)
def test_whatever_is_no_month_is_none(typed):
    assert month_in(typed) is None


def test_an_event_lies_on_each_of_its_days_within_the_month():
    course = lasting(local(2027, 2, 27, 9), local(2027, 3, 2, 16))
    until_midnight = lasting(local(2027, 3, 30), local(2027, 3, 31))

    found = by_day([course, until_midnight], Month(2027, 3))

    assert found == {
        date(2027, 3, 1): [course],
        date(2027, 3, 2): [course],
        date(2027, 3, 30): [until_midnight],
    }


def test_the_day_is_that_of_the_clock_at_the_place():
    there = ZoneInfo("America/New_York")
    late = lasting(
        datetime(2027, 3, 31, 22, tzinfo=there),
        datetime(2027, 3, 31, 23, tzinfo=there),
        "America/New_York",
    )

    assert list(by_day([late], Month(2027, 3))) == [date(2027, 3, 31)]
    assert by_day([late], Month(2027, 4)) == {}
