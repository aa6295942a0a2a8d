"""What holds for municipalities, series, and what readers narrow the events down to. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from leitsaetze.events.rules import MAX_TEXT, MAX_TITLE, EventKind
from leitsaetze.principles.checks import line, markup

MAX_MUNICIPALITY = 80
MAX_SERIES_SLUG = 80
MUNICIPALITY = line(MAX_MUNICIPALITY, needed=True)
SERIES_TITLE, SERIES_TEXT = line(MAX_TITLE, needed=True), markup(MAX_TEXT)


class Way(StrEnum):
    """Where a municipality moves in the list."""

    UP = "hoch"
    DOWN = "runter"


@dataclass(frozen=True)
class Narrowing:
    """What readers want to see of the events; nothing given means all."""

    kind: EventKind | None = None
    municipality: int | None = None
    dialogue: int | None = None

    @property
    def is_any(self) -> bool:
        """Whether anything is left out."""
        return (self.kind, self.municipality, self.dialogue) != (None, None, None)
