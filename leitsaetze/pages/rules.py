"""What an address may ask of a page: which comments, and in which words. Pure Python."""

from enum import StrEnum
from urllib.parse import urlencode

from leitsaetze.comments.position_rules import SIGNS, Position

PAGE_SIZE = 50
FIRST_REPLIES = 5  # so many stand under a comment in a list; the rest on its own page
LARGEST_ID = 2**31 - 1
PLAINLY = "einfach"


class Order(StrEnum):
    """In which order comments are read."""

    OLDEST = "aelteste"
    NEWEST = "neueste"
    SUPPORTED = "unterstuetzung"


def order_of(asked: str | None) -> Order:
    """Return the order an address asks for; anything unknown means the usual one."""
    return Order(asked) if asked in set(Order) else Order.OLDEST


def place_of(asked: str | None) -> int | None:
    """Return the comment after which to go on; None, the beginning, for anything but a number."""
    if asked is None or not (asked.isascii() and asked.isdecimal()):
        return None
    return min(int(asked[:20]), LARGEST_ID)


def asks_plainly(asked: str | None) -> bool:
    """Tell whether an address asks for Einfache Sprache; anything else means the official words."""
    return asked == PLAINLY


def query_of(
    order: Order = Order.OLDEST,
    position: Position | None = None,
    after: int | None = None,
    *,
    plainly: bool = False,
) -> str:
    """Return how an address asks for a list and for words, from its "?" on; "" for the usual."""
    asked = {
        "sprache": PLAINLY if plainly else "",
        "sortierung": order if order is not Order.OLDEST else "",
        "position": SIGNS[position].address if position else "",
        "nach": "" if after is None else str(after),
    }
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"?{said}" if said else ""
