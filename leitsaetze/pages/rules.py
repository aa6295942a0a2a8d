"""What an address may ask of a list of comments. Pure Python."""

from enum import StrEnum

PAGE_SIZE = 50
LARGEST_ID = 2**31 - 1


class Order(StrEnum):
    """In which order comments are read."""

    OLDEST = "aelteste"
    NEWEST = "neueste"


def order_of(asked: str | None) -> Order:
    """Return the order an address asks for; anything unknown means the usual one."""
    return Order.NEWEST if asked == Order.NEWEST else Order.OLDEST


def place_of(asked: str | None) -> int | None:
    """Return the comment after which to go on; None, the beginning, for anything but a number."""
    if asked is None or not (asked.isascii() and asked.isdecimal()):
        return None
    return min(int(asked[:20]), LARGEST_ID)
