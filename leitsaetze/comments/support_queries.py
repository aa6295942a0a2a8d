"""Questions about who joined in with which comment."""

from sqlalchemy import Select, literal, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from leitsaetze.comments.models import Comment
from leitsaetze.comments.support_models import Support


def joined_by(person_id: int, before: int | None = None) -> Select[Support]:
    """The comments a person joined in with, the latest first.

    `before` is the last comment of the page before; nothing follows one they took back meanwhile.
    """
    there = joinedload(Support.comment)
    question = (
        select(Support)
        .where(Support.person_id == person_id)
        .options(there.joinedload(Comment.dialogue), there.joinedload(Comment.principle))
        .order_by(Support.at.desc(), Support.comment_id.desc())
    )
    if before is None:
        return question
    one = aliased(Support)
    at = select(one.at).where(one.person_id == person_id, one.comment_id == before)
    last = tuple_(at.scalar_subquery(), literal(before))
    return question.where(tuple_(Support.at, Support.comment_id) < last)
