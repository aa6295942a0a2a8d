"""Who counts as one, what weighs how much, when enough is enough."""

import pytest

from leitsaetze.comments.rules import ILLEGAL, Status, Verdict
from leitsaetze.reports.rules import (
    OUTCOMES,
    PAST_REPORTING,
    Outcome,
    holds_back,
    persons,
    receipt_code,
    weight,
)


@pytest.mark.parametrize(
    ("traces", "number"),
    [
        ([], 0),
        ([{"a", "x"}], 1),
        ([{"a", "x"}, {"b", "y"}], 2),
        ([{"x"}, {"x"}, {"x"}], 1),
        ([{"a", "x"}, {"a", "y"}], 1),  # one address from two places
        ([{"a", "x"}, {"b", "x"}], 1),  # two addresses from one place
        ([{"a", "x"}, {"b", "y"}, {"b", "x"}], 1),  # the last one ties the others together
        ([{"a", "x"}, {"b", "y"}, {"c", "z"}, {"b", "z"}], 2),
    ],
)
def test_whoever_shares_an_address_or_a_network_counts_once(traces, number):
    assert persons(traces) == number
    assert persons(reversed(traces)) == number


def test_what_is_said_to_be_illegal_stands_before_any_number_of_others():
    assert weight(0, illegal=False) == 0
    assert weight(3, illegal=False) == -3
    assert weight(1, illegal=True) == -1 - ILLEGAL
    assert weight(1, illegal=True) < weight(ILLEGAL, illegal=False)


@pytest.mark.parametrize("setting", ["", "0", "-1", "bald", "²", "1.5"])
def test_a_setting_that_says_nothing_never_holds_back(setting):
    assert not holds_back(1000, setting)


def test_so_many_people_are_enough():
    assert [holds_back(people, "3") for people in (0, 2, 3, 4)] == [False, False, True, True]


def test_a_receipt_number_is_read_however_it_is_written():
    assert receipt_code("k7pm3-xqr4a") == "K7PM3XQR4A"
    assert receipt_code("K7PM 3XQR") == ""  # eight: a comment's


def test_every_state_in_which_nothing_can_be_reported_says_why():
    once_public = set(Status) - {Status.AWAITING_CONFIRMATION, Status.PUBLISHED}

    assert set(PAST_REPORTING) == once_public


def test_what_takes_the_words_away_or_lets_them_stand_answers_reports():
    gone = {Verdict.WITHDRAW, Verdict.ERASE}

    assert {verdict for verdict, it in OUTCOMES.items() if it is Outcome.GONE} == gone
    assert Verdict.HOLD_BACK not in OUTCOMES
