"""What an author has written one after the other, for the staff: each version with what differs."""

from dataclasses import dataclass
from itertools import pairwise

from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.passage_queries import originals_of
from leitsaetze.comments.reply_models import Reply
from leitsaetze.extensions import db
from leitsaetze.principles.differences import Difference, difference_of_html


@dataclass(frozen=True)
class Earlier:
    """An earlier version, and how the one that followed differs from it."""

    words: CommentVersion
    difference: Difference


def earlier_versions(comment: Comment) -> list[Earlier]:
    """Return the versions its author has replaced, newest first; of most comments there are none.

    Those without hidden passages are not among them: they are the moderators' own.
    """
    if comment.edited_at is None:
        return []
    written = db.session.scalars(originals_of([comment.id])).all()
    found = [Earlier(old, difference_of_html(old.html, new.html)) for old, new in pairwise(written)]
    return found[::-1]


def answers_earlier_words(standing: Reply | None, comment: Comment) -> bool:
    """Tell whether an answer was written before its author changed the comment."""
    if standing is None or comment.edited_at is None:
        return False
    return standing.words.written_at < comment.edited_at
