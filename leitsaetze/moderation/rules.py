"""How the queue is looked at and what one form may do at once. Pure Python."""

from datetime import timedelta
from enum import StrEnum

from leitsaetze.comments.rules import Lane

CLAIM_FOR = timedelta(minutes=15)
ASSIGNED_FOR = 3  # working days
UNDO_WITHIN = timedelta(hours=1)
PAGE = 50
LOOKED_THROUGH = 300  # entries one page looks through where no index helps to find what is wanted
COUNT_UP_TO = 999
MAX_WORDS = 2000
MAX_REPLY = 10_000
GENERAL = "allgemein"
CLOSED_FOR = (3, 7, 14, 30, 90)  # days for which an address can be closed


class Tab(StrEnum):
    """A view of the queue; the value stands in the address."""

    NEW = "neu"
    REPORTS = "meldungen"
    AWAITING_REPLY = "wartet"
    MINE = "bei-mir"
    OVERDUE = "ueberfaellig"
    REVIEWS = "ueberpruefungen"
    HIDDEN = "ausgeblendet"
    DONE = "erledigt"


LANES = {
    Tab.NEW: Lane.NEW,
    Tab.AWAITING_REPLY: Lane.AWAITING_REPLY,
    Tab.HIDDEN: Lane.HIDDEN,
    Tab.DONE: Lane.DONE,
}
LATEST_FIRST = {Tab.HIDDEN, Tab.DONE}


class Origin(StrEnum):
    """How a comment came; the value stands in the address."""

    ONLINE = "online"
    ON_SITE = "vor-ort"


class ForTwo(StrEnum):
    """What a second person has to look at; the value stands in the address."""

    HIDING = "ausblenden"
    REPLY = "antwort"


class Contact(StrEnum):
    """Whether the county can write to the author; the value stands in the address."""

    WITH_ADDRESS = "mit"
    WITHOUT_ADDRESS = "ohne"


class Lying(StrEnum):
    """Where an entry lies while a department is asked; the value stands in the address."""

    AWAY = "sachgebiet"
    BACK = "zurueck"
    HERE = "moderation"
