"""Questions about comments. What the public may see of them is said here, once."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import joinedload

from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.fair_play import ClosedAddress
from leitsaetze.comments.group_models import ProposalComment
from leitsaetze.comments.models import Comment, Confirmation, Decision
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyProposal, ReplyVersion
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.prepared import Prepared
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.models import Stamp
from leitsaetze.site.queries import stamps
from leitsaetze.site.rules import SITE_SCOPE

# What says that somebody has read the present words and let them, or the answer below, stand.
SEEN_TO = (
    Verdict.PUBLISH,
    Verdict.RESTORE,
    Verdict.DROP_HIDING,
    Verdict.REPLY,
    Verdict.CORRECT_REPLY,
    Verdict.NO_REPLY_NEEDED,
)


def has_public_place() -> ColumnElement[bool]:
    """Say that a comment is public, or was and left its trace; everything else answers 404.

    Its words and its author's name may be shown only while it is published: `words_are_public`.
    """
    return Comment.published_at.is_not(None)


def words_are_public() -> ColumnElement[bool]:
    """Say that the words and the name of a comment may be shown to everybody."""
    return Comment.status == Status.PUBLISHED


def shown_state() -> ColumnElement[int]:
    """Say as one number, growing with each change, how a comment with all around it is shown."""
    return Comment.version + Comment.echoes


def replies_are_public() -> ColumnElement[bool]:
    """Say that everybody may read a reply: not below a hidden comment, whose words it repeats."""
    readable = [Status.PUBLISHED, Status.WITHDRAWN, Status.ERASED]
    return and_(Reply.withdrawn_at.is_(None), Comment.status.in_(readable))


def stamp_of_comment() -> Select[int, datetime | None, int]:
    """What proves the page of a comment `comment_id`; nothing when it has no public place."""
    own = (
        select(Dialogue.stamp_id)
        .join(Comment, Comment.dialogue_id == Dialogue.id)
        .where(Comment.id == bindparam("comment_id"), has_public_place())
    )
    return (
        stamps()
        .where(or_(Stamp.scope == SITE_SCOPE, Stamp.id == own.scalar_subquery()))
        .where(own.exists())
    )


def hidings_of(comment_ids: list[int]) -> Select[Decision]:
    """The decisions that hid these comments, of each comment the last one last."""
    return (
        select(Decision)
        .where(Decision.comment_id.in_(comment_ids), Decision.verdict == Verdict.HIDE)
        .order_by(Decision.comment_id, Decision.id)  # so that their index serves
    )


def hidings_of_passages(comment_id: int) -> Select[int]:
    """The decisions that hid a passage of a comment."""
    return select(Decision.id).where(
        Decision.comment_id == comment_id, Decision.verdict == Verdict.HIDE_PASSAGE
    )


def has_reply(comment_id: int) -> Select[bool]:
    """Whether a reply stands under the comment."""
    return select(replies_of([comment_id]).exists())


def replies_of(comment_ids: list[int]) -> Select[Reply, int]:
    """The replies that stand under these comments, each with the comment's number, oldest first."""
    return (
        select(Reply, ReplyComment.comment_id)
        .join(ReplyComment, ReplyComment.reply_id == Reply.id)
        .where(ReplyComment.comment_id.in_(comment_ids), Reply.withdrawn_at.is_(None))
        .options(joinedload(Reply.words))
        .order_by(Reply.id)
    )


def earlier_words(reply: Reply) -> Select[ReplyVersion]:
    """The versions of a reply before the present one, newest first."""
    return (
        select(ReplyVersion)
        .where(ReplyVersion.reply_id == reply.id, ReplyVersion.number < reply.text_version)
        .order_by(ReplyVersion.number.desc())
    )


def open_proposal(comment_id: int) -> Select[ReplyProposal]:
    """The answer to a comment, or to it and others, that somebody else has to read first."""
    shared = select(ProposalComment.proposal_id).where(ProposalComment.comment_id == comment_id)
    return (
        select(ReplyProposal)
        .where(or_(ReplyProposal.comment_id == comment_id, ReplyProposal.id.in_(shared)))
        .where(ReplyProposal.closed_at.is_(None))
        .order_by(ReplyProposal.id.desc())
        .limit(1)
    )


def last_word_on_reply(comment_id: int) -> Select[Verdict]:
    """The last decision on whether an answer is needed; what its author changed is open again."""
    words = [Verdict.NO_REPLY_NEEDED, Verdict.REPLY_NEEDED, Verdict.EDIT]
    return _last(comment_id, Decision.verdict.in_(words))


def last_look(comment_id: int) -> Select[Verdict]:
    """The last time its author changed a comment, or somebody of the staff saw to its words."""
    by_staff = and_(Decision.verdict.in_(SEEN_TO), Decision.by_id.is_not(None))
    return _last(comment_id, or_(by_staff, Decision.verdict == Verdict.EDIT))


def _last(comment_id: int, condition: ColumnElement[bool]) -> Select[Verdict]:
    return (
        select(Decision.verdict)
        .where(Decision.comment_id == comment_id, condition)
        .order_by(Decision.id.desc())
        .limit(1)
    )


def holdings_back(comment_id: int) -> Select[Decision]:
    """What made it necessary to look at a comment again: reports, a proposed hiding, new words."""
    held_back = [Verdict.HOLD_BACK, Verdict.PROPOSE_HIDING, Verdict.EDIT]
    return (
        select(Decision)
        .where(Decision.comment_id == comment_id, Decision.verdict.in_(held_back))
        .order_by(Decision.id)
    )


def course_of(comment_id: int) -> Select[Decision]:
    """Everything decided on a comment, oldest first, with who and which rule."""
    return (
        select(Decision)
        .where(Decision.comment_id == comment_id)
        .options(joinedload(Decision.by), joinedload(Decision.rule))
        .order_by(Decision.id)
    )


def decisions_among(comment_ids: list[int], verdicts: list[Verdict]) -> Select[Decision]:
    """The decisions of some kinds on these comments, of each the oldest first, with their rules."""
    return (
        select(Decision)
        .where(Decision.comment_id.in_(comment_ids), Decision.verdict.in_(verdicts))
        .options(joinedload(Decision.rule))
        .order_by(Decision.comment_id, Decision.id)
    )


def latest_decision(comment_id: int) -> Select[int]:
    """The number of the newest decision on a comment, 0 when there is none."""
    return select(func.coalesce(func.max(Decision.id), 0)).where(Decision.comment_id == comment_id)


def replies_to(comment_id: int) -> Select[Comment]:
    """What citizens replied to a comment, in whatever state, oldest first."""
    return select(Comment).where(Comment.parent_id == comment_id).order_by(Comment.id)


def with_receipt(number: str) -> Select[Comment]:
    """The comment with this receipt number."""
    return (
        select(Comment)
        .where(Comment.receipt_number == number)
        .options(joinedload(Comment.words), joinedload(Comment.dialogue))
    )


def comments_after(comment_id: int) -> Select[Comment]:
    """All comments beyond a number, in their order."""
    return select(Comment).where(Comment.id > comment_id).order_by(Comment.id)


def by_author(person_id: int, before: int | None = None) -> Select[Comment]:
    """The comments of a person, newest first; `before` is the last one of the page before."""
    question = (
        select(Comment)
        .where(Comment.author_id == person_id)
        .options(
            joinedload(Comment.words), joinedload(Comment.dialogue), joinedload(Comment.principle)
        )
        .order_by(Comment.id.desc())
    )
    return question.where(Comment.id < before) if before is not None else question


def confirmations_to_remind(before: datetime) -> Select[Confirmation]:
    """What still waits for its click, was written before `before` and had no reminder."""
    return (
        _unconfirmed()
        .where(Confirmation.created_at <= before, Confirmation.reminded_at.is_(None))
        .order_by(Confirmation.created_at, Confirmation.comment_id)
    )


def confirmations_run_out(at: datetime) -> Select[Confirmation]:
    """What was not confirmed in time."""
    return _first_to_end(_unconfirmed().where(Confirmation.expires_at <= at))


def unconfirmed(after: Confirmation | None = None) -> Select[Confirmation]:
    """What waits for its click, oldest first, for a moderator after a call.

    `after` is the last one of the page before.
    """
    question = _first_to_end(_unconfirmed()).options(
        joinedload(Confirmation.comment).joinedload(Comment.words)
    )
    if after is None:
        return question
    place = tuple_(
        literal(after.expires_at, Confirmation.expires_at.type), literal(after.comment_id)
    )
    return question.where(tuple_(Confirmation.expires_at, Confirmation.comment_id) > place)


def _unconfirmed() -> Select[Confirmation]:
    return (
        select(Confirmation)
        .join(Comment)
        .where(Confirmation.confirmed_at.is_(None))
        .where(Comment.status == Status.AWAITING_CONFIRMATION)
    )


def _first_to_end(question: Select[Confirmation]) -> Select[Confirmation]:
    return question.order_by(Confirmation.expires_at, Confirmation.comment_id)


@cache
def letters_since(kinds: tuple[str, ...]) -> Prepared:
    """How many letters of these kinds an unconfirmed `address` was to get `since` a moment.

    Also until when and why the address with this `digest` was closed last, in the same journey.
    """
    closed = ClosedAddress.digest == bindparam("digest", "")
    return Prepared(
        select(
            func.count(OutgoingMail.id).label("sent"),
            select(ClosedAddress.until).where(closed).scalar_subquery().label("until"),
            select(ClosedAddress.reason).where(closed).scalar_subquery().label("reason"),
        ).where(
            OutgoingMail.address == bindparam("address", ""),
            OutgoingMail.person_id.is_(None),
            OutgoingMail.kind.in_(kinds),
            OutgoingMail.created_at >= bindparam("since", None),
        )
    )


@cache
def due_days() -> Select[*tuple[Any, ...]]:
    """The days after `since` on which open entries are due, earliest first, by dialogue.

    Each with the zone of the dialogue and when the first and the last of them came in.
    """
    due_at, came_in = QueueEntry.due_at, QueueEntry.waiting_since
    return (
        select(
            QueueEntry.dialogue_id,
            Dialogue.time_zone,
            due_at,
            func.min(came_in).label("first"),
            func.max(came_in).label("last"),
        )
        .join(Dialogue, Dialogue.id == QueueEntry.dialogue_id)
        .where(due_at.is_not(None), due_at > bindparam("since", type_=due_at.type))
        .group_by(QueueEntry.dialogue_id, Dialogue.time_zone, due_at)
        .order_by(due_at, QueueEntry.dialogue_id)
    )


@cache
def raised_count() -> Prepared:
    """The change of one counter of comments, by `more`: `place` is its principle, or 0."""
    return Prepared(
        update(CommentCount)
        .where(
            CommentCount.dialogue_id == bindparam("dialogue"),
            CommentCount.principle_id == bindparam("place"),
            CommentCount.kind == bindparam("sort"),
        )
        .values(number=CommentCount.number + bindparam("more"))
    )
