"""Public pages once more without making them: finished bytes in front of the application.

A page is kept only if its view proved it (web.stamps) and its answer says that it is public; it is
sent again only after the database answered the questions of its proof as before. Whatever is not
certain goes to the application.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.prepared import Prepared
from leitsaetze.web.encodings import PLAIN, encoded, preferred
from leitsaetze.web.stamps import PROOF, Asked, Proof

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

READING = frozenset({"GET", "HEAD"})
PUBLIC = "public, no-cache"
OK, UNCHANGED = "200 OK", "304 NOT MODIFIED"
VARY = "Cookie, Accept-Encoding"
WEIGHT = 4_000  # bytes a page takes beside its bodies
OWN = frozenset({"content-length", "etag", "vary"})  # headers each coding has of its own
Headers = list[tuple[str, str]]
Answer = tuple[str, Headers, Iterable[bytes]]
Address = tuple[str, str, str]


def init_app(app: Flask) -> None:
    """Put the cache in front of everything else that answers."""
    with app.app_context():
        cache = PageCache(app.wsgi_app, app, db.engine)
    app.wsgi_app = cache  # type: ignore[method-assign]  # the documented way
    app.extensions["pages"] = cache


class Representation:
    """A page in one coding: its bytes, the headers it is sent with, and those of a 304."""

    __slots__ = ("body", "headers", "tag", "unchanged")

    def __init__(self, tag: str, headers: Headers, body: bytes, coding: str) -> None:
        self.tag = f'"{tag}"' if coding == PLAIN else f'"{tag}-{coding}"'
        self.body = body
        self.unchanged = [*headers, ("ETag", self.tag), ("Vary", VARY)]
        self.headers = [*self.unchanged, ("Content-Length", str(len(body)))]
        if coding != PLAIN:
            self.headers.append(("Content-Encoding", coding))


class Page:
    """A finished page with its proof, in every coding somebody asked for so far."""

    __slots__ = ("content", "found", "headers", "looked", "proof", "ready", "turn", "version")

    def __init__(self, proof: Proof, headers: Headers, content: bytes) -> None:
        self.proof = proof
        self.version = proof.version
        self.headers = headers
        self.content = content
        self.ready: dict[str, Representation] = {}
        self.turn = Lock()
        self.looked = 0
        self.found: Page | None = None

    def present(self, look: Callable[["Page"], "Page | None"]) -> "Page | None":
        """Return what `look` finds in place of this page, by a look that begins after the call.

        Many who ask for one page at once share a look: who waits meanwhile needs the next one,
        and the first to get his turn takes it for all. A look that fails has found nothing.
        """
        before = self.looked
        with self.turn:
            if self.looked == before:
                self.looked += 1
                self.found = None
                self.found = look(self)
            return self.found

    def answer(self, coding: str, known: str | None) -> Answer:
        """Return the page in this coding, or that it is still as the reader knows it."""
        made = self.ready.get(coding)
        if made is None:
            body = encoded(self.content, coding)
            made = self.ready[coding] = Representation(self.proof.tag, self.headers, body, coding)
        if known and (made.tag in known or known.strip() == "*"):
            return UNCHANGED, made.unchanged, []
        return OK, made.headers, [made.body]

    @property
    def size(self) -> int:
        """How much memory the page takes, in bytes; two codings take less than half of it.

        Readers choose how long an address is, which is kept as key, in the proof and in questions.
        """
        recipe, once = self.proof.recipe, len(self.content)
        pieces = once + recipe.size if recipe is not None else 0
        return WEIGHT + 3 * len(self.proof.place) + once * 3 // 2 + pieces


class Witness:
    """Asks the database past the sessions of the application, each question by itself."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.idle: deque[Any] = deque()
        # SQLite's module gives the interpreter away for each of its few microseconds, and every
        # thread that waits for it would take it. So they wait elsewhere, one behind the other.
        self.turn = Lock() if engine.dialect.name == "sqlite" else nullcontext()
        event.listen(engine, "engine_disposed", self.close)

    def again(self, asked: Asked) -> list[Any]:
        """Return the rows the database answers now to what it was asked."""
        with self._connected() as connection:
            rows: list[Any] = connection.execute(asked.statement, asked.parameters).fetchall()
            return rows

    def ask(self, question: Prepared, **parameters: Any) -> list[Any]:
        """Return the rows the database answers now."""
        with self._connected() as connection:
            return question.ask(connection, self.engine.dialect, **parameters)

    def close(self, _engine: Engine) -> None:
        """Close all connections with those of the engine; the next question opens one."""
        while self.idle:
            self.idle.pop().close()

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """Lend a connection; one that failed is not used again."""
        try:
            connection = self.idle.pop()
        except IndexError:
            connection = self._connection()
        try:
            with self.turn:
                yield connection
        except BaseException:
            connection.close()
            raise
        self.idle.append(connection)

    def _connection(self) -> Any:
        pooled = self.engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if self.engine.dialect.name == "postgresql":
            connection.autocommit = True
        return connection


class PageCache:
    """The WSGI layer: sends a page again while it is proven, else has it made and keeps it."""

    def __init__(self, application: "WSGIApplication", app: Flask, engine: Engine) -> None:
        self.application = application
        self.app = app
        self.cookie = app.config["SESSION_COOKIE_NAME"]
        self.witness = Witness(engine)
        self.failures = engine.dialect.loaded_dbapi.Error
        self.lock = Lock()
        room = app.config["PAGE_CACHE_MB"] * 1_000_000
        self.kept: LRUCache[Address, Page] = LRUCache(room, getsizeof=lambda page: page.size)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request; only reading without a session is answered from here."""
        method = environ["REQUEST_METHOD"]
        if method not in READING or self.cookie in environ.get("HTTP_COOKIE", ""):
            return self.application(environ, start_response)
        address = (
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
        )
        coding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page = self._kept(address)
        if page is not None:
            status, headers, body = page.answer(coding, environ.get("HTTP_IF_NONE_MATCH"))
        else:
            status, headers, body = self._made(address, environ, coding)
        start_response(status, headers)
        return body if method == "GET" else without(body)

    def clear(self) -> None:
        """Forget all pages."""
        with self.lock:
            self.kept.clear()

    def _kept(self, address: Address) -> Page | None:
        """Return the page at an address as it is now; None if the application must make it."""
        if address not in self.kept:
            return None
        with self.lock:
            page: Page | None = self.kept.get(address)
        if page is None:
            return None
        now_there = None
        # The application tells what is wrong with the database.
        with suppress(self.failures, SQLAlchemyError):
            now_there = page.present(self._look)
        if now_there is not page:
            self._put(address, now_there, in_place_of=page)
        return now_there

    def _put(self, address: Address, page: Page | None, in_place_of: Page | None = None) -> None:
        with self.lock:
            if in_place_of is not None and self.kept.get(address) is in_place_of:
                del self.kept[address]
            if page is not None:
                with suppress(ValueError):  # larger than the room for all
                    self.kept[address] = page

    def _look(self, page: Page) -> Page | None:
        """Return the page if it is what the application would make now, or make it of its pieces.

        The stamp is read first, then the parts, then what changed: nothing is older than its proof.
        """
        proof, moment = page.proof, now()
        if moment < proof.good_from or (proof.good_until and moment >= proof.good_until):
            return None
        stamp = self.witness.again(proof.stamp)
        if not stamp or stamp[0][0] is None:
            return None
        version = stamp[0][0]
        if version == page.version:
            return page
        if proof.parts is None or stamp[0][2] != proof.frame:
            return None
        rows = self.witness.again(proof.parts)
        if rows == list(proof.parts.rows):
            page.version = version
            return page
        return self._remade(page, version, rows) if proof.recipe is not None else None

    def _remade(self, page: Page, version: int, rows: list[Any]) -> Page | None:
        proof = page.proof
        assert proof.parts is not None and proof.recipe is not None  # noqa: PT018, S101
        with self.app.app_context():
            recipe = proof.recipe.remade(rows, self.witness.ask)
        if recipe is None:
            return None
        parts = replace(proof.parts, rows=tuple(rows))
        made = Page(replace(proof, parts=parts, recipe=recipe), page.headers, recipe.page)
        made.version = version
        return made

    def _made(self, address: Address, environ: "WSGIEnvironment", coding: str) -> Answer:
        """Have the application answer; keep and encode the answer if it is a public page."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known:
            environ["HTTP_IF_NONE_MATCH"] = plain_tags(known, coding)
        environ["REQUEST_METHOD"] = "GET"  # HEAD tells what GET would (RFC 9110, section 9.3.2)
        begun: list[Any] = []
        content = self.application(environ, beginning(begun))
        status, headers = begun
        told = {name.lower(): value for name, value in headers}
        if told.get("cache-control") != PUBLIC or "set-cookie" in told or "etag" not in told:
            return status, headers, content
        proof: Proof | None = environ.get(PROOF)
        if proof is not None and status == OK:
            page = Page(proof, shared(headers), all_of(content))
            if not proof.overdue:
                self._put(address, page)
            return page.answer(coding, known)
        if status == UNCHANGED:
            tag = told["etag"].strip('"')
            return status, Representation(tag, shared(headers), b"", coding).unchanged, content
        return status, headers, content


def plain_tags(known: str, coding: str) -> str:
    """Return the tags a reader knows of pages in `coding`, as the application gives them."""
    if coding == PLAIN or known.strip() == "*":
        return known
    own = f'-{coding}"'
    return ", ".join(tag.replace(own, '"') for tag in known.split(",") if own in tag)


def shared(headers: Headers) -> Headers:
    """Return the headers that are the same in every coding."""
    return [(name, value) for name, value in headers if name.lower() not in OWN]


def all_of(content: Iterable[bytes]) -> bytes:
    """Return an answer of the application in one piece."""
    try:
        return b"".join(content)
    finally:
        without(content)


def without(content: Iterable[bytes]) -> Iterable[bytes]:
    """End an answer of the application without its body."""
    close = getattr(content, "close", None)
    if close is not None:
        close()
    return []


def beginning(begun: list[Any]) -> "StartResponse":
    """Return a start_response that only notes status and headers; Flask calls it once."""

    def start(status: str, headers: Headers, _problem: Any = None) -> Any:
        begun[:] = [status, headers]

    return start
