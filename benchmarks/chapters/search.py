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
    """Return the milliseconds of the database, and of all, after one time that found all cold.

    What was asked is asked again past the product, each question until its last row is here: a
    driver that hands out rows one by one has done little when it says that it has asked.
    """
    asked, whole = [], []
    for _ in range(TIMES + 1):
        db.session.rollback()
        begun = time.perf_counter()
        with _listening() as questions:
            answer = answered(search, places)
        whole.append((time.perf_counter() - begun) * 1000)
        cursor: Any = db.session.connection().connection.cursor()
        begun = time.perf_counter()
        for statement, values in questions:
            cursor.execute(statement, values)
            cursor.fetchall()
        asked.append((time.perf_counter() - begun) * 1000)
        cursor.close()
    if not (answer.hits or answer.meant):
        raise RuntimeError(f"nothing is found for {search.question!r}")
    return Ratio.of(asked[1:]), Ratio.of(whole[1:])


@contextmanager
def _listening() -> Iterator[list[tuple[str, Any]]]:
    """Collect what the database is asked."""
    questions: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            questions.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield questions
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


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
