"""Drafts in the shapes in which public pages show what is published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leitsaetze.clock import now
from leitsaetze.editing.desk import Item, parts_of
from leitsaetze.editing.models import Draft
from leitsaetze.principles.models import Dialogue, FieldOfAction
from leitsaetze.text import markdown


@dataclass(frozen=True)
class Wording:
    """A draft in the shape in which the public page shows a revision."""

    number: int
    statement: str
    explanation_html: str
    plain_html: str
    published_at: datetime


@dataclass(frozen=True)
class Entry:
    """A principle or draft in the list of a dialogue; a preview counts no comments."""

    number: int
    statement: str
    is_readable: bool
    item: Item
    comments: None = None


@dataclass(frozen=True)
class Field:
    """A field of action with its principles."""

    about: dict[str, Any]
    principles: list[Entry]


def preview_of(draft: Draft) -> Wording:
    """Return a draft as readers would see it if it were published now."""
    return Wording(
        number=draft.principle.revision_number + 1 if draft.principle else 1,
        statement=draft.statement,
        explanation_html=markdown(draft.explanation).html,
        plain_html=markdown(draft.plain_text).html,
        published_at=now(),
    )


def preview_of_all(dialogue: Dialogue) -> tuple[list[Field], list[int]]:
    """Return a dialogue as readers would see it if everything complete were published now.

    The second part are the numbers of the drafts to which something is missing.
    """
    fields, incomplete = [], []
    for part in parts_of(dialogue):
        entries = [_entry(item, part.field) for item in part.items if _would_be_public(item)]
        incomplete += [it.number for it in part.items if it.draft and not it.draft.is_complete]
        fields.append(Field(_about(part.field), entries))
    return fields, sorted(incomplete)


def _would_be_public(item: Item) -> bool:
    return item.principle is not None or (item.draft is not None and item.draft.is_complete)


def _entry(item: Item, field: FieldOfAction) -> Entry:
    draft, principle = item.draft, item.principle
    words = draft.statement if draft is not None and draft.is_complete else ""
    withdrawn = field.withdrawn_at is not None
    if principle is not None:
        withdrawn |= principle.withdrawn_at is not None
        words = words or principle.revision.statement
    return Entry(item.number, words, not withdrawn, item)


def _about(field: FieldOfAction) -> dict[str, Any]:
    return {
        "title": field.title,
        "goal": field.goal if field.withdrawn_at is None else "",
        "introduction_html": field.introduction_html if field.withdrawn_at is None else "",
        "field_withdrawn_at": field.withdrawn_at,
        "withdrawal_note": field.withdrawal_note,
    }
