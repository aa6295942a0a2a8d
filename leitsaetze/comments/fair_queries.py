"""Questions about what stands out and about closed addresses."""

from datetime import datetime
from functools import cache

from sqlalchemy import Delete, Select, bindparam, delete, func, select, union_all
from sqlalchemy.orm import joinedload

from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.fair_play import ClosedAddress, TextPrint, WatchWord
from leitsaetze.comments.marks import PRINTS
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.rules import Status
from leitsaetze.prepared import Prepared

NEAR = 20  # comments asked for with each print: the latest
OF_ONE_AUTHOR = 50  # comments looked at to tell an author's pace
SINCE = bindparam("since", type_=TextPrint.at.type)
UNTIL = bindparam("until", type_=TextPrint.at.type)


def not_looked_at() -> Select[QueueEntry]:
    """Entries of the queue nobody has looked through for marks, in the order they are read."""
    return (
        select(QueueEntry)
        .where(QueueEntry.marks.is_(None))
        .options(joinedload(QueueEntry.comment, innerjoin=True).joinedload(Comment.words))
        .order_by(QueueEntry.comment_id)
    )


def watch_words() -> Select[WatchWord]:
    """The words the team watches, in their order."""
    return select(WatchWord).options(joinedload(WatchWord.by)).order_by(WatchWord.word)


def words_to_look_for() -> Select[str]:
    """The same as mere words."""
    return select(WatchWord.word).order_by(WatchWord.word)


def how_many_words() -> Select[int]:
    """How many words the team watches."""
    return select(func.count(WatchWord.id))


@cache
def lookalikes() -> Select[int]:
    """Comments that share prints with a text, once for each print they share.

    Asked with `print_0` to `print_7`, SINCE and UNTIL. Of each print only the latest few: however
    common two words are, the question costs the same.
    """
    parts = []
    for number in range(PRINTS):
        latest = (
            select(TextPrint.comment_id)
            .where(TextPrint.digest == bindparam(f"print_{number}", type_=TextPrint.digest.type))
            .where(TextPrint.at >= SINCE, TextPrint.at <= UNTIL)
            .order_by(TextPrint.at.desc())
            .limit(NEAR)
            .subquery()
        )
        parts.append(select(latest.c.comment_id))
    return select(union_all(*parts).subquery())


def texts_of(comment_ids: list[int]) -> Select[int, str]:
    """The present texts of comments the county still has, oldest first."""
    return (
        select(Comment.id, CommentVersion.text)
        .join(CommentVersion, CommentVersion.comment_id == Comment.id)
        .where(CommentVersion.number == Comment.text_version)
        .where(Comment.id.in_(comment_ids))
        .where(Comment.status.not_in([Status.WITHDRAWN, Status.ERASED]))
        .order_by(Comment.id)
    )


def pace_of(author_id: int, since: datetime, until: datetime) -> Select[int]:
    """How many of an author's last comments came in between two moments."""
    last = (
        select(Comment.received_at)
        .where(Comment.author_id == author_id)
        .order_by(Comment.id.desc())
        .limit(OF_ONE_AUTHOR)
        .subquery()
    )
    return (
        select(func.count())
        .select_from(last)
        .where(last.c.received_at > since, last.c.received_at <= until)
    )


def prints_before(moment: datetime) -> Delete:
    """The removal of prints too old to be compared with."""
    return delete(TextPrint).where(TextPrint.at < moment)


def prints_of(comment_id: int) -> Delete:
    """The removal of what was kept of one comment's text."""
    return delete(TextPrint).where(TextPrint.comment_id == comment_id)


@cache  # asked with every comment that names an address
def closure() -> Prepared:
    """Until when, why and for which comment the address with this `digest` was closed last."""
    return Prepared(
        select(
            ClosedAddress.id, ClosedAddress.until, ClosedAddress.reason, ClosedAddress.comment_id
        ).where(ClosedAddress.digest == bindparam("digest"))
    )


def closure_with(digest: str) -> Select[ClosedAddress]:
    """The last time an address was closed."""
    return (
        select(ClosedAddress)
        .where(ClosedAddress.digest == digest)
        .options(joinedload(ClosedAddress.by))
    )


def closed_at(moment: datetime) -> Select[ClosedAddress]:
    """The addresses closed at a moment, those that open first at the top."""
    return (
        select(ClosedAddress)
        .where(ClosedAddress.until > moment)
        .options(
            joinedload(ClosedAddress.by),
            joinedload(ClosedAddress.comment).joinedload(Comment.dialogue),
        )
        .order_by(ClosedAddress.until, ClosedAddress.id)
    )


def closures_before(moment: datetime) -> Delete:
    """The removal of what is long over."""
    return delete(ClosedAddress).where(ClosedAddress.until < moment)


def anything_old(prints: datetime, closures: datetime) -> list[Select[int]]:
    """Something of each kind that may be forgotten."""
    return [
        select(TextPrint.comment_id).where(TextPrint.at < prints).limit(1),
        select(ClosedAddress.id).where(ClosedAddress.until < closures).limit(1),
    ]
