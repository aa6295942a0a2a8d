"""Drafts in the shapes in which public pages show what is published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leitsaetze.clock import now
from leitsaetze.editing.desk import Item, parts_of
from leitsaetze.editing.models import Draft
from leitsaetze.principles.models import Dialogue, FieldOfAction
from leitsaetze.principles.plain_writing import present_plain
from leitsaetze.text import markdown


@dataclass(frozen=True)
class Wording:
    """A draft in the shape in which the public page shows a revision."""

    number: int
    statement: str
    explanation_html: str
    published_at: datetime


@dataclass(frozen=True)
class Plain:
    """What the draft says in Einfacher Sprache, in the shape in which the public page shows it."""

    html: str
    revision_number: int


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
    present = draft.principle.revision if draft.principle else None
    stays = draft.is_only_plain
    return Wording(
        number=present.number + (not stays) if present else 1,
        statement=draft.statement,
        explanation_html=markdown(draft.explanation).html,
        published_at=present.published_at if present and stays else now(),
    )


def plain_preview_of(draft: Draft, number: int) -> Plain:
    """Return what readers would see in Einfacher Sprache beside the revision `number`."""
    html = markdown(draft.plain_text).html
    shown = present_plain(draft.principle) if draft.principle else None
    left = shown is not None and shown.source == draft.plain_text and not draft.plain_fits
    return Plain(html, shown.revision_number if shown is not None and left else number)


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
