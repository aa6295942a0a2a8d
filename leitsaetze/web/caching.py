"""Public pages once more without making them: finished bytes in front of the application.

A page is kept only if its view proved it (web.stamps) and its answer says that it is public; it is
sent again only after the database answered the questions of its proof as before. Whatever is not
certain goes to the application.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.web.encodings import PLAIN, preferred
from leitsaetze.web.kept import OK, UNCHANGED, Answer, Headers, Page, Representation
from leitsaetze.web.stamps import PROOF, Proof
from leitsaetze.web.witness import Witness

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

READING = frozenset({"GET", "HEAD"})
PUBLIC = "public, no-cache"
OWN = frozenset({"content-length", "etag", "vary"})  # headers each coding has of its own
Address = tuple[str, str, str]


def init_app(app: Flask) -> None:
    """Put the cache in front of everything else that answers."""
    with app.app_context():
        cache = PageCache(app.wsgi_app, app, db.engine)
    app.wsgi_app = cache  # type: ignore[method-assign]  # the documented way
    app.extensions["pages"] = cache


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
        assert proof.parts is not None and proof.recipe is not None  # noqa: PT018, S101  asked before
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
