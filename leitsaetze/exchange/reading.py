"""A YAML file as a tree of texts with their lines: no dates, no booleans, no objects.

YAML 1.1 would make `nein` a word but `no` a falsehood, `17:00` the number 1020 and `2027-05-19` a
date. Here every value stays the text that was typed; what it means is decided by its key.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from leitsaetze.exchange.rules import MAX_BYTES, Remarks

MAX_DEPTH = 8
NOT_UTF8 = "Die Datei ist nicht als UTF-8 gespeichert. Bitte wählen Sie diese Kodierung."
TOO_LARGE = "Die Datei ist größer als 1 MB."
EMPTY = "Die Datei ist leer."
UNCLEAR = (
    "Das ist kein gültiges YAML. Bitte prüfen Sie Einrückung, Doppelpunkte und Anführungszeichen."
)
# The beginnings of the parser's sentences, and what they mean for somebody who wrote a file.
MEANINGS = {
    "mapping values are not allowed": (
        "Hier steht ein Doppelpunkt, wo keiner stehen darf. Ein Text mit „: “ gehört in "
        "Anführungszeichen; sonst stimmt die Einrückung nicht, oder davor fehlt ein Doppelpunkt."
    ),
    "found character '\\t'": "Bitte rücken Sie mit Leerzeichen ein, nicht mit dem Tabulator.",
    "could not find expected ':'": "Hier fehlt ein Doppelpunkt, oder die Einrückung stimmt nicht.",
    "found unexpected end of stream": "Ein Anführungszeichen wird nicht geschlossen.",
    "expected <block end>": "Die Einrückung stimmt nicht.",
    "special characters are not allowed": "Hier steht ein unsichtbares Steuerzeichen.",
    "but found another document": "Eine Datei enthält nur einen Dialog: Bitte streichen Sie „---“.",
}


@dataclass(frozen=True)
class Text:
    """One value, as typed."""

    line: int
    value: str


@dataclass(frozen=True)
class Listing:
    """Several values one below the other."""

    line: int
    items: "list[Node]"


@dataclass(frozen=True)
class Block:
    """Keys with values; `lines` says where each key stands."""

    line: int
    entries: "dict[str, Node]" = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Text | Listing | Block


def decoded(content: bytes, remarks: Remarks) -> str | None:
    """Return the text of a file, or None with a remark if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        remarks.refuse(content.count(b"\n", 0, error.start) + 1, "", NOT_UTF8)
        return None


def tree(source: str, remarks: Remarks) -> Node | None:
    """Return the content of a file, or None with a remark if it is no YAML.

    Refuses what a file of ours never needs and a hostile one lives on: aliases, types, depth, size.
    """
    if len(source.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        remarks.refuse(1, "", TOO_LARGE)
        return None
    try:
        node = _composed(source)
    except _Unreadable as error:
        remarks.refuse(error.line, "", error.sentence)
        return None
    if node is None:
        remarks.refuse(1, "", EMPTY)
        return None
    return _plain(node, remarks)


class _Unreadable(Exception):  # noqa: N818  a fault of the file, not of the program
    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


class _Loader(yaml.SafeLoader):
    """PyYAML's reader up to the tree of nodes, without aliases, types and depth."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node, refusing what is not part of our files."""
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # as its stubs are
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _Unreadable(line, "Verweise mit „*“ sind hier nicht vorgesehen.")
        if getattr(event, "tag", None) is not None:
            raise _Unreadable(line, "Angaben mit „!“ sind hier nicht vorgesehen.")
        if self.depth >= MAX_DEPTH:
            raise _Unreadable(line, "Die Datei ist zu tief verschachtelt.")
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _composed(source: str) -> yaml.Node | None:
    loader: _Loader | None = None
    try:
        loader = _Loader(source)
        node: yaml.Node | None = loader.get_single_node()
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        raise _Unreadable(line, _meaning(str(error.reason))) from None
    except yaml.MarkedYAMLError as error:
        raise _Unreadable(_line_of(error), _meaning(f"{error.problem}")) from None
    except (ValueError, OverflowError):  # the parser's own, for escapes beyond Unicode
        raise _Unreadable(loader.line + 1 if loader else 1, UNCLEAR) from None
    return node


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark is not None else 1


def _line_of(error: yaml.MarkedYAMLError) -> int:
    opened_earlier = f"{error.problem}".startswith(("found unexpected end", "could not find"))
    mark = (error.context_mark if opened_earlier else None) or error.problem_mark
    return _line(mark)


def _meaning(problem: str) -> str:
    found = (said for start, said in MEANINGS.items() if problem.startswith(start))
    return next(found, UNCLEAR)


def _plain(node: yaml.Node, remarks: Remarks) -> Node:
    line = _line(node.start_mark)
    if isinstance(node, yaml.ScalarNode):
        return Text(line, node.value)
    if isinstance(node, yaml.SequenceNode):
        return Listing(line, [_plain(item, remarks) for item in node.value])
    block = Block(line)
    for key, value in node.value:
        _enter(block, key, _plain(value, remarks), remarks)
    return block


def _enter(block: Block, key: yaml.Node, value: Node, remarks: Remarks) -> None:
    line = _line(key.start_mark)
    if not isinstance(key, yaml.ScalarNode):
        remarks.refuse(line, "", "Vor dem Doppelpunkt steht kein einfaches Wort.")
    elif key.value in block.entries:
        remarks.refuse(line, key.value, f"Das steht schon in Zeile {block.lines[key.value]}.")
    else:
        block.entries[key.value] = value
        block.lines[key.value] = line
