"""Questions about comments as everybody may read them; what is public says the room of comments."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from leitsaetze.comments.book_models import CommentCount
from leitsaetze.comments.models import Comment, RevisionComment
from leitsaetze.comments.position_rules import Position, counted_as
from leitsaetze.comments.queries import has_public_place, shown_state
from leitsaetze.comments.reply_models import ReplyComment
from leitsaetze.comments.rules import Source, Status
from leitsaetze.comments.showing import shown_answers, shown_comments
from leitsaetze.events.minutes_models import EventResult
from leitsaetze.events.models import EventMention
from leitsaetze.pages.queries import Rows
from leitsaetze.pages.rules import PAGE_SIZE, Order
from leitsaetze.prepared import Prepared
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import is_public, readable

AFTER = bindparam("after", type_=Integer)
Pair = tuple[Any, Any]  # a column, and what it is compared with


@cache  # putting a question together costs more than asking it
def states(order: Order, *, general: bool, on: bool, of_one: bool, ranges: bool) -> Rows:
    """Number, state and supports of the comments of one page and of one more; what is counted.

    The comments with a public place on the principle `number` of the dialogue `slug`, or the
    `general` ones, each with what stands under it; from the beginning, or `on` from the comment
    `after`; those `of_one` position only if asked for. Rows whose number is not above 0 tell how
    many are published: 0 of all, -1, -2 … of each position in its order. `ranges` says the same in
    the words PostgreSQL needs to read the right index.
    """
    dialogue_id = select(Dialogue.id).where(Dialogue.slug == bindparam("slug")).scalar_subquery()
    principle_id = (
        select(Principle.id)
        .where(Principle.dialogue_id == dialogue_id, Principle.number == bindparam("number"))
        .scalar_subquery()
    )
    page = select(Comment.id, shown_state().label("state"), Comment.supports)
    page = page.where(has_public_place(), Comment.parent_id.is_(None))
    if general:
        page = page.where(Comment.principle_id.is_(None))
    place: list[Pair] = [
        (Comment.dialogue_id, dialogue_id) if general else (Comment.principle_id, principle_id)
    ]
    if of_one:
        page = page.where(Comment.position.is_not(None))
        place.append((Comment.position, bindparam("position", type_=String)))
    last: list[Pair] = [(Comment.id, AFTER)]
    if order is Order.SUPPORTED:
        there = aliased(Comment)
        supports = select(there.supports).where(there.id == AFTER).scalar_subquery()
        last.insert(0, (Comment.supports, func.coalesce(supports, 0)))
    falling = order is not Order.OLDEST
    where = _in_range if ranges else _at
    page = page.where(*where(place, last if on else [], falling=falling))
    ends = [column for column, _ in [*place, *last]]
    page = page.order_by(*([it.desc() for it in ends] if falling else ends))
    codes = {str(Status.PUBLISHED): 0} | {
        counted_as(position): -at for at, position in enumerate(Position, 1)
    }
    published = select(case(codes, value=CommentCount.kind), CommentCount.number, literal(0)).where(
        CommentCount.dialogue_id == dialogue_id,
        CommentCount.principle_id == (0 if general else principle_id),
        CommentCount.kind.in_(list(codes)),
    )
    return union_all(published, select(page.limit(PAGE_SIZE + 1).subquery()))  # type: ignore[return-value]  # rows, too


Pairs = Sequence[Pair]
Conditions = list[ColumnElement[bool]]


def _at(place: Pairs, last: Pairs, *, falling: bool) -> Conditions:
    """Say where the comments stand, so that SQLite goes on in the middle of its index."""
    here = [column == value for column, value in place]
    return [*here, *([_beyond(last, falling)] if last else [])]


def _in_range(place: Pairs, last: Pairs, *, falling: bool) -> Conditions:
    """Say the same without an equality.

    PostgreSQL, told that all rows wanted are equal there, takes the order of the index for that of
    the ids alone, expects as many rows as elsewhere, and walks along all comments by their ids.
    """
    columns, values = zip(*place, strict=True)
    there, here = tuple_(*columns), tuple_(*values)
    edge = (
        _beyond([*place, *last], falling) if last else (there <= here if falling else there >= here)
    )
    return [there >= here if falling else there <= here, edge]


def _beyond(last: Pairs, falling: bool) -> ColumnElement[bool]:
    columns, values = zip(*last, strict=True)
    there, edge = tuple_(*columns), tuple_(*values)
    return there < edge if falling else there > edge


@cache
def comments() -> Rows:
    """The comments `ids`, if they have a public place."""
    return _shown().where(Comment.id.in_(bindparam("ids", expanding=True)))


@cache
def replies_under() -> Rows:
    """The replies with a public place under the comments `parents`, of each the first `most`.

    In the order in which they came to stand there.
    """
    return (
        _shown()
        .where(
            Comment.parent_id.in_(bindparam("parents", expanding=True)),
            Comment.place <= bindparam("most", type_=Integer),
        )
        .order_by(Comment.parent_id, Comment.place)
    )


def thread(comment_id: int, after: int) -> Rows:
    """One page and one more of the replies under a comment, beyond a place."""
    return (
        _shown()
        .where(Comment.parent_id == comment_id, Comment.place > after)
        .order_by(Comment.place)
        .limit(PAGE_SIZE + 1)
    )


@cache
def one() -> Prepared:
    """The question for the comment `number`, if it has a public place.

    It also tells what else there is to ask: `answered` under it, `events` shown there, `ties` to
    revisions; drafts and what was taken back count, too.
    """
    answers = select(ReplyComment.reply_id).where(ReplyComment.comment_id == Comment.id)
    events = answers.join(EventMention, EventMention.reply_id == ReplyComment.reply_id)
    ties = select(RevisionComment.comment_id).where(RevisionComment.comment_id == Comment.id)
    further = {"answered": answers, "events": events, "ties": ties}
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
    parent = aliased(Comment)
    parent_name = case((parent.status == Status.PUBLISHED, parent.name), else_="")
    return (
        select(
            Dialogue,
            Principle,
            readable(Revision.statement).label("statement"),
            Comment.parent_id,
            parent_name.label("parent_name"),
        )
        .select_from(Comment)
        .join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .outerjoin(Revision, Revision.id == Comment.revision_id)
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .outerjoin(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .outerjoin(parent, parent.id == Comment.parent_id)
        .where(Comment.id == comment_id, has_public_place(), is_public())
    )


@cache
def answers() -> Rows:
    """What the county answered under the comments `ids` in public, oldest first."""
    return shown_answers().where(ReplyComment.comment_id.in_(bindparam("ids", expanding=True)))


@cache
def _shown() -> Rows:
    """What `shown_comments` gives, with the result of an event it was made of."""
    made = and_(Comment.source == Source.EVENT, EventResult.comment_id == Comment.id)
    return (
        shown_comments()
        .add_columns(EventResult.event_id, EventResult.number.label("result_number"))
        .outerjoin(EventResult, made)
        .where(has_public_place())
    )
