"""How moments and names are written for readers."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask_babel import force_locale

from leitsaetze.errors import RuleViolation
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


def test_where_no_markup_stands_a_name_is_isolated_by_signs():
    assert filters.isolated_in_text("עדה") == "\u2068עדה\u2069"


def test_a_refusal_written_down_is_read_in_the_readers_language(app):
    kept = RuleViolation("Die Nummer %(number)s ist schon vergeben.", number=7).kept()

    assert filters.refusal(kept) == "Die Nummer 7 ist schon vergeben."
    with app.test_request_context("/en/"), force_locale("en"):
        assert filters.refusal(kept) == "The number 7 is already taken."


@pytest.mark.parametrize("words", ["Zu 100 % vergeben.", "7", '["nur eines"]', "{}"])
def test_what_was_written_down_as_a_sentence_stays_one(words):
    assert filters.refusal(words) == words
