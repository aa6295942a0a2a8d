"""Between granian and the application: a request is whole when it comes, an answer when it goes."""

import logging
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from http import HTTPStatus
from io import BytesIO
from itertools import chain
from queue import SimpleQueue
from tempfile import SpooledTemporaryFile, TemporaryFile
from threading import Lock
from typing import IO, Any, Protocol

from flask import Flask
from werkzeug.wsgi import FileWrapper

from leitsaetze.errors import traced

log = logging.getLogger(__name__)

PIECE = 65_536  # bytes read and sent in one go
BODY_IN_MEMORY = 262_144  # bytes; what is longer waits in a file
ANSWER_IN_MEMORY = 1_000_000
HEARD_OUT = (
    32_000_000  # bytes of what is too long that are read, so that its sender hears the answer
)

ALWAYS = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}

Headers = Sequence[tuple[str, str]]


class Sender(Protocol):
    """What granian offers to answer one request."""

    def response_bytes(self, status: int, headers: Headers, body: bytes, /) -> None:
        """Send an answer at once."""

    def response_iter(self, status: int, headers: Headers, body: Iterable[bytes], /) -> None:
        """Send an answer piece by piece, as fast as its reader takes it."""


class Refused(Exception):  # noqa: N818  the house's word
    """A request the application shall not see."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Gateway:
    """Lets the application answer what granian brings, `places` requests at a time.

    granian tells neither that a body was cut off nor that an answer broke off (decision 19). So a
    body is read to its end before the application is asked, and an answer before it is sent.
    Neither who sends slowly nor who reads slowly keeps a place or a database connection.
    """

    def __init__(self, app: Flask, places: int) -> None:
        self.app = app
        self.longest: int = app.config["MAX_CONTENT_LENGTH"]
        self.places: SimpleQueue[None] = SimpleQueue()
        for _ in range(places):
            self.places.put(None)
        self.under_way = 0
        self._counting = Lock()

    def __call__(self, sender: Sender, environ: dict[str, Any]) -> None:
        """Answer one request; called by granian in a thread of its own."""
        with self._counting:
            self.under_way += 1
        try:
            self._answer(sender, environ)
        except Refused as refusal:
            text = f"{refusal.status.value} {refusal.status.phrase}\n".encode()
            sender.response_bytes(refusal.status, [("Content-Type", "text/plain")], text)
        except Exception as error:
            log.error("no answer: %s", traced(error))
            sender.response_bytes(HTTPStatus.INTERNAL_SERVER_ERROR, [], b"")
        finally:
            with self._counting:
                self.under_way -= 1

    def _answer(self, sender: Sender, environ: dict[str, Any]) -> None:
        with received(environ, self.longest) as body:
            environ |= ALWAYS
            environ["wsgi.input"] = body
            self.places.get()
            try:
                status, headers, answer = asked(self.app, environ)
            finally:
                self.places.put(None)
        if isinstance(answer, bytes):
            sender.response_bytes(status, headers, answer)
        else:
            sender.response_iter(status, headers, FileWrapper(answer, PIECE))


def received(environ: dict[str, Any], longest: int) -> IO[bytes]:
    """Return the body of a request, whole; nothing of one that is too long.

    Raises Refused for a body that was cut off, or whose length is not told beforehand: of such a
    body nobody could say whether it is whole.
    """
    source = environ["wsgi.input"]
    if "HTTP_TRANSFER_ENCODING" in environ:
        hear_out(source, HEARD_OUT)
        raise Refused(HTTPStatus.LENGTH_REQUIRED)
    missing = int(environ.get("CONTENT_LENGTH") or 0)
    if missing > longest:
        if "HTTP_EXPECT" not in environ:
            hear_out(source, min(missing, HEARD_OUT))
        return BytesIO()
    body: IO[bytes] = SpooledTemporaryFile(BODY_IN_MEMORY) if missing else BytesIO()  # noqa: SIM115  handed on open
    while missing and (piece := source.read(min(missing, PIECE))):
        missing -= len(piece)
        body.write(piece)
    if missing:
        body.close()
        raise Refused(HTTPStatus.BAD_REQUEST)
    body.seek(0)
    return body


def hear_out(source: Any, left: int) -> None:
    """Read on and keep nothing: who is interrupted while sending does not hear the answer."""
    while left and (piece := source.read(min(left, PIECE))):
        left -= len(piece)


def asked(app: Flask, environ: dict[str, Any]) -> tuple[int, Headers, bytes | IO[bytes]]:
    """Return the application's answer to a request: bytes, or a file if it is long."""
    status: int = 0
    headers: Headers = []

    def start(line: str, given: list[tuple[str, str]], _error: Any = None) -> Any:
        nonlocal status, headers
        status, headers = int(line[:3]), given

    result = app(environ, start)
    try:
        body = whole(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    return status, headers, body


def whole(pieces: Iterable[bytes]) -> bytes | IO[bytes]:
    """Put an answer together: in memory, or in a file without a name if it is long."""
    rest, ready, length = iter(pieces), [], 0
    for piece in rest:
        ready.append(piece)
        length += len(piece)
        if length > ANSWER_IN_MEMORY:
            return filed(chain(ready, rest))
    return b"".join(ready)


def filed(pieces: Iterable[bytes]) -> IO[bytes]:
    """Put pieces into a file; none is left when one of them fails."""
    with ExitStack() as unless_ready:
        file = unless_ready.enter_context(TemporaryFile())
        file.writelines(pieces)
        file.seek(0)
        unless_ready.pop_all()
    return file
