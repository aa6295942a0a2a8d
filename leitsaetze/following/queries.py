"""Questions about followers and news."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import joinedload

from leitsaetze.comments.models import Comment, Decision, RevisionComment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.events.models import Event, EventDialogue, EventPrinciple
from leitsaetze.events.queries import is_visible
from leitsaetze.following.models import Follower, News, NewsLetter, NewsMark, Subscription
from leitsaetze.following.rules import (
    CLOSES_SOON,
    CONFIRM_WITHIN,
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
from leitsaetze.principles.edition_models import Edition
from leitsaetze.principles.models import Dialogue, Principle, Revision
from leitsaetze.principles.queries import is_public, is_withdrawn
from leitsaetze.site.models import Stamp
from leitsaetze.site.queries import stamps
from leitsaetze.site.rules import SITE_SCOPE

Rows = Select[*tuple[Any, ...]]
PORTION = 200  # rows of one source read in one transaction


# What has happened since it was last looked at.


def marks() -> Select[NewsMark]:
    """How far each source has been read."""
    return select(NewsMark)


def marks_held() -> Select[NewsMark]:
    """The same, kept from everybody else until the deed is done: one reads or tells at a time."""
    return marks().order_by(NewsMark.source).with_for_update()


def decisions_after(number: int) -> Rows:
    """Decisions beyond a number in their order, with the place and the author of the comment."""
    return (
        select(
            Decision.id,
            Decision.at,
            Decision.verdict,
            Decision.details,
            Decision.by_id,
            Decision.comment_id,
            Comment.dialogue_id,
            Comment.principle_id,
            Comment.parent_id,
            Comment.author_id,
            Comment.published_at,
        )
        .join(Comment, Comment.id == Decision.comment_id)
        .where(Decision.id > number)
        .order_by(Decision.id)
        .limit(PORTION)
    )


def revisions_after(number: int) -> Rows:
    """Revisions beyond a number in their order, with their dialogue and when that was published."""
    return (
        select(
            Revision.id,
            Revision.published_at.label("at"),
            Revision.number,
            Revision.published_by.label("by_id"),
            Revision.principle_id,
            Principle.dialogue_id,
            Dialogue.published_at,
        )
        .join(Principle, Principle.id == Revision.principle_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(Revision.id > number)
        .order_by(Revision.id)
        .limit(PORTION)
    )


def editions_after(number: int) -> Rows:
    """Editions beyond a number in their order."""
    return (
        select(Edition.id, Edition.made_at.label("at"), Edition.made_by.label("by_id"))
        .add_columns(Edition.dialogue_id)
        .where(Edition.id > number)
        .order_by(Edition.id)
        .limit(PORTION)
    )


def named_in(revision_ids: Collection[int]) -> Rows:
    """Which comments stand behind these revisions."""
    return select(RevisionComment.revision_id, RevisionComment.comment_id).where(
        RevisionComment.revision_id.in_(revision_ids)
    )


def events_changed(after: datetime, until: datetime) -> Select[Event]:
    """Visible events that became what they are within a time."""
    return (
        select(Event)
        .where(is_visible(), Event.changed_at > after, Event.changed_at <= until)
        .order_by(Event.changed_at, Event.id)
    )


def dialogues_of_events(event_ids: Collection[int]) -> Rows:
    """Which dialogues these events accompany."""
    return select(EventDialogue.event_id, EventDialogue.dialogue_id).where(
        EventDialogue.event_id.in_(event_ids)
    )


def principles_of_events(event_ids: Collection[int]) -> Rows:
    """Which principles, of which dialogue, these events are about."""
    return (
        select(EventPrinciple.event_id, Principle.id, Principle.dialogue_id)
        .join(Principle, Principle.id == EventPrinciple.principle_id)
        .where(EventPrinciple.event_id.in_(event_ids))
    )


def dialogues_turning(after: datetime, until: datetime) -> Select[Dialogue]:
    """Public dialogues that opened, closed or were about to close within a time."""
    soon = Dialogue.closes_at.between(after + CLOSES_SOON, until + CLOSES_SOON)
    turns = [
        column.between(after, until)
        for column in (Dialogue.published_at, Dialogue.opens_at, Dialogue.closes_at)
    ]
    return select(Dialogue).where(is_public(), ~is_withdrawn(), or_(soon, *turns))


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


def latest() -> Select[int]:
    """The number of the newest piece of news, 0 without any."""
    return select(func.coalesce(func.max(News.id), 0))


# Who follows.


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
    first = few.limit(PORTION).subquery()
    return _due(at).where(Subscription.follower_id.in_(select(first.c.follower_id)))


def _due(at: datetime) -> Select[Subscription]:
    return select(Subscription).where(Subscription.due_at.is_not(None), Subscription.due_at <= at)


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


def oldest_news() -> Select[datetime]:
    """When the oldest piece of news happened that is still kept."""
    return select(News.at).where(News.id > 0).order_by(News.id).limit(1)


def old_news(at: datetime) -> Delete:
    """The removal of the oldest news, a few at a time."""
    first = select(News.id).where(News.id > 0).order_by(News.id).limit(PORTION)
    return delete(News).where(News.id.in_(first), News.at < at - NEWS_ARE_KEPT_FOR)


# What is told.


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


# What proves a feed.


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


def public_comment(comment_id: int) -> Select[Comment]:
    """A comment with a public place, with dialogue and principle."""
    return (
        select(Comment)
        .join(Comment.dialogue)
        .where(Comment.id == comment_id, and_(has_public_place(), is_public()))
        .options(joinedload(Comment.dialogue), joinedload(Comment.principle))
    )
