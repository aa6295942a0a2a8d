"""What others add to a comment: replies under it, support. It tells how the comment is shown now.

A comment's version is for forms that ask whether they are stale; what others add makes none stale.
So it is counted beside, in the same transaction, and both together tell one state from another.
"""

from typing import Any

from sqlalchemy import select, update

from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import db


def note_support(comment: Comment, change: int) -> None:
    """Count one person more or less who joined in."""
    _echo(comment.id, supports=Comment.supports + change)
    if comment.parent_id is not None:
        _echo(comment.parent_id)


def note_reply(reply: Comment, *, was_published: bool, was_public: bool) -> None:
    """Tell the comment a reply stands under what has become of it; give the reply its place there.

    The place stays: a list that shows the first replies goes on after the same one.
    """
    parent_id = reply.parent_id
    if parent_id is None or not (was_public or reply.published_at is not None):
        return
    change = (reply.status is Status.PUBLISHED) - was_published
    changes: dict[str, Any] = {"replies": Comment.replies + change} if change else {}
    if reply.place is None:
        changes["places"] = Comment.places + 1
    _echo(parent_id, **changes)  # holds the row: of two replies, the second counts on
    if reply.place is None:
        question = select(Comment.places).where(Comment.id == parent_id)
        reply.place = db.session.scalar(question)
        db.session.flush()


def _echo(comment_id: int, **changes: Any) -> None:
    changed = update(Comment).where(Comment.id == comment_id)
    db.session.execute(
        changed.values(echoes=Comment.echoes + 1, **changes),
        execution_options={"synchronize_session": "fetch"},
    )
