"""Deeds on what somebody follows: begin, confirm, change, end, forget."""

from dataclasses import dataclass

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments.closing import refuse_closed
from leitsaetze.direct import put_unless_taken
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.following import letters, news_queries, queries
from leitsaetze.following.models import Follower, NewsLetter, Subscription
from leitsaetze.following.rules import NEWS_ARE_KEPT_FOR, Rhythm, due_at, subject_of
from leitsaetze.mail.actions import cancel_letters, forget_letters
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.models import AccessLink
from leitsaetze.site.rules import ZONE

PORTION = 100


@dataclass(frozen=True)
class Subject:
    """What somebody wants to follow: a comment, else a principle, else the dialogue."""

    dialogue: Dialogue
    principle_id: int | None = None
    comment_id: int | None = None

    @property
    def dialogue_id(self) -> int:
        """The dialogue it belongs to."""
        return self.dialogue.id


@dataclass(frozen=True)
class Wish:
    """How often somebody wants to hear, in which language, having read which notice."""

    rhythm: Rhythm
    locale: str
    privacy_version: int


def ask_to_follow(subject: Subject, address: str, wish: Wish) -> None:
    """Ask an address by letter whether it wants to follow; nothing begins before the click.

    What happens looks the same whether the address is known, closed, blocked or was asked too often
    today; then no letter goes out.
    """
    if not letters.may_be_asked(address):
        return
    subscription = _subscription(subject, address, wish)
    if subscription.confirmed_at is None:
        subscription.created_at = now()
        subscription.privacy_version = wish.privacy_version
    letters.ask_to_confirm(subscription, wish.rhythm)


def follow(subject: Subject, person: Person, wish: Wish) -> Subscription:
    """Let somebody follow whose address is confirmed; the same again changes how often.

    Raises RuleViolation while the address is closed, or when there is none.
    """
    if person.address is None:
        raise RuleViolation("Sie haben keine E-Mail-Adresse hinterlegt.")
    refuse_closed(person.address, subject.dialogue)
    subscription = _subscription(subject, person.address, wish)
    if subscription.confirmed_at is None:
        _begin(subscription)
    change_rhythm(subscription, wish.rhythm)
    return subscription


def confirm(link: AccessLink) -> Subscription | None:
    """Begin what the letter with this link asked for, or change how often; None if it is over.

    Doing it again changes nothing.
    """
    subscription, rhythm = asked_by(link)
    if subscription is None:
        return None
    if subscription.confirmed_at is None:
        _begin(subscription)
        subscription.rhythm = rhythm
    elif link.used_at is None:
        change_rhythm(subscription, rhythm)
    link.used_at = link.used_at or now()
    return subscription


def asked_by(link: AccessLink) -> tuple[Subscription | None, Rhythm]:
    """Return what a letter asked about, None if that is over, and how often."""
    _name, number, rhythm = link.about.split(":")
    return db.session.get(Subscription, int(number)), Rhythm(rhythm)


def change_rhythm(subscription: Subscription, rhythm: Rhythm) -> None:
    """Tell somebody as often as they want from now on; what waits is told at the new time."""
    if subscription.rhythm is rhythm:
        return
    subscription.rhythm = rhythm
    if subscription.due_at is not None:
        subscription.due_at = due_at(rhythm, now(), ZONE)
    record("subscription.changed", subscription, by=None)


def end(subscription: Subscription) -> None:
    """Tell somebody nothing more of this; who follows nothing else is forgotten."""
    follower = subscription.follower
    record("subscription.ended", subscription, by=None)
    db.session.delete(subscription)
    db.session.flush()
    _forget_if_idle(follower)


def end_all(follower: Follower) -> None:
    """Tell somebody nothing more of anything."""
    for subscription in db.session.scalars(queries.subscriptions_of(follower.id)).all():
        end(subscription)


def told_by(link: AccessLink) -> list[Subscription]:
    """Return what the letter with this link told of, as far as it is still followed."""
    made = db.session.get(NewsLetter, int(link.about.partition(":")[2]))
    if made is None:
        return []
    followed = db.session.scalars(queries.subscriptions_of(made.follower_id)).all()
    return [it for it in followed if str(it.id) in made.made_of]


def end_told_by(link: AccessLink) -> None:
    """End what the letter with this link told of; a second time changes nothing."""
    for subscription in told_by(link):
        end(subscription)


def follower_of(person: Person) -> Follower | None:
    """Return who somebody is as a follower, if they follow anything."""
    return db.session.scalar(queries.follower_with(person.address or ""))


def forget_follower(person: Person) -> None:
    """Delete everything somebody follows, and the letters about it: for the erasure of a person."""
    follower = follower_of(person)
    if follower is None:
        return
    for subscription in db.session.scalars(queries.everything_of(follower.id)).all():
        db.session.delete(subscription)
    db.session.flush()
    _forget(follower)


def forget_old() -> bool:
    """Delete what nobody confirmed in time, and news nobody can be told any more.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    moment = now()
    unconfirmed = queries.unconfirmed_before(moment).limit(PORTION)
    kept_since = moment - NEWS_ARE_KEPT_FOR
    oldest = [db.session.scalar(it) for it in (queries.oldest_letter(), news_queries.oldest_news())]
    old = any(it is not None and it < kept_since for it in oldest)
    if not old and db.session.scalar(unconfirmed) is None:
        return False
    begin_writing()
    for subscription in db.session.scalars(unconfirmed).all():
        follower = subscription.follower
        record("subscription.not_confirmed", subscription, by=None)
        db.session.delete(subscription)
        db.session.flush()
        _forget_if_idle(follower)
    db.session.execute(queries.old_letters(moment))
    db.session.execute(news_queries.old_news(moment))
    return True


def _subscription(subject: Subject, address: str, wish: Wish) -> Subscription:
    """Return the row of this follower and this thing, new if there is none; nobody has two."""
    put_unless_taken(Follower, address=address, locale=wish.locale)
    follower = db.session.scalars(queries.follower_with(address)).one()
    follower.locale = wish.locale
    name = subject_of(subject)
    put_unless_taken(
        Subscription,
        follower_id=follower.id,
        subject=name,
        dialogue_id=subject.dialogue_id,
        principle_id=subject.principle_id,
        comment_id=subject.comment_id,
        rhythm=wish.rhythm,
        privacy_version=wish.privacy_version,
    )
    return db.session.scalars(queries.subscription_of(follower.id, name)).one()


def _begin(subscription: Subscription) -> None:
    subscription.confirmed_at = now()
    subscription.since = subscription.seen = db.session.scalars(news_queries.latest()).one()
    record("subscription.begun", subscription, by=None)


def _forget_if_idle(follower: Follower) -> None:
    if db.session.scalar(queries.follows_nothing(follower.id)):
        _forget(follower)


def _forget(follower: Follower) -> None:
    cancel_letters(letters.about(follower))
    forget_letters(letters.about(follower))
    db.session.execute(queries.letters_to(follower.id))
    db.session.delete(follower)
    db.session.flush()
