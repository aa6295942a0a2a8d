"""A question to a department: which days it can have, how many are left, when it is reminded."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from leitsaetze.comments.handover_rules import check_day, days_left, next_letter, runs_on
from leitsaetze.errors import RuleViolation
from leitsaetze.working_days import Office

ZONE = "Europe/Berlin"
HERE = ZoneInfo(ZONE)
OFFICE = Office("NW")
# In 2026 the 1st of June is a Monday; the 4th is Corpus Christi, where the state has it.
MONDAY, TUESDAY, WEDNESDAY, FRIDAY, SATURDAY, SUNDAY = (
    date(2026, 6, day) for day in (1, 2, 3, 5, 6, 7)
)


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HERE)


def ends(day: int, month: int = 6) -> datetime:
    """The midnight after a day."""
    return datetime(2026, month, day + 1, tzinfo=HERE)


@pytest.mark.parametrize(
    ("due", "asked", "back", "then"),
    [
        (ends(5), MONDAY, MONDAY, ends(5)),  # back on the same day: nothing changes
        (ends(5), MONDAY, TUESDAY, ends(8)),  # one day away, past the holiday and the weekend
        (ends(2), TUESDAY, FRIDAY, ends(5)),  # on its last day there is this day left
        (ends(1), TUESDAY, WEDNESDAY, ends(2)),  # overdue it stays by as many days
        (ends(1), WEDNESDAY, FRIDAY, ends(2)),
        (ends(5), SATURDAY, SUNDAY, ends(5)),  # a weekend away is no day
        (ends(5), SATURDAY, date(2026, 6, 8), ends(8)),
        (ends(3), SATURDAY, SATURDAY, ends(3)),
    ],
)
def test_as_many_working_days_are_left_as_before(due, asked, back, then):
    left = days_left(due, at(asked), office=OFFICE, zone=ZONE)

    assert runs_on(left, at(back), office=OFFICE, zone=ZONE) == then


def test_an_absence_entered_meanwhile_shortens_nothing():
    left = days_left(ends(9), at(MONDAY), office=OFFICE, zone=ZONE)
    away = Office("NW", ((date(2026, 6, 8), date(2026, 6, 12)),))

    assert left == 5
    assert runs_on(left, at(TUESDAY), office=away, zone=ZONE) == ends(17)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (MONDAY, "noch kommt"),
        (date(2026, 5, 1), "noch kommt"),
        (date(2026, 6, 4), "nicht gearbeitet"),
        (SATURDAY, "nicht gearbeitet"),
        (date(2026, 10, 1), "drei Monate"),
    ],
)
def test_some_days_are_none_by_which_anybody_can_answer(day, fault):
    with pytest.raises(RuleViolation, match=fault):
        check_day(day, today=MONDAY, office=OFFICE)


def test_any_working_day_to_come_will_do():
    check_day(TUESDAY, today=MONDAY, office=OFFICE)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(MONDAY), at(WEDNESDAY, 8)),  # the working day before the 5th, past the holiday
        (at(WEDNESDAY, 9), at(date(2026, 6, 8), 8)),  # then the one after it
        (at(date(2026, 6, 8), 8), None),
    ],
)
def test_letters_go_on_the_working_day_before_and_the_one_after(now, then):
    assert next_letter(ends(5), now, office=OFFICE, zone=ZONE) == then
