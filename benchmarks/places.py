"""Where in a built database the pages to be measured are."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import func, select

from benchmarks.databases import Database, application
from benchmarks.ground import SLUG
from benchmarks.plan import CROWDED, FEW, MORE, PUBLIC
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import db
from leitsaetze.moderation.rules import LANES, LATEST_FIRST, Tab
from leitsaetze.pages.rules import PAGE_SIZE
from leitsaetze.principles.models import Dialogue, Principle

DIALOGUE = f"/dialoge/{SLUG}/"


def principle_page(number: int, after: int = 0) -> str:
    """Return the address of a page of a principle."""
    return f"{DIALOGUE}leitsaetze/{number}/" + (f"?nach={after}" if after else "")


@dataclass(frozen=True)
class Places:
    """Addresses in one database.

    `crowd` are four pages at the beginning, in the middle and at the end of its largest principle:
    as many comments as `pages_of_more` show, so that chance in their lengths evens out.
    """

    pages_of_more: tuple[str, ...]
    crowd: dict[str, tuple[str, ...]]
    queue: dict[str, str]
    comments: tuple[str, ...]
    entry: str
    shown: dict[int, list[int]]  # by number of principle: published comments on its first page


@cache  # counting a million rows takes its time
def places_in(database: Database) -> Places:
    """Look the addresses up in a database."""
    app = application(database)
    with app.app_context():
        found = Places(
            pages_of_more=tuple(_pages(MORE)),
            crowd=_crowd(),
            queue=_queue(),
            comments=tuple(f"/kommentare/{number}" for number in _some_public(3_000)),
            entry=f"/moderation/kommentare/{_deep_in(Tab.NEW)}",
            shown={number: _published(number)[:PAGE_SIZE] for number in (FEW, MORE)},
        )
        db.session.rollback()
        db.engine.dispose()
    return found


def _pages(number: int) -> list[str]:
    public = _published(number)
    ends = range(PAGE_SIZE - 1, len(public) - 1, PAGE_SIZE)
    return [principle_page(number), *(principle_page(number, public[end]) for end in ends)]


def _crowd() -> dict[str, tuple[str, ...]]:
    pages, some = _pages(CROWDED), PUBLIC[MORE] // PAGE_SIZE
    if len(pages) < 3 * some:
        return {}
    middle = len(pages) // 2
    return {
        "first": tuple(pages[:some]),
        "middle": tuple(pages[middle : middle + some]),
        "last": tuple(pages[-some:]),
    }


def _published(number: int) -> list[int]:
    question = (
        select(Comment.id)
        .join(Principle, Principle.id == Comment.principle_id)
        .where(Principle.number == number, Comment.status == Status.PUBLISHED)
        .order_by(Comment.id)
    )
    return list(db.session.scalars(question))


def _some_public(number: int) -> list[int]:
    return list(db.session.scalars(select(Comment.id).where(has_public_place()).limit(number)))


def _queue() -> dict[str, str]:
    """Return every tab, each filter, and pages deep inside."""
    dialogue = db.session.scalar(select(Dialogue.id).where(Dialogue.slug == SLUG))
    principle = db.session.scalar(select(Principle.id).where(Principle.number == FEW))
    start = "/moderation/?ansicht="
    views = {f"tab „{tab}“": f"{start}{tab}" for tab in Tab}
    waits = f"{start}{Tab.AWAITING_REPLY}"
    views["filter: dialogue"] = f"{waits}&dialog={dialogue}"
    views["filter: principle"] = f"{waits}&dialog={dialogue}&leitsatz={principle}"
    views["filter: general"] = f"{waits}&dialog={dialogue}&leitsatz=allgemein"
    views["filter: dialogue, overdue"] = f"{start}{Tab.OVERDUE}&dialog={dialogue}"
    field = db.session.scalar(select(Principle.field_id).where(Principle.number == FEW))
    rare = {
        "field": f"feld={field}",
        "period": "von=2026-01-01&bis=2026-12-31",
        "on site": "weg=vor-ort",
        "without address": "adresse=ohne",
        "text": "text=radweg",
        "name": "name=b%C3%BCrger",
    }
    views |= {f"filter: {name}": f"{waits}&{asked}" for name, asked in rare.items()}
    for tab in (Tab.AWAITING_REPLY, Tab.DONE):
        views[f"deep in „{tab}“"] = f"{start}{tab}&nach={_deep_in(tab)}"
    return views


def _deep_in(tab: Tab) -> int:
    lane = QueueEntry.lane == LANES[tab]
    half = (db.session.scalar(select(func.count()).where(lane)) or 0) // 2
    keys = [QueueEntry.urgency, QueueEntry.waiting_since, QueueEntry.comment_id]
    order = [key.desc() for key in keys] if tab in LATEST_FIRST else keys
    question = select(QueueEntry.comment_id).where(lane).order_by(*order).offset(half).limit(1)
    return db.session.scalars(question).one()
