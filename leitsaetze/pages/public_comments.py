"""Questions about comments as everybody may read them; what is public says the room of comments."""

from collections.abc import Sequence
from functools import cache

from leitsaetze.comments.models import Comment, ReplyComment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.comments.showing import shown_answers, shown_comments
from leitsaetze.pages.queries import Rows
from leitsaetze.pages.rules import PAGE_SIZE, Order
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import is_public, readable


def comments_on(dialogue_id: int, principle_id: int | None) -> Rows:
    """The comments on a principle, or on the dialogue itself, with a public place."""
    return _shown().where(Comment.dialogue_id == dialogue_id, Comment.principle_id == principle_id)


def from_place(question: Rows, order: Order, after: int | None) -> Rows:
    """One page of comments and one more, which tells whether there is a next page."""
    newest = order is Order.NEWEST
    if after is not None:
        question = question.where(Comment.id < after if newest else Comment.id > after)
    return question.order_by(Comment.id.desc() if newest else Comment.id).limit(PAGE_SIZE + 1)


def comment(comment_id: int) -> Rows:
    """One comment with a public place, and where it belongs."""
    return (
        _shown()
        .add_columns(
            Dialogue,
            Principle,
            readable(Revision.statement).label("statement"),
        )
        .join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .outerjoin(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .where(Comment.id == comment_id, is_public())
    )


def answers(comment_ids: Sequence[int]) -> Rows:
    """What the county answered under these comments in public, oldest first."""
    return shown_answers().where(ReplyComment.comment_id.in_(comment_ids))


@cache
def _shown() -> Rows:
    return shown_comments().where(has_public_place())
