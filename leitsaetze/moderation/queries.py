"""Questions of the moderators: the queue in its views, who works on what."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    SQLColumnExpression,
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
from leitsaetze.comments.rules import Lane
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.rules import COUNT_UP_TO, LANES, LATEST_FIRST, PAGE, Tab
from leitsaetze.principles.models import Dialogue, Principle

Rows = Select[*tuple[Any, ...]]
AT = bindparam("at", type_=Claim.expires_at.type)
ME = bindparam("me", type_=Claim.person_id.type)
MINE = bindparam("mine", type_=Claim.comment_id.type, expanding=True)
DIALOGUE = bindparam("dialogue", type_=QueueEntry.dialogue_id.type)
PRINCIPLE = bindparam("principle", type_=QueueEntry.principle_id.type)


@dataclass(frozen=True)
class View:
    """One view of the queue: tab and filters. `principle_id` 0 means general comments."""

    tab: Tab = Tab.NEW
    dialogue_id: int | None = None
    principle_id: int | None = None


def entries(view: View, *, further: bool = False) -> Rows:
    """One page of a view, longest waiting first; what is hidden or done, latest first.

    Columns: comment, its text, its dialogue, number of its principle, since when it waits, and the
    colleague who works on it. Asked with `claims.values_for`; `further` pages begin after an entry.
    """
    return _entries(view.tab, view.dialogue_id is not None, _kind(view), further)


def counts(view: View) -> Select[str, int]:
    """How many entries each tab has under the same filters; counting stops past COUNT_UP_TO."""
    return _counts(view.dialogue_id is not None, _kind(view))


def next_free(view: View, *, further: bool = False) -> Select[int]:
    """The first entry of a view on which no colleague works; never the comment `but`."""
    return _next_free(view.tab, view.dialogue_id is not None, _kind(view), further)


@cache
def claimed_by_me() -> Select[int]:
    """The comments somebody works on; asked first, so that no plan can begin with the entries.

    Asked with values for ME and AT.
    """
    return select(Claim.comment_id).where(Claim.person_id == ME, holds(AT))


def claim_on(comment_id: int, at: datetime) -> Select[Claim]:
    """Who works on a comment."""
    return select(Claim).where(Claim.comment_id == comment_id, holds(at))


def holds(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Say that a claim still counts: its time is not up and its holder not switched off."""
    # Asked claim by claim: to list everybody who is switched off takes reading all people.
    switched_off = (
        select(Person.id)
        .where(Person.id == Claim.person_id, Person.disabled_at.is_not(None))
        .correlate(Claim)
    )
    return and_(Claim.expires_at > at, ~switched_off.exists())


@cache
def dialogues() -> Rows:
    """Number, title and time zone of every dialogue, for the filter and the list."""
    return select(Dialogue.id, Dialogue.title, Dialogue.time_zone).order_by(
        Dialogue.opens_at.desc()
    )


@cache
def principles() -> Select[int, int]:
    """The principles of DIALOGUE as their numbers, with which the filter names them."""
    return (
        select(Principle.id, Principle.number)
        .where(Principle.dialogue_id == DIALOGUE)
        .order_by(Principle.number)
    )


class _Kind(Enum):
    """How a view narrows down to principles."""

    ALL = auto()
    GENERAL = auto()
    ONE = auto()


def _kind(view: View) -> _Kind:
    if view.principle_id is None:
        return _Kind.ALL
    return _Kind.ONE if view.principle_id else _Kind.GENERAL


# Each of these is put together once for each way to look: that costs more than asking.


@cache
def _entries(tab: Tab, of_dialogue: bool, kind: _Kind, further: bool) -> Rows:
    page = _page(tab, of_dialogue, kind, further).limit(PAGE + 1).subquery()
    colleague = aliased(Person)
    return (
        select(
            page.c.comment_id.label("id"),
            page.c.dialogue_id,
            page.c.waiting_since,
            page.c.due_at,
            Comment.name,
            Comment.locale,
            CommentVersion.text,
            Principle.number,
            Claim.person_id.label("claimed_by"),
            colleague.name.label("colleague"),
        )
        .select_from(page)
        .join(Comment, Comment.id == page.c.comment_id)
        .join(
            CommentVersion,
            and_(
                CommentVersion.comment_id == Comment.id,
                CommentVersion.number == Comment.text_version,
            ),
        )
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .outerjoin(Claim, and_(Claim.comment_id == Comment.id, holds(AT)))
        .outerjoin(colleague, colleague.id == Claim.person_id)
        .order_by(*_order(tab, page.c.waiting_since, page.c.comment_id))
    )


@cache
def _counts(of_dialogue: bool, kind: _Kind) -> Select[str, int]:
    parts = []
    for tab in Tab:
        # In the order of the list, so that its index is read and no wider one.
        page = _page(tab, of_dialogue, kind, further=False)
        some = page.with_only_columns(QueueEntry.comment_id).limit(COUNT_UP_TO + 1).subquery()
        parts.append(select(literal(tab.value), func.count()).select_from(some))
    return select(union_all(*parts).subquery())


@cache
def _next_free(tab: Tab, of_dialogue: bool, kind: _Kind, further: bool) -> Select[int]:
    return (
        _page(tab, of_dialogue, kind, further)
        .with_only_columns(QueueEntry.comment_id)
        .outerjoin(Claim, and_(Claim.comment_id == QueueEntry.comment_id, holds(AT)))
        .where(or_(Claim.comment_id.is_(None), Claim.person_id == ME))
        .where(QueueEntry.comment_id != bindparam("but", type_=QueueEntry.comment_id.type))
        .limit(1)
    )


def _page(tab: Tab, of_dialogue: bool, kind: _Kind, further: bool) -> Rows:
    """The entries of a view in its order, from the one index that has them so."""
    keys = QueueEntry.waiting_since, QueueEntry.comment_id
    question = (
        select(
            QueueEntry.comment_id,
            QueueEntry.dialogue_id,
            QueueEntry.waiting_since,
            QueueEntry.due_at,
        )
        .where(*_within(tab, of_dialogue, kind))
        .order_by(*_order(tab, *keys))
    )
    if not further:
        return question
    here = tuple_(*keys)
    there = tuple_(bindparam("last_since", type_=keys[0].type), bindparam("last_id"))
    return question.where(here < there if tab in LATEST_FIRST else here > there)


def _within(tab: Tab, of_dialogue: bool, kind: _Kind) -> list[ColumnElement[bool]]:
    if tab is Tab.MINE:
        # Said so that no index on lanes serves: what somebody works on is little, a lane is much.
        waits = QueueEntry.lane.not_in([Lane.HIDDEN, Lane.DONE])
        conditions: list[ColumnElement[bool]] = [QueueEntry.comment_id.in_(MINE), waits]
    else:
        conditions = [QueueEntry.lane == LANES[tab]]
    if of_dialogue:
        conditions.append(QueueEntry.dialogue_id == DIALOGUE)
    if kind is _Kind.ONE:
        own = select(Principle.dialogue_id).where(Principle.id == PRINCIPLE).scalar_subquery()
        conditions += [QueueEntry.dialogue_id == own, QueueEntry.principle_id == PRINCIPLE]
    if kind is _Kind.GENERAL:
        # Written out, so that the index of general comments serves.
        conditions.append(QueueEntry.principle_id == literal_column("0"))
    return conditions


def _order(tab: Tab, *keys: SQLColumnExpression[Any]) -> list[ColumnElement[Any]]:
    return [key.desc() for key in keys] if tab in LATEST_FIRST else [key.asc() for key in keys]
