"""The index follows the deeds: things are read anew within seconds, or all of them by command.

Nothing here decides what is found: a thing is found only by the words that are public at that
moment (search.public_entries.findable). So a deed is done when it is committed, and this comes
later.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update

from leitsaetze.direct import put_unless_taken
from leitsaetze.extensions import begin_writing, db, rows_of
from leitsaetze.search import bits, queries, readable
from leitsaetze.search.compounds import endings
from leitsaetze.search.models import SearchEnding, SearchEntry, SearchPlaces, SearchWord
from leitsaetze.search.rules import Kind
from leitsaetze.search.texts import Text, texts_of
from leitsaetze.site.models import SearchDue
from leitsaetze.site.rules import ReadAnew

PORTION = 100  # deeds whose things are read in one transaction
AT_MOST = 5  # portions before the worker looks after its other jobs again
IN_BULK = 1000  # things read in one transaction when all are
ASKED_AT_ONCE = 500  # words, in one question
KEEPER = b""  # the word whose row is held by whoever writes into the index
TABLES = SearchPlaces, SearchEnding, SearchWord, SearchEntry
Thing = tuple[Kind, int]
Item = TypeVar("Item")


def read_due() -> int:
    """Read anew what deeds have named; return how many deeds that were.

    For the worker. Commits by itself, in portions.
    """
    done = 0
    for _ in range(AT_MOST):
        some = _read_some()
        done += some
        if some < PORTION:
            break
    return done


def rebuild(told: Callable[[int], None]) -> int:
    """Read everything anew into an empty index; `told` hears how many things have been read.

    Return how many that were. Commits by itself, in portions; until the end some is not found.
    """
    things = _everything()
    _hold()
    for table in TABLES:
        db.session.execute(delete(table))
    db.session.commit()
    read = 0
    for some in _portions(things, IN_BULK):
        _hold()
        _read(some)
        db.session.commit()
        read += len(some)
        told(read)
    return read


def _everything() -> list[Thing]:
    """Return all that was ever public, in the order in which it was."""
    dated = [
        (at, kind, number) for kind in Kind for at, number in rows_of(readable.everything(kind))
    ]
    db.session.rollback()
    return [(kind, number) for _at, kind, number in sorted(dated)]


def _read_some() -> int:
    anything = db.session.scalar(queries.due().limit(1)) is not None
    db.session.rollback()
    if not anything:
        return 0
    _hold()
    due = db.session.scalars(queries.due().limit(PORTION)).all()
    _read(_named_by(due))
    done = SearchDue.id.in_([it.id for it in due])
    db.session.execute(delete(SearchDue).where(done).execution_options(synchronize_session=False))
    db.session.commit()
    return len(due)


def _hold() -> None:
    """Begin to write, alone: sets of places are read, changed and written."""
    begin_writing()
    put_unless_taken(SearchWord, word=KEEPER)
    db.session.execute(select(SearchWord.id).where(SearchWord.word == KEEPER).with_for_update())


def _named_by(due: Sequence[SearchDue]) -> list[Thing]:
    """Return what is to be read, in the order of the deeds: things, and what belongs to them."""
    named: dict[ReadAnew, list[int]] = {kind: [] for kind in ReadAnew}
    for it in due:
        named[it.kind].append(it.thing_id)
    with_others: dict[tuple[ReadAnew, int], list[Thing]] = defaultdict(list)
    for comment, reply in rows_of(readable.answers_below(named[ReadAnew.COMMENT])):
        with_others[ReadAnew.COMMENT, comment].append((Kind.ANSWER, reply))
    for dialogue, principle in rows_of(readable.principles_of(named[ReadAnew.DIALOGUE])):
        with_others[ReadAnew.DIALOGUE, dialogue].append((Kind.PRINCIPLE, principle))
    own = {ReadAnew.COMMENT: (Kind.COMMENT,), ReadAnew.EVENT: (Kind.EVENT, Kind.MINUTES)}
    things: dict[Thing, None] = {}
    for it in due:
        things |= dict.fromkeys((kind, it.thing_id) for kind in own.get(it.kind, ()))
        things |= dict.fromkeys(with_others[it.kind, it.thing_id])
    return list(things)


def _read(things: Sequence[Thing]) -> None:
    """Bring the index up to date with these things."""
    texts, entries = _texts_and_entries(things)
    counted = {thing: texts[thing].counted() for thing in entries if thing in texts}
    numbers = _numbers({word for words in counted.values() for word in words})
    times: Counter[int] = Counter()
    changes: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for thing, entry in entries.items():
        words = {numbers[word]: often for word, often in counted.get(thing, {}).items()}
        before = bits.read(entry.words).keys()
        entry.words = bits.listed(words)
        entry.version = texts[thing].version if thing in texts else 0
        block, place = bits.place(entry.id)
        for which, these in enumerate((before - words.keys(), words.keys() - before)):
            for word in these:
                changes[word, block][which] |= 1 << place
                times[word] += 1 if which else -1
    db.session.flush()
    _change_places(changes)
    _count(times)


def _texts_and_entries(
    things: Sequence[Thing],
) -> tuple[dict[Thing, Text], dict[Thing, SearchEntry]]:
    """Return what can be read, and the entries, new ones in the order of the things."""
    texts: dict[Thing, Text] = {}
    entries: dict[Thing, SearchEntry] = {}
    for kind in Kind:
        numbers = [number for it, number in things if it is kind]
        if numbers:
            texts |= {(kind, number): text for number, text in texts_of(kind, numbers).items()}
            known = db.session.scalars(queries.entries_about(kind, numbers))
            entries |= {(kind, it.thing_id): it for it in known}
    fresh = [it for it in dict.fromkeys(things) if it in texts and it not in entries]
    added = [
        SearchEntry(kind=kind, thing_id=number, version=0, words=b"") for kind, number in fresh
    ]
    db.session.add_all(added)
    db.session.flush()
    return texts, entries | dict(zip(fresh, added, strict=True))


def _numbers(words: Collection[bytes]) -> dict[bytes, int]:
    """Return the numbers of words; what was not known is from now on."""
    known = _known(words)
    fresh = sorted(set(words) - known.keys())
    if fresh:
        db.session.execute(insert(SearchWord), [{"word": it, "times": 0} for it in fresh])
        added = _known(fresh)
        parts = [
            {"ending": ending, "word_id": number}
            for word, number in added.items()
            for ending in _endings(word)
        ]
        if parts:
            db.session.execute(insert(SearchEnding), parts)
        known |= added
    return known


def _known(words: Collection[bytes]) -> dict[bytes, int]:
    return {
        word: number
        for some in _portions(sorted(words), ASKED_AT_ONCE)
        for number, word, _times in rows_of(queries.words_named(some))
    }


def _endings(word: bytes) -> Iterator[bytes]:
    """Yield where parts of a word begin; marks have none."""
    if not word.startswith(b"\x00"):
        yield from {it.encode() for it in endings(word.decode())}


def _change_places(changes: Mapping[tuple[int, int], list[int]]) -> None:
    """Take places out of sets and put others in."""
    words, blocks = {word for word, _ in changes}, {block for _, block in changes}
    if not changes:
        return
    before = {
        (word, block): bits.unpacked(kept)
        for some in _portions(sorted(words), ASKED_AT_ONCE)
        for word, block, kept in rows_of(queries.places_of(some, min(blocks), max(blocks)))
    }
    new, other, empty = [], [], []
    for (word, block), (gone, fresh) in changes.items():
        row: dict[str, Any] = {"of_word": word, "in_block": block}
        places = before.get((word, block), 0) & ~gone | fresh
        if not places:
            empty.append(row)
        elif (word, block) in before:
            other.append(row | {"places": bits.packed(places)})
        else:
            new.append({"word_id": word, "block": block, "places": bits.packed(places)})
    here = (
        SearchPlaces.word_id == bindparam("of_word"),
        SearchPlaces.block == bindparam("in_block"),
    )
    table = cast(Table, SearchPlaces.__table__)
    _many(insert(table), new)
    _many(update(table).where(*here).values(places=bindparam("places")), other)
    _many(delete(table).where(*here), empty)


def _count(times: Mapping[int, int]) -> None:
    """Count in how many entries words are; forget those that are in none any more."""
    more = [{"number": word, "more": it} for word, it in times.items() if it]
    here = SearchWord.id == bindparam("number")
    table = cast(Table, SearchWord.__table__)
    _many(update(table).where(here).values(times=SearchWord.times + bindparam("more")), more)
    fewer = [word for word, it in times.items() if it < 0]
    for some in _portions(fewer, ASKED_AT_ONCE):
        idle = rows_of(queries.words_idle(some))
        of_endings = [
            {"end": ending, "number": number} for number, word in idle for ending in _endings(word)
        ]
        ends = SearchEnding.ending == bindparam("end")
        _many(
            delete(cast(Table, SearchEnding.__table__)).where(
                ends, SearchEnding.word_id == bindparam("number")
            ),
            of_endings,
        )
        _many(delete(table).where(here), [{"number": number} for number, _word in idle])


def _many(statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.connection().execute(statement, rows)


def _portions(things: Sequence[Item], number: int) -> Iterator[Sequence[Item]]:
    return (things[at : at + number] for at in range(0, len(things), number))
