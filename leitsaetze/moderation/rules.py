"""How the queue is looked at and what one form may do at once. Pure Python."""

from datetime import timedelta
from enum import StrEnum

from leitsaetze.comments.rules import Lane

CLAIM_FOR = timedelta(minutes=15)
PAGE = 50
COUNT_UP_TO = 999
MAX_WORDS = 2000
MAX_REPLY = 10_000
GENERAL = "allgemein"


class Tab(StrEnum):
    """A view of the queue; the value stands in the address."""

    NEW = "neu"
    AWAITING_REPLY = "wartet"
    MINE = "bei-mir"
    HIDDEN = "ausgeblendet"
    DONE = "erledigt"


LANES = {
    Tab.NEW: Lane.NEW,
    Tab.AWAITING_REPLY: Lane.AWAITING_REPLY,
    Tab.HIDDEN: Lane.HIDDEN,
    Tab.DONE: Lane.DONE,
}
LATEST_FIRST = {Tab.HIDDEN, Tab.DONE}
