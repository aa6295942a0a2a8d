"""Taking a pasted text over: fields nobody sees yet, and drafts. All of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.editing import queries
from leitsaetze.editing.actions import begin_draft, begin_revision, save_draft
from leitsaetze.editing.models import Draft
from leitsaetze.editing.pasting_checks import decided
from leitsaetze.editing.pasting_rules import (
    Choice,
    Existing,
    Kind,
    Part,
    Standing,
    number_of,
    titles_of,
)
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles.actions import change_dialogue, prepare_field
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle
from leitsaetze.principles.queries import fields_of, principles_of


@dataclass(frozen=True)
class Taken:
    """How much was taken over: drafts, the fields they stand in; and what was left as it was."""

    drafts: int
    fields: int
    left: int


@dataclass(frozen=True)
class _Numbers:
    """What has a number in a dialogue."""

    principles: dict[int, Principle]
    drafts: dict[int, Draft]


def standing_of(dialogue: Dialogue) -> Standing:
    """Return what a dialogue has, as far as it matters to a text that is to be taken over."""
    held = _numbers_of(dialogue)
    return Standing(
        numbers={
            number: _existing(held.principles.get(number), held.drafts.get(number))
            for number in held.principles.keys() | held.drafts.keys()
        },
        titles=tuple(field.title for field in db.session.scalars(fields_of(dialogue.id))),
        introduced=bool(dialogue.introduction),
        public=dialogue.published_at is not None,
    )


def take_over(dialogue: Dialogue, parts: Sequence[Part], *, by: Person | None) -> Taken:
    """Make fields and drafts of the parts of a text.

    A field whose title the dialogue has keeps its words. Raises Conflict when a number is no longer
    what the editor saw, RuleViolation for words that cannot be kept.
    """
    held, standing = _numbers_of(dialogue), standing_of(dialogue)
    fields = _prepare_fields(dialogue, parts, by=by)
    titles = titles_of(parts)
    filled: set[int] = set()
    drafts = left = 0
    for part, title in zip(parts, titles, strict=True):
        if part.kind is Kind.INTRODUCTION:
            _introduce(dialogue, part, by=by)
        elif part.kind is Kind.PRINCIPLE:
            field = fields[title.casefold()]
            draft = _take(part, field, held, standing, by=by)
            if draft is not None:
                filled.add(draft.field_id)
                drafts += 1
            else:
                left += 1
    record("dialogue.pasted", dialogue, by=by, drafts=drafts, fields=len(filled), left=left)
    return Taken(drafts, len(filled), left)


def _numbers_of(dialogue: Dialogue) -> _Numbers:
    principles = db.session.scalars(principles_of(dialogue.id))
    drafts = db.session.scalars(queries.drafts_of(dialogue.id))
    return _Numbers({one.number: one for one in principles}, {one.number: one for one in drafts})


def _existing(principle: Principle | None, draft: Draft | None) -> Existing:
    if principle is not None and principle.withdrawn_at is not None:
        return Existing("", ())
    if draft is not None:
        state = f"draft:{draft.id}:{draft.version}"
        return Existing(state, (Choice.LEAVE, Choice.REPLACE), draft.statement)
    if principle is None:
        raise ValueError("nothing has this number")
    state = f"principle:{principle.id}:{principle.revision_number}"
    return Existing(state, (Choice.LEAVE, Choice.REVISE), principle.revision.statement)


def _prepare_fields(
    dialogue: Dialogue, parts: Sequence[Part], *, by: Person | None
) -> dict[str, FieldOfAction]:
    """Return all fields by their folded titles, those that were missing among them."""
    fields = {one.title.casefold(): one for one in db.session.scalars(fields_of(dialogue.id))}
    for part in parts:
        title = part.head.casefold()
        if part.kind is Kind.FIELD and title not in fields:
            words = {"title": part.head, "goal": part.goal, "introduction": part.body}
            fields[title] = prepare_field(dialogue, by=by, **words)
    return fields


def _introduce(dialogue: Dialogue, part: Part, *, by: Person | None) -> None:
    """Take the introduction of a dialogue over that nobody can read yet."""
    if part.choice == Choice.REPLACE and dialogue.published_at is None:
        change_dialogue(dialogue, introduction=part.body, by=by)


def _take(
    part: Part, field: FieldOfAction, held: _Numbers, standing: Standing, *, by: Person | None
) -> Draft | None:
    """Return the draft made of a principle; None where what exists was to be left."""
    number = number_of(part)
    if number is None:
        raise RuleViolation("Bitte geben Sie dem Leitsatz eine Nummer.")
    words = {"statement": part.head, "explanation": part.body}
    existing = standing.numbers.get(number)
    if existing is None:
        return begin_draft(field, number=number, by=by, **words)
    if not decided(part, existing):
        raise Conflict(
            "Leitsatz %(number)s wurde inzwischen angelegt oder geändert. Bitte sehen Sie noch "
            "einmal nach.",
            number=number,
        )
    if part.choice == Choice.LEAVE:
        return None
    draft = held.drafts.get(number) or begin_revision(held.principles[number], by=by)
    place = {"field": field} if draft.principle_id is None else {}
    save_draft(draft, seen=draft.version, by=by, **words, **place)
    return draft
