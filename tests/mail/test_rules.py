"""The life of a letter."""

from datetime import timedelta

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.mail.rules import (
    ANY_REASON,
    HARMLESS,
    MAX_ATTEMPTS,
    UNREACHABLE,
    MailState,
    Step,
    conclusion,
    delay,
    next_state,
    reason,
)


@pytest.mark.parametrize("state", [MailState.SENT, MailState.CLOSED])
@pytest.mark.parametrize("step", list(Step))
def test_nothing_happens_to_a_letter_that_is_done(state, step):
    with pytest.raises(RuleViolation):
        next_state(state, step)


def test_only_a_waiting_letter_can_be_claimed():
    assert next_state(MailState.WAITING, Step.CLAIM) is MailState.SENDING
    for state in set(MailState) - {MailState.WAITING}:
        with pytest.raises(RuleViolation):
            next_state(state, Step.CLAIM)


@pytest.mark.parametrize("kind", sorted(HARMLESS))
def test_an_unclear_letter_of_a_harmless_kind_goes_once_more(kind):
    concluded = conclusion(Step.UNKNOWN, kind=kind, attempts=1, code="interrupted")

    assert concluded is Step.DEFERRED


def test_an_unclear_invitation_waits_for_staff():
    concluded = conclusion(Step.UNKNOWN, kind="invitation", attempts=1, code="interrupted")

    assert concluded is Step.UNKNOWN


def test_a_harmless_letter_is_not_repeated_for_ever():
    concluded = conclusion(Step.UNKNOWN, kind="confirm", attempts=MAX_ATTEMPTS, code="interrupted")

    assert concluded is Step.UNKNOWN


def test_a_letter_put_off_too_often_counts_as_refused():
    concluded = conclusion(Step.DEFERRED, kind="confirm", attempts=MAX_ATTEMPTS, code="451")

    assert concluded is Step.REFUSED


def test_a_server_out_of_reach_refuses_nothing():
    for code in UNREACHABLE:
        late = conclusion(Step.DEFERRED, kind="confirm", attempts=10 * MAX_ATTEMPTS, code=code)
        assert late is Step.DEFERRED


def test_delays_grow_up_to_four_hours():
    rests = [delay(attempts, "451") for attempts in range(1, 40)]

    assert rests == sorted(rests)
    assert (rests[0], rests[-1]) == (timedelta(minutes=1), timedelta(hours=4))


def test_letters_leave_soon_after_the_server_is_back():
    assert delay(1, "connection refused") == timedelta(minutes=1)
    assert delay(30, "connection refused") == timedelta(minutes=15)


def test_every_trouble_has_a_german_sentence():
    assert all(reason(code) != ANY_REASON for code in UNREACHABLE)
    assert reason("599") == reason(None) == ANY_REASON
