"""Questions of the moderators: who works on what, what narrows the queue down, text blocks."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select

from leitsaetze.accounts.models import Person
from leitsaetze.moderation.models import BlockUse, Claim, Department, TextBlock
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


def blocks() -> Rows:
    """All text blocks by title, those offered first, each with its uses and who changed it."""
    uses = (
        select(func.count())
        .select_from(BlockUse)
        .where(BlockUse.block_id == TextBlock.id)
        .correlate(TextBlock)
        .scalar_subquery()
    )
    return (
        select(TextBlock, uses.label("uses"), Person.name, Dialogue.title.label("dialogue"))
        .outerjoin(Person, Person.id == TextBlock.changed_by)
        .outerjoin(Dialogue, Dialogue.id == TextBlock.dialogue_id)
        .order_by(TextBlock.retired_at.is_not(None), func.lower(TextBlock.title), TextBlock.id)
    )


def blocks_for(dialogue_id: int) -> Select[TextBlock]:
    """The text blocks offered for answers in a dialogue, by title."""
    here = or_(TextBlock.dialogue_id.is_(None), TextBlock.dialogue_id == dialogue_id)
    return (
        select(TextBlock)
        .where(TextBlock.retired_at.is_(None), here)
        .order_by(func.lower(TextBlock.title), TextBlock.id)
    )


def existing_blocks(numbers: Collection[int]) -> Select[int]:
    """Those of these numbers that are text blocks."""
    return select(TextBlock.id).where(TextBlock.id.in_(numbers))


def departments() -> Select[Department]:
    """In whose name answers can or could be given, by name, those offered first."""
    return select(Department).order_by(Department.retired_at.is_not(None), Department.heading)


def departments_offered() -> Select[Department]:
    """In whose name answers can be given."""
    return departments().where(Department.retired_at.is_(None))
