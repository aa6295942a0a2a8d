"""What pages read, in a few questions however many rows there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from leitsaetze.clock import now
from leitsaetze.events import queries as event_queries
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from leitsaetze.pages import public_comments, queries
from leitsaetze.pages.changes import Ties, ties
from leitsaetze.pages.rules import PAGE_SIZE, Order
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.rules import Phase, days_left


@dataclass(frozen=True, slots=True)
class Standing:
    """A dialogue at a moment: phase, days left (0 on the last day), figures."""

    dialogue: Dialogue
    phase: Phase
    days_left: int
    principles: int
    comments: int
    answered: int
    general: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply of the county as it stands now, with the events it shows."""

    html: str
    created_at: datetime
    corrected_at: datetime | None
    events: list[Event]


@dataclass(frozen=True, slots=True)
class CommentList:
    """A page of comments. `after` is where it begins, `further` where the next one does."""

    rows: Sequence[Any]
    answers: dict[int, list[Answer]]
    ties: Ties
    order: Order
    after: int | None
    further: int | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of action with its principles."""

    about: Any
    principles: list[Any]


def standings() -> list[Standing]:
    """Return all dialogues, newest first."""
    return [_standing(row) for row in db.session.execute(queries.dialogues())]


def standing(slug: str) -> Standing | None:
    """Return the dialogue at this address, if everybody may read it."""
    row = db.session.execute(queries.dialogue(slug)).one_or_none()
    return _standing(row) if row else None


def fields_of(dialogue: Dialogue) -> list[Field]:
    """Return the fields of a dialogue in their order, each with its principles."""
    rows = db.session.execute(queries.fields_and_principles(dialogue.id)).all()
    grouped = [list(group) for _, group in groupby(rows, key=lambda row: row.id)]
    return [Field(group[0], [row for row in group if row.number is not None]) for group in grouped]


def comment_list(
    question: queries.Rows, order: Order, after: int | None, revision_id: int | None = None
) -> CommentList:
    """Return one page of the comments `question` asks for, with what was answered.

    With it come what they led to, and the comments behind the revision they stand below.
    """
    rows = db.session.execute(public_comments.from_place(question, order, after)).all()
    shown = rows[:PAGE_SIZE]
    further = shown[-1].id if len(rows) > PAGE_SIZE else None
    ids = [row.id for row in shown]
    return CommentList(shown, answers_to(ids), ties(ids, revision_id), order, after, further)


def answers_to(comment_ids: Sequence[int]) -> dict[int, list[Answer]]:
    """Return the public answers to these comments by the comment's number."""
    rows = db.session.execute(public_comments.answers(comment_ids)).all() if comment_ids else []
    events = _events_in([row.id for row in rows])
    found: dict[int, list[Answer]] = {}
    for row in rows:
        corrected_at = row.written_at if row.text_version > 1 else None
        answer = Answer(row.html, row.created_at, corrected_at, events.get(row.id, []))
        found.setdefault(row.comment_id, []).append(answer)
    return found


def _standing(row: Any) -> Standing:
    at, dialogue = now(), row.Dialogue
    return Standing(
        dialogue=dialogue,
        phase=dialogue.phase_at(at),
        days_left=days_left(dialogue.closes_at, dialogue.time_zone, at),
        principles=row.principles,
        comments=row.comments,
        answered=row.answered,
        general=row.general,
    )


def _events_in(reply_ids: Sequence[int]) -> dict[int, list[Event]]:
    mentions = db.session.scalars(event_queries.mentions_in(reply_ids)).all() if reply_ids else []
    found: dict[int, list[Event]] = {}
    for mention in mentions:
        found.setdefault(mention.reply_id, []).append(mention.event)
    return found
