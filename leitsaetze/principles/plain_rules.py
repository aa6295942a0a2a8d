"""How a text in Einfacher Sprache stands to the official words beside it. Pure Python."""

from enum import StrEnum


class State(StrEnum):
    """Whether a revision has a text in Einfacher Sprache, and whether it was made for it."""

    MISSING = "missing"
    CURRENT = "current"
    OUTDATED = "outdated"


def state_of(words: str | None, written_for: int | None, revision: int) -> State:
    """Return how a text stands to a revision: the newest one that was written for it or before.

    An empty text takes an earlier one off.
    """
    if not words or written_for is None:
        return State.MISSING
    return State.CURRENT if written_for == revision else State.OUTDATED
