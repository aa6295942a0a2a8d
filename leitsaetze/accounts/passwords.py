"""Argon2id, in one place. Each call takes some 40 ms: never inside a writing transaction."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's second profile: as costly to guess as the library's default, with a quarter of the memory,
# because eight threads may hash at the same time on a small machine.
_HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)

# Somebody who has no password is checked against this one, so that time tells nothing.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$XwBQ1rA6FhpNuDPa7TKz3w$"
    "hn3uXbwJXMN9XrKPF3NdFO5esuuIL7HinFb7VQQZNTE"
)


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return _HASHER.hash(_normalised(password))


def matches(kept: str | None, password: str) -> bool:
    """Tell whether `password` is the kept one; without one, take as long and say no."""
    try:
        return _HASHER.verify(kept or NOBODY, _normalised(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def renewed(kept: str, password: str) -> str:
    """Return a new hash if `kept` was made with weaker parameters than today's, else nothing."""
    return hashed(password) if _HASHER.check_needs_rehash(kept) else ""


def _normalised(password: str) -> str:
    """Return one spelling of the same signs, whatever keyboard wrote them (NIST SP 800-63B)."""
    return unicodedata.normalize("NFC", password)
