"""Searching as a reader does, after the worker has read what deeds have named."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape

from sqlalchemy import text

from leitsaetze.extensions import db
from leitsaetze.search import indexing, queries
from leitsaetze.search.bits import BLOCK

HIT = re.compile(r'<h3><a class="kern-link" href="([^"]+)"')
MARKED = re.compile(r"<mark>([^<]+)</mark>")
MEANT = re.compile(r"Meinten Sie <a[^>]*>([^<]+)</a>")


def read_all() -> None:
    """Let the worker read until nothing is left."""
    db.session.commit()
    while indexing.read_due():
        pass
    db.session.commit()


@contextmanager
def spread() -> Iterator[Callable[[int], None]]:
    """Give a way to leave out so many blocks of entries, as if others stood there."""

    def leave_out(blocks: int) -> None:
        _go_on_after((db.session.scalar(queries.last_entry()) or 0) + blocks * BLOCK)

    try:
        yield leave_out
    finally:
        _go_on_after(1)


def _go_on_after(number: int) -> None:
    statements = {
        "sqlite": "UPDATE sqlite_sequence SET seq = :number WHERE name = 'search_entry'",
        "postgresql": "SELECT setval(pg_get_serial_sequence('search_entry', 'id'), :number)",
    }
    db.session.execute(text(statements[db.engine.dialect.name]), {"number": number})
    db.session.commit()


def page(client, words, **more) -> str:
    """The page somebody sees who looks for words."""
    answer = client.get("/suche", query_string={"q": words} | more)
    assert answer.status_code == 200
    return answer.text


def found(client, words, **more) -> list[str]:
    """The addresses of what is found, in order."""
    return HIT.findall(page(client, words, **more))


def numbers(client, words, **more) -> list[int]:
    """The numbers of the comments that are found, or answered, in order."""
    return [int(it.rpartition("/")[2]) for it in found(client, words, **more) if "komm" in it]


def marked(client, words, **more) -> list[str]:
    return [unescape(it) for it in MARKED.findall(page(client, words, **more))]


def meant(client, words, **more) -> str | None:
    """The words the page asks whether they were meant."""
    suggested = MEANT.search(page(client, words, **more))
    return unescape(suggested[1]) if suggested else None
