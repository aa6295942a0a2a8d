"""Questions about dialogues and principles."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from leitsaetze.prepared import Prepared
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision, Withdrawal
from leitsaetze.site.models import Stamp
from leitsaetze.site.queries import frames, stamps
from leitsaetze.site.rules import SITE_SCOPE


def is_public() -> ColumnElement[bool]:
    """Say that everybody may read a dialogue and what belongs to it; others answer 404."""
    return Dialogue.published_at.is_not(None)


def field_is_public() -> ColumnElement[bool]:
    """Say that everybody may know of a field and its principles, if they may of its dialogue."""
    return FieldOfAction.published_at.is_not(None)


def is_withdrawn() -> ColumnElement[bool]:
    """Say that a dialogue shows a notice in place of its words; its address and title stay."""
    return Dialogue.withdrawn_at.is_not(None)


def field_words_are_public() -> ColumnElement[bool]:
    """Say that the words of a field may be shown: neither it nor its dialogue is withdrawn."""
    return and_(
        field_is_public(), is_public(), ~is_withdrawn(), FieldOfAction.withdrawn_at.is_(None)
    )


def words_are_public() -> ColumnElement[bool]:
    """Say that the words of a principle may be shown, in any revision; its number always is."""
    return and_(field_words_are_public(), Principle.withdrawn_at.is_(None))


def is_current() -> ColumnElement[bool]:
    """Say that a revision is the one its principle points at."""
    return and_(Revision.principle_id == Principle.id, Revision.number == Principle.revision_number)


def readable_in_field(words: Any) -> ColumnElement[str]:
    """Words of a field that do not even leave the database while they are not public.

    The question must know its dialogue, as for `field_words_are_public`.
    """
    return case((field_words_are_public(), words), else_="")


def readable(words: Any) -> ColumnElement[str]:
    """Words of a principle that do not even leave the database while they are not public.

    The question must know field and dialogue, as for `words_are_public`.
    """
    return case((words_are_public(), words), else_="")


def standing_withdrawal(principle_id: int) -> Select[Withdrawal]:
    """The withdrawal of a principle that has not been taken back."""
    return select(Withdrawal).where(
        Withdrawal.principle_id == principle_id, Withdrawal.reinstated_at.is_(None)
    )


def stamp_of_dialogue() -> Select[int, datetime | None, int]:
    """What proves the pages of the published dialogue `slug`; nothing when there is none."""
    return stamps().where(*_of_site_and_dialogue())


def frame_of_dialogue() -> Select[int, datetime | None]:
    """What proves those of them that show nothing of single comments."""
    return frames().where(*_of_site_and_dialogue())


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


def last_position(dialogue_id: int) -> Select[int | None]:
    """The position of the last field of action of a dialogue."""
    return select(func.max(FieldOfAction.position)).where(FieldOfAction.dialogue_id == dialogue_id)


def holds_principles(field_id: int) -> Select[bool]:
    """Whether a field of action has principles, withdrawn ones too."""
    return select(exists().where(Principle.field_id == field_id))


def principles_of(dialogue_id: int) -> Select[Principle]:
    """The principles of a dialogue by number, withdrawn ones too, each with its present wording."""
    return (
        select(Principle)
        .where(Principle.dialogue_id == dialogue_id)
        .options(joinedload(Principle.revision), joinedload(Principle.field))
        .order_by(Principle.number)
    )


def changed_by_time(at: datetime) -> Select[Dialogue]:
    """The public dialogues whose pages time alone has changed by `at`, with their stamps."""
    return (
        select(Dialogue)
        .join(Dialogue.stamp)
        .where(Stamp.next_change_at <= at, is_public())
        .options(joinedload(Dialogue.stamp))
        .order_by(Dialogue.id)
    )


@cache  # putting a question together costs more than asking it
def public_dialogue() -> Select[Dialogue]:
    """The dialogue at the address `slug`, if everybody may read it."""
    return select(Dialogue).where(Dialogue.slug == bindparam("slug"), is_public())


@cache
def public_principle() -> Select[Principle]:
    """The principle `number` of the dialogue `slug`, if it is known in public; withdrawn or not."""
    return (
        select(Principle)
        .join(Principle.dialogue)
        .join(Principle.field)
        .where(*_is_public_principle())
        .options(
            contains_eager(Principle.dialogue),
            contains_eager(Principle.field),
            joinedload(Principle.revision),
        )
    )


@cache
def terms_of_dialogue() -> Prepared:
    """What a form needs to know before it is checked of the public dialogue `slug`."""
    return Prepared(
        select(Dialogue.guests_need_address).where(Dialogue.slug == bindparam("slug"), is_public())
    )


@cache
def terms_of_principle() -> Prepared:
    """The same for the public principle `number` of the dialogue `slug`."""
    return Prepared(
        select(Dialogue.guests_need_address)
        .select_from(Principle)
        .join(Principle.dialogue)
        .join(Principle.field)
        .where(*_is_public_principle())
    )


def _is_public_principle() -> list[ColumnElement[bool]]:
    return [
        Dialogue.slug == bindparam("slug"),
        Principle.number == bindparam("number"),
        is_public(),
        field_is_public(),
    ]


def _of_site_and_dialogue() -> list[ColumnElement[bool]]:
    """Choose the stamps of the site and of a published dialogue; none without the dialogue."""
    own = select(Dialogue.stamp_id).where(Dialogue.slug == bindparam("slug"), is_public())
    return [or_(Stamp.scope == SITE_SCOPE, Stamp.id == own.scalar_subquery()), own.exists()]
