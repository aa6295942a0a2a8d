"""How moments and names are written for readers."""

from datetime import UTC, datetime

import pytest
import time_machine

from leitsaetze.web import filters

MOMENT = datetime(2026, 5, 3, 7, 14, tzinfo=UTC)
LAST_OF_THE_YEAR = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_may(app):
    with time_machine.travel(datetime(2026, 5, 10, tzinfo=UTC)), app.test_request_context():
        yield


def test_moments_are_written_in_the_time_of_the_place():
    assert filters.day_and_time(MOMENT) == "3. Mai, 9:14 Uhr"
    assert filters.day_and_time(MOMENT, "Europe/London") == "3. Mai, 8:14 Uhr"


def test_another_year_is_named():
    assert filters.day(LAST_OF_THE_YEAR) == "1. Januar"
    assert filters.day(LAST_OF_THE_YEAR, "UTC") == "31. Dezember 2025"


def test_parts_of_a_day():
    assert filters.weekday(MOMENT) == "Sonntag"
    assert filters.weekday(MOMENT, form="EEE") == "So"
    assert (filters.day_number(MOMENT), filters.month(MOMENT)) == ("3.", "Mai")
    assert filters.iso(MOMENT) == "2026-05-03T09:14+02:00"


def test_a_name_cannot_reorder_or_mark_up_its_neighbours():
    assert str(filters.isolated("<b>עדה")) == "<bdi>&lt;b&gt;עדה</bdi>"
