"""Questions about comments that are like each other, and about answers several share."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Delete, Select, bindparam, delete, func, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.group_models import CommentStem, ProposalComment
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.queries import has_public_place
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyProposal
from leitsaetze.comments.rules import Status
from leitsaetze.comments.stems import MOST_STEMS, NEAR
from leitsaetze.prepared import Prepared

Rows = Select[*tuple[Any, ...]]
DIALOGUE = bindparam("dialogue", type_=CommentStem.dialogue_id.type)
BUT = bindparam("but", type_=CommentStem.comment_id.type)


def stems_of(comment_id: int) -> Delete:
    """The removal of what was kept of one comment's words."""
    return delete(CommentStem).where(CommentStem.comment_id == comment_id)


def kept_stem_of(comment: Comment) -> Select[int]:
    """Something kept of a comment's present text."""
    return (
        select(CommentStem.stem)
        .where(CommentStem.comment_id == comment.id)
        .where(CommentStem.text_version == comment.text_version)
        .limit(1)
    )


def present_text_of(comment: Comment) -> Select[str]:
    """A comment's present text, whatever the session still holds of an earlier one."""
    return select(CommentVersion.text).where(
        CommentVersion.comment_id == comment.id, CommentVersion.number == comment.text_version
    )


@cache
def sharing() -> Select[int, int]:
    """Open comments of DIALOGUE with a stem of a text, once for each stem they share.

    Asked with `stem_0` to `stem_39` and BUT, the comment itself. Of each stem only the latest few:
    however many comments there are, the question costs the same.
    """
    parts = []
    for number in range(MOST_STEMS):
        latest = (
            select(CommentStem.comment_id, CommentStem.stem)
            .where(CommentStem.dialogue_id == DIALOGUE)
            .where(CommentStem.stem == bindparam(f"stem_{number}", type_=CommentStem.stem.type))
            .where(CommentStem.comment_id != BUT)
            .order_by(CommentStem.comment_id.desc())
            .limit(NEAR)
            .subquery()
        )
        parts.append(select(latest.c.comment_id, latest.c.stem))
    return select(union_all(*parts).subquery())


def how_many_stems(comment_ids: Collection[int]) -> Select[int, int]:
    """How many stems are kept of each of these comments."""
    return (
        select(CommentStem.comment_id, func.count())
        .where(CommentStem.comment_id.in_(comment_ids))
        .group_by(CommentStem.comment_id)
    )


def candidates(comment_ids: Collection[int]) -> Rows:
    """These comments with their entries of the queue, if any, and all that is shown of them."""
    return (
        select(Comment, QueueEntry)
        .outerjoin(QueueEntry, QueueEntry.comment_id == Comment.id)
        .where(Comment.id.in_(comment_ids), Comment.received_at.is_not(None))
        .options(
            joinedload(Comment.words),
            joinedload(Comment.principle),
            joinedload(Comment.dialogue),
            joinedload(Comment.author),
        )
        .order_by(Comment.id)
    )


def comments_under(reply_id: int) -> Select[Comment]:
    """The comments a reply answers."""
    return (
        select(Comment)
        .join(ReplyComment, ReplyComment.comment_id == Comment.id)
        .where(ReplyComment.reply_id == reply_id)
        .order_by(Comment.id)
    )


def numbers_under(reply_id: int) -> Select[int]:
    """The numbers of the comments a reply answers."""
    return select(ReplyComment.comment_id).where(ReplyComment.reply_id == reply_id)


def held(comment_ids: Collection[int]) -> Select[int]:
    """These comments, kept from everybody else in one order, so that no two wait in a circle."""
    return (
        select(Comment.id).where(Comment.id.in_(comment_ids)).order_by(Comment.id).with_for_update()
    )


def answered_together_with(comment_id: int) -> Select[Comment]:
    """The other comments under the replies that stand under one."""
    own = aliased(ReplyComment)
    return (
        select(Comment)
        .join(ReplyComment, ReplyComment.comment_id == Comment.id)
        .join(own, own.reply_id == ReplyComment.reply_id)
        .join(Reply, Reply.id == own.reply_id)
        .where(own.comment_id == comment_id, Reply.withdrawn_at.is_(None))
        .where(Comment.id != comment_id)
        .order_by(Comment.id)
    )


def proposals_for(comment_id: int) -> Select[ReplyProposal]:
    """All answers ever proposed for a comment, for it alone or for others, too."""
    shared = select(ProposalComment.proposal_id).where(ProposalComment.comment_id == comment_id)
    return select(ReplyProposal).where(
        or_(ReplyProposal.comment_id == comment_id, ReplyProposal.id.in_(shared))
    )


def published_among(comment_ids: Collection[int]) -> Select[Comment]:
    """Those of these comments that are published."""
    return (
        select(Comment)
        .where(Comment.id.in_(comment_ids), Comment.status == Status.PUBLISHED)
        .order_by(Comment.id)
    )


def proposed_for(proposal_id: int) -> Select[int]:
    """The further comments a proposed answer is for."""
    return (
        select(ProposalComment.comment_id)
        .where(ProposalComment.proposal_id == proposal_id)
        .order_by(ProposalComment.comment_id)
    )


@cache
def shared_by() -> Rows:
    """The comments with a public place under each of the replies `ids`, in their order."""
    return (
        select(ReplyComment.reply_id, ReplyComment.comment_id)
        .join(Comment, Comment.id == ReplyComment.comment_id)
        .where(ReplyComment.reply_id.in_(bindparam("ids", expanding=True)), has_public_place())
        .order_by(ReplyComment.comment_id)
    )


@cache
def shared_with() -> Prepared:
    """The same of the replies under the comment `number`."""
    own = aliased(ReplyComment)
    return Prepared(
        select(ReplyComment.reply_id, ReplyComment.comment_id)
        .join(own, own.reply_id == ReplyComment.reply_id)
        .join(Comment, Comment.id == ReplyComment.comment_id)
        .where(own.comment_id == bindparam("number", 0), has_public_place())
        .order_by(ReplyComment.comment_id)
    )
