"""Series for everybody, as page and calendar, and the calendar of a dialogue."""

from datetime import datetime

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from leitsaetze.clock import start_of_day, today
from leitsaetze.events import finding, lists
from leitsaetze.events.ics import CONTENT_TYPE, calendar_of
from leitsaetze.events.rules import DEFAULT_ZONE
from leitsaetze.events.series_models import Series
from leitsaetze.extensions import db
from leitsaetze.site.queries import frame_of_everything
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.stamps import stamped

bp = Blueprint("series", __name__)


@bp.get("/veranstaltungen/reihen/<slug>/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def series(slug: str) -> ResponseReturnValue:
    """Show a series: what it is about, what comes and what has been."""
    return lists.series_page(_known(slug))


@bp.get("/veranstaltungen/reihen/<slug>.ics")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def calendar(slug: str) -> ResponseReturnValue:
    """Send a series for a calendar that subscribes to it; old events leave it at midnight."""
    found = _known(slug)
    events = db.session.scalars(finding.calendar_of_series(found.id, _midnight())).all()
    return Response(calendar_of(events, name=found.title), content_type=CONTENT_TYPE)


@bp.get("/dialoge/<slug>/veranstaltungen.ics")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def calendar_of_dialogue(slug: str) -> ResponseReturnValue:
    """Send what accompanies a dialogue for a calendar that subscribes to it."""
    found = db.session.scalar(finding.readable_dialogue(slug)) or abort(404)
    events = db.session.scalars(finding.calendar_of_dialogue(found.id, _midnight())).all()
    return Response(calendar_of(events, name=found.title), content_type=CONTENT_TYPE)


def _known(slug: str) -> Series:
    found: Series | None = db.session.scalar(finding.public_series(slug))
    return found or abort(404)


def _midnight() -> datetime:
    return start_of_day(today(DEFAULT_ZONE), DEFAULT_ZONE)
