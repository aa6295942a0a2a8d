"""Questions about who joined in with which comment."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from leitsaetze.comments.models import Comment
from leitsaetze.comments.support_models import Support


def joined_by(person_id: int) -> Select[Support]:
    """The comments a person joined in with, the latest first."""
    there = joinedload(Support.comment)
    return (
        select(Support)
        .where(Support.person_id == person_id)
        .options(there.joinedload(Comment.dialogue), there.joinedload(Comment.principle))
        .order_by(Support.at.desc(), Support.comment_id.desc())
    )
