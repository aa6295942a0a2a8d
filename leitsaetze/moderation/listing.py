"""Questions about the queue in its views: what stands in a list, how much, what comes next."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

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
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment, CommentVersion
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
FIELD = bindparam("field", type_=FieldOfAction.id.type)
SINCE, UNTIL = (bindparam(name, type_=Comment.received_at.type) for name in ("since", "until"))
# What stands in the index of a tab, in its order; each can be continued after an entry.
ORDER = {
    Tab.REPORTS: ("reported", "waiting_since", "comment_id"),
    Tab.OVERDUE: ("due_at", "comment_id"),
    Tab.REVIEWS: ("review_since", "comment_id"),
}
USUAL_ORDER = "urgency", "waiting_since", "comment_id"
KEYS = frozenset(USUAL_ORDER).union(*ORDER.values())
# What a list shows of an entry, in the order in which `lines` takes it apart.
SHOWN = (
    *("dialogue_id", "lane", "urgency", "waiting_since", "due_at", "reported", "review_since"),
    *("marks", "proposed", "away_to", "away_until", "back"),
)


class Sieve(NamedTuple):
    """What a filter asks of each entry looked at: of a column of the entry, or of a table beside.

    Where an entry stands is asked of the entry: of the comment an index would know it, and all
    comments of a dialogue would be read instead of these entries.
    """

    asks: Callable[[Any], ColumnElement[bool]]
    column: str = ""
    table: type[Comment | CommentVersion | Principle] | None = None


def _of_entry(column: str, asks: Callable[[Any], ColumnElement[bool]]) -> Sieve:
    return Sieve(lambda near: asks(near[column]), column)


def _of_comment(condition: ColumnElement[bool]) -> Sieve:
    return Sieve(lambda _near: condition, table=Comment)


SIEVES = {
    f"principle {Kind.ONE.name}": _of_entry("principle_id", lambda it: it == PRINCIPLE),
    f"principle {Kind.GENERAL.name}": _of_entry("principle_id", lambda it: it == 0),
    "field": Sieve(lambda _near: Principle.field_id == FIELD, "principle_id", Principle),
    "since": _of_comment(Comment.received_at >= SINCE),
    "until": _of_comment(Comment.received_at < UNTIL),
    f"origin {Origin.ONLINE}": _of_comment(Comment.source == Source.ONLINE),
    f"origin {Origin.ON_SITE}": _of_comment(Comment.source != Source.ONLINE),
    f"contact {Contact.WITH_ADDRESS}": _of_comment(Comment.author_id.is_not(None)),
    f"contact {Contact.WITHOUT_ADDRESS}": _of_comment(Comment.author_id.is_(None)),
    f"for two {ForTwo.HIDING}": _of_entry("proposed", lambda it: it == Proposed.HIDING),
    f"for two {ForTwo.REPLY}": _of_entry("proposed", lambda it: it == Proposed.WAITING),
    f"lying {Lying.AWAY}": _of_entry("away_until", lambda it: it.is_not(None)),
    f"lying {Lying.BACK}": _of_entry("back", lambda it: it.is_not(None)),
    f"lying {Lying.HERE}": _of_entry("away_until", lambda it: it.is_(None)),
    "words": Sieve(
        lambda _near: CommentVersion.text.ilike(bindparam("words"), escape="\\"),
        table=CommentVersion,
    ),
    "name": _of_comment(Comment.name.ilike(bindparam("name"), escape="\\")),
}


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
    # What is looked through is read from the index alone; else one row of the entry is enough.
    found = _found(shape, further, *(() if shape.sieved else SHOWN))
    page = found.limit(PAGE + 1).subquery()
    entry = QueueEntry.__table__.c if shape.sieved else page.c
    colleague = aliased(Person)
    question = (
        select(
            page.c.comment_id.label("id"),
            *(entry[name] for name in SHOWN),
            Comment.name,
            Comment.locale,
            Comment.position,
            Comment.parent_id,
            Comment.edited_at,
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
    if shape.sieved:
        return question.join(QueueEntry, QueueEntry.comment_id == page.c.comment_id)
    return question


@cache
def _counts(shapes: tuple[Shape, ...]) -> Select[str, int, int]:
    parts = []
    for shape in shapes:
        # In the order of the list, so that its index is read and no wider one.
        some = _found(shape, further=False).limit(COUNT_UP_TO + 1).subquery()
        looked: Any = literal(0)
        if shape.sieved:
            near = _page(shape, further=False).limit(LOOKED_THROUGH).subquery()
            looked = select(func.count()).select_from(near).scalar_subquery()
        parts.append(select(literal(shape.tab.value), func.count(), looked).select_from(some))
    return select(union_all(*parts).subquery())


@cache
def _next_free(shape: Shape, further: bool) -> Select[int]:
    page = _found(shape, further, "proposed_by").subquery()
    return (
        select(page.c.comment_id)
        .outerjoin(Claim, and_(Claim.comment_id == page.c.comment_id, holds(AT)))
        .where(or_(Claim.comment_id.is_(None), Claim.person_id == ME))
        .where(or_(page.c.proposed_by.is_(None), page.c.proposed_by != ME))
        .where(page.c.comment_id != bindparam("but", type_=QueueEntry.comment_id.type))
        .order_by(*_order(shape.tab, page))
        .limit(1)
    )


def _found(shape: Shape, further: bool, *more: str) -> Rows:
    """The entries of a view in its order: their comments, by what they are ordered, and `more`.

    Where no index helps to narrow it down, those among the next LOOKED_THROUGH entries of the tab:
    a page costs the same however rare is what somebody looks for.
    """
    asked = (SIEVES[name].column for name in sorted(shape.sieved))
    page = _page(shape, further, *more, *asked)
    if not shape.sieved:
        return page
    near = page.limit(LOOKED_THROUGH).subquery()
    sieves = [SIEVES[name] for name in sorted(shape.sieved)]
    tables = {sieve.table for sieve in sieves}
    question = select(near)
    if tables & {Comment, CommentVersion}:
        question = question.join(Comment, Comment.id == near.c.comment_id)
    if CommentVersion in tables:
        question = question.join(CommentVersion, _shown_words())
    if Principle in tables:
        question = question.join(Principle, Principle.id == near.c.principle_id)
    conditions = (sieve.asks(near.c) for sieve in sieves)
    return question.where(*conditions).order_by(*_order(shape.tab, near))


def _page(shape: Shape, further: bool, *more: str) -> Rows:
    """The entries of a tab in its order, from the one index that has them so.

    `more` are columns to be had beside the comment and what the order is by.
    """
    tab = shape.tab
    names = dict.fromkeys(("comment_id", *_keys(tab), *filter(None, more)))
    question = (
        select(*(getattr(QueueEntry, name) for name in names))
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
            return [QueueEntry.reported < literal_column("0"), *_of_dialogue(shape)]
        case Tab.REVIEWS:
            return [QueueEntry.review_since.is_not(None), *_of_dialogue(shape)]
        case Tab.OVERDUE:
            due = QueueEntry.due_at
            return [due.is_not(None), due <= AT, *_of_dialogue(shape)]
        case Tab.MINE:
            # Said so that no index on lanes serves: what somebody works on is little, a lane much.
            waits = or_(
                QueueEntry.lane.not_in([Lane.HIDDEN, Lane.DONE]),
                QueueEntry.reported < 0,
                QueueEntry.review_since.is_not(None),
            )
            return [QueueEntry.comment_id.in_(MINE), waits, *_of_place(shape)]
    return [QueueEntry.lane == LANES[shape.tab], *_of_place(shape)]


def _of_dialogue(shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.of_dialogue:
        conditions.append(QueueEntry.dialogue_id == DIALOGUE)
    if shape.kind is Kind.ONE:
        own = select(Principle.dialogue_id).where(Principle.id == PRINCIPLE).scalar_subquery()
        conditions.append(QueueEntry.dialogue_id == own)
    return conditions


def _of_place(shape: Shape) -> list[ColumnElement[bool]]:
    conditions = _of_dialogue(shape)
    if shape.kind is Kind.ONE:
        conditions.append(QueueEntry.principle_id == PRINCIPLE)
    if shape.kind is Kind.GENERAL:
        # Written out, so that the index of general comments serves.
        conditions.append(QueueEntry.principle_id == literal_column("0"))
    return conditions


def _shown_words() -> ColumnElement[bool]:
    return and_(
        CommentVersion.comment_id == Comment.id, CommentVersion.number == Comment.text_version
    )


def _keys(tab: Tab) -> tuple[str, ...]:
    return ORDER.get(tab, USUAL_ORDER)


def _order(tab: Tab, entry: type[QueueEntry] | Subquery) -> list[ColumnElement[Any]]:
    columns = entry.c if isinstance(entry, Subquery) else entry.__table__.c
    keys = [columns[name] for name in _keys(tab)]
    return [key.desc() for key in keys] if tab in LATEST_FIRST else [key.asc() for key in keys]
