"""Argon2id: the hash says nothing, old ones are renewed, nobody's takes as long."""

import time

from argon2 import PasswordHasher

from leitsaetze.accounts import passwords
from tests.accounts.makers import PASSWORD, kept


def test_a_hash_is_argon2id_and_salted():
    assert kept().startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.hashed(PASSWORD) != kept()


def test_only_the_password_itself_matches():
    assert passwords.matches(kept(), PASSWORD)
    assert not passwords.matches(kept(), PASSWORD.lower())
    assert not passwords.matches(kept(), PASSWORD + " ")


def test_one_password_typed_on_two_keyboards_is_the_same():
    decomposed = PASSWORD.replace("ö", "o\u0308")

    assert decomposed != PASSWORD
    assert passwords.matches(kept(), decomposed)


def test_nobody_matches_nothing_and_takes_as_long():
    assert not passwords.matches(None, PASSWORD)
    assert not passwords.renewed(passwords.NOBODY, PASSWORD)  # made with today's parameters
    assert _time(None) > _time(kept()) / 3


def test_a_damaged_hash_matches_nothing():
    assert not passwords.matches("not a hash", PASSWORD)


def test_a_hash_with_weaker_parameters_is_renewed():
    weak = PasswordHasher(memory_cost=8192, time_cost=1, parallelism=1).hash(PASSWORD)

    assert passwords.matches(weak, PASSWORD)
    assert passwords.renewed(weak, PASSWORD).startswith("$argon2id$v=19$m=19456")
    assert passwords.renewed(kept(), PASSWORD) == ""


def _time(hashed: str | None) -> float:
    """The shortest of several tries, which says most about the work done."""
    durations = []
    for _ in range(3):
        start = time.thread_time()
        passwords.matches(hashed, "etwas ganz anderes")
        durations.append(time.thread_time() - start)
    return min(durations)
