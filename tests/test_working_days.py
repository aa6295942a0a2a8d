"""Working days: the holidays of a state, the absences of a team, days that fell away or back."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from leitsaetze.working_days import Office, after, moved

ZONE = "Europe/Berlin"
YEARS_END = ((date(2026, 12, 24), date(2027, 1, 3)),)
WEEK = ((date(2026, 6, 8), date(2026, 6, 14)),)  # Monday to Sunday


def at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZoneInfo(ZONE))


def ends(day: str) -> datetime:
    """The midnight with which a day begins."""
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("state", "days", "midnight"),
    [
        ("BY", 1, "2026-06-06"),  # the 4th is Corpus Christi
        ("SN", 1, "2026-06-05"),  # no holiday there
        ("BY", 2, "2026-06-09"),
        ("", 1, "2026-06-05"),
        ("SN", 0, "2026-06-04"),
    ],
)
def test_each_state_has_holidays_of_its_own(state, days, midnight):
    assert after(at("2026-06-03"), days, zone=ZONE, state=state) == ends(midnight)


def test_over_christmas_only_working_days_count():
    wednesday = at("2026-12-23")

    assert after(wednesday, 3, zone=ZONE, state="NW") == ends("2026-12-30")  # 24., 28., 29.
    assert after(wednesday, 3, zone=ZONE, state="NW", closed=YEARS_END) == ends("2027-01-07")
    # Epiphany is a holiday in Bavaria, so that the third day comes later.
    assert after(wednesday, 3, zone=ZONE, state="BY", closed=YEARS_END) == ends("2027-01-08")


def test_the_last_day_ends_at_midnight_of_its_own_season():
    friday_before_summer_time = at("2026-03-27")

    due = after(friday_before_summer_time, 1, zone=ZONE)

    assert due.astimezone(UTC) == datetime(2026, 3, 30, 22, tzinfo=UTC)
    assert after(at("2026-10-23"), 1, zone=ZONE).astimezone(UTC) == datetime(
        2026, 10, 26, 23, tzinfo=UTC
    )


def test_what_comes_in_while_everybody_is_away_is_due_after_they_are_back():
    office = Office("SN", WEEK)

    assert office.after(at("2026-06-10"), 2, zone=ZONE) == ends("2026-06-17")
    assert office.after(at("2026-06-05"), 1, zone=ZONE) == ends("2026-06-16")


def test_an_absence_over_a_weekend_changes_nothing():
    weekend = ((date(2026, 6, 13), date(2026, 6, 14)),)

    assert Office("SN", weekend).after(at("2026-06-11"), 3, zone=ZONE) == Office("SN").after(
        at("2026-06-11"), 3, zone=ZONE
    )


def test_holidays_and_absences_are_days_of_rest_a_weekend_alone_is_not():
    office = Office("BY", WEEK)
    rests = {day: office.rests_on(date(2026, 6, day)) for day in (4, 5, 6, 8, 13, 15)}

    assert rests == {4: True, 5: False, 6: False, 8: True, 13: True, 15: False}
    assert office.works_on(date(2026, 6, 5))
    assert not office.works_on(date(2026, 6, 6))


@pytest.mark.parametrize(
    ("now", "days", "begin"),
    [
        ("2026-06-11", 3, "2026-06-08"),  # Thursday: Monday, Tuesday, Wednesday are over
        ("2026-06-08", 1, "2026-06-05"),  # over a weekend
        ("2026-06-05", 1, "2026-06-03"),  # over Corpus Christi
    ],
)
def test_whole_working_days_are_counted_back(now, days, begin):
    assert Office("BY").before(at(now), days, zone=ZONE) == ends(begin)


def test_days_that_fall_away_put_a_date_off_and_coming_back_they_bring_it_forward():
    received, free, away = at("2026-06-03"), Office("SN"), Office("SN", WEEK)
    due = free.after(received, 5, zone=ZONE)
    later = moved(due, received, was=free, zone=ZONE, now=away)

    assert due == ends("2026-06-11")
    assert later == away.after(received, 5, zone=ZONE) == ends("2026-06-18")
    assert moved(later, received, was=away, zone=ZONE, now=free) == due


def test_an_absence_after_the_last_day_moves_nothing():
    received, due = at("2026-06-01"), ends("2026-06-05")

    assert moved(due, received, was=Office("SN"), zone=ZONE, now=Office("SN", WEEK)) == due


def test_a_date_promised_under_other_holidays_never_moves_the_wrong_way():
    received = at("2026-06-03")
    promised = Office("SN").after(received, 1, zone=ZONE)  # 4 June, in Bavaria a holiday

    assert (
        moved(promised, received, was=Office("BY"), zone=ZONE, now=Office("BY", WEEK)) == promised
    )
