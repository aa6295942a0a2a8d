"""When somebody is told of what is overdue for long."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from leitsaetze.moderation.clock_rules import overdue_since
from leitsaetze.working_days import Office

ZONE = "Europe/Berlin"


def at(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("moment", "closed", "until"),
    [
        (at(11), (), at(8, 0)),
        (at(11, 7), (), None),  # before the morning
        (at(13), (), None),  # Saturday
        (at(4), (), None),  # Corpus Christi
        (at(5), (), at(1, 0)),  # three days over the holiday
        (at(15), (), at(10, 0)),
        (at(15), ((date(2026, 6, 8), date(2026, 6, 12)),), at(2, 0)),
        (at(10), ((date(2026, 6, 8), date(2026, 6, 12)),), None),
    ],
)
def test_somebody_is_told_on_working_days_of_what_is_overdue_for_three(moment, closed, until):
    assert overdue_since(moment, 3, Office("BY", closed), zone=ZONE) == until
