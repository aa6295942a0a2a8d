"""Questions about the index; what of it may be found is said by the rooms the things belong to."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select

from leitsaetze.comments.models import (
    Comment,
    CommentVersion,
    Reply,
    ReplyComment,
    ReplyVersion,
)
from leitsaetze.comments.queries import has_public_place, replies_are_public, words_are_public
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
from leitsaetze.search.models import SearchEnding, SearchEntry, SearchPlaces, SearchWord
from leitsaetze.search.rules import Kind
from leitsaetze.site.models import SearchDue

Rows = Select[*tuple[Any, ...]]
KNOWN_WORDS_READ = 600  # that have a part of a question in them


class Narrowed(NamedTuple):
    """What readers narrow their search down to; None is everything."""

    kind: Kind | None = None
    dialogue_id: int | None = None
    field_id: int | None = None


def mark(kind: str, number: int | str) -> bytes:
    """Return what stands among the words of an entry for where it belongs; no word looks like it.

    `kind` is "kind", "dialogue", "principle" or "field".
    """
    return f"\x00{kind}:{number}".encode()


def due() -> Select[SearchDue]:
    """What has to be read anew, first ones first."""
    # Numbers are positive: so it is plain that their order ends early.
    return select(SearchDue).where(SearchDue.id > 0).order_by(SearchDue.id)


def words_named(words: Collection[bytes]) -> Select[int, bytes, int]:
    """Number, word and how often it is there, of those of these words that are known."""
    return select(SearchWord.id, SearchWord.word, SearchWord.times).where(
        SearchWord.word.in_(words)
    )


def words_idle(word_ids: Collection[int]) -> Select[int, bytes]:
    """Number and word of those of these words that are in no entry."""
    return select(SearchWord.id, SearchWord.word).where(
        SearchWord.id.in_(word_ids), SearchWord.times <= 0
    )


@cache
def words_with() -> Select[int, bytes, bytes]:
    """Known words that have `part` in them: number, word, and the rest of it from `part` on.

    Words that end with it come first; `last` is behind everything that begins with it.
    """
    return (
        select(SearchWord.id, SearchWord.word, SearchEnding.ending)
        .join(SearchWord, SearchWord.id == SearchEnding.word_id)
        .where(
            SearchEnding.ending >= bindparam("part", type_=SearchEnding.ending.type),
            SearchEnding.ending < bindparam("last", type_=SearchEnding.ending.type),
        )
        .order_by(SearchEnding.ending, SearchEnding.word_id)
        .limit(KNOWN_WORDS_READ)
    )


def last_entry() -> Select[int | None]:
    """The number of the newest entry."""
    return select(func.max(SearchEntry.id))


def places_of(word_ids: Collection[int], first: int, last: int) -> Select[int, int, bytes]:
    """Word, block and places of these words in the blocks from `first` to `last`."""
    return select(SearchPlaces.word_id, SearchPlaces.block, SearchPlaces.places).where(
        SearchPlaces.word_id.in_(word_ids), SearchPlaces.block.between(first, last)
    )


def entries(entry_ids: Collection[int]) -> Select[int, Kind, bytes]:
    """Number, kind and words of these entries."""
    return select(SearchEntry.id, SearchEntry.kind, SearchEntry.words).where(
        SearchEntry.id.in_(entry_ids)
    )


def entries_about(kind: Kind, thing_ids: Collection[int]) -> Select[SearchEntry]:
    """The entries of these things."""
    return select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.thing_id.in_(thing_ids))


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


def findable(kind: Kind, entry_ids: Sequence[int], narrowed: Narrowed) -> Rows:
    """Which of these entries everybody may find now, by the very words they were read with.

    Further columns tell what to show of them (`shown`).
    """
    # Said so that no index of kinds serves: with statistics SQLite would read all of a kind by it.
    of_kind = func.coalesce(SearchEntry.kind, "") == kind
    own = and_(SearchEntry.id.in_(entry_ids), of_kind)
    return _THINGS[kind](narrowed).where(own)


def shown(kind: Kind, entry_ids: Sequence[int], narrowed: Narrowed) -> Rows:
    """The same with what a list shows of them."""
    return _WITH_WORDS[kind](findable(kind, entry_ids, narrowed))


def comments_to_read(comment_ids: Collection[int]) -> Rows:
    """Text version, HTML and place of those of these comments whose words are public."""
    return _text_of_comment(
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
        _text_of_answer(
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


def everything(kind: Kind) -> Rows:
    """All of a kind that was ever public, in no order: since when, and the number."""
    questions: dict[Kind, Rows] = {
        Kind.COMMENT: select(Comment.published_at, Comment.id).where(has_public_place()),
        Kind.ANSWER: select(Reply.created_at, Reply.id),
        Kind.PRINCIPLE: select(Revision.published_at, Principle.id).join(Revision, is_current()),
        Kind.EVENT: select(Event.created_at, Event.id).where(is_visible()),
    }
    return questions[kind]


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
    if narrowed.dialogue_id is not None:
        question = question.where(Comment.dialogue_id == narrowed.dialogue_id)
    if narrowed.field_id is not None:
        question = question.where(Principle.field_id == narrowed.field_id)
    return question


def _found_principles(narrowed: Narrowed) -> Rows:
    question = (
        select(SearchEntry.id)
        .join(Principle, Principle.id == SearchEntry.thing_id)
        .join(Principle.dialogue)
        .join(Principle.field)
        .where(shown_words() == SearchEntry.version)
        .where(principle_queries.words_are_public())
    )
    if narrowed.dialogue_id is not None:
        question = question.where(Principle.dialogue_id == narrowed.dialogue_id)
    if narrowed.field_id is not None:
        question = question.where(Principle.field_id == narrowed.field_id)
    return question


def _found_events(narrowed: Narrowed) -> Rows:
    question = (
        select(SearchEntry.id)
        .join(Event, Event.id == SearchEntry.thing_id)
        .where(Event.sequence == SearchEntry.version, is_visible())
    )
    if narrowed.dialogue_id is not None:
        question = question.where(
            exists().where(
                EventDialogue.event_id == Event.id,
                EventDialogue.dialogue_id == narrowed.dialogue_id,
            )
        )
    if narrowed.field_id is not None:
        question = question.where(
            or_(
                exists().where(
                    EventField.event_id == Event.id, EventField.field_id == narrowed.field_id
                ),
                exists().where(
                    EventPrinciple.event_id == Event.id,
                    EventPrinciple.principle_id == Principle.id,
                    Principle.field_id == narrowed.field_id,
                ),
            )
        )
    return question


def _text_of_comment(question: Rows) -> Rows:
    present = and_(
        CommentVersion.comment_id == Comment.id, CommentVersion.number == Comment.text_version
    )
    return question.join(CommentVersion, present)


def _text_of_answer(question: Rows) -> Rows:
    present = and_(ReplyVersion.reply_id == Reply.id, ReplyVersion.number == Reply.text_version)
    return question.join(ReplyVersion, present)


def _comments_shown(question: Rows) -> Rows:
    return _text_of_comment(question).add_columns(
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
        _text_of_answer(question)
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


_THINGS = {
    Kind.COMMENT: _found_comments,
    Kind.ANSWER: _found_answers,
    Kind.PRINCIPLE: _found_principles,
    Kind.EVENT: _found_events,
}
_WITH_WORDS = {
    Kind.COMMENT: _comments_shown,
    Kind.ANSWER: _answers_shown,
    Kind.PRINCIPLE: _principles_shown,
    Kind.EVENT: _events_shown,
}
