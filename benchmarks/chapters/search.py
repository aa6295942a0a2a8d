"""The search asked inside this process: what its questions take the database, and it as a whole."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from benchmarks.databases import application
from benchmarks.laboratory import Laboratory
from benchmarks.rounds import Ratio
from benchmarks.rows import Detail, Finding, Found
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.queries import words_are_public
from leitsaetze.extensions import db, rows_of
from leitsaetze.search import queries
from leitsaetze.search.asking import Places, Search, answered
from leitsaetze.search.rules import WORD, Order, key

TIMES = 20
LOOKED_THROUGH = 2_000  # comments whose words are asked for
ORDERS = {"newest": Order.NEWEST, "relevance": Order.RELEVANCE}
# Beside words chosen by how often they are there: one that is in many others, two at once that are
# everywhere, a misspelt one.
ALSO = "Rad", "Straße Kinder", "der", "Straase"


def measure(lab: Laboratory, kind: str) -> Found:
    """Ask for rare and frequent words; the slowest counts."""
    found: Found = []
    app = application(lab.database(kind, lab.options.largest))
    with app.app_context():
        places = Places.known()
        words = {**_telling(), **dict.fromkeys(ALSO)}
        for order, by in ORDERS.items():
            times = {}
            for word, often in words.items():
                search = Search.of({"q": word, "sortierung": by}, places)
                asked, whole = _times(search, places)
                times[word] = asked
                columns = (order, kind, f"{word} ({often:,})" if often else word)
                figures = (asked.median, asked.greatest, whole.median)
                found.append(Detail("search", (*columns, *(f"{it:.1f}" for it in figures))))
            slowest = max(words, key=lambda word: times[word].median)
            found.append(Finding(f"search-{order}", kind, times[slowest], note=f"„{slowest}“"))
        db.session.rollback()
        db.engine.dispose()
    return found


def _times(search: Search, places: Places) -> tuple[Ratio, Ratio]:
    """Return the milliseconds of the database, and of all, after one time that found all cold."""
    asked, whole = [], []
    for _ in range(TIMES + 1):
        db.session.rollback()
        begun = time.perf_counter()
        with _listening() as spent:
            answer = answered(search, places)
        whole.append((time.perf_counter() - begun) * 1000)
        asked.append(spent[0] * 1000)
    if not (answer.hits or answer.meant):
        raise RuntimeError(f"nothing is found for {search.question!r}")
    return Ratio.of(asked[1:]), Ratio.of(whole[1:])


@contextmanager
def _listening() -> Iterator[list[float]]:
    """Add up the seconds until the database has answered, row by row."""
    spent, begun = [0.0], [0.0]

    def before(*_rest: Any) -> None:
        begun[0] = time.perf_counter()

    def after(*_rest: Any) -> None:
        spent[0] += time.perf_counter() - begun[0]

    event.listen(db.engine, "before_cursor_execute", before)
    event.listen(db.engine, "after_cursor_execute", after)
    try:
        yield spent
    finally:
        event.remove(db.engine, "before_cursor_execute", before)
        event.remove(db.engine, "after_cursor_execute", after)


def _telling() -> dict[str, int]:
    """Return the rarest word of some comments and one in the middle, with how often they are."""
    texts = (
        select(CommentVersion.text)
        .join(Comment, Comment.id == CommentVersion.comment_id)
        .where(words_are_public())
        .limit(LOOKED_THROUGH)
    )
    written = {key(it): it for (text,) in rows_of(texts) for it in WORD.findall(text)}
    known = rows_of(queries.words_named([it.encode() for it in written if len(it) > 4]))
    times = {written[word.decode()]: often for _number, word, often in known}
    middle = max(times.values()) / 50
    rare = min(times, key=lambda it: (times[it], it))
    middling = min(times, key=lambda it: (abs(times[it] - middle), it))
    return {rare: times[rare], middling: times[middling]}
