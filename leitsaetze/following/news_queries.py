"""Questions about news, for letters and feeds, and what proves a feed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, bindparam, delete, func, or_, select

from leitsaetze.comments.models import Comment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.following.models import News
from leitsaetze.following.rules import (
    FEEDS_SCOPE,
    IN_A_FEED,
    IN_FEED_OF_COMMENT,
    MOST_OF_ONE_SUBJECT,
    NEWS_ARE_KEPT_FOR,
    OF_DIALOGUE,
    Followed,
    NewsKind,
    kinds_for,
)
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import is_public
from leitsaetze.site.models import Stamp
from leitsaetze.site.queries import stamps
from leitsaetze.site.rules import SITE_SCOPE

Rows = Select[*tuple[Any, ...]]
FORGOTTEN_AT_ONCE = 200  # old news, in one transaction


def latest() -> Select[int]:
    """The number of the newest piece of news, 0 without any."""
    return select(func.coalesce(func.max(News.id), 0))


def oldest_news() -> Select[datetime]:
    """When the oldest piece of news happened that is still kept."""
    return select(News.at).where(News.id > 0).order_by(News.id).limit(1)


def old_news(at: datetime) -> Delete:
    """The removal of the oldest news, a few at a time."""
    first = select(News.id).where(News.id > 0).order_by(News.id).limit(FORGOTTEN_AT_ONCE)
    return delete(News).where(News.id.in_(first), News.at < at - NEWS_ARE_KEPT_FOR)


def news_for(followed: Followed, beyond: int, up_to: int) -> Select[News]:
    """What there is to tell to whoever follows this, of a stretch of news, newest first."""
    return (
        _news_about(followed, kinds_for(followed))
        .where(News.id > beyond, News.id <= up_to)
        .limit(MOST_OF_ONE_SUBJECT)
    )


def written_by(person_id: int, comment_ids: Collection[int]) -> Select[int]:
    """Which of these comments somebody has written."""
    return select(Comment.id).where(Comment.id.in_(comment_ids), Comment.author_id == person_id)


def feed_of(followed: Followed) -> Select[News]:
    """What the feed of a dialogue, a principle or a comment tells, newest first."""
    kinds = IN_FEED_OF_COMMENT if followed.comment_id is not None else kinds_for(followed)
    return _news_about(followed, kinds).limit(IN_A_FEED)


def feed_of_everything() -> Select[News]:
    """What the feed of the site tells, newest first."""
    told = select(News).where(News.id > 0, _is_one_of(OF_DIALOGUE))
    return told.order_by(News.id.desc()).limit(IN_A_FEED)


def _news_about(followed: Followed, kinds: Collection[NewsKind]) -> Select[News]:
    place: list[ColumnElement[bool]]
    if followed.comment_id is not None:
        place = [News.comment_id.is_not(None), News.comment_id == followed.comment_id]
    elif followed.principle_id is not None:
        place = [News.principle_id.is_not(None), News.principle_id == followed.principle_id]
    else:
        place = [News.dialogue_id.is_not(None), News.dialogue_id == followed.dialogue_id]
    return select(News).where(*place, _is_one_of(kinds)).order_by(News.id.desc())


def _is_one_of(kinds: Collection[NewsKind]) -> ColumnElement[bool]:
    return News.kind.in_(sorted(kinds))


def stamp_of_dialogue_feed() -> Rows:
    """What proves the feeds of the public dialogue `slug` and of its principles."""
    return _proof(select(Dialogue.stamp_id).where(Dialogue.slug == bindparam("slug"), is_public()))


def stamp_of_comment_feed() -> Rows:
    """What proves the feed of the comment `comment_id`, if it has a public place."""
    return _proof(
        select(Dialogue.stamp_id)
        .join(Comment, Comment.dialogue_id == Dialogue.id)
        .where(Comment.id == bindparam("comment_id"), has_public_place(), is_public())
    )


def _proof(own: Select[int]) -> Rows:
    shared = Stamp.scope.in_([SITE_SCOPE, FEEDS_SCOPE])
    return stamps().where(or_(shared, Stamp.id == own.scalar_subquery())).where(own.exists())
