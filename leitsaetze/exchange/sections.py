"""Reads a block of the file by a table of its keys: the name of each inside, and how it reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from leitsaetze.errors import RuleViolation
from leitsaetze.exchange.reading import Block, Listing, Node, Text
from leitsaetze.exchange.rules import Remarks
from leitsaetze.exchange.values import shortened, text

Reader = Callable[[Node, Remarks], Any]
ONE_VALUE = "Hier wird ein einzelner Wert erwartet."
A_LIST = "Hier wird eine Liste erwartet; jeder Eintrag beginnt mit „- “."
KEYS = "Hier werden Schlüssel mit Werten erwartet, zum Beispiel „titel: …“."


@dataclass(frozen=True)
class Key:
    """One key: the name of its value inside, how it reads, and what its absence means.

    `emptied` is what the key means with nothing behind it, where that is not the same.
    """

    name: str
    read: Reader
    default: Any = ""
    needed: bool = False
    emptied: Any = None


Table = Mapping[str, Key]


@dataclass
class Entry:
    """A block that was read, without the values that have faults; `places`: line and key."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Tell whether these values could be read."""
        return all(name in self.values for name in names)

    def refuse(self, remarks: Remarks, name: str, sentence: str | RuleViolation) -> None:
        """Note a fault about one value."""
        line, key = self.places.get(name, (self.line, ""))
        remarks.refuse(line, key, sentence)


def one(
    parse: Callable[[str], Any] = text, check: Callable[[Any], Any] = lambda value: value
) -> Reader:
    """Return the reader of a single value."""

    def read(node: Node, _remarks: Remarks) -> Any:
        if not isinstance(node, Text):
            raise RuleViolation(ONE_VALUE)
        return check(parse(node.value))

    return read


def several(item: Reader) -> Reader:
    """Return the reader of a list; items with faults are left out."""

    def read(node: Node, remarks: Remarks) -> list[Any]:
        if not isinstance(node, Listing):
            raise RuleViolation(A_LIST)
        values = []
        for one_node in node.items:
            try:
                values.append(item(one_node, remarks))
            except RuleViolation as violation:
                remarks.refuse(one_node.line, "", violation)
        return values

    return read


def block(table: Table) -> Reader:
    """Return the reader of a block of keys; anything else is read as a block without values."""

    def read(node: Node, remarks: Remarks) -> Entry:
        if isinstance(node, Block):
            return section(node, table, remarks)
        remarks.refuse(node.line, "", KEYS)
        return Entry(node.line)

    return read


def section(node: Block, table: Table, remarks: Remarks) -> Entry:
    """Read a block; every fault in it becomes a remark."""
    entry = Entry(node.line)
    for word, line in node.lines.items():
        if word not in table:
            remarks.refuse(line, shortened(word), _suggestion(word, table))
    for word, key in table.items():
        line = node.lines.get(word, node.line)
        entry.places[key.name] = (line, word)
        _take(entry, key, node.entries.get(word), remarks)
    return entry


def _take(entry: Entry, key: Key, node: Node | None, remarks: Remarks) -> None:
    if node is None or (isinstance(node, Text) and not node.value.strip()):
        if key.needed:
            entry.refuse(remarks, key.name, "Diese Angabe fehlt.")
        else:
            emptied = node is not None and key.emptied is not None
            entry.values[key.name] = key.emptied if emptied else key.default
        return
    try:
        entry.values[key.name] = key.read(node, remarks)
    except RuleViolation as violation:
        entry.refuse(remarks, key.name, violation)


def _suggestion(word: str, table: Table) -> str:
    near = get_close_matches(word.lower(), table, n=1)
    if near:
        return f"Diesen Schlüssel gibt es hier nicht – meinten Sie „{near[0]}“?"
    return f"Diesen Schlüssel gibt es hier nicht. Möglich sind: {', '.join(table)}."
