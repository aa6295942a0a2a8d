"""What the public account tells and what it leaves out."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from leitsaetze import working_days
from leitsaetze.moderation.figure_rules import median, told

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({}, None),
        ({3: 2}, None),
        ({3: 3}, 3),
        ({0: 1, 2: 1, 9: 1}, 2),
        ({0: 1, 2: 1, 3: 1, 9: 1}, 2.5),
        ({1: 500, 7: 499}, 1),
    ],
)
def test_the_median_is_that_of_all_answers_or_none_of_too_few(counted, expected):
    assert median(counted) == expected


def test_rules_named_too_seldom_are_told_together():
    assert told({2: 3, 1: 2, 5: 1, 9: 40}) == ({2: 3, 9: 40}, 3)
    assert told({}) == ({}, 0)


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ((2026, 5, 4, 9), (2026, 5, 4, 23), 0),  # Monday, the same day
        ((2026, 5, 4, 23), (2026, 5, 5, 1), 1),
        ((2026, 5, 8, 9), (2026, 5, 10, 9), 0),  # Friday to Sunday
        ((2026, 5, 8, 9), (2026, 5, 11, 9), 1),
        ((2026, 5, 13, 9), (2026, 5, 15, 9), 1),  # over Ascension Day
        ((2026, 6, 3, 9), (2026, 6, 5, 9), 1),  # over Corpus Christi, where it is a holiday
    ],
)
def test_working_days_are_counted_without_weekends_and_holidays(earlier, later, days):
    zone = ZoneInfo(BERLIN)
    moments = (datetime(*it, tzinfo=zone) for it in (earlier, later))
    assert working_days.between(*moments, zone=BERLIN, state="RP") == days


def test_counting_is_the_counterpart_of_the_promised_day():
    moment = datetime(2026, 4, 2, 18, tzinfo=ZoneInfo(BERLIN))  # before Easter
    for promised in range(1, 12):
        end = working_days.after(moment, promised, zone=BERLIN, state="RP")
        last = end - timedelta(seconds=1)
        assert working_days.between(moment, last, zone=BERLIN, state="RP") == promised
