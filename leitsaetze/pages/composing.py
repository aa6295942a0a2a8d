"""Pages of comments, put together from finished pieces: only what changed is made anew.

Such a page is its frame (everything but the comments), a few lines around the comments, and the
comments, each as it is shown in one of its versions. While the frame holds, the page is remade from
the pieces it was made of, without the application.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

from flask import Response, current_app, render_template, request
from flask_babel import force_locale
from markupsafe import Markup

from leitsaetze.extensions import db
from leitsaetze.pages import public_comments, reading
from leitsaetze.pages.queries import Rows
from leitsaetze.pages.rules import PAGE_SIZE, Order, order_of, place_of
from leitsaetze.pages.surroundings import Surroundings, surroundings
from leitsaetze.web.languages import language
from leitsaetze.web.stamps import Ask, proof_of_request

State = tuple[int, int]  # number and version of a comment
CUT = Markup("<!--{}-->").format(token_hex(8))  # where a template is cut; nobody can type it
FEW = 4  # so many comments are made one by one; for more the application asks for all at once
WEIGHT = 100  # bytes a piece takes beside its content


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which comments of a list a page shows: `after` is where it begins, `further` the next one.

    `number` counts all published ones; `several` tells whether the page shows more than one.
    """

    order: Order
    after: int | None
    further: int | None
    number: int
    several: bool

    @property
    def newest_first(self) -> bool:
        """Whether the newest comment stands first."""
        return self.order is Order.NEWEST


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
            return b"".join([before, above, empty, below, after])
        return b"".join([before, above, *self.comments.values(), below, again, after])

    @property
    def size(self) -> int:
        """How much memory the pieces take beside what the page takes once more, in bytes."""
        _before, empty, again, _after = self.frame
        return len(empty) + len(again) + WEIGHT * (len(self.comments) + 6)

    def remade(self, rows: Sequence[Any], ask: Ask) -> "Recipe | None":
        """Return the recipe for what `states` answers now; None if that needs the application."""
        found, stretch = _read(rows, self.stretch.order, self.stretch.after)
        missing = [state for state in found if state not in self.comments]
        if len(missing) > FEW:
            return None
        said = [reading.said_once(number, ask) for number, _version in missing]
        if None in said:
            return None
        with force_locale(self.language):
            made = dict(zip(missing, _comments(said, self.here), strict=True))
            around = _around(stretch, self.here.place, since=self)
        comments = {state: made.get(state) or self.comments[state] for state in found}
        return replace(self, stretch=stretch, around=around, comments=comments)


def states(slug: str, number: int | None = None) -> tuple[Rows, dict[str, Any]]:
    """Return the question that tells the states of the comments on the page asked for.

    Its rows are number and version of each, one more than fits if there are more, and 0 with the
    number of all published ones.
    """
    after = place_of(request.args.get("nach"))
    question = public_comments.states(
        order_of(request.args.get("sortierung")),
        general=number is None,
        on=after is not None,
        ranges=db.engine.dialect.name == "postgresql",
    )
    return question, {"slug": slug, "number": number, "after": after}


def composed(template: str, **context: Any) -> Response:
    """Return the page the request asks for.

    `template` is cut into the four pieces of a frame; `place`, `zone` and `current` of its context
    are what each comment is told.
    """
    proof = proof_of_request()
    here = surroundings(context["place"], context["zone"], context["current"])
    order, after = order_of(request.args.get("sortierung")), place_of(request.args.get("nach"))
    found, stretch = _read(proof.answered, order, after)
    comments = _comments(reading.said([number for number, _ in found]), here)
    made = render_template(template, cut=CUT, **context)
    recipe = Recipe(
        language=language(),
        here=here,
        frame=[piece.encode() for piece in made.split(CUT)],
        stretch=stretch,
        around=_around(stretch, here.place),
        comments=dict(zip(found, comments, strict=True)),
    )
    proof.recipe = recipe
    return Response(recipe.page, mimetype="text/html")


def _read(rows: Sequence[Any], order: Order, after: int | None) -> tuple[list[State], Stretch]:
    (_none, number), *there = sorted((first, second) for first, second in rows)
    if order is Order.NEWEST:
        there.reverse()
    shown = there[:PAGE_SIZE]
    further = shown[-1][0] if len(there) > PAGE_SIZE else None
    return shown, Stretch(order, after, further, number, several=len(shown) > 1)


def _comments(said: Sequence[Any], here: Surroundings) -> list[bytes]:
    comment = _macros("comments/_comment.html").comment
    return [comment(it, here).encode() for it in said]


def _around(stretch: Stretch, place: str, since: Recipe | None = None) -> Sequence[bytes]:
    """Return what stands above and below the comments; of what did not change since, the same."""
    if since is not None and stretch == since.stretch:
        return since.around
    macros = _macros("comments/_around.html")
    above = macros.above(stretch, place).encode()
    if since is not None and stretch.further == since.stretch.further:
        return [above, since.around[1]]
    return [above, macros.below(stretch, place).encode()]


def _macros(template: str) -> Any:
    """Return the macros of a template; parts of a page need nothing of the request."""
    return current_app.jinja_env.get_template(template).module
