"""What two sequences have in common, in their order. Pure Python, and quick whatever they hold.

Anchored at items that both hold once, as people compare: first the rare words, then what lies
between them. Small gaps are compared exactly; large ones without any anchor count as different.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

MAX_DEPTH = 12
CELLS_OF_A_GAP = 4_000
CELLS_IN_ALL = 60_000

Pair = tuple[int, int]
Gap = tuple[int, int, int, int, int]  # from and to in both sequences, depth


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return the places of equal items, (place in old, place in new), both ascending."""
    known: dict[Hashable, int] = {}
    return _common(*([known.setdefault(item, len(known)) for item in row] for row in (old, new)))


def _common(old: list[int], new: list[int]) -> list[Pair]:
    found: list[Pair] = []
    left = CELLS_IN_ALL
    gaps: list[Gap] = [(0, len(old), 0, len(new), 0)]
    while gaps:
        gap = _trimmed(old, new, gaps.pop(), found)
        a, a_end, b, b_end, depth = gap
        if a == a_end or b == b_end:
            continue
        anchors = _anchors(old, new, gap) if depth < MAX_DEPTH else []
        size = (a_end - a) * (b_end - b)
        if anchors:
            found += anchors
            gaps += _between(anchors, gap)
        elif size <= min(CELLS_OF_A_GAP, left):
            left -= size
            found += [(a + i, b + j) for i, j in _longest(old[a:a_end], new[b:b_end])]
    return sorted(found)


def _trimmed(old: list[int], new: list[int], gap: Gap, found: list[Pair]) -> Gap:
    """Add what is equal at both ends of a gap to `found`; return what is left."""
    a, a_end, b, b_end, depth = gap
    while a < a_end and b < b_end and old[a] == new[b]:
        found.append((a, b))
        a, b = a + 1, b + 1
    while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        found.append((a_end, b_end))
    return a, a_end, b, b_end, depth


def _anchors(old: list[int], new: list[int], gap: Gap) -> list[Pair]:
    """Return the longest ascending row of items that both sides of a gap hold exactly once."""
    a, a_end, b, b_end, _depth = gap
    once = _places_of_single(old, a, a_end)
    place_in_new = _places_of_single(new, b, b_end)
    pairs = [(i, place_in_new[item]) for item, i in once.items() if item in place_in_new]
    return _ascending(pairs)


def _places_of_single(items: list[int], start: int, end: int) -> dict[int, int]:
    counted = Counter(items[start:end])
    return {items[i]: i for i in range(start, end) if counted[items[i]] == 1}


def _ascending(pairs: list[Pair]) -> list[Pair]:
    """Return a longest row of pairs that ascends on both sides; they ascend on the first."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_i, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [number]
    row: list[Pair] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _between(anchors: list[Pair], gap: Gap) -> list[Gap]:
    a, a_end, b, b_end, depth = gap
    gaps = []
    for i, j in [*anchors, (a_end, b_end)]:
        if a < i and b < j:
            gaps.append((a, i, b, j, depth + 1))
        a, b = i + 1, j + 1
    return gaps


def _longest(old: list[int], new: list[int]) -> list[Pair]:
    """Return a longest common subsequence of two short sequences."""
    rows = [[0] * (len(new) + 1)]
    for item in old:
        above, row = rows[-1], [0]
        for j, other in enumerate(new):
            row.append(above[j] + 1 if item == other else max(above[j + 1], row[j]))
        rows.append(row)
    pairs, i, j = [], len(old), len(new)
    while i and j:
        if old[i - 1] == new[j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif rows[i - 1][j] >= rows[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return pairs
