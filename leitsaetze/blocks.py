"""Our own sanitised HTML read back as paragraphs, headings, items and rows of plain text.

Pure Python. Links keep their address as text, so that a changed one shows and paper keeps it.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

ALONE = frozenset({"p", "h2", "h3", "h4", "pre"})
LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
ROW = "tr"
ITEM = "li"
BULLET = "•"
_BLANKS = re.compile(r"\s+")
_SPACES = re.compile(r"[ \t]+")
_AROUND_LINES = re.compile(r"[ \t]*\n[ \t]*")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, item or row; `marker` is an item's bullet or number.

    `depth` counts the lists it stands in.
    """

    kind: str
    text: str
    depth: int = 0
    marker: str = ""


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of HTML made by text.markdown or text.plain, in their order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.blocks


def text_of(html: str) -> str:
    """Return such HTML as plain text: a line for each item and row, a blank line for paragraphs."""
    written = ""
    before: Block | None = None
    for block in blocks_of(html):
        close = before is not None and before.kind == block.kind and block.kind in {ITEM, ROW}
        written += ("\n" if close else "\n\n") if before else ""
        indent = "  " * max(block.depth - 1, 0)
        written += indent + (f"{block.marker} " if block.marker else "") + block.text
        before = block
    return written


@dataclass
class _List:
    """A list that is being read: whether its items are numbered, and the number of the last."""

    ordered: bool
    number: int = 0

    def next_marker(self) -> str:
        self.number += 1
        return f"{self.number}." if self.ordered else BULLET


@dataclass
class _Open:
    """A block that is being read."""

    kind: str
    depth: int = 0
    marker: str = ""
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        words = "".join(self.parts).strip()
        return words if self.kind == "pre" else _AROUND_LINES.sub("\n", _SPACES.sub(" ", words))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.lists: list[_List] = []
        self.current: _Open | None = None
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LISTS:
            self.finish()
            start = dict(attrs).get("start") or "1"
            first = int(start) if start.isdecimal() else 1
            self.lists.append(_List(tag == "ol", first - 1))
        elif tag == ITEM:
            self._begin(ITEM, self.lists[-1].next_marker() if self.lists else BULLET)
        elif tag in ALONE and not self._is_fresh_item():
            self._begin(tag)
        elif tag == ROW:
            self._begin(ROW)
        else:
            self._inline(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in LISTS:
            self.finish()
            self.lists = self.lists[:-1]
        elif tag in ALONE or tag in {ITEM, ROW}:
            self.finish()
        elif tag == "a" and self.links:
            self._show_address(*self.links.pop())

    def handle_data(self, data: str) -> None:
        if self.current is None and not data.strip():
            return
        if self.current is None:
            self._begin("p")
        self._add(data if self._kind() == "pre" else _BLANKS.sub(" ", data))

    def finish(self) -> None:
        """Keep the block that is being read, if it says anything."""
        block, self.current = self.current, None
        if block is not None and block.text:
            self.blocks.append(Block(block.kind, block.text, block.depth, block.marker))

    def _inline(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
        elif tag in CELLS and self.current is not None and self.current.text:
            self._add(" | ")
        elif tag == "a":
            parts = self.current.parts if self.current else []
            self.links.append((dict(attrs).get("href") or "", len(parts)))

    def _begin(self, kind: str, marker: str = "") -> None:
        self.finish()
        self.current = _Open(kind, len(self.lists), marker)

    def _add(self, words: str) -> None:
        if self.current is not None:
            self.current.parts.append(words)

    def _kind(self) -> str:
        return self.current.kind if self.current else ""

    def _is_fresh_item(self) -> bool:
        return self.current is not None and self.current.kind == ITEM and not self.current.text

    def _show_address(self, href: str, since: int) -> None:
        words = "".join(self.current.parts[since:]) if self.current else ""
        if href and _bare(href) != _bare(words):
            self._add(f" ({href.removeprefix('mailto:')})")


def _bare(address: str) -> str:
    return re.sub(r"^(https?://|mailto:)", "", address.strip()).rstrip("/")
