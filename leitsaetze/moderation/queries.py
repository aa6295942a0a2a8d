"""Questions of the moderators: who works on what, and what the queue can be narrowed down by."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, select

from leitsaetze.accounts.models import Person
from leitsaetze.comments.models import QueueEntry
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
