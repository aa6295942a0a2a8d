"""Questions of the editors' desk. Drafts are read by it and by nobody else."""

from datetime import datetime

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload

from leitsaetze.editing.models import Draft
from leitsaetze.principles.models import Dialogue, Principle


def drafts_of(dialogue_id: int) -> Select[Draft]:
    """The drafts of a dialogue by number, with their fields and principles."""
    return (
        select(Draft)
        .where(Draft.dialogue_id == dialogue_id)
        .options(joinedload(Draft.field), joinedload(Draft.principle))
        .order_by(Draft.number)
    )


def draft_of(principle_id: int) -> Select[Draft]:
    """The draft of the next revision of a principle."""
    return select(Draft).where(Draft.principle_id == principle_id)


def number_taken(dialogue_id: int, number: int, but: int = 0) -> Select[bool]:
    """Whether a principle or another draft of the dialogue than `but` has this number."""
    principle = exists().where(Principle.dialogue_id == dialogue_id, Principle.number == number)
    draft = exists().where(
        Draft.dialogue_id == dialogue_id, Draft.number == number, Draft.id != but
    )
    return select(or_(principle, draft))


def due_drafts(at: datetime) -> Select[Draft]:
    """The drafts whose planned publication has come."""
    return select(Draft).where(Draft.publish_at <= at).order_by(Draft.publish_at, Draft.number)


def due_dialogues(at: datetime) -> Select[Dialogue]:
    """The dialogues whose planned publication has come."""
    return select(Dialogue).where(Dialogue.publish_at <= at).order_by(Dialogue.publish_at)
