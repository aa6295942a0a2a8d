"""Days and times as people type them, and what the clock makes of them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.events.days import (
    FIRST,
    SECOND,
    Period,
    Typed,
    is_twice,
    meant,
    read_day,
    read_time,
)
from leitsaetze.events.models import Event


def asked(**given):
    """What is meant, and what is wrong with which part."""
    parts = "starts_day starts_time starts_which ends_day ends_time ends_which".split()
    values = dict.fromkeys(parts, "") | {"time_zone": "Europe/Berlin"}
    said: list[tuple[str, str]] = []
    period = meant(Typed(**values | given), lambda part, fault: said.append((part, str(fault))))
    return period, said


@pytest.mark.parametrize("typed", ["2027-05-20", "20.05.2027", "20.5.2027", " 20. 5. 2027 "])
def test_a_day_is_read_as_browsers_and_people_write_it(typed):
    assert read_day(typed) == date(2027, 5, 20)


@pytest.mark.parametrize("typed", ["31.02.2027", "20.05.27", "morgen", "0.0.0", "20.05.1999", "٣"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(RuleViolation):
        read_day(typed)


@pytest.mark.parametrize("typed", ["17:00", "17.00", "17", "17 Uhr", "17:00 uhr", "17:00:00"])
def test_a_time_is_read_as_browsers_and_people_write_it(typed):
    assert read_time(typed) == time(17)


@pytest.mark.parametrize("typed", ["25:00", "17:60", "fünf", "1700", "-1"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(RuleViolation, match="17:00"):
        read_time(typed)


def test_without_times_it_is_whole_days():
    period, said = asked(starts_day="2027-03-27", ends_day="2027-03-28")

    assert said == []
    assert period == Period(
        datetime(2027, 3, 26, 23, tzinfo=UTC), datetime(2027, 3, 28, 22, tzinfo=UTC), all_day=True
    )


def test_one_time_alone_says_too_little():
    for given, part in ({"starts_time": "9"}, "ends_time"), ({"ends_time": "9"}, "starts_time"):
        _, [(refused, words)] = asked(starts_day="2027-05-20", **given)
        assert (refused, "beide Uhrzeiten" in words) == (part, True)


def test_a_time_the_clock_skips_is_refused_with_an_explanation():
    _, said = asked(starts_day="2027-03-28", starts_time="02:30", ends_time="05:00")

    assert [part for part, _ in said] == ["starts_time", "starts_time"]
    assert "Uhrzeit 02:30 gibt es an diesem Tag nicht: Die Uhr wird umgestellt" in said[0][1]
    assert "davor oder danach" in said[1][1]


def test_a_time_the_clock_shows_twice_is_asked_for():
    typed = {"starts_day": "2026-10-25", "starts_time": "02:30", "ends_time": "04:00"}

    _, [(part, words)] = asked(**typed)
    first, _ = asked(**typed, starts_which=FIRST)
    second, _ = asked(**typed, starts_which=SECOND)

    assert (part, "02:30 Uhr gibt es an diesem Tag zweimal" in words) == ("starts_which", True)
    assert first.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.starts_at - first.starts_at == timedelta(hours=1)
    assert is_twice("2026-10-25", "02:30", "Europe/Berlin")
    assert not is_twice("2026-10-25", "03:30", "Europe/Berlin")
    assert not is_twice("2026-10-25", "02:30", "Europe/Lisbon")
    assert not is_twice("unklar", "02:30", "Europe/Berlin")


def test_the_end_comes_after_the_beginning():
    _, [(part, words)] = asked(starts_day="2027-05-20", starts_time="17", ends_time="16")
    assert (part, words) == ("ends_time", "Das Ende muss nach dem Beginn liegen.")

    _, [(part, _)] = asked(starts_day="2027-05-20", ends_day="2027-05-19")
    assert part == "ends_day"


@pytest.mark.parametrize(
    ("day", "refused", "says"),
    [
        ("2027-03-28", "starts_time", "02:30 gibt es an diesem Tag nicht"),
        ("2027-10-31", "starts_which", "02:30 Uhr gibt es an diesem Tag zweimal"),
    ],
)
def test_both_nights_of_2027_are_known(day, refused, says):
    _, said = asked(starts_day=day, starts_time="02:30", ends_time="05:00")

    assert (said[0][0], says in said[0][1]) == (refused, True)


@pytest.mark.parametrize(("day", "refused"), [("2027-03-28", "time"), ("2027-10-31", "which")])
def test_the_end_is_asked_for_like_the_beginning(day, refused):
    _, said = asked(starts_day=day, starts_time="01:00", ends_time="02:30")

    assert said[0][0] == f"ends_{refused}"


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 10, 31, 23, tzinfo=UTC)),
        (date(2027, 3, 27), datetime(2027, 3, 27, 23, tzinfo=UTC)),
    ],
)
def test_registration_ends_with_its_last_day_in_odd_nights_too(day, until):
    """A deadline is a day: no hour of it can be one the clock skips or shows twice."""
    assert Event(register_by=day, time_zone="Europe/Berlin").registers_until == until
