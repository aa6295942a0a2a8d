"""Deeds on series of events: begin one, change what is said of it."""

from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.events import series_queries
from leitsaetze.events.actions import touch_events
from leitsaetze.events.series_models import Series
from leitsaetze.events.series_rules import SERIES_TEXT, SERIES_TITLE
from leitsaetze.extensions import db
from leitsaetze.principles.rules import check_slug
from leitsaetze.text import markdown


def begin_series(slug: str, title: str, text: str, *, by: Person | None) -> Series:
    """Begin a series; everybody knows of it as soon as one of its events is public.

    Raises RuleViolation for a slug that is taken or cannot stand in an address.
    """
    check_slug(slug)
    page = markdown(SERIES_TEXT(text))
    begun = Series(
        slug=slug,
        title=SERIES_TITLE(title),
        text=SERIES_TEXT(text),
        html=page.html,
        renderer=page.renderer,
        changed_by=by.id if by is not None else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(begun)
    except IntegrityError:
        raise RuleViolation("Die Adresse „%(slug)s“ ist schon vergeben.", slug=slug) from None
    record("series.begun", begun, by=by)
    return begun


def change_series(series: Series, title: str, text: str, *, by: Person | None, seen: int) -> None:
    """Say something else of a series; its address stays. Raises Conflict unless it is as `seen`."""
    found = db.session.scalars(series_queries.series_held(series.id)).one()
    if found.version != seen:
        raise Conflict(OVERTAKEN)
    kept = SERIES_TITLE(title), SERIES_TEXT(text)
    if kept == (found.title, found.text):
        return
    page = markdown(kept[1])
    found.title, found.text = kept
    found.html, found.renderer = page.html, page.renderer
    found.version += 1
    found.changed_at, found.changed_by = now(), by.id if by is not None else None
    db.session.flush()
    record("series.changed", found, by=by)
    touch_events()
