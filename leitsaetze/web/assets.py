"""Styles, scripts, pictures and fonts: their addresses, and the answer to who asks for them.

What is sent is not what lies in static/ and in the design system's package but what
web/finishing.py has made of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, abort
from flask.typing import ResponseReturnValue
from werkzeug.http import parse_etags

from leitsaetze.config import ROOT
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.encodings import PLAIN, preferred
from leitsaetze.web.security import lasting_headers
from leitsaetze.web.sources import files_in, release, version_of, words_in
from leitsaetze.web.stock import SUFFIXES, address_of, fingerprint_of, stocked

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOR_GOOD = f"public, max-age={365 * 24 * 3600}, immutable"
ASK_AGAIN = "public, no-cache"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
PLACE = ROOT / "build" / "assets"
bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: its content in each encoding that lies ready."""

    kind: str
    fingerprint: str
    bodies: Mapping[str, bytes]


def init_app(app: Flask) -> None:
    """Serve /static/ with content-hashed addresses and give templates `asset(path)`."""
    app.register_blueprint(bp)
    app.wsgi_app = Shelf(app.wsgi_app, app)  # type: ignore[method-assign]  # as documented
    app.jinja_env.globals["asset"] = address
    app.config["RELEASE"] = release(finished=[it.fingerprint for it in assets().values()])


class Shelf:
    """Answers for files before Flask is asked: no session is looked at and no database."""

    def __init__(self, application: "WSGIApplication", app: Flask) -> None:
        self.application = application
        self.files = {f"/static/{path}": asset for path, asset in assets().items()}
        self.headers = lasting_headers(secure=app.config["SESSION_COOKIE_SECURE"])

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Send the file of this address; pass on whatever is not a plain question for one."""
        asset = self.files.get(environ.get("PATH_INFO", ""))
        reading = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        if asset is None or not reading or "%00" in environ.get("QUERY_STRING", ""):
            return self.application(environ, start_response)
        encoding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""), tuple(asset.bodies))
        tag = asset.fingerprint if encoding == PLAIN else f"{asset.fingerprint}-{encoding}"
        named = environ.get("QUERY_STRING") == f"v={asset.fingerprint}"
        headers = {**self.headers, "ETag": f'"{tag}"'}
        headers["Cache-Control"] = FOR_GOOD if named else ASK_AGAIN
        if len(asset.bodies) > 1:
            headers["Vary"] = "Accept-Encoding"
        if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(tag):
            start_response("304 Not Modified", list(headers.items()))
            return []
        body = asset.bodies[encoding]
        headers |= {"Content-Type": asset.kind, "Content-Length": str(len(body))}
        if encoding != PLAIN:
            headers["Content-Encoding"] = encoding
        start_response("200 OK", list(headers.items()))
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


@bp.get("/static/<path:path>")
@open_to(Audience.ANYBODY)
def file(path: str) -> ResponseReturnValue:
    """Say that there is no such file: what there is, the shelf has sent."""
    abort(404)


def address(path: str) -> str:
    """Return the address of an asset, which changes with its content."""
    return address_of(path, assets()[path].fingerprint)


@cache
def assets() -> dict[str, Asset]:
    """Return the files browsers may ask for, by path; made now where they are missing or old."""
    files, words = files_in(), words_in()

    def make() -> dict[str, bytes]:
        made: dict[str, bytes] = import_module("leitsaetze.web.finishing").finished(files, words)
        return made

    contents = stocked(PLACE / version_of(files, words), make)
    return {path: _asset(path, contents) for path in files}


def _asset(path: str, contents: Mapping[str, bytes]) -> Asset:
    twins = {
        encoding: contents[path + suffix]
        for encoding, suffix in SUFFIXES.items()
        if path + suffix in contents
    }
    plain = contents[path]
    return Asset(KINDS[Path(path).suffix], fingerprint_of(plain), {PLAIN: plain} | twins)


if __name__ == "__main__":
    assets()
