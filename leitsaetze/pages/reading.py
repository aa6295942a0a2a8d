"""What pages read, in a few questions however many rows there are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from leitsaetze.clock import now
from leitsaetze.comments.group_queries import shared_by, shared_with
from leitsaetze.events import queries as event_queries
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from leitsaetze.pages import public_comments, queries
from leitsaetze.pages.changes import led_to, led_to_by
from leitsaetze.pages.rules import FIRST_REPLIES, PAGE_SIZE
from leitsaetze.principles import edition_queries
from leitsaetze.principles.edition_models import Edition
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.rules import Phase, days_left
from leitsaetze.web.stamps import Ask


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
    """A reply of the county as it stands now, with the events it shows.

    `heading` is what stands above it if it is given in the name of a department. `together` are the
    numbers of all comments it is for, if they are several with a public place.
    """

    html: str
    heading: str
    created_at: datetime
    corrected_at: datetime | None
    events: list[Event]
    together: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, what was answered below it, the revisions it led to, what citizens replied."""

    comment: Any
    answers: Sequence[Answer]
    led_to: Sequence[Any]
    replies: Sequence["Said"] = ()


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
    return _by_field(queries.fields_and_principles(dialogue.id))


def whole_text_of(dialogue: Dialogue) -> list[Field]:
    """Return the same, each principle with explanation, revision and the day since it holds."""
    return _by_field(queries.whole_text(dialogue.id))


def text_kept_in(edition: Edition) -> list[Field]:
    """Return the same as an edition has kept it, without what is withdrawn since."""
    principles = db.session.execute(edition_queries.principles_in(edition.id)).all()
    return [
        Field(about, [row for row in principles if row.field_id == about.field_id])
        for about in db.session.execute(edition_queries.fields_in(edition.id))
    ]


def _by_field(question: queries.Rows) -> list[Field]:
    rows = db.session.execute(question).all()
    grouped = [list(group) for _, group in groupby(rows, key=lambda row: row.id)]
    return [Field(group[0], [row for row in group if row.number is not None]) for group in grouped]


def said(comment_ids: Sequence[int], *, most: int = FIRST_REPLIES) -> list[Said]:
    """Return comments with a public place as they are shown, in the order asked for.

    With each stand so many of the replies of citizens to it.
    """
    ids = {"ids": comment_ids}
    rows = {row.id: row for row in db.session.execute(public_comments.comments(), ids)}
    parents = [number for number, row in rows.items() if row.places] if most else []
    asked = {"parents": parents, "most": most}
    replies = db.session.execute(public_comments.replies_under(), asked).all() if parents else []
    under: dict[int, list[Said]] = {}
    for row, told in zip(replies, told_of(replies), strict=True):
        under.setdefault(row.parent_id, []).append(told)
    shown = [rows[number] for number in comment_ids if number in rows]
    return [replace(it, replies=under.get(it.comment.id, ())) for it in told_of(shown)]


def said_with_thread(number: int, after: int) -> tuple[Said, int | None]:
    """Return a comment with a public place, and one page of the replies beyond a place under it.

    Also the place after which the next page begins, if there is one.
    """
    [alone] = said([number], most=0)
    rows = db.session.execute(public_comments.thread(number, after)).all()
    shown = rows[:PAGE_SIZE]
    further = shown[-1].place if len(rows) > PAGE_SIZE else None
    return replace(alone, replies=told_of(shown)), further


def told_of(rows: Sequence[Any]) -> list[Said]:
    """Return comments with what was answered below each and what it led to."""
    ids = [row.id for row in rows]
    answers, led = answers_to(ids), led_to(ids)
    return [Said(row, answers.get(row.id, ()), led.get(row.id, ())) for row in rows]


def said_once(number: int, ask: Ask) -> Said | None:
    """Return one comment as `said` does, asked past the session; None if it has no public place.

    Events and replies of citizens are read as everywhere else.
    """
    found = next(iter(ask(public_comments.one(), number=number)), None)
    if found is None or found.events or found.places:
        return next(iter(said([number])), None)
    replies = ask(public_comments.answers_under(), number=number) if found.answered else []
    ties = ask(led_to_by(), number=number) if found.ties else []
    shared = any(row.shared for row in replies)
    together = _by_reply(ask(shared_with(), number=number) if shared else [])
    answers = [_answer(row, [], together.get(row.id, ())) for row in replies]
    return Said(found, answers, ties)


def answers_to(comment_ids: Sequence[int]) -> dict[int, list[Answer]]:
    """Return the public answers to these comments by the comment's number."""
    asked = public_comments.answers()
    rows = db.session.execute(asked, {"ids": comment_ids}).all() if comment_ids else []
    events = _events_in([row.id for row in rows])
    together = answered_together({row.id for row in rows if row.shared})
    found: dict[int, list[Answer]] = {}
    for row in rows:
        answer = _answer(row, events.get(row.id, []), together.get(row.id, ()))
        found.setdefault(row.comment_id, []).append(answer)
    return found


def answered_together(reply_ids: Collection[int]) -> dict[int, list[int]]:
    """Return for each of these replies all comments with a public place that it is for.

    Those for one comment only are not among them.
    """
    asked = shared_by()
    return _by_reply(db.session.execute(asked, {"ids": list(reply_ids)})) if reply_ids else {}


def _by_reply(rows: Iterable[Any]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for reply_id, comment_id in rows:
        found.setdefault(reply_id, []).append(comment_id)
    return {reply_id: numbers for reply_id, numbers in found.items() if len(numbers) > 1}


def _answer(row: Any, events: list[Event], together: Sequence[int]) -> Answer:
    corrected_at = row.written_at if row.text_version > 1 else None
    return Answer(row.html, row.heading, row.created_at, corrected_at, events, together)


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
    found: dict[int, list[Event]] = {}
    asked = event_queries.mentions_in()
    for mention in db.session.scalars(asked, {"ids": reply_ids}) if reply_ids else ():
        found.setdefault(mention.reply_id, []).append(mention.event)
    return found
