"""Questions about comments as everybody may read them; what is public says the room of comments."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from leitsaetze.comments.models import Comment, CommentCount, ReplyComment, RevisionComment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.comments.rules import Status
from leitsaetze.comments.showing import shown_answers, shown_comments
from leitsaetze.events.models import EventMention
from leitsaetze.pages.queries import Rows
from leitsaetze.pages.rules import PAGE_SIZE, Order
from leitsaetze.prepared import Prepared
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import is_public, readable

AFTER = bindparam("after", type_=Integer)


@cache  # putting a question together costs more than asking it
def states(order: Order, *, general: bool, on: bool, ranges: bool) -> Rows:
    """Number and version of the comments of one page and of one more; 0 and how many are published.

    The comments with a public place on the principle `number` of the dialogue `slug`, or the
    `general` ones; from the beginning, or `on` from the comment `after`. `ranges` says the same in
    the words PostgreSQL needs to read the right index.
    """
    dialogue_id = select(Dialogue.id).where(Dialogue.slug == bindparam("slug")).scalar_subquery()
    principle_id = (
        select(Principle.id)
        .where(Principle.dialogue_id == dialogue_id, Principle.number == bindparam("number"))
        .scalar_subquery()
    )
    page = select(Comment.id, Comment.version).where(has_public_place())
    if general:
        page = page.where(Comment.principle_id.is_(None))
    column, here = (
        (Comment.dialogue_id, dialogue_id) if general else (Comment.principle_id, principle_id)
    )
    place = _in_range if ranges else _at
    page = page.where(*place(column, here, newest=order is Order.NEWEST, on=on))
    ends = [column, Comment.id]
    page = page.order_by(*([it.desc() for it in ends] if order is Order.NEWEST else ends))
    published = select(literal(0), func.coalesce(func.sum(CommentCount.number), 0)).where(
        CommentCount.dialogue_id == dialogue_id,
        CommentCount.principle_id == (0 if general else principle_id),
        CommentCount.kind == str(Status.PUBLISHED),
    )
    return union_all(published, select(page.limit(PAGE_SIZE + 1).subquery()))  # type: ignore[return-value]  # rows, too


Place = ScalarSelect[int]
Conditions = list[ColumnElement[bool]]


def _at(column: Any, here: Place, *, newest: bool, on: bool) -> Conditions:
    """Say where the comments stand, so that SQLite goes on in the middle of its index."""
    beyond = Comment.id < AFTER if newest else Comment.id > AFTER
    return [column == here, *([beyond] if on else [])]


def _in_range(column: Any, here: Place, *, newest: bool, on: bool) -> Conditions:
    """Say the same without an equality.

    PostgreSQL, told that all rows wanted are equal there, takes the order of the index for that of
    the ids alone, expects as many rows as elsewhere, and walks along all comments by their ids.
    """
    there, last = tuple_(column, Comment.id), tuple_(here, AFTER)
    if newest:
        return [column >= here, there < last if on else column <= here]
    return [column <= here, there > last if on else column >= here]


@cache
def comments() -> Rows:
    """The comments `ids`, if they have a public place."""
    return _shown().where(Comment.id.in_(bindparam("ids", expanding=True)))


@cache
def one() -> Prepared:
    """The question for the comment `number`, if it has a public place.

    It also tells what else there is to ask: `replies` under it, `events` shown in them, `ties` to
    revisions; drafts and what was taken back count, too.
    """
    replies = select(ReplyComment.reply_id).where(ReplyComment.comment_id == Comment.id)
    events = replies.join(EventMention, EventMention.reply_id == ReplyComment.reply_id)
    ties = select(RevisionComment.comment_id).where(RevisionComment.comment_id == Comment.id)
    further = {"replies": replies, "events": events, "ties": ties}
    return Prepared(
        _shown()
        .add_columns(*(asked.exists().label(name) for name, asked in further.items()))
        .where(Comment.id == bindparam("number", 0))
    )


@cache
def answers_under() -> Prepared:
    """The question for what the county answered in public under the comment `number`."""
    return Prepared(shown_answers().where(ReplyComment.comment_id == bindparam("number", 0)))


def place_of_comment(comment_id: int) -> Rows:
    """Where a comment with a public place belongs: dialogue, principle, words of the revision."""
    return (
        select(Dialogue, Principle, readable(Revision.statement).label("statement"))
        .select_from(Comment)
        .join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .outerjoin(Revision, Revision.id == Comment.revision_id)
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .outerjoin(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .where(Comment.id == comment_id, has_public_place(), is_public())
    )


@cache
def answers() -> Rows:
    """What the county answered under the comments `ids` in public, oldest first."""
    return shown_answers().where(ReplyComment.comment_id.in_(bindparam("ids", expanding=True)))


@cache
def _shown() -> Rows:
    return shown_comments().where(has_public_place())
