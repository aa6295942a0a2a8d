"""Questions of the moderators: the queue in its views, who works on what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import aliased

from leitsaetze.accounts.models import Person
from leitsaetze.comments.models import Comment, CommentVersion, QueueEntry
from leitsaetze.comments.rules import Lane
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.rules import COUNT_UP_TO, LANES, LATEST_FIRST, PAGE, Tab
from leitsaetze.principles.models import Dialogue, Principle


@dataclass(frozen=True)
class View:
    """One view of the queue: tab and filters. `principle_id` 0 means general comments."""

    tab: Tab = Tab.NEW
    dialogue_id: int | None = None
    principle_id: int | None = None


def entries(view: View, *, by: Person, at: datetime, after: QueueEntry | None = None) -> Select:  # type: ignore[type-arg]  # a row of columns
    """One page of a view, longest waiting first; what is hidden or done, latest first.

    Columns: comment, its text, number of the principle, title of the dialogue, since when it waits,
    and name of the colleague who works on it. `after` is the last entry of the page before.
    """
    colleague = aliased(Person)
    question = (
        select(
            Comment.id,
            Comment.name,
            Comment.source,
            Comment.locale,
            CommentVersion.text,
            Principle.number,
            Dialogue.title,
            Dialogue.time_zone,
            QueueEntry.lane,
            QueueEntry.waiting_since,
            QueueEntry.due_at,
            Claim.person_id.label("claimed_by"),
            colleague.name.label("colleague"),
        )
        .select_from(QueueEntry)
        .join(Comment, Comment.id == QueueEntry.comment_id)
        .join(
            CommentVersion,
            and_(
                CommentVersion.comment_id == Comment.id,
                CommentVersion.number == Comment.text_version,
            ),
        )
        .join(Dialogue, Dialogue.id == QueueEntry.dialogue_id)
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .outerjoin(Claim, and_(Claim.comment_id == Comment.id, holds(at)))
        .outerjoin(colleague, colleague.id == Claim.person_id)
        .where(*_within(view, by=by, at=at))
        .order_by(*_order(view.tab))
        .limit(PAGE + 1)
    )
    return question.where(_beyond(view.tab, after)) if after is not None else question


def counts(view: View, *, by: Person, at: datetime) -> Select[str, int]:
    """How many entries each tab has under the same filters; counting stops past COUNT_UP_TO."""
    parts = []
    for tab in Tab:
        same = View(tab, view.dialogue_id, view.principle_id)
        some = (
            select(QueueEntry.comment_id)
            .where(*_within(same, by=by, at=at))
            .limit(COUNT_UP_TO + 1)
            .subquery()
        )
        parts.append(select(literal(tab.value), func.count()).select_from(some))
    return select(union_all(*parts).subquery())


def next_free(
    view: View, *, by: Person, at: datetime, but: int, after: QueueEntry | None = None
) -> Select[int]:
    """The first entry of a view, beyond `after`, on which no colleague works; never `but`."""
    question = (
        select(QueueEntry.comment_id)
        .outerjoin(Claim, and_(Claim.comment_id == QueueEntry.comment_id, holds(at)))
        .where(*_within(view, by=by, at=at))
        .where(or_(Claim.comment_id.is_(None), Claim.person_id == by.id))
        .where(QueueEntry.comment_id != but)
        .order_by(*_order(view.tab))
        .limit(1)
    )
    return question.where(_beyond(view.tab, after)) if after is not None else question


def claim_on(comment_id: int, at: datetime) -> Select[Claim]:
    """Who works on a comment."""
    return select(Claim).where(Claim.comment_id == comment_id, holds(at))


def holds(at: datetime) -> ColumnElement[bool]:
    """Say that a claim still counts: its time is not up and its holder not switched off."""
    switched_off = select(Person.id).where(Person.disabled_at.is_not(None))
    return and_(Claim.expires_at > at, Claim.person_id.not_in(switched_off))


def dialogues() -> Select[int, str]:
    """Number and title of every dialogue, for the filter."""
    return select(Dialogue.id, Dialogue.title).order_by(Dialogue.opens_at.desc())


def _within(view: View, *, by: Person, at: datetime) -> list[ColumnElement[bool]]:
    if view.tab is Tab.MINE:
        mine = select(Claim.comment_id).where(Claim.person_id == by.id, holds(at))
        conditions: list[ColumnElement[bool]] = [
            QueueEntry.comment_id.in_(mine),
            QueueEntry.lane.in_([Lane.NEW, Lane.AWAITING_REPLY]),
        ]
    else:
        conditions = [QueueEntry.lane == LANES[view.tab]]
    if view.dialogue_id is not None:
        conditions.append(QueueEntry.dialogue_id == view.dialogue_id)
    if view.principle_id is not None:
        conditions.append(QueueEntry.principle_id == view.principle_id)
    return conditions


def _order(tab: Tab) -> list[ColumnElement[object]]:
    keys = [QueueEntry.waiting_since, QueueEntry.comment_id]
    return [key.desc() for key in keys] if tab in LATEST_FIRST else [key.asc() for key in keys]


def _beyond(tab: Tab, last: QueueEntry) -> ColumnElement[bool]:
    here = tuple_(QueueEntry.waiting_since, QueueEntry.comment_id)
    there = tuple_(literal(last.waiting_since, QueueEntry.waiting_since.type), last.comment_id)
    return here < there if tab in LATEST_FIRST else here > there
