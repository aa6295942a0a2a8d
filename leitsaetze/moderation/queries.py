"""Questions of the moderators: who works on what, what waits, filters."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from leitsaetze.accounts.models import Person, RoleGrant
from leitsaetze.accounts.rules import Role
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.moderation.models import Claim, Escalation
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle

Rows = Select[*tuple[Any, ...]]
AT = bindparam("at", type_=Claim.expires_at.type)
ME = bindparam("me", type_=Claim.person_id.type)
DIALOGUE = bindparam("dialogue", type_=Principle.dialogue_id.type)


@cache
def claimed_by_me() -> Select[int]:
    """The comments somebody works on; asked first, so that no plan can begin with the entries.

    Asked with values for ME and AT.
    """
    return select(Claim.comment_id).where(Claim.person_id == ME, holds(AT))


def claim_on(comment_id: int, at: datetime) -> Select[Claim]:
    """Who works on a comment."""
    return select(Claim).where(Claim.comment_id == comment_id, holds(at))


def claim_beyond(comment_id: int, person_id: int, at: datetime) -> Select[int]:
    """The comment, if a person has it for longer than until `at`."""
    return select(Claim.comment_id).where(
        Claim.comment_id == comment_id, Claim.person_id == person_id, holds(at)
    )


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
def fields() -> Select[int, str]:
    """The fields of action of DIALOGUE, for the filter."""
    return (
        select(FieldOfAction.id, FieldOfAction.title)
        .where(FieldOfAction.dialogue_id == DIALOGUE)
        .order_by(FieldOfAction.position)
    )


@cache
def principles() -> Select[int, int]:
    """The principles of DIALOGUE as their numbers, with which the filter names them."""
    return (
        select(Principle.id, Principle.number)
        .where(Principle.dialogue_id == DIALOGUE)
        .order_by(Principle.number)
    )


def to_escalate(until: datetime) -> Select[int]:
    """The comments that were due until a moment and of which nobody was told yet."""
    told = select(Escalation.comment_id).where(Escalation.comment_id == QueueEntry.comment_id)
    return select(QueueEntry.comment_id).where(
        QueueEntry.due_at.is_not(None), QueueEntry.due_at <= until, ~told.exists()
    )


def longest_overdue(until: datetime) -> Select[datetime | None]:
    """When the first of the comments that `to_escalate` names was due."""
    return to_escalate(until).with_only_columns(func.min(QueueEntry.due_at))


def with_departments(at: datetime) -> Rows:
    """How many entries lie with departments, for how many their day is over, how many are back.

    Each is counted in an index that holds only what there is to count.
    """
    away = QueueEntry.away_until.is_not(None)
    conditions = [(away,), (away, QueueEntry.away_until <= at), (QueueEntry.back.is_not(None),)]
    return select(
        *(
            select(func.count(QueueEntry.comment_id)).where(*condition).scalar_subquery()
            for condition in conditions
        )
    )


def claims_on(comment_ids: Iterable[int], at: datetime) -> Select[Claim]:
    """Who works on which of these comments."""
    return (
        select(Claim)
        .where(Claim.comment_id.in_(comment_ids), holds(at))
        .options(joinedload(Claim.person))
    )


def known_among(comment_ids: Iterable[int]) -> Select[int]:
    """Those of these numbers that are entries of the queue."""
    return select(QueueEntry.comment_id).where(QueueEntry.comment_id.in_(comment_ids))


def on_the_desk(comment_ids: Iterable[int]) -> Select[QueueEntry]:
    """The entries of these comments, most urgent first, with all that a preview shows of them."""
    return (
        select(QueueEntry)
        .join(Comment, Comment.id == QueueEntry.comment_id)
        .where(QueueEntry.comment_id.in_(comment_ids))
        .options(
            contains_eager(QueueEntry.comment).options(
                joinedload(Comment.words),
                joinedload(Comment.dialogue),
                joinedload(Comment.principle),
            )
        )
        .order_by(QueueEntry.urgency, QueueEntry.waiting_since, QueueEntry.comment_id)
    )


def moderators() -> Select[int, str]:
    """Number and name of everybody to whom an entry can be assigned, by name."""
    return (
        select(Person.id, Person.name)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == Role.MODERATOR, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    )
