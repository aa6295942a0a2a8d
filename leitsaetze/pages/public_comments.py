"""Questions about comments as everybody may read them; what is public says the room of comments."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from leitsaetze.comments.models import (
    Comment,
    CommentVersion,
    Decision,
    QueueEntry,
    Reply,
    ReplyComment,
    ReplyVersion,
)
from leitsaetze.comments.queries import has_public_place, replies_are_public, words_are_public
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.pages.queries import Rows
from leitsaetze.pages.rules import PAGE_SIZE, Order
from leitsaetze.principles import queries as principle_queries
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import is_public
from leitsaetze.site.models import HouseRule


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
            case((principle_queries.words_are_public(), Revision.statement), else_="").label(
                "statement"
            ),
        )
        .join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .outerjoin(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .where(Comment.id == comment_id, is_public())
    )


def answers(comment_ids: Sequence[int]) -> Rows:
    """What the county answered under these comments in public, oldest first."""
    return (
        select(
            ReplyComment.comment_id,
            Reply.id,
            Reply.created_at,
            Reply.text_version,
            ReplyVersion.html,
            ReplyVersion.written_at,
        )
        .join(Reply, Reply.id == ReplyComment.reply_id)
        .join(
            ReplyVersion,
            and_(ReplyVersion.reply_id == Reply.id, ReplyVersion.number == Reply.text_version),
        )
        .join(Comment, Comment.id == ReplyComment.comment_id)
        .where(ReplyComment.comment_id.in_(comment_ids), replies_are_public())
        .order_by(Reply.id)
    )


@cache  # putting the question together costs more than asking it
def _shown() -> Rows:
    """Columns of a comment as the public sees it: hidden words do not even leave the database."""
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
            case((readable, Comment.name), else_="").label("name"),
            case((readable, Comment.organisation), else_="").label("organisation"),
            CommentVersion.html,
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
        .outerjoin(Revision, Revision.id == Comment.revision_id)
        .outerjoin(
            QueueEntry,
            and_(QueueEntry.comment_id == Comment.id, QueueEntry.lane == Lane.AWAITING_REPLY),
        )
        .outerjoin(Decision, and_(Comment.status == Status.HIDDEN, Decision.id == last_hiding))
        .outerjoin(HouseRule, HouseRule.id == Decision.rule_id)
        .where(has_public_place())
    )
