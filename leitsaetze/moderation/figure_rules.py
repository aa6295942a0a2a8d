"""What the public account of moderation counts, and what it leaves out. Pure Python."""

from collections.abc import Mapping
from enum import StrEnum

SMALL = 3  # fewer cases than these are not told one by one


class Kind(StrEnum):
    """What a figure counts. `key` of the figure tells the rule, or the number of working days."""

    RECEIVED = "received"
    PUBLISHED = "published"
    ANSWERED = "answered"
    HIDDEN = "hidden"
    RESTORED = "restored"
    PASSAGES = "passages"
    DAYS = "days"
    REVIEWS = "reviews"
    UPHELD = "upheld"
    REVERSED = "reversed"
    UNDECIDED = "undecided"


def median(counted: Mapping[int, int]) -> float | None:
    """Return the median of values counted as {value: how often}; None for fewer than SMALL.

    Of an even number the mean of the two in the middle.
    """
    number = sum(counted.values())
    if number < SMALL:
        return None
    return (_at(counted, (number - 1) // 2) + _at(counted, number // 2)) / 2


def told(counted: Mapping[int, int]) -> tuple[dict[int, int], int]:
    """Return the rules that are told by themselves, and how many cases the others have together.

    So that nobody reads out of a single case by which rule an acquaintance's comment was hidden.
    """
    shown = {rule: number for rule, number in sorted(counted.items()) if number >= SMALL}
    return shown, sum(counted.values()) - sum(shown.values())


def _at(counted: Mapping[int, int], place: int) -> int:
    passed = 0
    for value in sorted(counted):
        passed += counted[value]
        if passed > place:
            return value
    raise IndexError(place)
