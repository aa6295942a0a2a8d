"""Pages of comments, put together from finished pieces: only what changed is made anew.

Such a page is its frame (everything but the comments), a few lines around the comments, and the
comments, each as it is shown in one of its versions. While the frame holds, the page is remade from
the pieces it was made of, without the application.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

from flask import Response, current_app, render_template, request
from flask_babel import force_locale
from markupsafe import Markup

from leitsaetze.comments.position_rules import Position, position_at
from leitsaetze.extensions import db
from leitsaetze.pages import public_comments, reading
from leitsaetze.pages.queries import Rows
from leitsaetze.pages.rules import (
    PAGE_SIZE,
    Order,
    asks_plainly,
    order_of,
    place_of,
    query_of,
)
from leitsaetze.pages.surroundings import Surroundings, surroundings
from leitsaetze.web.languages import language
from leitsaetze.web.stamps import Ask, proof_of_request

State = tuple[int, int]  # number of a comment, and how it is shown (comments.queries.shown_state)
CUT = Markup("<!--{}-->").format(token_hex(8))  # where a template is cut; nobody can type it
FEW = 4  # so many comments are made one by one; for more the application asks for all at once
WEIGHT = 100  # bytes a piece takes beside its content


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: comments from `after` on, in an order, only those of `position`.

    `plainly` asks for what stands above them in Einfacher Sprache.
    """

    order: Order
    position: Position | None
    after: int | None
    plainly: bool

    def at(self, order: Order | None = None, after: int | None = None) -> str:
        """Return how an address asks for the same list, in another order or from a comment on."""
        return query_of(order or self.order, self.position, after, plainly=self.plainly)

    def only(self, position: Position | None) -> str:
        """Return how an address asks for those of one position, or for all."""
        return query_of(self.order, position, plainly=self.plainly)

    def worded(self, *, plainly: bool) -> str:
        """Return how an address asks for the same list below these words."""
        return query_of(self.order, self.position, self.after, plainly=plainly)

    @property
    def everything(self) -> str:
        """How an address asks for the same words with all comments."""
        return query_of(plainly=self.plainly)


@dataclass(frozen=True, slots=True)
class Stretch(Asked):
    """Which comments of a list a page shows: `after` is where it begins, `further` the next one.

    `number` counts all published ones, `positions` those of each position that somebody took, and
    only those of `position` are shown, if one is asked for. `shown` is how many stand on the
    page.
    """

    further: int | None
    number: int
    positions: tuple[tuple[Position, int], ...]
    shown: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """The pieces a page is made of, and how to make those that change.

    `frame` is what stands before the comments, in place of them where there are none, once more
    below them where there are some, and at the end. `here` is what a comment is told of its place.
    """

    language: str
    here: Surroundings
    frame: Sequence[bytes]
    stretch: Stretch
    around: Sequence[bytes]
    comments: Mapping[State, bytes]

    @property
    def page(self) -> bytes:
        """The page."""
        before, empty, again, after = self.frame
        above, below = self.around
        if not self.comments:
            nothing = b"" if self.stretch.number else empty
            return b"".join([before, above, nothing, below, after])
        return b"".join([before, above, *self.comments.values(), below, again, after])

    @property
    def size(self) -> int:
        """How much memory the pieces take beside what the page takes once more, in bytes."""
        _before, empty, again, _after = self.frame
        return len(empty) + len(again) + WEIGHT * (len(self.comments) + 6)

    def remade(self, rows: Sequence[Any], ask: Ask) -> "Recipe | None":
        """Return the recipe for what `states` answers now; None if that needs the application."""
        found, stretch = _read(rows, self.stretch)
        missing = [state for state in found if state not in self.comments]
        if len(missing) > FEW:
            return None
        said = [reading.said_once(number, ask) for number, _version in missing]
        if None in said:
            return None
        with force_locale(self.language):
            made = dict(zip(missing, _comments(said, self.here), strict=True))
            around = _around(stretch, self.here, since=self)
        comments = {state: made.get(state) or self.comments[state] for state in found}
        return replace(self, stretch=stretch, around=around, comments=comments)


def states(slug: str, number: int | None = None) -> tuple[Rows, dict[str, Any]]:
    """Return the question that tells the states of the comments on the page asked for.

    Its rows are what public_comments.states says, of one comment more than fits if there are more.
    """
    asked = _asked()
    question = public_comments.states(
        asked.order,
        general=number is None,
        on=asked.after is not None,
        of_one=asked.position is not None,
        ranges=db.engine.dialect.name == "postgresql",
    )
    chosen = asked.position.value if asked.position else None
    return question, {"slug": slug, "number": number, "after": asked.after, "position": chosen}


def composed(template: str, **context: Any) -> Response:
    """Return the page the request asks for.

    `template` is cut into the four pieces of a frame; `place`, `zone`, `current` and `is_open` of
    its context are what each comment is told.
    """
    proof, asked = proof_of_request(), _asked()
    place, zone, current = context["place"], context["zone"], context["current"]
    words = query_of(plainly=asked.plainly)
    here = surroundings(place, zone, current, is_open=context["is_open"], words=words)
    found, stretch = _read(proof.answered, asked)
    comments = _comments(reading.said([number for number, _ in found]), here)
    switch = asked.worded(plainly=False), asked.worded(plainly=True)
    made = render_template(template, cut=CUT, switch=switch, **context)
    recipe = Recipe(
        language=language(),
        here=here,
        frame=[piece.encode() for piece in made.split(CUT)],
        stretch=stretch,
        around=_around(stretch, here),
        comments=dict(zip(found, comments, strict=True)),
    )
    proof.recipe = recipe
    return Response(recipe.page, mimetype="text/html")


def _asked() -> Asked:
    asked = request.args.get
    return Asked(
        order_of(asked("sortierung")),
        position_at(asked("position")),
        place_of(asked("nach")),
        plainly=asks_plainly(asked("sprache")),
    )


def _read(rows: Sequence[Any], asked: Asked) -> tuple[list[State], Stretch]:
    counts = {-first: second for first, second, _ in rows if first <= 0}
    there = sorted((row for row in rows if row[0] > 0), key=_sorted_by(asked.order))
    if asked.order is not Order.OLDEST:
        there.reverse()
    shown = [(number, state) for number, state, _ in there[:PAGE_SIZE]]
    taken = ((it, counts.get(at, 0)) for at, it in enumerate(Position, 1))
    return shown, Stretch(
        asked.order,
        asked.position,
        asked.after,
        asked.plainly,
        further=shown[-1][0] if len(there) > PAGE_SIZE else None,
        number=counts.get(0, 0),
        positions=tuple((it, number) for it, number in taken if number or it is asked.position),
        shown=len(shown),
    )


def _sorted_by(order: Order) -> Callable[[Any], Any]:
    if order is Order.SUPPORTED:
        return lambda row: (row[2], row[0])
    return lambda row: row[0]


def _comments(said: Sequence[Any], here: Surroundings) -> list[bytes]:
    comment = _macros("comments/_comment.html").comment
    return [comment(it, here).encode() for it in said]


def _around(stretch: Stretch, here: Surroundings, since: Recipe | None = None) -> Sequence[bytes]:
    """Return what stands above and below the comments; of what did not change since, the same."""
    if since is not None and stretch == since.stretch:
        return since.around
    macros = _macros("comments/_around.html")
    above = macros.above(stretch, here.place, here.positions).encode()
    if since is not None and stretch.further == since.stretch.further:
        return [above, since.around[1]]
    return [above, macros.below(stretch, here.place).encode()]


def _macros(template: str) -> Any:
    """Return the macros of a template; parts of a page need nothing of the request."""
    return current_app.jinja_env.get_template(template).module
