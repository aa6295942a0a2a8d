"""What tests of following need: somebody who follows, news that has settled."""

import email
from contextlib import contextmanager
from datetime import timedelta
from email import policy

import time_machine

from leitsaetze.clock import now
from leitsaetze.extensions import begin_writing, db
from leitsaetze.following import actions
from leitsaetze.following.actions import Subject, Wish
from leitsaetze.following.gathering import gather
from leitsaetze.following.letters import send_due
from leitsaetze.following.models import Follower, NewsMark, Subscription
from leitsaetze.following.rules import Rhythm
from leitsaetze.mail.delivery import deliver_waiting

ADDRESS = "folgt@musterland.example"


def follow(subject: Subject, rhythm: Rhythm = Rhythm.AT_ONCE, address: str = ADDRESS, **more):
    """Somebody follows, confirmed, without an account."""
    begin_writing()
    wish = Wish(rhythm, more.pop("locale", "de"), 1)
    subscription = actions._subscription(subject, address, wish)
    actions._begin(subscription)
    db.session.commit()
    return subscription


def subscriptions() -> list[Subscription]:
    return list(db.session.scalars(db.select(Subscription).order_by(Subscription.id)))


def followers() -> list[str]:
    return list(db.session.scalars(db.select(Follower.address).order_by(Follower.id)))


@contextmanager
def later(**time):
    """Some time later: what happened before has settled."""
    with time_machine.travel(now() + timedelta(**time or {"minutes": 2})):
        yield


def start_anew() -> None:
    """Let everything that happened so far be old, told and gone."""
    settle()
    deliver()
    db.session.execute(db.update(NewsMark).values(until=now()))
    db.session.commit()


def settle(**time) -> int:
    """Let what happened become news some time later, and queue the letters; return how many."""
    with later(**time):
        gather()
        db.session.commit()
        sent = send_due()
        db.session.commit()
    return sent


def deliver(**time) -> list:
    """Carry out what waits some time later; return what left."""
    sent = []
    with later(**time or {"minutes": 3}):
        deliver_waiting(sent.append, limit=200)
    return sent


def words(envelope) -> str:
    """The plain words of a letter."""
    letter = email.message_from_bytes(envelope.content, policy=policy.default)
    return letter.get_body(("plain",)).get_content()
