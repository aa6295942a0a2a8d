"""Comments and answers in the columns lists show; hidden words do not even leave the database."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import aliased

from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment, CommentVersion, Decision
from leitsaetze.comments.queries import replies_are_public, words_are_public
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyVersion
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import words_are_public as principle_words_are_public
from leitsaetze.site.models import HouseRule

Rows = Select[*tuple[Any, ...]]


def shown_answers() -> Rows:
    """What the county answers in public, oldest first, with the number of the comment.

    `shared` says that the same answer is for other comments, too.
    """
    other = aliased(ReplyComment)
    others = select(other.comment_id).where(
        other.reply_id == ReplyComment.reply_id, other.comment_id != ReplyComment.comment_id
    )
    return (
        select(
            ReplyComment.comment_id,
            Reply.id,
            Reply.created_at,
            Reply.text_version,
            ReplyVersion.html,
            ReplyVersion.heading,
            ReplyVersion.written_at,
            others.exists().label("shared"),
        )
        .join(Reply, Reply.id == ReplyComment.reply_id)
        .join(
            ReplyVersion,
            and_(ReplyVersion.reply_id == Reply.id, ReplyVersion.number == Reply.text_version),
        )
        .join(Comment, Comment.id == ReplyComment.comment_id)
        .where(replies_are_public())
        .order_by(Reply.id)
    )


def quote_is_public() -> ColumnElement[bool]:
    """Say that the words quoted may be shown: they go when the principle's own words go.

    Of a comment that was moved they belong to another principle, and are shown no more.
    """
    return and_(Comment.quote_revision_id == Comment.revision_id, principle_words_are_public())


@cache  # putting the question together costs more than asking it
def shown_comments() -> Rows:
    """All comments with what may be read of them, also those without a public place."""
    readable = words_are_public()
    hiding = aliased(Decision)
    last_hiding = (
        select(func.max(hiding.id))
        .where(hiding.comment_id == Comment.id, hiding.verdict == Verdict.HIDE)
        .correlate(Comment)
        .scalar_subquery()
    )
    return (
        select(
            Comment.id,
            Comment.status,
            Comment.source,
            Comment.locale,
            Comment.created_at,
            Comment.published_at,
            Comment.edited_at,
            case((readable, Comment.name), else_="").label("name"),
            case((readable, Comment.organisation), else_="").label("organisation"),
            Comment.position,
            Comment.supports,
            Comment.replies,
            Comment.places,
            Comment.place,
            Comment.parent_id,
            case((and_(readable, quote_is_public()), Comment.quote), else_="").label("quote"),
            CommentVersion.html,
            CommentVersion.shortened_from,
            CommentVersion.written_at.label("shortened_at"),
            Revision.number.label("revision"),
            QueueEntry.lane,
            Decision.at.label("hidden_at"),
            HouseRule.number.label("rule_number"),
            HouseRule.title.label("rule_title"),
        )
        .select_from(Comment)
        .outerjoin(
            CommentVersion,
            and_(
                CommentVersion.comment_id == Comment.id,
                CommentVersion.number == Comment.text_version,
                readable,
            ),
        )
        .join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .outerjoin(Revision, Revision.id == Comment.revision_id)
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .outerjoin(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .outerjoin(
            QueueEntry,
            and_(QueueEntry.comment_id == Comment.id, QueueEntry.lane == Lane.AWAITING_REPLY),
        )
        .outerjoin(Decision, and_(Comment.status == Status.HIDDEN, Decision.id == last_hiding))
        .outerjoin(HouseRule, HouseRule.id == Decision.rule_id)
    )
