"""Public pages: the same bytes for everybody, proven fresh by a stamp before query and render."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Protocol

from flask import abort, current_app, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.prepared import Prepared

Question = Select[*tuple[Any, ...]]
Parts = Callable[..., tuple[Question, Mapping[str, Any]]]
PROOF = "leitsaetze.proof"  # where a request keeps the proof of its page


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the database was asked it, so that anybody can ask it again."""

    statement: str
    parameters: Any
    rows: tuple[tuple[Any, ...], ...]


class Ask(Protocol):
    """Asks a prepared question past the session, which belongs to the application."""

    def __call__(self, question: Prepared, **parameters: Any) -> list[Any]:
        """Return the rows the database answers now."""


class Recipe(Protocol):
    """How a page is made again of the pieces it was made of."""

    @property
    def page(self) -> bytes:
        """The page."""

    @property
    def size(self) -> int:
        """How much memory the pieces take beside what the page takes once more, in bytes."""

    def remade(self, rows: Sequence[Any], ask: Ask) -> "Recipe | None":
        """Return the recipe for new answers to `parts`; None if that needs the application."""


@dataclass(slots=True)
class Proof:
    """What a page was made of: it holds while these questions are answered as they were.

    `stamp` is asked first: version, next change, frame. While it answers the same version the page
    is fresh. When only the frame is the same, the page still is if `parts` are answered the same;
    else the `recipe`, where the view left one, makes it anew. `good_from` and `good_until` are the
    moments between which time alone does not change the page; `place` is its address and release.
    """

    stamp: Asked
    parts: Asked | None
    place: str
    good_from: datetime
    good_until: datetime | None
    recipe: Recipe | None = None

    @property
    def version(self) -> int:
        """The sum of the stamps."""
        return int(self.stamp.rows[0][0])

    @property
    def frame(self) -> int | None:
        """The sum of the frames; None for a stamp that tells none."""
        first = self.stamp.rows[0]
        return int(first[2]) if len(first) > 2 else None  # noqa: PLR2004  the third column

    @property
    def answered(self) -> tuple[tuple[Any, ...], ...]:
        """The answer to `parts`."""
        return self.parts.rows if self.parts is not None else ()

    @property
    def tag(self) -> str:
        """The tag of the page.

        Past the next change it changes with every second, until the worker raises the stamp.
        """
        made_of = self.version if self.parts is None else f"{self.frame}|{self.parts.rows}"
        late = int(self.good_from.timestamp()) if self.overdue else 0
        source = f"{made_of}|{late}|{self.place}"
        return hashlib.sha256(source.encode()).hexdigest()[:24]

    @property
    def overdue(self) -> bool:
        """Whether time has changed the page and nobody has raised the stamp yet."""
        return self.good_until is not None and self.good_until <= self.good_from


def stamped(
    question: Question, parts: Parts | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answer with 304 while what the page is made of is unchanged.

    `question` selects version, next moment at which time alone changes the page, and frame of the
    stamps the page depends on; its parameters are named as the arguments of the view. No stamp
    means: no such page. Deeds on single comments leave the frame alone: a page that names with
    `parts` what it shows of them outlives those on others. `parts` takes the arguments of the view
    and returns a question for whatever tells one state of these comments from another, with its
    parameters. Both are asked before the rows, so that a page can be older than its proof never,
    and newer at most until the next request.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def stamped_view(**arguments: Any) -> ResponseReturnValue:
            proof = _prove(question, arguments, parts)
            tag = proof.tag
            if request.if_none_match.contains_weak(tag) and not recognised():
                response = current_app.response_class(status=304)
            else:
                request.environ[PROOF] = proof
                response = make_response(view(**arguments))
            if response.status_code in {200, 304}:
                response.set_etag(tag)
            return response

        return stamped_view

    return decorate


def proof_of_request() -> Proof:
    """Return the proof of the page in the making."""
    proof: Proof = request.environ[PROOF]
    return proof


def declare_public(response: Any) -> None:
    """Let shared caches keep a page, if they ask each time whether it is still fresh."""
    if recognised():
        response.headers["Cache-Control"] = "private, no-store"
    else:
        response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Cookie")


def recognised() -> bool:
    """Tell whether the reader has a session."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def _prove(question: Question, arguments: Mapping[str, Any], parts: Parts | None) -> Proof:
    moment = now()
    stamp = _ask(question, arguments)
    if not stamp.rows or stamp.rows[0][0] is None:
        abort(404)
    return Proof(
        stamp=stamp,
        parts=_ask(*parts(**arguments)) if parts is not None else None,
        place=f"{request.script_root}{request.full_path}|{current_app.config['RELEASE']}",
        good_from=moment,
        good_until=stamp.rows[0][1],
    )


def _ask(question: Question, parameters: Mapping[str, Any]) -> Asked:
    result = db.session.connection().execute(question, parameters)
    sent: Any = result.context
    return Asked(sent.statement, sent.parameters[0], tuple(tuple(row) for row in result))
