"""What everybody can read now: for the index to read, and for readers to narrow down to."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import contains_eager, selectinload

from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.queries import has_public_place, replies_are_public, words_are_public
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyVersion
from leitsaetze.events.minutes_models import MinutesEdition, MinutesField, MinutesPrinciple
from leitsaetze.events.minutes_queries import is_newest
from leitsaetze.events.models import Event, EventDialogue, EventField, EventPrinciple
from leitsaetze.events.queries import is_visible
from leitsaetze.principles import queries as principle_queries
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.plain_queries import shown_words, shows_plain
from leitsaetze.principles.queries import (
    field_words_are_public,
    is_current,
    is_public,
    is_withdrawn,
)
from leitsaetze.search.rules import Kind

Rows = Select[*tuple[Any, ...]]


def places_of_dialogues() -> Rows:
    """The dialogues whose words are public, newest first, each with its public fields in order."""
    return (
        select(
            Dialogue.id,
            Dialogue.title,
            FieldOfAction.id.label("field_id"),
            FieldOfAction.title.label("field_title"),
        )
        .outerjoin(
            FieldOfAction, and_(FieldOfAction.dialogue_id == Dialogue.id, field_words_are_public())
        )
        .where(is_public(), ~is_withdrawn())
        .order_by(Dialogue.opens_at.desc(), Dialogue.id, FieldOfAction.position, FieldOfAction.id)
    )


def principles_in(field_id: int) -> Select[int]:
    """The principles that stand in a field now."""
    return select(Principle.id).where(Principle.field_id == field_id)


def comments_to_read(comment_ids: Collection[int]) -> Rows:
    """Text version, HTML and place of those of these comments whose words are public."""
    return with_text_of_comment(
        select(
            Comment.id,
            Comment.text_version.label("version"),
            CommentVersion.html,
            Comment.dialogue_id,
            Comment.principle_id,
        )
    ).where(Comment.id.in_(comment_ids), has_public_place(), words_are_public())


def answers_below(comment_ids: Collection[int]) -> Select[int, int]:
    """Comment and answer of the answers under these comments, withdrawn ones too."""
    return (
        select(ReplyComment.comment_id, ReplyComment.reply_id)
        .where(ReplyComment.comment_id.in_(comment_ids))
        .order_by(ReplyComment.reply_id)
    )


def answers_to_read(reply_ids: Collection[int]) -> Rows:
    """The same of those of these answers that are public, once for each comment they answer."""
    return (
        with_text_of_answer(
            select(
                Reply.id,
                Reply.text_version.label("version"),
                ReplyVersion.html,
                Comment.dialogue_id,
                Comment.principle_id,
            ).select_from(Reply)
        )
        .join(ReplyComment, ReplyComment.reply_id == Reply.id)
        .join(Comment, Comment.id == ReplyComment.comment_id)
        .where(Reply.id.in_(reply_ids), replies_are_public())
    )


def principles_of(dialogue_ids: Collection[int]) -> Select[int, int]:
    """Dialogue and principle of the principles of these dialogues, last ones first."""
    return (
        select(Principle.dialogue_id, Principle.id)
        .where(Principle.dialogue_id.in_(dialogue_ids))
        .order_by(Principle.number.desc())
    )


def principles_to_read(principle_ids: Collection[int]) -> Rows:
    """The same of those of these principles whose words are public."""
    return (
        select(
            Principle.id,
            shown_words().label("version"),
            Principle.number,
            Revision.statement,
            Revision.explanation_html,
            PlainText.html.label("plain_html"),
            Principle.dialogue_id,
        )
        .join(Principle.dialogue)
        .join(Principle.field)
        .join(Revision, is_current())
        .outerjoin(PlainText, shows_plain(Principle.id, Principle.revision_number))
        .where(Principle.id.in_(principle_ids), principle_queries.words_are_public())
    )


def events_to_read(event_ids: Collection[int]) -> Select[Event]:
    """Those of these events everybody may know of."""
    return select(Event).where(Event.id.in_(event_ids), is_visible())


def places_of_events(event_ids: Collection[int]) -> list[tuple[str, Select[int, int]]]:
    """Which events belong to which dialogues, fields and principles, by the kind of `mark`."""
    own, fields, principles = (
        it.event_id.in_(event_ids) for it in (EventDialogue, EventField, EventPrinciple)
    )
    return [
        ("dialogue", select(EventDialogue.event_id, EventDialogue.dialogue_id).where(own)),
        ("field", select(EventField.event_id, EventField.field_id).where(fields)),
        (
            "principle",
            select(EventPrinciple.event_id, EventPrinciple.principle_id).where(principles),
        ),
    ]


def minutes_to_read(event_ids: Collection[int]) -> Select[MinutesEdition, int]:
    """The minutes that hold of those of these events everybody may know of, and their version."""
    return (
        with_all_of_minutes(select(MinutesEdition, version_of_minutes()))
        .join(MinutesEdition.event)
        .where(MinutesEdition.event_id.in_(event_ids), is_newest(), is_visible())
    )


def version_of_minutes() -> ColumnElement[int]:
    """Say the version of minutes and the title above them.

    Both numbers only grow: another edition as well as a changed event gives another sum.
    """
    return MinutesEdition.number + Event.sequence


def with_all_of_minutes(question: Rows) -> Rows:
    """Let a question about minutes and their events bring all that can be read of them."""
    return question.options(
        contains_eager(MinutesEdition.event), selectinload(MinutesEdition.results)
    )


def places_of_minutes(event_ids: Collection[int]) -> list[tuple[str, Select[int, int]]]:
    """The dialogues of these events, and the fields and principles discussed there, likewise."""
    own = MinutesEdition.event_id.in_(event_ids), is_newest()
    fields = select(MinutesEdition.event_id, MinutesField.field_id)
    principles = select(MinutesEdition.event_id, MinutesPrinciple.principle_id)
    return [
        places_of_events(event_ids)[0],
        (
            "field",
            fields.join(MinutesField, MinutesField.edition_id == MinutesEdition.id).where(*own),
        ),
        (
            "principle",
            principles.join(
                MinutesPrinciple, MinutesPrinciple.edition_id == MinutesEdition.id
            ).where(*own),
        ),
    ]


def everything(kind: Kind) -> Rows:
    """All of a kind that was ever public, in no order: since when, and the number."""
    questions: dict[Kind, Rows] = {
        Kind.COMMENT: select(Comment.published_at, Comment.id).where(has_public_place()),
        Kind.ANSWER: select(Reply.created_at, Reply.id),
        Kind.PRINCIPLE: select(Revision.published_at, Principle.id).join(Revision, is_current()),
        Kind.EVENT: select(Event.created_at, Event.id).where(is_visible()),
        Kind.MINUTES: (
            select(MinutesEdition.published_at, MinutesEdition.event_id)
            .join(MinutesEdition.event)
            .where(is_newest(), is_visible())
        ),
    }
    return questions[kind]


def with_text_of_comment(question: Rows) -> Rows:
    """Add the present words to a question about comments, hidden passages left out."""
    present = and_(
        CommentVersion.comment_id == Comment.id, CommentVersion.number == Comment.text_version
    )
    return question.join(CommentVersion, present)


def with_text_of_answer(question: Rows) -> Rows:
    """Add the present words to a question about answers."""
    present = and_(ReplyVersion.reply_id == Reply.id, ReplyVersion.number == Reply.text_version)
    return question.join(ReplyVersion, present)
