"""Questions about dialogues and principles."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Withdrawal
from leitsaetze.site.models import Stamp
from leitsaetze.site.rules import SITE_SCOPE


def is_public() -> ColumnElement[bool]:
    """Say that everybody may read a dialogue and what belongs to it; others answer 404."""
    return Dialogue.published_at.is_not(None)


def wording_is_public() -> ColumnElement[bool]:
    """Say that everybody may read the words of a principle, in each of its revisions."""
    return Principle.withdrawn_at.is_(None)


def readable(words: Any) -> ColumnElement[str]:
    """Words of a principle that do not even leave the database while they are not public."""
    return case((wording_is_public(), words), else_="")


def standing_withdrawal(principle_id: int) -> Select[Withdrawal]:
    """The withdrawal of a principle that has not been taken back."""
    return select(Withdrawal).where(
        Withdrawal.principle_id == principle_id, Withdrawal.reinstated_at.is_(None)
    )


def stamp_of_dialogue(slug: str, **_address: object) -> Select[int, datetime | None]:
    """Version and next change of the pages of one published dialogue; no row when there is none."""
    own = select(Dialogue.stamp_id).where(Dialogue.slug == slug, is_public())
    return (
        select(func.sum(Stamp.version), func.min(Stamp.next_change_at))
        .where(or_(Stamp.scope == SITE_SCOPE, Stamp.id == own.scalar_subquery()))
        .where(own.exists())
    )


def dialogue_with(slug: str) -> Select[Dialogue]:
    """The dialogue at this address, published or not: for writing, never for readers."""
    return select(Dialogue).where(Dialogue.slug == slug)


def fields_of(dialogue_id: int) -> Select[FieldOfAction]:
    """The fields of action of a dialogue in their order."""
    return (
        select(FieldOfAction)
        .where(FieldOfAction.dialogue_id == dialogue_id)
        .order_by(FieldOfAction.position, FieldOfAction.id)
    )


def principles_of(dialogue_id: int) -> Select[Principle]:
    """The principles of a dialogue by number, withdrawn ones too, each with its present wording."""
    return (
        select(Principle)
        .where(Principle.dialogue_id == dialogue_id)
        .options(joinedload(Principle.revision), joinedload(Principle.field))
        .order_by(Principle.number)
    )


def changed_by_time(at: datetime) -> Select[Dialogue]:
    """The dialogues whose pages time alone has changed by `at`, with their stamps."""
    return (
        select(Dialogue)
        .join(Dialogue.stamp)
        .where(Stamp.next_change_at <= at)
        .options(joinedload(Dialogue.stamp))
        .order_by(Dialogue.id)
    )


def public_dialogue(slug: str) -> Select[Dialogue]:
    """The dialogue at this address, if everybody may read it."""
    return dialogue_with(slug).where(is_public())


def public_principle(slug: str, number: int) -> Select[Principle]:
    """The principle with this number, if everybody may read its dialogue."""
    return (
        select(Principle)
        .join(Principle.dialogue)
        .where(Dialogue.slug == slug, is_public(), Principle.number == number)
        .options(contains_eager(Principle.dialogue), joinedload(Principle.revision))
    )
