"""Questions about what has happened in the rooms below, since it was last looked at."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from leitsaetze.comments.models import Comment, Decision, RevisionComment
from leitsaetze.events.models import Event, EventDialogue, EventPrinciple
from leitsaetze.events.queries import is_visible
from leitsaetze.following.models import NewsMark
from leitsaetze.following.rules import CLOSES_SOON
from leitsaetze.principles.edition_models import Edition
from leitsaetze.principles.models import Dialogue, Principle, Revision
from leitsaetze.principles.queries import is_public, is_withdrawn

Rows = Select[*tuple[Any, ...]]
PORTION = 200  # rows of one source read in one transaction


def marks() -> Select[NewsMark]:
    """How far each source has been read."""
    return select(NewsMark)


def marks_held() -> Select[NewsMark]:
    """The same, kept from everybody else until the deed is done: one reads or tells at a time."""
    return marks().order_by(NewsMark.source).with_for_update()


def decisions_after(number: int) -> Rows:
    """Decisions beyond a number in their order, with the place and the author of the comment."""
    return (
        select(
            Decision.id,
            Decision.at,
            Decision.verdict,
            Decision.details,
            Decision.by_id,
            Decision.comment_id,
            Comment.dialogue_id,
            Comment.principle_id,
            Comment.parent_id,
            Comment.author_id,
            Comment.published_at,
        )
        .join(Comment, Comment.id == Decision.comment_id)
        .where(Decision.id > number)
        .order_by(Decision.id)
        .limit(PORTION)
    )


def revisions_after(number: int) -> Rows:
    """Revisions beyond a number in their order, with their dialogue and when that was published."""
    return (
        select(
            Revision.id,
            Revision.published_at.label("at"),
            Revision.number,
            Revision.published_by.label("by_id"),
            Revision.principle_id,
            Principle.dialogue_id,
            Dialogue.published_at,
        )
        .join(Principle, Principle.id == Revision.principle_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(Revision.id > number)
        .order_by(Revision.id)
        .limit(PORTION)
    )


def editions_after(number: int) -> Rows:
    """Editions beyond a number in their order."""
    return (
        select(Edition.id, Edition.made_at.label("at"), Edition.made_by.label("by_id"))
        .add_columns(Edition.dialogue_id)
        .where(Edition.id > number)
        .order_by(Edition.id)
        .limit(PORTION)
    )


def named_in(revision_ids: Collection[int]) -> Rows:
    """Which comments stand behind these revisions."""
    return select(RevisionComment.revision_id, RevisionComment.comment_id).where(
        RevisionComment.revision_id.in_(revision_ids)
    )


def events_changed(after: datetime, until: datetime) -> Select[Event]:
    """Visible events that became what they are within a time."""
    return (
        select(Event)
        .where(is_visible(), Event.changed_at > after, Event.changed_at <= until)
        .order_by(Event.changed_at, Event.id)
    )


def dialogues_of_events(event_ids: Collection[int]) -> Rows:
    """Which dialogues these events accompany."""
    return select(EventDialogue.event_id, EventDialogue.dialogue_id).where(
        EventDialogue.event_id.in_(event_ids)
    )


def principles_of_events(event_ids: Collection[int]) -> Rows:
    """Which principles, of which dialogue, these events are about."""
    return (
        select(EventPrinciple.event_id, Principle.id, Principle.dialogue_id)
        .join(Principle, Principle.id == EventPrinciple.principle_id)
        .where(EventPrinciple.event_id.in_(event_ids))
    )


def dialogues_turning(after: datetime, until: datetime) -> Select[Dialogue]:
    """Public dialogues that opened, closed or were about to close within a time."""
    soon = Dialogue.closes_at.between(after + CLOSES_SOON, until + CLOSES_SOON)
    turns = [
        column.between(after, until)
        for column in (Dialogue.published_at, Dialogue.opens_at, Dialogue.closes_at)
    ]
    return select(Dialogue).where(is_public(), ~is_withdrawn(), or_(soon, *turns))
