"""Questions about the queue in its views: what stands in a list, how much, what comes next."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from leitsaetze.accounts.models import Person
from leitsaetze.comments.models import Comment, CommentVersion, QueueEntry
from leitsaetze.comments.rules import Lane, Proposed, Source
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.queries import AT, DIALOGUE, ME, holds
from leitsaetze.moderation.rules import (
    COUNT_UP_TO,
    LANES,
    LATEST_FIRST,
    LOOKED_THROUGH,
    PAGE,
    Contact,
    ForTwo,
    Lying,
    Origin,
    Tab,
)
from leitsaetze.moderation.view import Kind, Shape, View
from leitsaetze.principles.models import FieldOfAction, Principle

Rows = Select[*tuple[Any, ...]]
MINE = bindparam("mine", type_=Claim.comment_id.type, expanding=True)
PRINCIPLE = bindparam("principle", type_=QueueEntry.principle_id.type)
# What stands in the index of a tab, in its order; each can be continued after an entry.
ORDER = {
    Tab.REPORTS: ("reported", "waiting_since", "comment_id"),
    Tab.OVERDUE: ("due_at", "comment_id"),
    Tab.REVIEWS: ("review_since", "comment_id"),
}
USUAL_ORDER = "urgency", "waiting_since", "comment_id"
KEYS = frozenset(USUAL_ORDER).union(*ORDER.values())


def entries(view: View, *, further: bool = False) -> Rows:
    """One page of a view, most urgent first, then longest waiting; what is settled, latest first.

    Columns: comment, its text, its dialogue, number of its principle, why it stands where it
    stands, and who works on it until when. Asked with `claims.values_for`; `further` pages begin
    after an entry. Where entries have to be looked at one by one, only so many are.
    """
    return _entries(view.shape, further)


def reach(view: View, *, further: bool = False) -> Select[int]:
    """The last entry a page of a sieved view has looked at; none when it has looked at all."""
    page = _page(view.shape, further).with_only_columns(QueueEntry.comment_id)
    return page.offset(LOOKED_THROUGH - 1).limit(1)


def counts(view: View) -> Select[str, int, int]:
    """How many entries each tab has under the same filters, and how many were looked through.

    Counting stops past COUNT_UP_TO. Where entries have to be looked at one by one whatever the
    tab, only those of this view are counted.
    """
    tabs = [view.tab] if view.looks_inside else list(Tab)
    return _counts(tuple(view.on(tab).shape for tab in tabs))


def next_free(view: View, *, further: bool = False) -> Select[int]:
    """The first entry of a view on which no colleague works; never the comment `but`.

    What somebody proposed and a colleague has to look at is none for them.
    """
    return _next_free(view.shape, further)


# Each of these is put together once for each way to look: that costs more than asking.


@cache
def _entries(shape: Shape, further: bool) -> Rows:
    page = _found(shape, further).limit(PAGE + 1).subquery()
    colleague = aliased(Person)
    return (
        select(
            page.c.comment_id.label("id"),
            page.c.dialogue_id,
            page.c.lane,
            page.c.urgency,
            page.c.waiting_since,
            page.c.due_at,
            page.c.reported,
            page.c.review_since,
            page.c.marks,
            page.c.proposed,
            page.c.away_to,
            page.c.away_until,
            page.c.back,
            Comment.name,
            Comment.locale,
            CommentVersion.text,
            Principle.number,
            Claim.person_id.label("claimed_by"),
            colleague.name.label("colleague"),
            Claim.expires_at.label("claimed_until"),
            Claim.assigned_by,
        )
        .select_from(page)
        .join(Comment, Comment.id == page.c.comment_id)
        .join(CommentVersion, _shown_words())
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .outerjoin(Claim, and_(Claim.comment_id == Comment.id, holds(AT)))
        .outerjoin(colleague, colleague.id == Claim.person_id)
        .order_by(*_order(shape.tab, page))
    )


@cache
def _counts(shapes: tuple[Shape, ...]) -> Select[str, int, int]:
    parts = []
    for shape in shapes:
        # In the order of the list, so that its index is read and no wider one.
        some = _only_keys(_found(shape, further=False)).limit(COUNT_UP_TO + 1).subquery()
        looked: Any = literal(0)
        if shape.sieved:
            near = _only_keys(_page(shape, further=False)).limit(LOOKED_THROUGH).subquery()
            looked = select(func.count()).select_from(near).scalar_subquery()
        parts.append(select(literal(shape.tab.value), func.count(), looked).select_from(some))
    return select(union_all(*parts).subquery())


@cache
def _next_free(shape: Shape, further: bool) -> Select[int]:
    page = _found(shape, further)
    number, proposer = (page.selected_columns[name] for name in ("comment_id", "proposed_by"))
    return (
        page.with_only_columns(number)
        .outerjoin(Claim, and_(Claim.comment_id == number, holds(AT)))
        .where(or_(Claim.comment_id.is_(None), Claim.person_id == ME))
        .where(or_(proposer.is_(None), proposer != ME))
        .where(number != bindparam("but", type_=QueueEntry.comment_id.type))
        .limit(1)
    )


def _found(shape: Shape, further: bool) -> Rows:
    """The entries of a view in its order.

    Where no index helps to narrow it down, those among the next LOOKED_THROUGH entries of the tab:
    a page costs the same however rare is what somebody looks for.
    """
    page = _page(shape, further)
    if not shape.sieved:
        return page
    near = page.limit(LOOKED_THROUGH).subquery()
    return (
        select(near)
        .join(Comment, Comment.id == near.c.comment_id)
        .join(CommentVersion, _shown_words())
        .outerjoin(Principle, Principle.id == near.c.principle_id)
        .where(*(_sieve(name, near) for name in sorted(shape.sieved)))
        .order_by(*_order(shape.tab, near))
    )


def _page(shape: Shape, further: bool) -> Rows:
    """The entries of a tab in its order, from the one index that has them so."""
    tab = shape.tab
    question = (
        select(
            QueueEntry.comment_id,
            QueueEntry.dialogue_id,
            QueueEntry.principle_id,
            QueueEntry.lane,
            QueueEntry.urgency,
            QueueEntry.waiting_since,
            QueueEntry.due_at,
            QueueEntry.reported,
            QueueEntry.review_since,
            QueueEntry.marks,
            QueueEntry.proposed,
            QueueEntry.proposed_by,
            QueueEntry.away_to,
            QueueEntry.away_until,
            QueueEntry.back,
        )
        .where(*_within(shape))
        .order_by(*_order(tab, QueueEntry))
    )
    if not further:
        return question
    keys = [getattr(QueueEntry, name) for name in _keys(tab)]
    here = tuple_(*keys)
    there = tuple_(*(bindparam(f"last_{key.key}", type_=key.type) for key in keys))
    return question.where(here < there if tab in LATEST_FIRST else here > there)


def _within(shape: Shape) -> Iterable[ColumnElement[bool]]:
    """Say what belongs to a tab. What is written out lets an index of only these rows serve."""
    match shape.tab:
        case Tab.REPORTS:
            return [QueueEntry.reported < literal_column("0")]
        case Tab.REVIEWS:
            return [QueueEntry.review_since.is_not(None)]
        case Tab.OVERDUE:
            return [QueueEntry.due_at.is_not(None), QueueEntry.due_at <= AT]
        case Tab.MINE:
            # Said so that no index on lanes serves: what somebody works on is little, a lane much.
            waits = or_(
                QueueEntry.lane.not_in([Lane.HIDDEN, Lane.DONE]),
                QueueEntry.reported < 0,
                QueueEntry.review_since.is_not(None),
            )
            return [QueueEntry.comment_id.in_(MINE), waits, *_of_place(shape)]
    return [QueueEntry.lane == LANES[shape.tab], *_of_place(shape)]


def _of_place(shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.of_dialogue:
        conditions.append(QueueEntry.dialogue_id == DIALOGUE)
    if shape.kind is Kind.ONE:
        own = select(Principle.dialogue_id).where(Principle.id == PRINCIPLE).scalar_subquery()
        conditions += [QueueEntry.dialogue_id == own, QueueEntry.principle_id == PRINCIPLE]
    if shape.kind is Kind.GENERAL:
        # Written out, so that the index of general comments serves.
        conditions.append(QueueEntry.principle_id == literal_column("0"))
    return conditions


def _sieve(name: str, near: Subquery) -> ColumnElement[bool]:
    """Say what is asked of each entry looked at.

    Where it stands is asked of the entry: of the comment an index would know it, and all comments
    of a dialogue would be read instead of these entries.
    """
    received = Comment.received_at
    conditions: dict[str, ColumnElement[bool]] = {
        "dialogue": near.c.dialogue_id == DIALOGUE,
        f"principle {Kind.ONE.name}": near.c.principle_id == PRINCIPLE,
        f"principle {Kind.GENERAL.name}": near.c.principle_id == 0,
        "field": Principle.field_id == bindparam("field", type_=FieldOfAction.id.type),
        "since": received >= bindparam("since", type_=received.type),
        "until": received < bindparam("until", type_=received.type),
        f"origin {Origin.ONLINE}": Comment.source == Source.ONLINE,
        f"origin {Origin.ON_SITE}": Comment.source != Source.ONLINE,
        f"contact {Contact.WITH_ADDRESS}": Comment.author_id.is_not(None),
        f"contact {Contact.WITHOUT_ADDRESS}": Comment.author_id.is_(None),
        f"for two {ForTwo.HIDING}": near.c.proposed == Proposed.HIDING,
        f"for two {ForTwo.REPLY}": near.c.proposed == Proposed.WAITING,
        f"lying {Lying.AWAY}": near.c.away_until.is_not(None),
        f"lying {Lying.BACK}": near.c.back.is_not(None),
        f"lying {Lying.HERE}": near.c.away_until.is_(None),
        "words": CommentVersion.text.ilike(bindparam("words"), escape="\\"),
        "name": Comment.name.ilike(bindparam("name"), escape="\\"),
    }
    return conditions[name]


def _shown_words() -> ColumnElement[bool]:
    return and_(
        CommentVersion.comment_id == Comment.id, CommentVersion.number == Comment.text_version
    )


def _only_keys(page: Rows) -> Rows:
    return page.with_only_columns(page.selected_columns["comment_id"])


def _keys(tab: Tab) -> tuple[str, ...]:
    return ORDER.get(tab, USUAL_ORDER)


def _order(tab: Tab, entry: type[QueueEntry] | Subquery) -> list[ColumnElement[Any]]:
    columns = entry.c if isinstance(entry, Subquery) else entry.__table__.c
    keys = [columns[name] for name in _keys(tab)]
    return [key.desc() for key in keys] if tab in LATEST_FIRST else [key.asc() for key in keys]
