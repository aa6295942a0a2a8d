"""The letters to followers: the one that asks, and those with news, made when they leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from flask_babel import force_locale
from markupsafe import Markup

from leitsaetze.accounts.queries import person_with
from leitsaetze.clock import now
from leitsaetze.comments.closing import digest_of_address
from leitsaetze.comments.queries import letters_since
from leitsaetze.direct import ask
from leitsaetze.extensions import begin_writing, db, rows_of
from leitsaetze.following import news_queries, queries, sources
from leitsaetze.following.models import Follower, News, NewsLetter, Subscription
from leitsaetze.following.rules import (
    BETWEEN_LETTERS,
    CONFIRM_WITHIN,
    END_LINK_LIFETIME,
    LETTERS_PER_DAY,
    MOST_IN_A_LETTER,
    RHYTHMS,
    TOLD_TO_AUTHOR,
    Rhythm,
    concerns,
    shortened,
)
from leitsaetze.following.telling import Item, told
from leitsaetze.mail.actions import block_link, enqueue
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import Addressee
from leitsaetze.site.actions import all_settings, make_link
from leitsaetze.web.filters import day_and_time

CONFIRM = "follow_confirm"
NEWS = "follow_news"
FOLLOW_PURPOSE, END_PURPOSE = "follow", "unfollow"
FOLLOW_PATH, END_PATH = "/folgen/{}", "/abbestellen/nachrichten/{}"


@dataclass(frozen=True)
class Line:
    """One piece of news as a letter shows it."""

    title: str
    when: str
    words: str
    path: str


def about(follower: Follower) -> str:
    """Return how letters name a follower."""
    return f"follower:{follower.id}"


def may_be_asked(address: str) -> bool:
    """Tell whether one more letter may ask an address today, and whether it is open at all.

    Whoever typed it hears the same either way.
    """
    known = ask(
        letters_since((CONFIRM,)),
        address=address,
        since=now() - timedelta(days=1),
        digest=digest_of_address(address),
    )[0]
    closed = known.until is not None and known.until > now()
    return not closed and known.sent < LETTERS_PER_DAY


def ask_to_confirm(subscription: Subscription, rhythm: Rhythm) -> None:
    """Queue the letter with the link that begins, or changes, what was asked for."""
    follower = subscription.follower
    link = make_link(
        FOLLOW_PURPOSE, f"subscription:{subscription.id}:{rhythm}", lifetime=CONFIRM_WITHIN
    )
    enqueue(
        CONFIRM,
        Addressee(follower.address, follower.locale),
        deed=f"follow:{link.id}",
        about=about(follower),
        reply_to=subscription.dialogue.contact_email,
        links={"confirm": (link, FOLLOW_PATH), "block": block_link(follower.address)},
        subscription=subscription,
        rhythm=RHYTHMS[rhythm],
        until=now() + CONFIRM_WITHIN,
    )


def send_due() -> int:
    """Queue a letter to each who is to hear of something now; return how many.

    For the worker: begins to write only when somebody is due, and leaves the commit to the caller.
    What the letters say is found when they leave. The marks are held so that nobody adds news
    meanwhile: what is told here and what is told next time have no gap and no overlap. Whoever got
    a letter within BETWEEN_LETTERS waits until that is over and hears of everything together.
    """
    if db.session.scalar(queries.anything_due(now())) is None:
        return 0
    begin_writing()
    db.session.scalars(sources.marks_held()).all()
    latest = db.session.scalars(news_queries.latest()).one()
    due = db.session.scalars(queries.due(now()).execution_options(populate_existing=True)).all()
    waiting = _put_off(due)
    sent = 0
    for follower, own in groupby(
        sorted(due, key=lambda it: (it.follower_id, it.id)), lambda it: it.follower_id
    ):
        if follower not in waiting:
            sent += _send(list(own), latest)
    return sent


def _put_off(due: Sequence[Subscription]) -> Collection[int]:
    """Let those wait who got a letter a moment ago; return the numbers of the followers."""
    lately = queries.lately_written_to({it.follower_id for it in due}, now() - BETWEEN_LETTERS)
    newest = dict(rows_of(lately))
    for it in due:
        if it.follower_id in newest:
            it.due_at = newest[it.follower_id] + BETWEEN_LETTERS
    return newest.keys()


def _send(due: list[Subscription], latest: int) -> bool:
    follower = due[0].follower
    made_of: dict[str, Any] = {str(it.id): [it.seen, latest] for it in due}
    for it in due:
        it.seen, it.due_at = latest, None
    made = NewsLetter(follower_id=follower.id, made_of=made_of)
    db.session.add(made)
    db.session.flush()
    ends = make_link(END_PURPOSE, f"news_letter:{made.id}", lifetime=END_LINK_LIFETIME)
    person = db.session.scalar(person_with(follower.address))
    locale = person.locale if person is not None else follower.locale
    letter = enqueue(
        NEWS,
        Addressee(follower.address, locale),
        deed=f"news_letter:{made.id}",
        about=about(follower),
        reply_to=_contact(due),
        links={"end": (ends, END_PATH)},
        unsubscribe="end",
        later=True,
    )
    return letter is not None


def words_of(letter: OutgoingMail) -> Mapping[str, Any] | None:
    """Return what a letter with news says if it leaves now; None if nothing is left to tell.

    Not what its reader did, what another letter has told, or what they have stopped following.
    """
    made = db.session.get(NewsLetter, int(letter.deed_key.rpartition(":")[2]))
    if made is None:
        return None
    followed = db.session.scalars(queries.subscriptions_of(made.follower_id)).all()
    here = [it for it in followed if str(it.id) in made.made_of]
    others = [it for it in followed if str(it.id) not in made.made_of]
    reader = db.session.scalar(person_with(letter.address))
    own = reader.id if reader is not None else None
    found: dict[int, News] = {}
    for it in here:
        beyond, up_to = made.made_of[str(it.id)]
        for news in db.session.scalars(news_queries.news_for(it, beyond, up_to)):
            if not any(_has_told(other, news) for other in others):
                found[news.id] = news
    newest_first = sorted(found.values(), key=lambda it: -it.id)
    with force_locale(letter.locale):
        items = told(list(_not_own(newest_first, own)))
        if not items:
            return None
        shown = items[:MOST_IN_A_LETTER]
        return {
            "groups": _by_dialogue(shown),
            "more": len(items) - len(shown),
            "followed": here,
            "sender": _sender(here),
        }


def _not_own(news: list[News], reader: int | None) -> list[News]:
    """Leave out what the reader did, and what they hear of anyway as author of a comment."""
    if reader is None:
        return news
    comments = {it.comment_id for it in news if it.comment_id is not None}
    mine = set(db.session.scalars(news_queries.written_by(reader, comments)))
    return [
        it
        for it in news
        if it.by_id != reader and not (it.kind in TOLD_TO_AUTHOR and it.comment_id in mine)
    ]


def _has_told(other: Subscription, news: News) -> bool:
    return other.since < news.id <= other.seen and concerns(other, news)


def _by_dialogue(items: list[Item]) -> list[tuple[str, list[Line]]]:
    groups: dict[str, list[Line]] = {}
    for it in items:
        line = Line(it.title, day_and_time(it.at, it.zone), _excerpt(it.html), it.path)
        groups.setdefault(it.where, []).append(line)
    return list(groups.items())


def _excerpt(html: str) -> str:
    apart = html.replace("</p>", "</p> ").replace("<br>", " ")
    return shortened(Markup(apart).striptags())  # noqa: S704  made by text.py


def _contact(due: list[Subscription]) -> str:
    addresses = {it.dialogue.contact_email for it in due}
    return addresses.pop() if len(addresses) == 1 else all_settings()["county_email"]


def _sender(here: list[Subscription]) -> str:
    names = {it.dialogue.contact_name for it in here}
    return names.pop() if len(names) == 1 else ""
