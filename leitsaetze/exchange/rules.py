"""What an import says: faults with their lines, hints, what became of what. Pure Python."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from leitsaetze.errors import RuleViolation

MAX_BYTES = 1_000_000


class Thing(StrEnum):
    """What a file speaks of."""

    DIALOGUE = "dialogue"
    FIELD = "field"
    PRINCIPLE = "principle"
    REVISION = "revision"
    SERIES = "series"
    PLACE = "place"
    EVENT = "event"


class Outcome(StrEnum):
    """What became of it."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


NAMES = {
    Thing.DIALOGUE: ("Dialog", "Dialoge"),
    Thing.FIELD: ("Handlungsfeld", "Handlungsfelder"),
    Thing.PRINCIPLE: ("Leitsatz", "Leitsätze"),
    Thing.REVISION: ("Fassung", "Fassungen"),
    Thing.SERIES: ("Reihe", "Reihen"),
    Thing.PLACE: ("Ort", "Orte"),
    Thing.EVENT: ("Veranstaltung", "Veranstaltungen"),
}
OUTCOMES = {Outcome.NEW: "neu", Outcome.CHANGED: "geändert", Outcome.UNCHANGED: "unverändert"}


@dataclass(frozen=True, order=True)
class Remark:
    """One sentence about one line of the file; `key` is the word of the file it is about."""

    line: int
    key: str
    sentence: str

    def __str__(self) -> str:
        where = f"Zeile {self.line}, „{self.key}“" if self.key else f"Zeile {self.line}"
        return f"{where}: {self.sentence}"


@dataclass
class Remarks:
    """What is found while a file is read: faults stop the import, hints do not."""

    faults: list[Remark] = field(default_factory=list)
    hints: list[Remark] = field(default_factory=list)

    def refuse(self, line: int, key: str, sentence: str | RuleViolation) -> None:
        """Note a fault."""
        self.faults.append(Remark(line, key, str(sentence)))

    def hint(self, line: int, key: str, sentence: str) -> None:
        """Note something the author of the file may want to know."""
        self.hints.append(Remark(line, key, sentence))


class ImportRefused(RuleViolation):
    """A file with faults, of which nothing was taken; `faults` are sorted by line."""

    def __init__(self, faults: Iterable[Remark]) -> None:
        super().__init__("Die Datei wurde nicht übernommen.")
        self.faults = sorted(set(faults))


@dataclass
class Summary:
    """What an import did to the dialogue with this slug."""

    slug: str
    counts: Counter[tuple[Thing, Outcome]] = field(default_factory=Counter)
    hints: list[Remark] = field(default_factory=list)

    def note(self, thing: Thing, outcome: Outcome) -> None:
        """Count one thing."""
        self.counts[thing, outcome] += 1

    def __str__(self) -> str:
        order = [(thing, outcome) for thing in Thing for outcome in Outcome]
        return ", ".join(
            f"{self.counts[pair]} {NAMES[pair[0]][self.counts[pair] != 1]} {OUTCOMES[pair[1]]}"
            for pair in order
            if self.counts[pair]
        )


def changed_or_not(changed: bool) -> Outcome:
    """Return the outcome for something that existed before."""
    return Outcome.CHANGED if changed else Outcome.UNCHANGED
