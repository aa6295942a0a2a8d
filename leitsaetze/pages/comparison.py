"""Two revisions of a principle, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from leitsaetze.extensions import db
from leitsaetze.pages.changes import Behind, comments_behind
from leitsaetze.pages.queries import Rows
from leitsaetze.principles.differences import Difference, difference_of_html, difference_of_lines
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.plain_queries import shows_plain
from leitsaetze.principles.queries import is_public, readable, words_are_public


@dataclass(frozen=True, slots=True)
class Words:
    """How the texts of two revisions differ. `same_source` tells that not even a sign does."""

    statement: Difference
    explanation: Difference
    plain_text: Difference
    same_source: bool

    @property
    def all(self) -> tuple[Difference, ...]:
        """The differences of all texts."""
        return self.statement, self.explanation, self.plain_text

    @property
    def is_none(self) -> bool:
        """Whether no word differs."""
        return all(difference.is_none for difference in self.all)

    @property
    def new(self) -> int:
        """How many words are new."""
        return sum(difference.new for difference in self.all)

    @property
    def gone(self) -> int:
        """How many words are gone."""
        return sum(difference.gone for difference in self.all)

    @property
    def moved(self) -> int:
        """How many passages stand elsewhere."""
        return sum(difference.moved for difference in self.all)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions of a principle. `steps` lead from one to the other, each with its change note.

    `words` are the differences of statement, explanation and plain text; None while the words of
    the principle are not public.
    """

    dialogue: Dialogue
    principle: Principle
    old: Any
    new: Any
    revisions: Sequence[Any]
    steps: Sequence[Any]
    behind: Behind
    words: Words | None

    @property
    def is_backwards(self) -> bool:
        """Whether the later revision stands first."""
        return bool(self.old.number > self.new.number)


def comparison(slug: str, number: int, old: int | None, new: int | None) -> Comparison | None:
    """Return two revisions of a principle; without numbers the previous and the present one.

    None when there is no such principle or revision.
    """
    found = db.session.execute(_principle(slug, number)).one_or_none()
    if found is None:
        return None
    principle = found.Principle
    revisions = db.session.execute(_revisions(principle.id)).all()
    by_number = {row.number: row for row in revisions}
    to = principle.revision_number if new is None else new
    since = max(to - 1, 1) if old is None else old
    if since not in by_number or to not in by_number:
        return None
    low, high = sorted((since, to))
    steps = [row for row in revisions if low < row.number <= high]
    return Comparison(
        dialogue=found.Dialogue,
        principle=principle,
        old=by_number[since],
        new=by_number[to],
        revisions=revisions,
        steps=steps,
        behind=comments_behind([row.id for row in steps]),
        words=_words(by_number[since].id, by_number[to].id),
    )


def _words(old: int, new: int) -> Words | None:
    found = {row.Revision.id: row for row in db.session.execute(_wordings([old, new]))}
    if not found:
        return None
    words = words_between(found[old].Revision, found[new].Revision)
    shown = (found[old].PlainText, found[new].PlainText)
    before, after = ((it.source, it.html) if it is not None else ("", "") for it in shown)
    return replace(
        words,
        plain_text=difference_of_html(before[1], after[1]),
        same_source=words.same_source and before[0] == after[0],
    )


def words_between(before: Revision, after: Revision) -> Words:
    """Return how the official texts of two revisions differ, whoever may read them."""
    names = ("statement", "explanation")
    return Words(
        difference_of_lines(before.statement, after.statement),
        difference_of_html(before.explanation_html, after.explanation_html),
        difference_of_html("", ""),
        all(getattr(before, name) == getattr(after, name) for name in names),
    )


def _principle(slug: str, number: int) -> Rows:
    return (
        select(Dialogue, Principle)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(is_public(), Dialogue.slug == slug, Principle.number == number)
    )


def _revisions(principle_id: int) -> Rows:
    """All revisions of a principle, newest first: what is said about them, not their words."""
    return (
        select(
            Revision.id,
            Revision.number,
            Revision.published_at,
            readable(Revision.change_note).label("note"),
        )
        .join(Principle, Principle.id == Revision.principle_id)
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(Revision.principle_id == principle_id)
        .order_by(Revision.number.desc())
    )


def _wordings(revision_ids: Sequence[int]) -> Rows:
    """Revisions with the words shown with each, as far as everybody may read them."""
    return (
        select(Revision, PlainText)
        .outerjoin(PlainText, shows_plain(Revision.principle_id, Revision.number))
        .join(Principle, Principle.id == Revision.principle_id)
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(Revision.id.in_(revision_ids), words_are_public())
    )
