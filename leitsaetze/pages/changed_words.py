"""The very words that changed with a revision, for whoever wants to know what a comment led to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from leitsaetze.extensions import db
from leitsaetze.pages.comparison import Words, words_between
from leitsaetze.pages.queries import Rows
from leitsaetze.principles.differences import Part, Passage
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import is_public, words_are_public

SHOWN = 3  # passages; the comparison shows the rest


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """What a revision changed. `passages` are those of all texts that differ, only the first ones.

    `more` is how many others there are, `note` what the editors say about it.
    """

    words: Words
    passages: Sequence[Part]
    more: int
    note: str


def changed_words(revision_ids: Sequence[int]) -> dict[int, ChangedWords]:
    """Return what these revisions changed, by revision; first ones and withdrawn words not."""
    if not revision_ids:
        return {}
    found = {}
    for old, new in db.session.execute(_pairs(), {"ids": sorted(set(revision_ids))}):
        words = words_between(old, new)
        parts = [it for them in words.all for it in them.parts if it.passage is not Passage.SAME]
        more = max(len(parts) - SHOWN, 0)
        found[new.id] = ChangedWords(words, parts[:SHOWN], more, new.change_note)
    return found


@cache
def _pairs() -> Rows:
    """The revisions `ids`, each with the one before, as far as everybody may read their words."""
    old = aliased(Revision)
    return (
        select(old, Revision)
        .join(
            old, and_(old.principle_id == Revision.principle_id, old.number == Revision.number - 1)
        )
        .join(Principle, Principle.id == Revision.principle_id)
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(Revision.id.in_(bindparam("ids", expanding=True)), words_are_public(), is_public())
    )
