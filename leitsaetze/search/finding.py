"""Finding: from the words of a question to what everybody may read now."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from math import log2, sqrt
from operator import and_, or_
from typing import Any, NamedTuple

from leitsaetze.extensions import db, rows_of
from leitsaetze.search import bits, public_entries, queries, readable
from leitsaetze.search.bits import BLOCK
from leitsaetze.search.compounds import SHORTEST, is_part, readings, rests
from leitsaetze.search.rules import COUNTED, SORTED, Kind, Narrowed, Order, is_small, key, mark

WIDEST_WINDOW = 64  # blocks looked at in one question
PART_COUNTS = 0.6  # of a word that stands there by itself, for one inside another
LONGEST_SCALE = 60  # words up to which a text counts as short
WEIGHTS = {
    Kind.PRINCIPLE: 1.5,
    Kind.EVENT: 1.2,
    Kind.MINUTES: 1.1,
    Kind.ANSWER: 1.1,
    Kind.COMMENT: 1.0,
}
BEYOND = b"\xff"  # no word goes on with it


@dataclass(frozen=True)
class Sought:
    """One word of a question: by which known words it is found, and how much each counts.

    `times` is in how many entries one of them is, at most.
    """

    written: str
    numbers: dict[int, float] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    times: int = 0


class Found(NamedTuple):
    """Hits in their order, and whether there are more than were looked at."""

    entries: list[tuple[int, Kind]]
    more: bool


def sought(words: Sequence[str]) -> list[Sought]:
    """Return by what each of these words is found, in whatever form and inside which others."""
    keys = {word: key(word) for word in words}
    exact = {it.word: it for it in _named(it.encode() for it in keys.values())}
    found = []
    for word, part in keys.items():
        inside = [] if is_small(word) or len(part) < SHORTEST else _with(part)
        times = {it.id: it.times for it in inside}
        numbers = dict.fromkeys(times, PART_COUNTS)
        if (own := exact.get(part.encode())) is not None:
            times[own.id], numbers[own.id] = own.times, 1.0
        named = {it.word.decode() for it in inside} | {part}
        found.append(Sought(word, numbers, frozenset(named), sum(times.values())))
    return found


def find(
    wanted: Sequence[Sought],
    narrowed: Narrowed,
    dialogues: Collection[int],
    *,
    order: Order = Order.NEWEST,
    before: int | None = None,
    most: int = COUNTED,
) -> Found:
    """Return what everybody may find by all of these words now.

    `dialogues` are those whose words are public. By relevance only the newest hits are sorted; else
    they begin `before` an entry and are at most `most`.
    """
    if not wanted or not all(it.numbers for it in wanted):
        return Found([], more=False)
    by_relevance = order is Order.RELEVANCE
    most = SORTED if by_relevance else most
    groups = [list(it.numbers) for it in wanted]
    if not _narrow(groups, narrowed, dialogues):
        return Found([], more=False)
    hits: list[tuple[int, Kind, bytes]] = []
    rarest = min(it.times for it in wanted)
    for some in _candidates(groups, rarest, before, most + 1):
        hits += _public(some, narrowed, with_words=by_relevance)
        if len(hits) > most:
            break
    kept = hits[:most]
    if by_relevance:
        kept.sort(key=lambda it: (-_worth(it, wanted), -it[0]))
    return Found([(number, kind) for number, kind, _words in kept], more=len(hits) > most)


def _named(words: Iterable[bytes]) -> Sequence[Any]:
    asked = sorted(set(words))
    return rows_of(queries.words_named(asked)) if asked else []


def containing(part: str) -> Sequence[Any]:
    """Return the rows of `words_with`: known words with `part` where a part of one can begin."""
    first = part.encode()
    return rows_of(queries.words_with(), {"part": first, "last": first + BEYOND})


def _with(part: str) -> list[Any]:
    """Return the known words `part` is in as a word by itself."""
    places = [
        (row, row.word.decode(), len(row.word.decode()) - len(row.ending.decode()))
        for row in containing(part)
        if len(row.word) > len(part.encode())
    ]
    sure = [it for it in places if is_part(it[1], part, it[2], ())]
    certain = {row for row, _word, _at in sure}
    others = [it for it in places if it[0] not in certain]
    asked = {
        reading.encode()
        for _row, word, at in others
        for rest in rests(word, part, at)
        for reading in readings(rest)
    }
    known = {it.word.decode() for it in _named(asked)}
    sure += [it for it in others if is_part(it[1], part, it[2], known)]
    return [row for row, _word, _at in sure]


def _narrow(groups: list[list[int]], narrowed: Narrowed, dialogues: Collection[int]) -> bool:
    """Add what the index knows of the places asked for; tell whether anything can be there.

    Without narrowing that are the dialogues everybody can read, and events of no dialogue with
    their minutes.
    """
    events = {mark("kind", it) for it in (Kind.EVENT, Kind.MINUTES)}
    wanted = {mark("dialogue", it) for it in dialogues} | events
    asked = [wanted if narrowed.dialogue_id is None else {mark("dialogue", narrowed.dialogue_id)}]
    if narrowed.kind is not None:
        asked.append({mark("kind", narrowed.kind)})
    if narrowed.field_id is not None:
        here = db.session.scalars(readable.principles_in(narrowed.field_id))
        marks = {mark("principle", number) for number in here}
        asked.append(marks | {mark("field", narrowed.field_id)})
    known = {it.word: it.id for it in _named(set().union(*asked))}
    of_places = [[known[it] for it in marks if it in known] for marks in asked]
    groups += of_places
    return all(of_places)


def _candidates(
    groups: Sequence[Sequence[int]], rarest: int, before: int | None, at_once: int
) -> Iterator[list[int]]:
    """Yield entries that have one word of each group, newest first, in portions.

    At most so many as are `rarest` are to be expected, wherever they stand: the fewer, the more
    blocks are looked at in one question.
    """
    last = db.session.scalar(queries.last_entry()) or 0
    top = last if before is None else min(last, before - 1)
    block, place = bits.place(max(top, 0))
    numbers = sorted({number for group in groups for number in group})
    waiting: list[int] = []
    window = min(1 + at_once * (last // BLOCK) // max(rarest, 1), WIDEST_WINDOW)
    while block >= 0:
        first = max(0, block - window + 1)
        kept: dict[int, dict[int, int]] = {}
        for word, here, places in rows_of(queries.places_of(numbers, first, block)):
            kept.setdefault(here, {})[word] = bits.unpacked(places)
        for here in sorted(kept, reverse=True):
            sets = kept[here]
            found = reduce(
                and_, (reduce(or_, (sets.get(it, 0) for it in group), 0) for group in groups)
            )
            if here == top // BLOCK:
                found &= bits.below(place + 1)
            waiting += (here * BLOCK + it for it in bits.descending(found))
        while len(waiting) >= at_once:
            yield waiting[:at_once]
            waiting = waiting[at_once:]
        block, window = first - 1, min(window * 2, WIDEST_WINDOW)
    if waiting:
        yield waiting


def _public(
    candidates: Sequence[int], narrowed: Narrowed, *, with_words: bool
) -> list[tuple[int, Kind, bytes]]:
    """Return those of these entries that everybody may find now, in the same order."""
    question = queries.entries(candidates, with_words=with_words)
    rows = {number: (kind, words) for number, kind, words in rows_of(question)}
    public: set[int] = set()
    for kind in Kind:
        own = [it for it in candidates if it in rows and rows[it][0] is kind]
        if own and narrowed.kind in {None, kind}:
            public |= {row[0] for row in rows_of(public_entries.findable(kind, own, narrowed))}
    return [(it, *rows[it]) for it in candidates if it in public]


def _worth(hit: tuple[int, Kind, bytes], wanted: Sequence[Sought]) -> float:
    """Return how well a hit answers: how often it says the words, in how few others."""
    _number, kind, kept = hit
    words = bits.read(kept)
    said = sum(
        max(weight * log2(1 + words[it]) for it, weight in one.numbers.items() if it in words)
        for one in wanted
        if any(it in words for it in one.numbers)
    )
    return WEIGHTS[kind] * said / sqrt(1 + len(words) / LONGEST_SCALE)
