"""An index of words as a search will ask it: folded and stemmed in Python, compounds split."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import psycopg
from sqlalchemy import select
from Stemmer import Stemmer

from benchmarks.databases import DATA, Database, application, version
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import db

WORD = re.compile(r"[^\W_]+")
FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
COMPOUND = 8  # letters; shorter words are not taken apart
PART = 3
PORTION = 20_000


def words_index(database: Database) -> tuple[str, dict[str, int]]:
    """Return where the index of a database is, and words to ask with how many hits; built once."""
    folder = DATA / version() / f"search-{version(Path(__file__))}"
    folder.mkdir(parents=True, exist_ok=True)
    asked = folder / f"{database.kind}-{database.size}.json"
    sqlite = database.kind == "sqlite"
    where = str(asked.with_suffix(".sqlite")) if sqlite else database.url.replace("copy", "search")
    if not asked.exists():
        click.echo(f"Indexing {database.size:,} comments on {database.kind} …", err=True)
        rows, uses = _read(database)
        told = _told(uses)
        documents = ((number, " ".join(told[p] for p in text)) for number, text in rows)
        (_fill_sqlite if sqlite else _fill_postgresql)(where, documents)
        # Left to the last, so that an index half made is made again.
        hits = {word: _hits(where, word, on_sqlite=sqlite) for word in _telling(told, uses)}
        asked.write_text(json.dumps(hits), encoding="utf-8")
    return where, json.loads(asked.read_text(encoding="utf-8"))


def fold(word: str) -> str:
    """Return a word without the letters that are written in two ways."""
    return word.casefold().translate(FOLDED)


def parts(stem: str, known: set[str]) -> list[str]:
    """Return the two known stems a compound is made of, with or without a joining s."""
    if len(stem) < COMPOUND:
        return []
    for end in range(len(stem) - PART, PART - 1, -1):
        first, second = stem[:end], stem[end:]
        if second in known and {first, first.removesuffix("s")} & known:
            return [first if first in known else first.removesuffix("s"), second]
    return []


def _read(database: Database) -> tuple[list[tuple[int, list[str]]], Counter[str]]:
    """Return every published comment as its paragraphs, and how often each paragraph occurs."""
    app = application(database)
    question = (
        select(Comment.id, CommentVersion.text)
        .join(CommentVersion, CommentVersion.comment_id == Comment.id)
        .where(Comment.status == Status.PUBLISHED)
        .order_by(Comment.id)
        .execution_options(yield_per=PORTION)
    )
    known: dict[str, str] = {}
    uses: Counter[str] = Counter()
    rows = []
    with app.app_context():
        for number, text in db.session.execute(question):
            paragraphs = [known.setdefault(p, p) for p in text.split("\n\n")]
            uses.update(set(paragraphs))
            rows.append((number, paragraphs))
        db.session.rollback()
        db.engine.dispose()
    return rows, uses


def _told(paragraphs: Iterable[str]) -> dict[str, str]:
    """Return each paragraph as the stems it is found by."""
    said = {paragraph: WORD.findall(paragraph.casefold()) for paragraph in paragraphs}
    german = Stemmer("german")
    stems = {word: fold(german.stemWord(word)) for words in said.values() for word in words}
    known = set(stems.values())
    apart = {stem: " ".join([stem, *parts(stem, known)]) for stem in known}
    return {p: " ".join(apart[stems[word]] for word in words) for p, words in said.items()}


def _telling(told: dict[str, str], uses: Counter[str]) -> tuple[str, str, str]:
    """Return the rarest word, one in the middle and "der"."""
    hits: Counter[str] = Counter()
    for paragraph, stems in told.items():
        for stem in set(stems.split()):
            hits[stem] += uses[paragraph]
    words = {stem: number for stem, number in hits.items() if stem.isalpha() and len(stem) > 4}
    middle = sum(uses.values()) / 50
    rare = min(words, key=lambda stem: (words[stem], stem))
    middling = min(words, key=lambda stem: (abs(words[stem] - middle), stem))
    return rare, middling, "der"


def _hits(where: str, word: str, *, on_sqlite: bool) -> int:
    """Return in how many comments a word occurs."""
    counting = "SELECT count(*) FROM search_comment WHERE "
    connection: Any = sqlite3.connect(where) if on_sqlite else psycopg.connect(where)
    asked = "search_comment MATCH ?" if on_sqlite else "words @@ to_tsquery('simple', %s)"
    (hits,) = connection.execute(counting + asked, (word,)).fetchone()
    connection.close()
    return int(hits)


def _fill_sqlite(where: str, documents: Iterator[tuple[int, str]]) -> None:
    Path(where).unlink(missing_ok=True)
    with sqlite3.connect(where) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE search_comment USING fts5(words, content='', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
        insert = "INSERT INTO search_comment (rowid, words) VALUES (?, ?)"
        connection.executemany(insert, documents)
        connection.execute("INSERT INTO search_comment (search_comment) VALUES ('optimize')")
    connection.close()


def _fill_postgresql(where: str, documents: Iterator[tuple[int, str]]) -> None:
    name = where.partition("@/")[2].partition("?")[0]
    office = where.replace(f"/{name}?", "/postgres?")
    with psycopg.connect(office, autocommit=True) as postgres:
        postgres.execute(f'DROP DATABASE IF EXISTS "{name}"')
        postgres.execute(f'CREATE DATABASE "{name}"')
    with psycopg.connect(where, autocommit=True) as connection:
        _write(connection, documents)


def _write(connection: psycopg.Connection[Any], documents: Iterator[tuple[int, str]]) -> None:
    connection.execute("CREATE TABLE raw (comment_id int, words text)")
    with connection.cursor().copy("COPY raw FROM STDIN") as copy:
        for row in documents:
            copy.write_row(row)
    connection.execute(
        "CREATE TABLE search_comment AS "
        "SELECT comment_id, to_tsvector('simple', words) AS words FROM raw"
    )
    connection.execute("DROP TABLE raw")
    connection.execute("ALTER TABLE search_comment ADD PRIMARY KEY (comment_id)")
    connection.execute("CREATE INDEX search_words ON search_comment USING gin (words)")
    connection.execute("VACUUM ANALYZE search_comment")
