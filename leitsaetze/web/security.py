"""Headers of every answer, and what may be kept by whom."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, redirect, request
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from werkzeug.routing import IntegerConverter, Map, RequestRedirect

from leitsaetze.web.access import Audience, audience_of
from leitsaetze.web.stamps import declare_public

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",  # the design system's icons are data: masks
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
LARGEST_ID = 2**31 - 1


class Number(IntegerConverter):
    """<int:…> of an address: what no database column can hold is no address of ours."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


class Sessions(SecureCookieSessionInterface):
    """Flask's sessions; what signs them is made once, not twice for each request."""

    signing: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        """Return what signs and reads cookies; it knows the secret of the start."""
        if self.signing is None:
            self.signing = super().get_signing_serializer(app)
        return self.signing


def init_app(app: Flask) -> None:
    """Refuse addresses no database can take and add the headers of trust.md, "Browser"."""
    app.session_interface = Sessions()
    app.url_map.converters["int"] = Number
    app.before_request(refuse_unspeakable)
    app.before_request(lead_on)
    app.after_request(harden)


def refuse_unspeakable() -> None:
    """Answer 404 to NUL in an address; PostgreSQL cannot even compare it."""
    if "\x00" in request.path or "%00" in request.query_string.decode("latin-1"):
        abort(404)


def lead_on() -> ResponseReturnValue | None:
    """Lead an address without its slash on, on this site: the router would name the Host header."""
    astray = request.routing_exception
    if not isinstance(astray, RequestRedirect):
        return None
    target = urlsplit(astray.new_url)
    path = "/" + target.path.lstrip("/")
    return redirect(f"{path}?{target.query}" if target.query else path, astray.code)


def lasting_headers(*, secure: bool) -> dict[str, str]:
    """Return the headers every answer has that says nothing else; `secure`: behind https."""
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    return headers | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})


def harden(response: Response) -> Response:
    """Add the security headers and decide whether anybody may keep the answer."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    for name, value in lasting_headers(secure=secure).items():
        response.headers.setdefault(name, value)
    if "token" in (request.view_args or {}):
        response.headers["Referrer-Policy"] = "no-referrer"
    _declare_storage(response)
    return response


def _declare_storage(response: Response) -> None:
    if "Cache-Control" in response.headers:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    readable = request.method in {"GET", "HEAD"} and response.status_code in {200, 304}
    if audience_of(view) is Audience.PUBLIC and readable:
        declare_public(response)
    else:
        response.headers["Cache-Control"] = "no-store"
