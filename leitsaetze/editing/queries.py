"""Questions of the editors' desk. Drafts are read by it and by nobody else."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from leitsaetze.accounts.models import Person, RoleGrant
from leitsaetze.accounts.rules import Role
from leitsaetze.comments.models import Comment
from leitsaetze.comments.queries import has_public_place, words_are_public
from leitsaetze.editing.models import Draft
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle


def dialogues() -> Select[Dialogue, int, int, int]:
    """All dialogues, those to be worked on first: with fields, principles and drafts counted."""
    counted = [
        select(func.count(table.id))
        .where(table.dialogue_id == Dialogue.id)
        .correlate(Dialogue)
        .scalar_subquery()
        for table in (FieldOfAction, Principle, Draft)
    ]
    return select(Dialogue, *counted).order_by(
        Dialogue.published_at.is_not(None), Dialogue.closes_at.desc(), Dialogue.id
    )


def drafts_of(dialogue_id: int) -> Select[Draft]:
    """The drafts of a dialogue by number, with their fields and principles."""
    return (
        select(Draft)
        .where(Draft.dialogue_id == dialogue_id)
        .options(joinedload(Draft.field), joinedload(Draft.principle))
        .order_by(Draft.number)
    )


def draft_versions(dialogue_id: int) -> Select[int, int]:
    """The ids and versions of the drafts of a dialogue."""
    return select(Draft.id, Draft.version).where(Draft.dialogue_id == dialogue_id)


def field_versions(dialogue_id: int) -> Select[int, int]:
    """The ids and versions of the fields of a dialogue."""
    fields = select(FieldOfAction.id, FieldOfAction.version)
    return fields.where(FieldOfAction.dialogue_id == dialogue_id)


def principle_at(dialogue_id: int, number: int) -> Select[Principle]:
    """The principle with a number in a dialogue."""
    return select(Principle).where(Principle.dialogue_id == dialogue_id, Principle.number == number)


def draft_of(principle_id: int) -> Select[Draft]:
    """The draft of the next revision of a principle."""
    return select(Draft).where(Draft.principle_id == principle_id)


def numbers_taken(dialogue_id: int) -> CompoundSelect[int]:
    """The numbers of the principles of a dialogue and of its drafts."""
    principles = select(Principle.number).where(Principle.dialogue_id == dialogue_id)
    drafts = select(Draft.number).where(Draft.dialogue_id == dialogue_id)
    return principles.union(drafts)


def number_taken(dialogue_id: int, number: int, but: int = 0) -> Select[bool]:
    """Whether a principle or another draft of the dialogue than `but` has this number."""
    principle = exists().where(Principle.dialogue_id == dialogue_id, Principle.number == number)
    draft = exists().where(
        Draft.dialogue_id == dialogue_id, Draft.number == number, Draft.id != but
    )
    return select(or_(principle, draft))


def holds_drafts(field_id: int) -> Select[bool]:
    """Whether there are drafts in a field."""
    return select(exists().where(Draft.field_id == field_id))


def due_drafts(at: datetime) -> Select[Draft]:
    """The drafts whose planned publication has come."""
    return select(Draft).where(Draft.publish_at <= at).order_by(Draft.publish_at, Draft.number)


def due_dialogues(at: datetime) -> Select[Dialogue]:
    """The dialogues whose planned publication has come."""
    return select(Dialogue).where(Dialogue.publish_at <= at).order_by(Dialogue.publish_at)


def public_among(dialogue_id: int, numbers: Collection[int]) -> Select[int]:
    """Which of these comments belong to a dialogue and can be read by everybody."""
    return select(Comment.id).where(
        Comment.dialogue_id == dialogue_id, Comment.id.in_(numbers), words_are_public()
    )


def comments_with(numbers: Collection[int]) -> Select[Comment]:
    """The comments with these numbers, in their order."""
    return select(Comment).where(Comment.id.in_(numbers)).order_by(Comment.id)


def comments_on_revision(revision_id: int) -> Select[int]:
    """How many comments everybody can read stand on a revision."""
    # A public place is said, too, so that the index of these alone answers.
    return select(func.count()).where(
        Comment.revision_id == revision_id, has_public_place(), words_are_public()
    )


def staff(role: Role) -> Select[Person]:
    """Who holds a role and is not switched off, by name."""
    return (
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == role, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    )
