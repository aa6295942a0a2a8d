"""What is new as Atom feeds: of the site, a dialogue, a principle, a comment."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.extensions import db
from leitsaetze.following import news_queries, queries
from leitsaetze.following.actions import Subject
from leitsaetze.following.atom import Entry, Feed, atom
from leitsaetze.following.models import News
from leitsaetze.following.telling import Item, told
from leitsaetze.principles.queries import public_dialogue, public_principle
from leitsaetze.site.actions import all_settings
from leitsaetze.site.queries import stamp_of_everything
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here, language, lasting, root
from leitsaetze.web.stamps import stamped

bp = Blueprint("feeds", __name__, url_prefix="/feeds")
BEFORE_ANYTHING = datetime(2026, 1, 1, tzinfo=UTC)  # of a feed that holds nothing yet


@bp.get("/neues.atom")
@open_to(Audience.PUBLIC)
@stamped(stamp_of_everything())
def site() -> ResponseReturnValue:
    """Tell what is new in all dialogues."""
    title = gettext("Neues aus allen Dialogen")
    return _feed(
        db.session.scalars(news_queries.feed_of_everything()).all(), "/", title, BEFORE_ANYTHING
    )


@bp.get("/dialoge/<slug>.atom")
@open_to(Audience.PUBLIC)
@stamped(news_queries.stamp_of_dialogue_feed())
def dialogue(slug: str) -> ResponseReturnValue:
    """Tell what is new in a dialogue."""
    found = db.session.scalar(public_dialogue(), {"slug": slug}) or abort(404)
    news = db.session.scalars(news_queries.feed_of(Subject(found))).all()
    return _feed(news, f"/dialoge/{slug}/", found.title, found.published_at)


@bp.get("/dialoge/<slug>/leitsaetze/<int:number>.atom")
@open_to(Audience.PUBLIC)
@stamped(news_queries.stamp_of_dialogue_feed())
def principle(slug: str, number: int) -> ResponseReturnValue:
    """Tell what is new of a principle."""
    place = {"slug": slug, "number": number}
    found = db.session.scalar(public_principle(), place) or abort(404)
    title = gettext("Leitsatz %(number)s", number=number) + f" – {found.dialogue.title}"
    news = db.session.scalars(news_queries.feed_of(Subject(found.dialogue, found.id))).all()
    page = f"/dialoge/{slug}/leitsaetze/{number}/"
    return _feed(news, page, title, found.dialogue.published_at)


@bp.get("/kommentare/<int:comment_id>.atom")
@open_to(Audience.PUBLIC)
@stamped(news_queries.stamp_of_comment_feed())
def comment(comment_id: int) -> ResponseReturnValue:
    """Tell what becomes of a comment."""
    found = db.session.scalar(queries.public_comment(comment_id)) or abort(404)
    title = gettext("Kommentar %(number)s", number=comment_id) + f" – {found.dialogue.title}"
    subject = Subject(found.dialogue, found.principle_id, found.id)
    news = db.session.scalars(news_queries.feed_of(subject)).all()
    return _feed(news, f"/kommentare/{comment_id}", title, found.published_at)


def _feed(
    news: Sequence[News], page: str, title: str, updated: datetime | None
) -> ResponseReturnValue:
    settings = all_settings()
    feed = Feed(
        address=lasting(here()),
        page=lasting(root() + page),
        title=f"{title} – {settings['site_name']}",
        locale=language(),
        author=settings["county"],
        base=f"{current_app.config['BASE_URL']}/",
        updated=updated or BEFORE_ANYTHING,
    )
    entries = [_entry(it) for it in told(news)]
    return Response(atom(feed, entries), content_type="application/atom+xml; charset=utf-8")


def _entry(it: Item) -> Entry:
    """Return the entry; its id is the lasting address of the thing, the same in each language.

    What shares its page with others is named beside it.
    """
    return Entry(
        id=f"{lasting(it.path)}#{it.name}",
        title=it.title,
        link=lasting(root() + it.path),
        updated=it.at,
        html=it.html,
        locale=it.locale if it.html else "",
        author=it.who,
    )
