"""What rooms above have to do with a comment: they hear of verdicts and know marks of its entry.

The application names them (rooms.NEIGHBOURS), so that this room imports none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from leitsaetze.comments.models import Comment, Decision

Marks = Mapping[str, Any]  # columns of QueueEntry that this room cannot derive


@dataclass(frozen=True)
class Neighbour:
    """A room above: what it does after each verdict, and which marks it would set anew."""

    hear: Callable[[Comment, Decision], None]
    marks: Callable[[Comment], Marks]


def tell(comment: Comment, decision: Decision) -> None:
    """Let every room above draw its conclusions from a verdict, in the same transaction."""
    for neighbour in _neighbours():
        neighbour.hear(comment, decision)


def marks_of(comment: Comment) -> Marks:
    """Return the marks of a comment's entry of the queue as the rooms above know them."""
    known: dict[str, Any] = {}
    for neighbour in _neighbours():
        known |= neighbour.marks(comment)
    return known


def _neighbours() -> list[Neighbour]:
    found: list[Neighbour] = current_app.extensions["neighbours"]
    return found
