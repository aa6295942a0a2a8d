"""Two revisions of a text compared: which passages stay, change, come, go or move. Pure Python."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from leitsaetze.blocks import ITEM, Block, blocks_of
from leitsaetze.principles.alignment import common
from leitsaetze.principles.words import Change, Run, compared, count, tokens_of, whole

ALIKE = 0.35  # share of common words from which on a passage counts as changed, not as another
MOST_PAIRS = 4_000
LEAST_MOVED = 4  # words; shorter passages equal each other by accident
REMEMBERED = 64


class Passage(StrEnum):
    """What became of a paragraph, heading, item or row."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"


@dataclass(frozen=True, slots=True)
class Part:
    """A passage with its words; `block` says what kind of passage it is now, or was."""

    passage: Passage
    block: Block
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything of both texts in one row, and how much of it is new, gone and moved."""

    parts: tuple[Part, ...]
    new: int
    gone: int
    moved: int

    @property
    def is_none(self) -> bool:
        """Whether no word is new, gone or moved."""
        return not (self.new or self.gone or self.moved) and all(
            part.passage is Passage.SAME for part in self.parts
        )

    @property
    def groups(self) -> list[tuple[bool, list[Part]]]:
        """The parts in a row, items of a list together: (whether they are items, parts)."""
        in_rows = groupby(self.parts, key=lambda part: part.block.kind == ITEM)
        return [(is_list, list(parts)) for is_list, parts in in_rows]


@lru_cache(maxsize=REMEMBERED)
def difference_of_lines(old: str, new: str) -> Difference:
    """Compare two plain texts of one line, however little they have in common."""
    same = tokens_of(old) == tokens_of(new)
    block = Block("p", new)
    part = Part(Passage.SAME if same else Passage.CHANGED, block, compared(old, new))
    return _summed((part,))


@lru_cache(maxsize=REMEMBERED)
def difference_of_html(old: str, new: str) -> Difference:
    """Compare two texts made by text.markdown, passage by passage."""
    before, after = blocks_of(old), blocks_of(new)
    pairs = _paired(before, after)
    moved = _moved(before, after, pairs)
    parts: list[Part] = []
    a = b = 0
    for i, j in [*pairs, (len(before), len(after))]:
        parts += (_gone(before[k], k in moved.values()) for k in range(a, i))
        parts += (_new(after[k], k in moved) for k in range(b, j))
        if i < len(before) and j < len(after):
            parts.append(_kept(before[i], after[j]))
        a, b = i + 1, j + 1
    return _summed(tuple(parts))


def _summed(parts: tuple[Part, ...]) -> Difference:
    counted = Counter[Change]()
    for part in parts:
        for run in part.runs:
            counted[run.change] += run.words
    moved = sum(part.passage is Passage.MOVED_HERE for part in parts)
    return Difference(parts, counted[Change.NEW], counted[Change.GONE], moved)


def _kept(old: Block, new: Block) -> Part:
    runs = compared(old.text, new.text)
    same = all(run.change is Change.SAME for run in runs)
    return Part(Passage.SAME if same else Passage.CHANGED, new, runs)


def _gone(block: Block, moved: bool) -> Part:
    change = Change.SAME if moved else Change.GONE
    passage = Passage.MOVED_AWAY if moved else Passage.GONE
    return Part(passage, block, whole(block.text, change))


def _new(block: Block, moved: bool) -> Part:
    change = Change.SAME if moved else Change.NEW
    passage = Passage.MOVED_HERE if moved else Passage.NEW
    return Part(passage, block, whole(block.text, change))


def _paired(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Pair the passages that are equal or alike; in long texts the equal ones first."""
    if len(old) * len(new) <= MOST_PAIRS:
        return _alike(old, new)
    equal = common([(b.kind, b.text) for b in old], [(b.kind, b.text) for b in new])
    pairs: list[tuple[int, int]] = []
    a = b = 0
    for i, j in [*equal, (len(old), len(new))]:
        if (i - a) * (j - b) <= MOST_PAIRS:
            pairs += [(a + m, b + n) for m, n in _alike(old[a:i], new[b:j])]
        pairs += [(i, j)] if i < len(old) else []
        a, b = i + 1, j + 1
    return pairs


def _alike(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the ascending pairs of passages that gain most."""
    bags = [[_bag(block) for block in blocks] for blocks in (old, new)]
    stay = {block.text for block in old} & {block.text for block in new}
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            if old[i].text in stay or new[j].text in stay:
                gain = _gain_of_equal(new[j], bags[1][j]) if old[i].text == new[j].text else 0
            else:
                gain = _in_common(bags[0][i], bags[1][j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain)
    return list(_way_through(best, len(old), len(new)))


def _gain_of_equal(block: Block, bag: frozenset[str]) -> int:
    """Return 1 for a passage that would count as moved otherwise, more for a short one."""
    return 1 if count(tokens_of(block.text)) >= LEAST_MOVED else max(len(bag), 1)


def _way_through(best: list[list[int]], m: int, n: int) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < m and j < n:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _in_common(old: frozenset[str], new: frozenset[str]) -> int:
    shared = len(old & new)
    return shared if 2 * shared >= ALIKE * (len(old) + len(new)) else 0


def _bag(block: Block) -> frozenset[str]:
    return frozenset(token.text.casefold() for token in tokens_of(block.text) if token.is_word)


def _moved(
    old: Sequence[Block], new: Sequence[Block], pairs: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Return the passages that only stand elsewhere: place in new → place in old."""
    stay_old, stay_new = {i for i, _ in pairs}, {j for _, j in pairs}
    left = {block.text: i for i, block in enumerate(old) if i not in stay_old}
    found = {}
    for j, block in enumerate(new):
        long_enough = count(tokens_of(block.text)) >= LEAST_MOVED
        if j not in stay_new and long_enough and block.text in left:
            found[j] = left.pop(block.text)
    return found
