"""Deeds on the site: stamps, settings, texts, links, forms that count once."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from flask import current_app
from sqlalchemy import case, update
from sqlalchemy.exc import IntegrityError

from leitsaetze.clock import next_midnight, now
from leitsaetze.direct import ask, do, put, put_unless_taken
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, changed, db
from leitsaetze.site import queries
from leitsaetze.site.models import (
    AccessLink,
    HouseRule,
    SearchDue,
    Setting,
    SiteText,
    Stamp,
    Submission,
)
from leitsaetze.site.pictures import Logo
from leitsaetze.site.rules import SITE_SCOPE, TEXTS, ZONE, ReadAnew, filled_in
from leitsaetze.site.settings import FOLLOWERS, defaults, fillable, fitting
from leitsaetze.text import markdown

TEXT_FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Link:
    """A secret link as it was just made; its row is an AccessLink."""

    __tablename__ = AccessLink.__tablename__  # the log names it like its row

    id: int
    purpose: str
    about: str
    nonce: str
    expires_at: datetime
    person_id: int | None


def raise_stamp(
    scope: str, next_change_at: datetime | None, *, single_comment: bool = False
) -> None:
    """Say that the public sees something new in `scope`, and when time will change it next.

    What is new of a `single_comment` leaves the frame as it is, unless time has changed that.
    """
    frame = case((Stamp.next_change_at <= now(), 1), else_=0) if single_comment else 1
    db.session.execute(
        update(Stamp)
        .where(Stamp.scope == scope)
        .values(version=Stamp.version + 1, frame=Stamp.frame + frame, next_change_at=next_change_at)
        .execution_options(synchronize_session="fetch")
    )


def touch_site() -> None:
    """Say that every page changed: a setting, a text, a rule."""
    db.session.execute(
        update(Stamp)
        .where(Stamp.scope == SITE_SCOPE)
        .values(version=Stamp.version + 1, frame=Stamp.frame + 1)
    )


def let_search_read(kind: ReadAnew, thing_id: int) -> None:
    """Ask search to read a thing anew after this deed; it does so within seconds.

    What must not be found any more is not found from now on: search compares what it has read with
    what is public (search.public_entries).
    """
    put(SearchDue, kind=kind, thing_id=thing_id)


def change_setting(name: str, value: str, *, by_id: int | None = None) -> Setting:
    """Set one setting, and what follows from it.

    Raises RuleViolation for a name settings.KNOWN does not know, or a value it cannot hold.
    """
    value = fitting(name, value)
    logo = Logo.of(value)
    if logo is not None and db.session.scalar(queries.picture(logo.digest)) is None:
        raise RuleViolation("Das Logo ist nicht mehr da. Bitte laden Sie es noch einmal hoch.")
    setting = db.session.merge(Setting(name=name, value=value, changed_at=now(), changed_by=by_id))
    if name in FOLLOWERS:
        follower, values = FOLLOWERS[name]
        change_setting(follower, values.get(value, ""), by_id=by_id)
    touch_site()
    return setting


def all_settings() -> dict[str, str]:
    """Return every setting with its value or default; the state chosen brings its defaults."""
    set_so_far = dict(ask(queries.settings()))
    return defaults(set_so_far.get("state_code", "")) | set_so_far


def html_of(source: str) -> str:
    """Return a text of the site as readers see it, its places filled with the settings."""
    return _html(filled_in(source, fillable(all_settings())))


@lru_cache(64)  # to render a text costs more than all the page around it
def _html(source: str) -> str:
    return markdown(source).html


def publish_text(slug: str, title: str, source: str, **more: Any) -> SiteText:
    """Publish the next version of a text of the site; `more` are further columns of it.

    Raises Conflict when somebody else publishes one at the same moment.
    """
    version = (db.session.scalar(queries.text_version(slug)) or 0) + 1
    text = SiteText(slug=slug, version=version, title=title, source=source, **more)
    try:
        with db.session.begin_nested():
            db.session.add(text)
    except IntegrityError:
        raise Conflict(
            "Inzwischen gibt es eine neuere Fassung dieses Textes. Es wurde nichts gespeichert."
        ) from None
    touch_site()
    return text


def furnish() -> None:
    """Put the default texts, house rules and the site's stamp where none exist; repeatable."""
    stamp = db.session.scalar(queries.stamp()) or Stamp(scope=SITE_SCOPE)
    if stamp.next_change_at is None:
        stamp.next_change_at = next_midnight(ZONE)
        db.session.add(stamp)
        db.session.flush()
    for slug, title in TEXTS.items():
        source = TEXT_FOLDER / f"{slug}.md"
        if not db.session.scalar(queries.text_version(slug)):
            publish_text(slug, title, source.read_text(encoding="utf-8"))
    if db.session.scalar(queries.house_rules().limit(1)) is None:
        for rule in yaml.safe_load((TEXT_FOLDER / "regeln.yaml").read_text(encoding="utf-8")):
            db.session.add(
                HouseRule(
                    number=rule["nummer"],
                    version=1,
                    title=rule["titel"],
                    text=rule["text"].strip(),
                    four_eyes=rule.get("vier_augen") in {True, "ja"},
                )
            )
        touch_site()


def once(key: str, deed: Callable[[], str]) -> str:
    """Run `deed` for the form with this key and return the address it leads to.

    A double click, a reload or a retry after a crash does nothing again and returns the address of
    the first time.
    """
    if put_unless_taken(Submission, key=key, answer="") is None:
        return db.session.scalars(queries.submission(key)).one().answer
    answer = deed()
    do(queries.answered(), of=key, to=answer)
    return answer


def answer_to(key: str) -> str | None:
    """Return where the form with this key led to, or None while it was not carried out."""
    earlier = db.session.scalar(queries.submission(key))
    return earlier.answer if earlier is not None else None


def link_made(answer: str, purpose: str) -> AccessLink:
    """Return the link that `answer` of a form carried out once names by its number.

    Raises Conflict when the form's key was that of another form.
    """
    link = db.session.get(AccessLink, int(answer)) if answer.isdecimal() else None
    if link is None or link.purpose != purpose:
        raise Conflict("Dieses Formular wurde schon gesendet. Bitte öffnen Sie es neu.")
    return link


def make_link(
    purpose: str, about: str, *, lifetime: timedelta, person_id: int | None = None
) -> Link:
    """Make a secret link: one purpose, one thing, one person, a lifetime. `secret_of` tells it."""
    nonce, expires_at = secrets.token_urlsafe(18), now() + lifetime
    number = put(
        AccessLink,
        purpose=purpose,
        about=about,
        person_id=person_id,
        nonce=nonce,
        digest=digest_of(_derive(purpose, about, nonce)),
        expires_at=expires_at,
    )
    return Link(number, purpose, about, nonce, expires_at, person_id)


def forget_old() -> bool:
    """Remove forms and links nobody needs any more; tell whether there were any.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    moment = now()
    if not db.session.scalar(queries.anything_to_forget(moment)):
        return False
    begin_writing()
    for removal in queries.forgotten(moment):
        db.session.execute(removal)
    return True


def secret_of(link: Link | AccessLink) -> str:
    """Return the secret part of the link's address: 256 bits, of which only a digest is kept."""
    return _derive(link.purpose, link.about, link.nonce)


def link_for(secret: str, purpose: str) -> AccessLink | None:
    """Return the link with this secret if it is for `purpose` and still holds."""
    link = db.session.scalar(queries.link_with(digest_of(secret), purpose))
    return link if link is not None and link.expires_at > now() else None


def use(link: Link | AccessLink) -> bool:
    """Use a link up; of several who try at the same moment one hears True."""
    first = db.session.execute(
        update(AccessLink)
        .where(AccessLink.id == link.id, AccessLink.used_at.is_(None))
        .values(used_at=now())
        .returning(AccessLink.id)
    )
    return first.one_or_none() is not None


def end_links(purpose: str, about: str) -> None:
    """Let every link of this purpose about a thing hold no longer."""
    changed(
        update(AccessLink)
        .where(AccessLink.purpose == purpose, AccessLink.about == about)
        .where(AccessLink.expires_at > now())
        .values(expires_at=now())
    )


def digest_of(secret: str) -> str:
    """Return what is kept of a secret; looking up a digest reveals nothing by its time."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_digest(words: str, purpose: str) -> str:
    """Return a digest of `words` on which only who knows the secret key can test guesses."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(key, f"{purpose}\0{words}".encode(), "sha256").hex()


def _derive(purpose: str, about: str, nonce: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    raw = hmac.digest(key, f"link\0{purpose}\0{about}\0{nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
