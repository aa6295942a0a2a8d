"""One view of the queue: a tab and what it is narrowed down by. Pure Python."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Any

from leitsaetze.moderation.rules import GENERAL, LANES, Contact, ForTwo, Lying, Origin, Tab


class Kind(Enum):
    """How a view narrows down to principles."""

    ALL = auto()
    GENERAL = auto()
    ONE = auto()


@dataclass(frozen=True)
class Shape:
    """What a question about views needs to know to be put together; values come with asking.

    `sieved` names the filters for which no index of the tab helps.
    """

    tab: Tab
    of_dialogue: bool
    kind: Kind
    sieved: frozenset[str]


@dataclass(frozen=True)
class View:
    """One view of the queue. What is empty or None does not narrow it.

    `principle_id` 0 means general comments. `since` and `until` are days on which comments came
    in, both included. `words` stand in the text, `name` in the author's name.
    """

    tab: Tab = Tab.NEW
    dialogue_id: int | None = None
    principle_id: int | None = None
    field_id: int | None = None
    since: date | None = None
    until: date | None = None
    origin: Origin | None = None
    contact: Contact | None = None
    for_two: ForTwo | None = None
    lying: Lying | None = None
    words: str = ""
    name: str = ""

    @property
    def address(self) -> dict[str, Any]:
        """What stands in the address, so that every link keeps the view."""
        general = self.principle_id == 0
        given = {
            "ansicht": self.tab,
            "dialog": self.dialogue_id,
            "leitsatz": GENERAL if general else self.principle_id,
            "feld": self.field_id,
            "von": self.since,
            "bis": self.until,
            "weg": self.origin,
            "adresse": self.contact,
            "zu-zweit": self.for_two,
            "bei": self.lying,
            "text": self.words,
            "name": self.name,
        }
        return {key: str(value) for key, value in given.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the tab is asked for."""
        return self != View(self.tab)

    @property
    def looks_inside(self) -> bool:
        """Whether entries have to be looked at one by one, whatever the tab."""
        return bool(self._inside)

    @property
    def shape(self) -> Shape:
        """How the questions about this view are put together."""
        kind = Kind.ALL
        if self.principle_id is not None:
            kind = Kind.ONE if self.principle_id else Kind.GENERAL
        outside = set()
        if self.tab not in LANES and self.tab is not Tab.MINE and kind is not Kind.ALL:
            outside = {f"principle {kind.name}"}
        sieved = frozenset(self._inside | outside)
        return Shape(self.tab, self.dialogue_id is not None, kind, sieved)

    def on(self, tab: Tab) -> "View":
        """Return the same view of another tab."""
        return replace(self, tab=tab)

    @property
    def _inside(self) -> set[str]:
        given = {
            "field": self.field_id,
            "since": self.since,
            "until": self.until,
            f"origin {self.origin}": self.origin,
            f"contact {self.contact}": self.contact,
            f"for two {self.for_two}": self.for_two,
            f"lying {self.lying}": self.lying,
            "words": self.words,
            "name": self.name,
        }
        return {name for name, value in given.items() if value}


def pattern(words: str) -> str:
    """Return what finds `words` anywhere in a text with LIKE, however they are written there.

    Databases fold letters of the alphabet only; any other letter stands for every letter.
    """
    kept = ("_" if c.isalpha() and not c.isascii() else c for c in words)
    return "%" + "".join(f"\\{c}" if c in "\\%" else c for c in kept) + "%"
