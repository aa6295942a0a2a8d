"""Questions about words for answers: text blocks, and in whose name answers are given."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, or_, select

from leitsaetze.accounts.models import Person
from leitsaetze.moderation.models import (
    BlockUse,
    Department,
    TextBlock,
)
from leitsaetze.principles.models import Dialogue

Rows = Select[*tuple[Any, ...]]


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
