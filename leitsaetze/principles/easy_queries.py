"""Questions about texts in Leichte Sprache. Unchecked words are asked for by the desk only."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from leitsaetze.principles.easy_models import EasyText
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import is_current, is_public, is_withdrawn

Rows = Select[*tuple[Any, ...]]


def easy_texts_of(dialogue_id: int) -> Select[EasyText]:
    """All versions of a dialogue's text, drafts too, the newest first: for the desk."""
    return (
        select(EasyText)
        .where(EasyText.dialogue_id == dialogue_id)
        .order_by(EasyText.version.desc())
    )


def is_public_easy_text() -> ColumnElement[bool]:
    """Say of a version that it is the one readers see: the last that was checked, not taken off.

    Who asks joins it with its dialogue and asks whether that is public.
    """
    other = aliased(EasyText)
    deciding = (
        select(func.max(other.version))
        .where(
            other.dialogue_id == EasyText.dialogue_id,
            or_(other.checked_on.is_not(None), other.source == ""),
        )
        .scalar_subquery()
    )
    return and_(EasyText.version == deciding, EasyText.source != "")


@cache  # putting a question together costs more than asking it
def public_easy_text() -> Rows:
    """The text of the public dialogue `slug` with the dialogue; withdrawn, without its words."""
    return (
        select(
            Dialogue,
            EasyText.checked_by,
            EasyText.checked_on,
            EasyText.official,
            case((~is_withdrawn(), EasyText.html), else_="").label("html"),
        )
        .join(EasyText, EasyText.dialogue_id == Dialogue.id)
        .where(is_public(), Dialogue.slug == bindparam("slug"), is_public_easy_text())
    )


@cache
def has_easy_text() -> Select[bool]:
    """Whether readers find a text in Leichte Sprache beside the dialogue `dialogue_id`."""
    return select(
        exists().where(EasyText.dialogue_id == bindparam("dialogue_id"), is_public_easy_text())
    )


def dialogues_in_easy_language() -> Select[Dialogue]:
    """The dialogues everybody can read in Leichte Sprache, newest first."""
    return (
        select(Dialogue)
        .join(EasyText, EasyText.dialogue_id == Dialogue.id)
        .where(is_public(), ~is_withdrawn(), is_public_easy_text())
        .order_by(Dialogue.opens_at.desc(), Dialogue.id)
    )


def statements_of(dialogue_id: int) -> Select[int, str]:
    """The numbers and sentences of a dialogue's principles, without what is withdrawn."""
    return (
        select(Principle.number, Revision.statement)
        .join(Revision, is_current())
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .where(
            Principle.dialogue_id == dialogue_id,
            Principle.withdrawn_at.is_(None),
            FieldOfAction.withdrawn_at.is_(None),
        )
    )
