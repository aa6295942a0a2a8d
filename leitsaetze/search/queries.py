"""Questions about the index: its words, its entries and the places of the ones in the others."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import Select, bindparam, func, literal, select

from leitsaetze.extensions import among
from leitsaetze.search.models import SearchEnding, SearchEntry, SearchPlaces, SearchWord
from leitsaetze.search.rules import Kind
from leitsaetze.site.models import SearchDue

KNOWN_WORDS_READ = 600  # that have a part of a question in them


def due() -> Select[SearchDue]:
    """What has to be read anew, first ones first."""
    # Numbers are positive: so it is plain that their order ends early.
    return select(SearchDue).where(SearchDue.id > 0).order_by(SearchDue.id)


def words_named(words: Collection[bytes]) -> Select[int, bytes, int]:
    """Number, word and how often it is there, of those of these words that are known."""
    return select(SearchWord.id, SearchWord.word, SearchWord.times).where(
        among(SearchWord.word, words)
    )


def words_idle(word_ids: Collection[int]) -> Select[int, bytes]:
    """Number and word of those of these words that are in no entry."""
    return select(SearchWord.id, SearchWord.word).where(
        SearchWord.id.in_(word_ids), SearchWord.times <= 0
    )


@cache
def words_with() -> Select[int, bytes, int, bytes]:
    """Known words that have `part` in them: as `words_named`, and the rest from `part` on.

    Words that end with it come first; `last` is behind everything that begins with it.
    """
    return (
        select(SearchWord.id, SearchWord.word, SearchWord.times, SearchEnding.ending)
        .join(SearchWord, SearchWord.id == SearchEnding.word_id)
        .where(
            SearchEnding.ending >= bindparam("part", type_=SearchEnding.ending.type),
            SearchEnding.ending < bindparam("last", type_=SearchEnding.ending.type),
        )
        .order_by(SearchEnding.ending, SearchEnding.word_id)
        .limit(KNOWN_WORDS_READ)
    )


def last_entry() -> Select[int | None]:
    """The number of the newest entry."""
    return select(func.max(SearchEntry.id))


def places_of(word_ids: Collection[int], first: int, last: int) -> Select[int, int, bytes]:
    """Word, block and places of these words in the blocks from `first` to `last`."""
    return select(SearchPlaces.word_id, SearchPlaces.block, SearchPlaces.places).where(
        among(SearchPlaces.word_id, word_ids), SearchPlaces.block.between(first, last)
    )


def entries(entry_ids: Collection[int], *, with_words: bool) -> Select[int, Kind, bytes]:
    """Number and kind of these entries, and their words, which are empty unless asked for."""
    words = SearchEntry.words if with_words else literal(b"")
    return select(SearchEntry.id, SearchEntry.kind, words).where(among(SearchEntry.id, entry_ids))


def entries_about(kind: Kind, thing_ids: Collection[int]) -> Select[SearchEntry]:
    """The entries of these things."""
    return select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.thing_id.in_(thing_ids))
