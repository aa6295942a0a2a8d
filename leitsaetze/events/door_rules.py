"""What holds at the door of an event: codes, numbers, when it is open, the order. Pure Python."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from leitsaetze.clock import start_of_day
from leitsaetze.errors import RuleViolation
from leitsaetze.events.need_rules import Need
from leitsaetze.events.rules import MAX_NAME, EventStatus, Happening
from leitsaetze.events.seat_rules import NAMES_ARE_KEPT_FOR
from leitsaetze.language import translatable
from leitsaetze.principles.checks import line
from leitsaetze.zones import local_day

# None looks like another one, and no vowels, so that no words come about.
LETTERS = "CDFGHJKMNPQRTVWXY3479"
CODE_LENGTH, CODE_PART = 6, 3
MAX_AT_ONCE = 200  # persons who come together, without registration too
HOW_MANY_CAME = translatable(
    "Bitte geben Sie an, wie viele gekommen sind: eine Zahl von 1 bis 200."
)
WALK_IN_NAME = line(MAX_NAME)


class Held(Happening, Protocol):
    """Whatever is held somewhere on a day."""

    @property
    def time_zone(self) -> str:
        """The zone of its day."""


@dataclass(frozen=True)
class Came:
    """Who was noted at the door: the number of the note, how many, and their name if known."""

    number: int
    persons: int
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """Who is to come, once, however often they registered or were invited.

    `key` names the entry in forms. `numbers` are those of the registrations that are the same
    person's, `invitation` that of somebody who said perhaps.
    """

    key: str
    name: str
    persons: int
    code: str = ""
    perhaps: bool = False
    invited: bool = False
    needs: tuple[Need, ...] = ()
    need_words: str = ""
    came: Came | None = None
    numbers: frozenset[int] = frozenset()
    invitation: int | None = None

    @property
    def first_names(self) -> str:
        """The name without its last word."""
        return self.name.rpartition(" ")[0]

    @property
    def last_name(self) -> str:
        """The last word of the name, after which the list is ordered."""
        return self.name.rpartition(" ")[2]

    @property
    def missing(self) -> int:
        """How many of those expected are not there; nobody expects who said perhaps."""
        here = self.came.persons if self.came is not None else 0
        return 0 if self.perhaps else max(0, self.persons - here)


@dataclass(frozen=True)
class DoorList:
    """Everybody who is to come, and who came without being on the list."""

    entries: tuple[Entry, ...]
    others: tuple[Came, ...] = ()

    @property
    def expected(self) -> int:
        """How many persons said that they come."""
        return sum(it.persons for it in self.entries if not it.perhaps)

    @property
    def perhaps(self) -> int:
        """How many persons come perhaps."""
        return sum(it.persons for it in self.entries if it.perhaps)

    @property
    def came(self) -> int:
        """How many persons came, on the list or not."""
        return sum(it.came.persons for it in self.entries if it.came) + self.walked_in

    @property
    def walked_in(self) -> int:
        """How many persons came without being on the list."""
        return sum(it.persons for it in self.others)

    @property
    def missing(self) -> int:
        """How many of those expected are not there."""
        return sum(it.missing for it in self.entries)

    @property
    def absent(self) -> list[Entry]:
        """Who said that they come and is not there at all."""
        return [it for it in self.entries if not it.perhaps and it.came is None]

    def entry(self, key: str) -> Entry | None:
        """Return the entry a form names."""
        return next((it for it in self.entries if it.key == key), None)

    def entry_of(self, registration: int) -> Entry | None:
        """Return the entry of a registration."""
        return next((it for it in self.entries if registration in it.numbers), None)


def new_code() -> str:
    """Return a code, drawn by lot."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """Return a code as it is kept, however it was written down."""
    return "".join(c for c in typed.upper() if c.isalnum())[: CODE_LENGTH + 1]  # longer is wrong


def shown_code(code: str | None) -> str:
    """Return a code as people read it: K7M-P4R."""
    return f"{code[:CODE_PART]}-{code[CODE_PART:]}" if code else ""


def door_opens_at(event: Held) -> datetime:
    """Return from when on people can be checked in: the beginning of the day in its zone."""
    return start_of_day(local_day(event.starts_at, event.time_zone), event.time_zone)


def obstacle_at_the_door(event: Held, at: datetime) -> str:
    """Return why nobody can be checked in now, or "" when nothing stands in the way."""
    if event.status is EventStatus.DRAFT:
        return translatable("Die Veranstaltung ist noch nicht veröffentlicht.")
    if event.status is EventStatus.CANCELLED:
        return translatable("Die Veranstaltung ist abgesagt.")
    if at < door_opens_at(event):
        return translatable("Der Einlass beginnt am Tag der Veranstaltung.")
    if event.ends_at + NAMES_ARE_KEPT_FOR <= at:
        return translatable("Die Namen sind gelöscht, nur die Zahlen bleiben.")
    return ""


def check_came(persons: int) -> int:
    """Return how many came together. Raises RuleViolation for a number that cannot be."""
    if not 1 <= persons <= MAX_AT_ONCE:
        raise RuleViolation(HOW_MANY_CAME)
    return persons


def read_persons(typed: str) -> int:
    """Return how many came, as typed at the door. Raises RuleViolation for what is no number."""
    return check_came(int(typed) if re.fullmatch(r"\s*[0-9]{1,4}\s*", typed) else 0)


def place_in_order(entry: Entry) -> tuple[bool, str, str, str]:
    """Return what entries are ordered by: the last word of the name; without a name at the end."""
    return not entry.name, _folded(entry.last_name), _folded(entry.name), entry.key


def _folded(name: str) -> str:
    """Return a name as dictionaries order it: ä as a, ß as ss, capitals as small letters."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if c.isalnum() or c == " ")
