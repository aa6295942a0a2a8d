"""What may follow which state, when an answer is due, which pages a link may name."""

from datetime import timedelta

import pytest

from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.feedback.rules import (
    Deed,
    State,
    Urgency,
    next_state,
    open_deeds,
    page_named,
    period,
    receipt_code,
    urgency,
    without_secrets,
)

SECRET = "a" * 43


def test_what_is_closed_can_still_be_answered_and_not_closed_again():
    assert open_deeds(State.OPEN) == [Deed.ANSWER, Deed.CLOSE]
    assert open_deeds(State.CLOSED) == open_deeds(State.ANSWERED) == [Deed.ANSWER]
    with pytest.raises(RuleViolation):
        next_state(State.ANSWERED, Deed.CLOSE)


@pytest.mark.parametrize(
    ("setting", "days"),
    [("14", 14), (" 9 ", 9), *((said, 30) for said in ("", "0", "-3", "bald", "9999", "²"))],
)
def test_a_setting_that_says_nothing_means_a_month(setting, days):
    assert period(setting) == days


def test_a_week_before_the_last_day_it_is_due_soon():
    at = now()
    week = timedelta(days=7)

    assert urgency(at, at) is Urgency.LATE
    assert urgency(at + week, at) is Urgency.SOON
    assert urgency(at + week + timedelta(seconds=1), at) is Urgency.IN_TIME


@pytest.mark.parametrize("page", ["/", "/en/dialoge/digital/", "/anmelden"])
def test_a_link_names_a_page_of_this_site(page):
    assert page_named(page) == page


@pytest.mark.parametrize(
    "page",
    [
        "https://boese.example/",
        "//boese.example",
        "/\\boese.example",
        "/\tx",
        "javascript:alert(1)",
        "",
        f"/einladung/{SECRET}",
        f"/x?y={SECRET}",
        "/" + "x" * 2001,
    ],
)
def test_a_link_names_no_other_page_and_no_secret(page):
    assert page_named(page) == ""


def test_the_secret_of_a_link_is_not_kept_when_somebody_types_it():
    assert without_secrets(f"http://x.example/mein/{SECRET}") == "http://x.example/mein/…"


def test_a_receipt_number_is_read_however_it_is_written():
    assert receipt_code("k7p m3x-qr4") == "K7PM3XQR4"
    assert receipt_code("K7PM 3XQR") == ""  # eight: a comment's
