"""Public pages: the same bytes for everybody, proven fresh by a stamp before query and render."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import abort, current_app, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from leitsaetze.clock import now
from leitsaetze.extensions import db

StampQuestion = Callable[..., Select[int, datetime | None]]


def stamped(question: StampQuestion) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answer with 304 while the stamp that `question` asks for is unchanged.

    `question` takes the arguments of the view and selects the version and the next moment at which
    time alone changes the page. The stamp is read before the rows, so that a page can be older
    than its stamp never, and newer at most until the next request. No stamp means: no such page.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def stamped_view(**arguments: Any) -> ResponseReturnValue:
            row = db.session.execute(question(**arguments)).first()
            if row is None or row[0] is None:
                abort(404)
            tag = entity_tag(row[0], row[1])
            if request.if_none_match.contains_weak(tag) and not _recognised():
                response = current_app.response_class(status=304)
            else:
                response = make_response(view(**arguments))
            if response.status_code in {200, 304}:
                response.set_etag(tag)
            return response

        return stamped_view

    return decorate


def entity_tag(version: int, next_change_at: datetime | None) -> str:
    """Return the tag of this address at this version.

    Past `next_change_at` the stamp counts as raised with every second, until the worker raises it.
    """
    moment = now()
    overdue = next_change_at is not None and next_change_at <= moment
    late = int(moment.timestamp()) if overdue else 0
    address = request.script_root + request.full_path
    source = f"{version}|{late}|{address}|{current_app.config['RELEASE']}"
    return hashlib.sha256(source.encode()).hexdigest()[:24]


def declare_public(response: Any) -> None:
    """Let shared caches keep a page, if they ask each time whether it is still fresh."""
    if _recognised():
        response.headers["Cache-Control"] = "private, no-store"
    else:
        response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Cookie")


def _recognised() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies
