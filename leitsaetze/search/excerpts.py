"""The passage of a text in which a question's words stand. Pure Python."""

from collections.abc import Collection
from typing import NamedTuple

from leitsaetze.search.rules import LONGEST, WORD, key

LENGTH = 260  # signs of a passage, about
LEAD = 60  # signs shown before its first word that was looked for
CUT = "… ", " …"


class Piece(NamedTuple):
    """Some words, and whether they were looked for."""

    words: str
    found: bool


def excerpt(text: str, wanted: Collection[str]) -> list[Piece]:
    """Return the passage with most of the `wanted` words, in pieces that say which these are."""
    line = " · ".join(text.split("\n")) if len(text) <= LENGTH else text.replace("\n", " ")
    hits = [
        (it.start(), it.end(), found)
        for it in WORD.finditer(line)
        if len(it[0]) <= LONGEST and (found := key(it[0])) in wanted
    ]
    begin = _beginning(line, hits)
    end = len(line)
    if end - begin > LENGTH:
        last = max([begin + LENGTH // 2, *(it[1] for it in hits if it[1] <= begin + LENGTH)])
        cut = line.rfind(" ", last, begin + LENGTH + 1)
        end = cut if cut > 0 else last
    pieces, at = [], begin
    for start, stop, _found in hits:
        if begin <= start and stop <= end:
            pieces += [Piece(line[at:start], False), Piece(line[start:stop], True)]
            at = stop
    pieces.append(Piece(line[at:end], False))
    opened = [Piece(CUT[0], False)] if begin else []
    closed = [Piece(CUT[1], False)] if end < len(line) else []
    return [it for it in (*opened, *pieces, *closed) if it.words]


def _beginning(line: str, hits: list[tuple[int, int, str]]) -> int:
    """Return where the passage with most different words begins, at a word."""
    if len(line) <= LENGTH or not hits:
        return 0

    def different(first: int) -> int:
        near = {found for start, stop, found in hits if first <= start and stop <= first + LENGTH}
        return len(near)

    first = max((it[0] for it in hits), key=lambda it: (different(it), -it))
    if first <= LEAD:
        return 0
    blank = line.find(" ", first - LEAD, first)
    return blank + 1 if blank >= 0 else first
