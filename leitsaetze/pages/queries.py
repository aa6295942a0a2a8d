"""Questions about dialogues and principles with the figures of other rooms."""

from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, bindparam, exists, func, select

from leitsaetze.comments.book_models import CommentCount
from leitsaetze.comments.rules import ANSWERED, Status
from leitsaetze.events.minutes_models import EventResult
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.plain_queries import shows_plain
from leitsaetze.principles.queries import (
    field_is_public,
    is_current,
    is_public,
    readable,
    readable_in_field,
    words_are_public,
)

Rows = Select[*tuple[Any, ...]]


def dialogues() -> Rows:
    """All dialogues with their figures (principles, comments, answered, general), newest first."""
    return (
        select(Dialogue, *_figures())
        .where(is_public())
        .order_by(Dialogue.opens_at.desc(), Dialogue.id)
    )


def dialogue(slug: str) -> Rows:
    """The dialogue at this address with its figures."""
    return select(Dialogue, *_figures()).where(is_public(), Dialogue.slug == slug)


def fields_and_principles(dialogue_id: int) -> Rows:
    """The public fields of a dialogue in their order, a row per principle: number, words, comments.

    Among the words are those in Einfacher Sprache, and the number of the revision they are for.

    Words that are withdrawn do not even leave the database.
    """
    return (
        select(
            FieldOfAction.id,
            FieldOfAction.title,
            FieldOfAction.withdrawn_at.label("field_withdrawn_at"),
            FieldOfAction.withdrawal_note,
            readable_in_field(FieldOfAction.goal).label("goal"),
            readable_in_field(FieldOfAction.introduction_html).label("introduction_html"),
            Principle.number,
            words_are_public().label("is_readable"),
            readable(Revision.statement).label("statement"),
            readable(func.coalesce(PlainText.html, "")).label("plain_html"),
            PlainText.revision_number.label("plain_for"),
            Revision.number.label("revision"),
            _count(Status.PUBLISHED, CommentCount.principle_id == Principle.id).label("comments"),
        )
        .join(Dialogue, Dialogue.id == FieldOfAction.dialogue_id)
        .outerjoin(Principle, Principle.field_id == FieldOfAction.id)
        .outerjoin(Revision, is_current())
        .outerjoin(PlainText, shows_plain(Principle.id, Principle.revision_number))
        .where(FieldOfAction.dialogue_id == dialogue_id, field_is_public())
        .order_by(FieldOfAction.position, FieldOfAction.id, Principle.number)
    )


def whole_text(dialogue_id: int) -> Rows:
    """The same with each explanation and since when its revision holds."""
    return fields_and_principles(dialogue_id).add_columns(
        readable(Revision.explanation_html).label("explanation_html"),
        Revision.published_at,
    )


@cache  # putting a question together costs more than asking it
def principle() -> Rows:
    """The principle `number` of the dialogue `slug`, withdrawn or not, with field and wording.

    Also what is shown with that in Einfacher Sprache, if there is anything.
    """
    return _with_plain_text(_principle().join(Revision, is_current()))


@cache
def revision() -> Rows:
    """The same with the wording of its revision `n`."""
    wording = and_(Revision.principle_id == Principle.id, Revision.number == bindparam("n"))
    return _with_plain_text(_principle().join(Revision, wording))


@cache
def numbers() -> Select[int]:
    """The numbers of the principles of `dialogue_id`, withdrawn ones too, ascending."""
    return (
        select(Principle.number)
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .where(Principle.dialogue_id == bindparam("dialogue_id"), field_is_public())
        .order_by(Principle.number)
    )


def _with_plain_text(question: Rows) -> Rows:
    """Add that text, and whether results of events stand behind the words (`from_events`)."""
    shown = shows_plain(Revision.principle_id, Revision.number)
    results = exists().where(EventResult.revision_id == Revision.id)
    return question.outerjoin(PlainText, shown).add_columns(PlainText, results.label("from_events"))


def _principle() -> Rows:
    return (
        select(Dialogue, FieldOfAction, Principle, Revision)
        .select_from(Principle)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .where(is_public(), field_is_public())
        .where(Dialogue.slug == bindparam("slug"), Principle.number == bindparam("number"))
    )


def _figures() -> list[Any]:
    here = CommentCount.dialogue_id == Dialogue.id
    principles = (
        select(func.count(Principle.id))
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .where(Principle.dialogue_id == Dialogue.id, words_are_public())
        .correlate(Dialogue)
        .scalar_subquery()
    )
    return [
        principles.label("principles"),
        _count(Status.PUBLISHED, here).label("comments"),
        _count(ANSWERED, here).label("answered"),
        _count(Status.PUBLISHED, and_(here, CommentCount.principle_id == 0)).label("general"),
    ]


def _count(kind: str, where: Any) -> ScalarSelect[int]:
    return (
        select(func.coalesce(func.sum(CommentCount.number), 0))
        .where(CommentCount.kind == str(kind), where)
        .scalar_subquery()
    )
