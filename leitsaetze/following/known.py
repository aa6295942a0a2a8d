"""What everybody may read now of the things that news is about, read for many pieces at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from leitsaetze.comments.models import Comment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.comments.reply_models import ReplyComment
from leitsaetze.comments.showing import shown_answers, shown_comments
from leitsaetze.events.models import Event
from leitsaetze.events.queries import is_visible
from leitsaetze.extensions import db, rows_of
from leitsaetze.following.models import News
from leitsaetze.following.rules import OF_EVENTS, NewsKind
from leitsaetze.principles.edition_models import Edition
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import field_is_public, is_public, is_withdrawn, readable


@dataclass(frozen=True)
class Known:
    """What has been read for many pieces of news at once."""

    dialogues: Mapping[int, Dialogue]
    principles: Mapping[int, Any]
    comments: Mapping[int, Any]
    answers: Mapping[tuple[int, int], Any]
    revisions: Mapping[int, Any]
    events: Mapping[int, Event]
    editions: Mapping[int, Edition]

    def place_of(self, row: Any) -> int | None:
        """Return the number of the principle a comment or a revision belongs to."""
        principle = self.principles.get(row.principle_id or 0)
        return int(principle.number) if principle is not None else None


def read(news: Sequence[News]) -> Known:
    """Return what everybody may read now of what these pieces of news are about."""
    things: dict[NewsKind, set[int]] = {}
    for it in news:
        things.setdefault(it.kind, set()).add(it.thing_id)
    of_thread = things.get(NewsKind.THREAD, set())
    comments = _by_id(
        shown_comments().add_columns(Comment.principle_id),
        Comment.id,
        of_thread | {it.comment_id for it in news},
        has_public_place(),
    )
    revisions = things.get(NewsKind.REVISION, set()) | things.get(NewsKind.RESULT, set())
    principles = {it.principle_id for it in news} | {it.principle_id for it in comments.values()}
    events = set[int]().union(*(things.get(kind, set()) for kind in OF_EVENTS))
    return Known(
        dialogues=_things(Dialogue, {it.dialogue_id for it in news}, is_public(), ~is_withdrawn()),
        principles=_by_id(_principles(), Principle.id, principles),
        comments=comments,
        answers=_answers(things.get(NewsKind.REPLY, set())),
        revisions=_by_id(_revisions(), Revision.id, revisions),
        events=_things(Event, events, is_visible()),
        editions=_things(Edition, things.get(NewsKind.EDITION, set())),
    )


def _by_id(
    question: Any, column: Any, numbers: Collection[int | None], *more: Any
) -> dict[int, Any]:
    if not (wanted := _sorted(numbers)):
        return {}
    return {row.id: row for row in rows_of(question.where(column.in_(wanted), *more))}


def _things(kind: Any, numbers: Collection[int | None], *more: Any) -> dict[int, Any]:
    if not (wanted := _sorted(numbers)):
        return {}
    question = select(kind).where(kind.id.in_(wanted), *more)
    return {thing.id: thing for thing in db.session.scalars(question)}


def _sorted(numbers: Collection[int | None]) -> list[int]:
    return sorted({number for number in numbers if number is not None})


def _principles() -> Any:
    return (
        select(Principle.id, Principle.number)
        .join(Principle.dialogue)
        .join(Principle.field)
        .where(is_public(), field_is_public())
    )


def _revisions() -> Any:
    return (
        select(
            Revision.id,
            Revision.number,
            Revision.principle_id,
            readable(Revision.statement).label("statement"),
            readable(Revision.change_note).label("note"),
        )
        .join(Principle, Principle.id == Revision.principle_id)
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
    )


def _answers(reply_ids: Collection[int]) -> dict[tuple[int, int], Any]:
    if not (wanted := _sorted(reply_ids)):
        return {}
    question = shown_answers().where(ReplyComment.reply_id.in_(wanted))
    return {(row.id, row.comment_id): row for row in rows_of(question)}
