"""Deeds on the numbers of drafts. Those of published principles never change."""

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.editing import queries
from leitsaetze.editing.models import Draft
from leitsaetze.editing.rules import free_number
from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue


def shift(draft: Draft, *, up: bool, by: Person | None) -> bool:
    """Let a new principle change numbers with its neighbour in the field; False without one.

    Numbers of published principles never change, so these are passed over.
    """
    drafts = [
        one
        for one in db.session.scalars(queries.drafts_of(draft.dialogue_id))
        if one.field_id == draft.field_id and one.principle_id is None
    ]
    there = drafts.index(draft) + (-1 if up else 1) if draft in drafts else -1
    if not 0 <= there < len(drafts):
        return False
    other = drafts[there]
    _number({draft: other.number, other: draft.number}, by=by)
    return True


def renumber(dialogue: Dialogue, *, by: Person | None) -> int:
    """Number the new principles of a dialogue anew, field by field; return how many changed.

    Numbers of published principles stay and are left out.
    """
    drafts = list(db.session.scalars(queries.drafts_of(dialogue.id)))
    order = {field.id: place for place, field in enumerate(dialogue.fields)}
    fresh = [draft for draft in drafts if draft.principle_id is None]
    own = {draft.number for draft in fresh}
    fixed = set(db.session.scalars(queries.numbers_taken(dialogue.id))) - own
    last, wanted = 0, {}
    for draft in sorted(fresh, key=lambda one: (order[one.field_id], one.number)):
        last = free_number(fixed, after=last)
        wanted[draft] = last
    return _number({one: number for one, number in wanted.items() if one.number != number}, by=by)


def _number(wanted: dict[Draft, int], *, by: Person | None) -> int:
    """Give drafts numbers that are free once all of them have left theirs."""
    for draft in wanted:
        draft.number = -draft.id
    db.session.flush()
    for draft, number in wanted.items():
        draft.number, draft.version = number, draft.version + 1
        record("draft.numbered", draft, by=by, number=number)
    db.session.flush()
    return len(wanted)
