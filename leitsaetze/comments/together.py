"""Comments that share an answer: who they are, and their books kept together."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from leitsaetze.comments import group_queries as queries
from leitsaetze.comments.books import booked
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import Reply
from leitsaetze.extensions import db


def answered_by(answer: Reply) -> list[Comment]:
    """Return all comments a reply answers, also those that are gone from the desk."""
    return list(db.session.scalars(queries.comments_under(answer.id)))


@contextmanager
def booked_together(comments: Iterable[Comment]) -> Iterator[None]:
    """Keep the books of several comments around one deed, in one order, each once."""
    with ExitStack() as books:
        for comment in sorted(set(comments), key=lambda it: it.id):
            books.enter_context(booked(comment))
        yield


def renew_companions(comment: Comment) -> None:
    """Show the comments that share an answer with this one anew: its public place came or went."""
    with booked_together(db.session.scalars(queries.answered_together_with(comment.id)).all()):
        pass
