"""What the public lists of the events show: next and past ones, a month, the places."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from leitsaetze.clock import now, today
from leitsaetze.events import finding, queries
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.models import Event
from leitsaetze.events.months import Month, by_day, month_in, month_of
from leitsaetze.events.rules import DEFAULT_ZONE, KIND_OF_WORD, KINDS, last_moment
from leitsaetze.events.series_models import Series
from leitsaetze.events.series_rules import Narrowing
from leitsaetze.extensions import db, rows_of
from leitsaetze.web.security import LARGEST_ID
from leitsaetze.zones import local_day

PER_PAGE = 50
KIND_NAMES = {word: name for name, word in KINDS.values()}
PRESENT = "jetzt"  # stands in addresses for the month in which they are followed


@dataclass(frozen=True)
class Offered:
    """What readers can narrow the list down to, and what they chose of it."""

    municipalities: Sequence[Any]
    dialogues: Sequence[Any]
    chosen: dict[str, str]

    @property
    def dialogues_by_slug(self) -> list[tuple[str, str]]:
        """Slug and title of the dialogues."""
        return [(one.slug, one.title) for one in self.dialogues]

    def with_(self, **further: object) -> str:
        """Return the query of an address that keeps what was chosen."""
        given = self.chosen | {name: str(value) for name, value in further.items()}
        return f"?{urlencode(given)}" if given else ""


def offered() -> Offered:
    """Return what can be chosen, and what is chosen of it: whatever is not offered means all."""
    municipalities = rows_of(finding.municipalities_to_choose())
    dialogues = rows_of(finding.dialogues_to_choose())
    known = {
        "art": set(KIND_OF_WORD),
        "gemeinde": {str(one.id) for one in municipalities},
        "dialog": {one.slug for one in dialogues},
    }
    chosen = {
        name: request.args[name]
        for name, values in known.items()
        if request.args.get(name) in values
    }
    return Offered(municipalities, dialogues, chosen)


def wanted(offered: Offered) -> Narrowing:
    """Return what the reader wants to see."""
    chosen = offered.chosen
    numbers = {one.slug: one.id for one in offered.dialogues}
    return Narrowing(
        kind=KIND_OF_WORD.get(chosen.get("art", "")),
        municipality=int(chosen["gemeinde"]) if "gemeinde" in chosen else None,
        dialogue=numbers.get(chosen.get("dialog", "")),
    )


def list_page(wanted: Narrowing, offered: Offered) -> str:
    """Return the page of what comes and what was; `nach` asks for what stands below an event."""
    shelves = _shelves(lambda events: finding.narrowed(events, wanted))
    return render_template(
        "events/index.html",
        **shelves,
        series=rows_of(finding.series_to_choose()) if shelves["first_page"] else (),
        narrows=wanted.is_any,
        offered=offered,
        kind_names=list(KIND_NAMES.items()),
    )


def series_page(series: Series) -> str:
    """Return the page of a series; `nach` asks for what stands below an event."""
    shelves = _shelves(lambda events: finding.in_series(events, series.id))
    return render_template("events/series.html", series=series, **shelves)


def month_page(wanted: Narrowing, offered: Offered) -> str:
    """Return the page of the month `monat` names; of the present one where it names none."""
    present = today(DEFAULT_ZONE)
    month = month_in(request.args["monat"]) or month_of(present)
    found = db.session.scalars(finding.narrowed(finding.in_month(month), wanted)).all()
    days = by_day(found, month)
    before, after = _neighbours(month, month_of(present))
    return render_template(
        "events/month.html",
        month=month,
        days=days,
        present=present,
        before=before,
        after=after,
        is_present=month == month_of(present),
        narrows=wanted.is_any,
        offered=offered,
        kind_names=list(KIND_NAMES.items()),
    )


def names_of(event_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of the municipalities each of these events is for."""
    found: dict[int, list[str]] = {}
    for event_id, name in db.session.execute(finding.names_of_municipalities(event_ids)):
        found.setdefault(event_id, []).append(name)
    return found


def places_page() -> str:
    """Return the page of the municipalities, the places there and what will take place."""
    rows = db.session.execute(finding.places(now())).all()
    return render_template(
        "events/places.html",
        municipalities=[
            (name, [_at_one_place(there) for _, there in groupby(group, key=_where)])
            for name, group in groupby(rows, key=itemgetter(0))
        ],
        names=names_of([event.id for _, _, event in rows]),
    )


def _where(row: Any) -> tuple[str, str]:
    _, _, event = row
    return event.place, event.address


def _at_one_place(rows: Iterable[Any]) -> tuple[MeetingPlace | Event, list[Event]]:
    """Return who says how to get there and the events: the list of places, or the first event."""
    found = list(rows)
    listed = next((place for _, place, _ in found if place is not None), None)
    return listed or found[0][2], [event for _, _, event in found]


def _shelves(narrow: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the next and the past of some events, a page full of each.

    `nach` asks for what stands below an event: then only one of both is there. `last_…` is the
    number of the last event shown where more stand below it.
    """
    after = min(request.args.get("nach", 0, int), LARGEST_ID)
    shown = db.session.scalar(queries.visible_event(after)) if after > 0 else None
    found: dict[str, Sequence[Event] | None] = {"upcoming": None, "past": None}
    if shown is None or not shown.is_over:
        found["upcoming"] = _some(narrow(queries.upcoming(now(), after=shown)))
    if shown is None or shown.is_over:
        found["past"] = _some(narrow(queries.past(now(), before=shown)))
    pages = {name: events and events[:PER_PAGE] for name, events in found.items()}
    last = {
        f"last_{name}": events[PER_PAGE - 1].id if events and len(events) > PER_PAGE else None
        for name, events in found.items()
    }
    on_it = [event.id for events in pages.values() for event in events or ()]
    return {"first_page": shown is None, **pages, **last, "names": names_of(on_it)}


def _some(events: Any) -> Sequence[Event]:
    return db.session.scalars(events.limit(PER_PAGE + 1)).all()


def _neighbours(month: Month, present: Month) -> tuple[Month | None, Month | None]:
    """Return the months before and after, as far as there is anything to look at."""
    first, last = db.session.execute(finding.first_and_last()).one()
    moments = [first, last_moment(last)] if first and last else []
    edges = [month_of(local_day(moment, DEFAULT_ZONE)) for moment in moments]
    least, most = min([present, *edges]), max([present, *edges])
    before = month.preceding if month > least else None
    after = month.following if month < most else None
    return min(before, most) if before else None, max(after, least) if after else None
