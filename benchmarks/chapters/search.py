"""The question a search asks the database, put to an index made here: no page asks it yet."""

import sqlite3
import time
from collections.abc import Callable
from typing import Any

import psycopg

from benchmarks.indexing import words_index
from benchmarks.laboratory import Laboratory
from benchmarks.rounds import Ratio
from benchmarks.rows import Detail, Finding, Found

TIMES = 20
# The newest twenty hits, and the most relevant twenty among the newest thousand.
QUESTIONS = {
    "sqlite": {
        "newest": """
            SELECT rowid FROM search_comment
            WHERE search_comment MATCH :word ORDER BY rowid DESC LIMIT 20""",
        "relevance": """
            SELECT id FROM (
                SELECT rowid AS id, bm25(search_comment) AS rank FROM search_comment
                WHERE search_comment MATCH :word ORDER BY rowid DESC LIMIT 1000)
            ORDER BY rank LIMIT 20""",
    },
    "postgresql": {
        "newest": """
            SELECT comment_id FROM search_comment
            WHERE words @@ to_tsquery('simple', %(word)s) ORDER BY comment_id DESC LIMIT 20""",
        "relevance": """
            SELECT comment_id FROM (
                SELECT comment_id, words FROM search_comment
                WHERE words @@ to_tsquery('simple', %(word)s)
                ORDER BY comment_id DESC LIMIT 1000) AS newest
            ORDER BY ts_rank(words, to_tsquery('simple', %(word)s)) DESC LIMIT 20""",
    },
}


def measure(lab: Laboratory, kind: str) -> Found:
    """Ask for a rare word, a middling one and "der"; the slowest word counts."""
    where, words = words_index(lab.database(kind, lab.options.largest))
    connection: Any = sqlite3.connect(where) if kind == "sqlite" else psycopg.connect(where)
    found: Found = []
    for order, question in QUESTIONS[kind].items():
        times = {word: _times(connection.execute, question, word) for word in words}
        for word, taken in times.items():
            columns = (order, kind, f"{word} ({words[word]:,})", f"{taken.median:.1f}")
            found.append(Detail("search", (*columns, f"{taken.greatest:.1f}")))
        slowest = max(words, key=lambda word: times[word].median)
        found.append(Finding(f"search-{order}", kind, times[slowest], note=f"„{slowest}“"))
    connection.close()
    return found


def _times(execute: Callable[..., Any], question: str, word: str) -> Ratio:
    """Return how many milliseconds the question takes, after one that found everything cold."""
    taken = []
    for _ in range(TIMES + 1):
        begun = time.perf_counter()
        hits = execute(question, {"word": word}).fetchall()
        taken.append((time.perf_counter() - begun) * 1000)
    if not hits:
        raise RuntimeError(f"nothing is found for {word!r}")
    return Ratio.of(taken[1:])
