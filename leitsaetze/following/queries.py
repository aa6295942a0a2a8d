"""Questions about followers, what they follow and the letters they got."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Delete, Select, Update, and_, delete, exists, func, select, update
from sqlalchemy.orm import joinedload

from leitsaetze.comments.models import Comment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.following.models import Follower, News, NewsLetter, Subscription
from leitsaetze.following.rules import CONFIRM_WITHIN, NEWS_ARE_KEPT_FOR
from leitsaetze.principles.queries import is_public

FOLLOWERS_AT_ONCE = 200  # who get their letter in one transaction


def public_comment(comment_id: int) -> Select[Comment]:
    """A comment with a public place, with dialogue and principle."""
    return (
        select(Comment)
        .join(Comment.dialogue)
        .where(Comment.id == comment_id, and_(has_public_place(), is_public()))
        .options(joinedload(Comment.dialogue), joinedload(Comment.principle))
    )


def follower_with(address: str) -> Select[Follower]:
    """The follower with this address."""
    return select(Follower).where(Follower.address == address)


def subscription_of(follower_id: int, subject: str) -> Select[Subscription]:
    """What a follower follows under this name."""
    return select(Subscription).where(
        Subscription.follower_id == follower_id, Subscription.subject == subject
    )


def subscriptions_of(follower_id: int) -> Select[Subscription]:
    """Everything a follower has confirmed to follow, with what is shown of it."""
    return (
        select(Subscription)
        .where(Subscription.follower_id == follower_id, Subscription.confirmed_at.is_not(None))
        .options(
            joinedload(Subscription.dialogue),
            joinedload(Subscription.principle),
            joinedload(Subscription.comment),
        )
        .order_by(Subscription.id)
    )


def everything_of(follower_id: int) -> Select[Subscription]:
    """Everything a follower follows or was asked about."""
    return select(Subscription).where(Subscription.follower_id == follower_id)


def letters_to(follower_id: int) -> Delete:
    """The removal of what is kept about the letters to a follower."""
    return delete(NewsLetter).where(NewsLetter.follower_id == follower_id)


def anything_due(at: datetime) -> Select[int]:
    """Whether somebody is to get a letter now."""
    return _due(at).with_only_columns(Subscription.id).limit(1)


def due(at: datetime) -> Select[Subscription]:
    """What is followed by the next few who are to get a letter now."""
    few = _due(at).with_only_columns(Subscription.follower_id).order_by(Subscription.due_at)
    first = few.limit(FOLLOWERS_AT_ONCE).subquery()
    return _due(at).where(Subscription.follower_id.in_(select(first.c.follower_id)))


def _due(at: datetime) -> Select[Subscription]:
    return select(Subscription).where(Subscription.due_at.is_not(None), Subscription.due_at <= at)


def now_due(news: Iterable[News], rhythm: str, moment: datetime) -> Update:
    """Let those who follow what there is news of get a letter at a moment, if none is due yet."""
    subjects = {subject for it in news for subject in _subjects(it)}
    return (
        update(Subscription)
        .where(Subscription.subject.in_(subjects), Subscription.rhythm == rhythm)
        .where(Subscription.confirmed_at.is_not(None), Subscription.due_at.is_(None))
        .values(due_at=moment)
        .execution_options(synchronize_session=False)
    )


def _subjects(news: News) -> list[str]:
    numbers = {
        "dialogue": news.dialogue_id,
        "principle": news.principle_id,
        "comment": news.comment_id,
    }
    return [f"{name}:{number}" for name, number in numbers.items() if number is not None]


def lately_written_to(
    follower_ids: Collection[int], since: datetime
) -> Select[*tuple[int, datetime]]:
    """Which of these followers got a letter after a moment, with when the newest was made."""
    return (
        select(NewsLetter.follower_id, func.max(NewsLetter.made_at))
        .where(NewsLetter.follower_id.in_(follower_ids), NewsLetter.made_at > since)
        .group_by(NewsLetter.follower_id)
    )


def unconfirmed_before(at: datetime) -> Select[Subscription]:
    """What nobody has confirmed in time."""
    return (
        select(Subscription)
        .where(Subscription.confirmed_at.is_(None))
        .where(Subscription.created_at <= at - CONFIRM_WITHIN)
        .order_by(Subscription.created_at, Subscription.id)
    )


def follows_nothing(follower_id: int) -> Select[bool]:
    """Whether nothing is left that somebody follows, or was asked about."""
    return select(~exists().where(Subscription.follower_id == follower_id))


def old_letters(at: datetime) -> Delete:
    """The removal of what is kept about letters whose links are long over."""
    return delete(NewsLetter).where(NewsLetter.made_at < at - NEWS_ARE_KEPT_FOR)


def oldest_letter() -> Select[datetime]:
    """When the oldest letter that is still known was made."""
    return select(NewsLetter.made_at).order_by(NewsLetter.made_at).limit(1)
