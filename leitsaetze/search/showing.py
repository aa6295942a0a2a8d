"""What a list shows of hits, and the word somebody may have meant."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from leitsaetze.events.models import Event
from leitsaetze.extensions import db, rows_of
from leitsaetze.search import public_entries, queries
from leitsaetze.search.excerpts import Piece, excerpt
from leitsaetze.search.finding import Sought, containing, find
from leitsaetze.search.readable import Rows
from leitsaetze.search.rules import LONGEST, WORD, Kind, Narrowed, key, near, words_in
from leitsaetze.search.texts import words_of_event, words_of_minutes, words_of_principle

LIKELIEST = 3  # known words like a misspelt one that are looked at
SHORTEST_MISSPELT = 4  # letters; a shorter word is like too many others
SHORTEST_HALF = 3  # letters in half a word that is looked for in longer ones
EVERYWHERE = Narrowed()


@dataclass(frozen=True)
class Hit:
    """One thing that was found; `text` is everything it was found by, `excerpt` what is shown.

    `number` is what its address needs: of an answer, the comment it stands under. `principle` is
    the number of the principle it belongs to, `title` that of dialogue or event. Minutes are found
    with their event.
    """

    kind: Kind
    number: int
    text: str
    title: str
    zone: str
    at: datetime
    excerpt: list[Piece]
    slug: str = ""
    principle: int | None = None
    name: str = ""
    locale: str = "de"
    event: Event | None = None


def shown(
    entries: Sequence[tuple[int, Kind]], wanted: Sequence[Sought], narrowed: Narrowed
) -> list[Hit]:
    """Return what to show of these entries, of those everybody may still find, in their order."""
    marked = frozenset[str]().union(*(it.words for it in wanted))
    found: dict[int, Hit] = {}
    for kind in Kind:
        own = [number for number, it in entries if it is kind]
        if own:
            rows = _rows(public_entries.shown(kind, own, narrowed), kind)
            found |= {row.id: _SHOWING[kind](row, marked) for row in rows}
    return [found[number] for number, _kind in entries if number in found]


def meant(wanted: Sequence[Sought], dialogues: Collection[int]) -> list[str] | None:
    """Return words like the ones asked for that lead to hits, as somebody has written them.

    Each is taken from a text everybody can read now. None when there are no such words.
    """
    changed = {}
    better = []
    for one in wanted:
        if find([one], EVERYWHERE, dialogues, most=1).entries:
            better.append(one)
            continue
        likely = next(filter(None, (_tried(it, dialogues) for it in _likely(one.written))), None)
        if likely is None:
            return None
        changed[one.written] = likely.written
        better.append(likely)
    if not changed or not find(better, EVERYWHERE, dialogues, most=1).entries:
        return None
    return [changed.get(one.written, one.written) for one in wanted]


def _likely(word: str) -> Sequence[Any]:
    """Return known words that differ from one by one letter, the most frequent first.

    Where there are none, those that begin or end with such a word.
    """
    if not SHORTEST_MISSPELT <= len(word) <= LONGEST:
        return []
    others = set(near(word))
    keys = {key(it) for it in others} - {key(word)}
    rows = rows_of(queries.words_named([it.encode() for it in keys]))
    known = [it for it in rows if len(it.word) >= SHORTEST_MISSPELT - 1]
    known = known or _around(key(word), tuple(others), tuple(keys))
    return sorted(known, key=lambda it: (-it.times, it.word))[:LIKELIEST]


def _around(part: str, begins: tuple[str, ...], ends: tuple[str, ...]) -> list[Any]:
    """Return known words that begin or end with one of these, which differ from `part` a little.

    With one wrong letter in `part`, or two swapped, what is before or behind its middle is right
    and stands in them.
    """
    half = (len(part) - 1) // 2
    if half < SHORTEST_HALF:
        return []
    rows = [it for right in (part[:half], part[half + 1 :]) for it in containing(right)]
    known = {it.word.decode(): it for it in rows}
    return [row for word, row in known.items() if word.startswith(begins) or word.endswith(ends)]


def _tried(likely: Any, dialogues: Collection[int]) -> Sought | None:
    """Return a known word as it stands in what everybody can read now; None: nowhere."""
    part = likely.word.decode()
    one = Sought(part, {likely.id: 1.0}, frozenset({part}), likely.times)
    found = find([one], EVERYWHERE, dialogues, most=1).entries
    hits = shown(found, [one], EVERYWHERE)
    texts = (f"{hit.title} {hit.text}" if hit.event else hit.text for hit in hits)
    written = (it[0] for text in texts for it in WORD.finditer(text) if key(it[0]) == part)
    as_written = next(written, None)
    return None if as_written is None else replace(one, written=as_written)


def _rows(question: Rows, kind: Kind) -> Sequence[Any]:
    of_events = kind in {Kind.EVENT, Kind.MINUTES}
    return db.session.execute(question).all() if of_events else rows_of(question)


def _comment(row: Any, marked: Collection[str]) -> Hit:
    text = words_in(row.html, citizen=True)
    return _hit(
        Kind.COMMENT, row, text, marked, principle=row.principle, name=row.name, locale=row.locale
    )


def _answer(row: Any, marked: Collection[str]) -> Hit:
    text = words_in(row.html)
    return _hit(Kind.ANSWER, row, text, marked, principle=row.principle, name=row.heading)


def _principle(row: Any, marked: Collection[str]) -> Hit:
    text = words_of_principle(row)
    return _hit(Kind.PRINCIPLE, row, text, marked, slug=row.slug, principle=row.number)


def _hit(kind: Kind, row: Any, text: str, marked: Collection[str], **further: Any) -> Hit:
    """Return a hit out of what the rows of principles, comments and answers have in common."""
    return Hit(
        kind,
        number=row.number,
        text=text,
        title=row.title,
        zone=row.time_zone,
        at=row.at,
        excerpt=excerpt(text, marked),
        **further,
    )


def _event(row: Any, marked: Collection[str]) -> Hit:
    return _of_event(Kind.EVENT, row.Event, words_of_event(row.Event), marked)


def _minutes(row: Any, marked: Collection[str]) -> Hit:
    edition = row.MinutesEdition
    return _of_event(Kind.MINUTES, edition.event, words_of_minutes(edition), marked)


def _of_event(kind: Kind, event: Event, text: str, marked: Collection[str]) -> Hit:
    return Hit(
        kind,
        number=event.id,
        text=text,
        title=event.title,
        zone=event.time_zone,
        at=event.starts_at,
        excerpt=excerpt(text, marked),
        event=event,
    )


_SHOWING: Mapping[Kind, Callable[[Any, Collection[str]], Hit]] = {
    Kind.COMMENT: _comment,
    Kind.ANSWER: _answer,
    Kind.PRINCIPLE: _principle,
    Kind.EVENT: _event,
    Kind.MINUTES: _minutes,
}
