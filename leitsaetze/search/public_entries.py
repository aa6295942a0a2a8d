"""Which entries everybody may find now, and what a list shows of them.

What may be found is said by the rooms the things belong to.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.queries import has_public_place, replies_are_public, words_are_public
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyVersion
from leitsaetze.events.minutes_models import MinutesEdition, MinutesField, MinutesPrinciple
from leitsaetze.events.minutes_queries import is_newest
from leitsaetze.events.models import Event, EventDialogue, EventField, EventPrinciple
from leitsaetze.events.queries import is_visible
from leitsaetze.extensions import among
from leitsaetze.principles import queries as principle_queries
from leitsaetze.principles.models import Dialogue, Principle, Revision
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.plain_queries import shown_words, shows_plain
from leitsaetze.principles.queries import is_current, is_public, is_withdrawn
from leitsaetze.search.models import SearchEntry
from leitsaetze.search.readable import (
    Rows,
    version_of_minutes,
    with_all_of_minutes,
    with_text_of_answer,
    with_text_of_comment,
)
from leitsaetze.search.rules import Kind, Narrowed

Conditions = tuple[ColumnElement[bool], ...]


def findable(kind: Kind, entry_ids: Sequence[int], narrowed: Narrowed) -> Rows:
    """Which of these entries everybody may find now, by the very words they were read with.

    Further columns tell what to show of them (`shown`).
    """
    # Said so that no index of kinds serves: with statistics SQLite would read all of a kind by it.
    of_kind = func.coalesce(SearchEntry.kind, "") == kind
    own = and_(among(SearchEntry.id, entry_ids), of_kind)
    return _THINGS[kind](narrowed).where(own)


def shown(kind: Kind, entry_ids: Sequence[int], narrowed: Narrowed) -> Rows:
    """The same with what a list shows of them."""
    return _WITH_WORDS[kind](findable(kind, entry_ids, narrowed))


def _found_comments(narrowed: Narrowed) -> Rows:
    question = (
        select(SearchEntry.id)
        .join(Comment, Comment.id == SearchEntry.thing_id)
        .where(Comment.text_version == SearchEntry.version)
        .where(has_public_place(), words_are_public())
    )
    return _in_place(question, narrowed)


def _found_answers(narrowed: Narrowed) -> Rows:
    question = (
        select(SearchEntry.id)
        .join(Reply, Reply.id == SearchEntry.thing_id)
        .join(ReplyComment, ReplyComment.reply_id == Reply.id)
        .join(Comment, Comment.id == ReplyComment.comment_id)
        .where(Reply.text_version == SearchEntry.version, replies_are_public())
    )
    return _in_place(question, narrowed)


def _in_place(question: Rows, narrowed: Narrowed) -> Rows:
    """Narrow a question about comments down to a place that is public."""
    question = (
        question.join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .outerjoin(Principle, Principle.id == Comment.principle_id)
        .where(is_public(), ~is_withdrawn())
    )
    return _within(question, narrowed, Comment.dialogue_id)


def _found_principles(narrowed: Narrowed) -> Rows:
    question = (
        select(SearchEntry.id)
        .join(Principle, Principle.id == SearchEntry.thing_id)
        .join(Principle.dialogue)
        .join(Principle.field)
        .where(shown_words() == SearchEntry.version)
        .where(principle_queries.words_are_public())
    )
    return _within(question, narrowed, Principle.dialogue_id)


def _within(question: Rows, narrowed: Narrowed, dialogue_id: InstrumentedAttribute[int]) -> Rows:
    """Narrow a question down to a dialogue and to the principles of a field."""
    if narrowed.dialogue_id is not None:
        question = question.where(dialogue_id == narrowed.dialogue_id)
    if narrowed.field_id is not None:
        question = question.where(Principle.field_id == narrowed.field_id)
    return question


def _found_events(narrowed: Narrowed) -> Rows:
    question = (
        select(SearchEntry.id)
        .join(Event, Event.id == SearchEntry.thing_id)
        .where(Event.sequence == SearchEntry.version, is_visible())
    )
    of_field = EventField.event_id == Event.id, EventField.field_id == narrowed.field_id
    of_principle = EventPrinciple.event_id == Event.id, EventPrinciple.principle_id == Principle.id
    return _of_events(question, narrowed, of_field, of_principle)


def _found_minutes(narrowed: Narrowed) -> Rows:
    question = (
        select(SearchEntry.id)
        .join(MinutesEdition, MinutesEdition.event_id == SearchEntry.thing_id)
        .join(MinutesEdition.event)
        .where(version_of_minutes() == SearchEntry.version, is_newest(), is_visible())
    )
    of_field = (
        MinutesField.edition_id == MinutesEdition.id,
        MinutesField.field_id == narrowed.field_id,
    )
    of_principle = (
        MinutesPrinciple.edition_id == MinutesEdition.id,
        MinutesPrinciple.principle_id == Principle.id,
    )
    return _of_events(question, narrowed, of_field, of_principle)


def _of_events(
    question: Rows, narrowed: Narrowed, of_field: Conditions, of_principle: Conditions
) -> Rows:
    """Narrow a question about events down to a dialogue and to what is tied to a field."""
    if narrowed.dialogue_id is not None:
        question = question.where(
            exists().where(
                EventDialogue.event_id == Event.id,
                EventDialogue.dialogue_id == narrowed.dialogue_id,
            )
        )
    if narrowed.field_id is not None:
        of_its_principles = *of_principle, Principle.field_id == narrowed.field_id
        question = question.where(
            or_(exists().where(*of_field), exists().where(*of_its_principles))
        )
    return question


def _comments_shown(question: Rows) -> Rows:
    return with_text_of_comment(question).add_columns(
        Comment.id.label("number"),
        Comment.name,
        Comment.locale,
        Comment.published_at.label("at"),
        CommentVersion.html,
        Dialogue.title,
        Dialogue.time_zone,
        Principle.number.label("principle"),
    )


def _answers_shown(question: Rows) -> Rows:
    return (
        with_text_of_answer(question)
        .add_columns(
            Comment.id.label("number"),
            Reply.created_at.label("at"),
            ReplyVersion.html,
            ReplyVersion.heading,
            Dialogue.title,
            Dialogue.time_zone,
            Principle.number.label("principle"),
        )
        .order_by(Comment.id.desc())
    )


def _principles_shown(question: Rows) -> Rows:
    plain = shows_plain(Principle.id, Principle.revision_number)
    return (
        question.join(Revision, is_current())
        .outerjoin(PlainText, plain)
        .add_columns(
            Principle.number,
            Revision.statement,
            Revision.explanation_html,
            PlainText.html.label("plain_html"),
            Revision.published_at.label("at"),
            Dialogue.slug,
            Dialogue.title,
            Dialogue.time_zone,
        )
    )


def _events_shown(question: Rows) -> Rows:
    return question.add_columns(Event)


def _minutes_shown(question: Rows) -> Rows:
    return with_all_of_minutes(question.add_columns(MinutesEdition))


_THINGS = {
    Kind.COMMENT: _found_comments,
    Kind.ANSWER: _found_answers,
    Kind.PRINCIPLE: _found_principles,
    Kind.EVENT: _found_events,
    Kind.MINUTES: _found_minutes,
}
_WITH_WORDS = {
    Kind.COMMENT: _comments_shown,
    Kind.ANSWER: _answers_shown,
    Kind.PRINCIPLE: _principles_shown,
    Kind.EVENT: _events_shown,
    Kind.MINUTES: _minutes_shown,
}
