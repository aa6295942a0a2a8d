"""A result of an event goes into a draft: of the next revision of a principle, or of a new one."""

from leitsaetze.accounts.models import Person
from leitsaetze.editing import queries
from leitsaetze.editing.actions import begin_draft, begin_revision, save_draft
from leitsaetze.editing.models import Draft
from leitsaetze.editing.rules import free_number
from leitsaetze.events.minutes_models import EventResult
from leitsaetze.events.minutes_queries import words_of_result
from leitsaetze.events.results import note_draft
from leitsaetze.extensions import db
from leitsaetze.principles.models import FieldOfAction, Principle
from leitsaetze.principles.rules import MAX_CHANGE_NOTE, MAX_STATEMENT
from leitsaetze.text import excerpt


def take_into_draft(
    result: EventResult, target: Principle | FieldOfAction, *, by: Person | None
) -> Draft:
    """Begin a draft with a result, once, and return it.

    In the draft of a principle's next revision, also one colleagues have begun, the result stands
    in the note on what has changed; a new principle in a field begins with its words. Raises
    RuleViolation when the result is in a draft already, or behind published words.
    """
    words = db.session.scalar(words_of_result(result.id)) or ""
    if isinstance(target, Principle):
        draft = begin_revision(target, by=by)
        note_draft(result, draft.id, by=by)
        note = f"{draft.change_note}\n{words}".strip()
        save_draft(draft, seen=draft.version, by=by, change_note=excerpt(note, MAX_CHANGE_NOTE))
        return draft
    taken = list(db.session.scalars(queries.numbers_taken(target.dialogue_id)))
    number = free_number(taken, after=max(taken, default=0))
    draft = begin_draft(target, number=number, by=by, statement=excerpt(words, MAX_STATEMENT))
    note_draft(result, draft.id, by=by)
    return draft
