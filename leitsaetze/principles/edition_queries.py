"""Questions about editions. What is withdrawn since does not even leave the database."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select

from leitsaetze.principles.edition_models import Edition, EditionField, EditionPrinciple
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.plain_queries import newest_plain
from leitsaetze.principles.queries import (
    field_is_public,
    field_words_are_public,
    is_current,
    is_public,
    readable,
    readable_in_field,
    words_are_public,
)

Rows = Select[*tuple[Any, ...]]


def editions_of(dialogue_id: int) -> Select[Edition]:
    """The editions of a dialogue, the latest one first."""
    return select(Edition).where(Edition.dialogue_id == dialogue_id).order_by(Edition.number.desc())


def edition_at() -> Select[Edition]:
    """The edition `n` of the public dialogue `slug`."""
    return (
        select(Edition)
        .join(Dialogue, Dialogue.id == Edition.dialogue_id)
        .where(is_public(), Dialogue.slug == bindparam("slug"), Edition.number == bindparam("n"))
    )


def fields_now(dialogue_id: int) -> Rows:
    """The fields of a dialogue whose words everybody can read, as an edition keeps them."""
    return (
        select(
            FieldOfAction.id.label("field_id"),
            FieldOfAction.position,
            FieldOfAction.title,
            FieldOfAction.goal,
            FieldOfAction.introduction_html,
        )
        .join(Dialogue, Dialogue.id == FieldOfAction.dialogue_id)
        .where(Dialogue.id == dialogue_id, field_words_are_public())
        .order_by(FieldOfAction.position, FieldOfAction.id)
    )


def principles_now(dialogue_id: int) -> Rows:
    """The revisions of a dialogue everybody can read now, each with its field and plain text."""
    plain = newest_plain(Revision.principle_id, Revision.number)
    return (
        select(Revision.id.label("revision_id"), Principle.field_id, plain.label("plain_text_id"))
        .join(Principle, is_current())
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(Dialogue.id == dialogue_id, words_are_public())
        .order_by(Revision.id)
    )


def fields_kept(edition_id: int) -> Rows:
    """The same as an edition has kept them."""
    kept = EditionField
    return (
        select(kept.field_id, kept.position, kept.title, kept.goal, kept.introduction_html)
        .where(kept.edition_id == edition_id)
        .order_by(kept.position, kept.field_id)
    )


def principles_kept(edition_id: int) -> Rows:
    """The same as an edition has kept them."""
    kept = EditionPrinciple
    return (
        select(kept.revision_id, kept.field_id, kept.plain_text_id)
        .where(EditionPrinciple.edition_id == edition_id)
        .order_by(EditionPrinciple.revision_id)
    )


def fields_in(edition_id: int) -> Rows:
    """The fields of an edition as readers see them, in their order."""
    kept = EditionField
    return (
        select(
            kept.field_id,
            kept.title,
            FieldOfAction.withdrawn_at.label("field_withdrawn_at"),
            FieldOfAction.withdrawal_note,
            readable_in_field(kept.goal).label("goal"),
            readable_in_field(kept.introduction_html).label("introduction_html"),
        )
        .join(FieldOfAction, FieldOfAction.id == kept.field_id)
        .join(Dialogue, Dialogue.id == FieldOfAction.dialogue_id)
        .where(kept.edition_id == edition_id, field_is_public())
        .order_by(kept.position, kept.field_id)
    )


def principles_in(edition_id: int) -> Rows:
    """The principles of an edition as readers see them, by number, each with its field there."""
    return (
        select(
            EditionPrinciple.field_id,
            Principle.number,
            words_are_public().label("is_readable"),
            readable(Revision.statement).label("statement"),
            readable(Revision.explanation_html).label("explanation_html"),
            Revision.number.label("revision"),
            Revision.published_at,
            readable(func.coalesce(PlainText.html, "")).label("plain_html"),
            PlainText.revision_number.label("plain_for"),
        )
        .join(Revision, Revision.id == EditionPrinciple.revision_id)
        .outerjoin(PlainText, PlainText.id == EditionPrinciple.plain_text_id)
        .join(Principle, Principle.id == Revision.principle_id)
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(EditionPrinciple.edition_id == edition_id)
        .order_by(Principle.number)
    )
