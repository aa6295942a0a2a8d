"""What the list of a view shows: a line for each entry, ready to be put into the page."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import gettext

from leitsaetze.moderation.rules import LATEST_FIRST, Tab
from leitsaetze.text import excerpt
from leitsaetze.web.filters import Calendar
from leitsaetze.web.languages import german, language

REMEMBERED = 5_000  # moments a worker keeps written out: a hundred pages


class Line(NamedTuple):
    """One entry of the queue in words, in the order in which the template takes them apart.

    `dialogue` is empty where there is only one, `colleague` while nobody else works on it.
    """

    id: int
    name: str
    place: str
    dialogue: str
    words: str
    locale: str
    colleague: str
    since: str


def lines(tab: Tab, rows: Iterable[Any], dialogues: Sequence[Any], *, reader: int) -> list[Line]:
    """Return the lines for rows of `queries.entries`, as the person `reader` sees them."""
    titles = {it.id: german(it.title) if len(dialogues) > 1 else "" for it in dialogues}
    calendars = {it.id: Calendar(it.time_zone) for it in dialogues}
    at_work, present = gettext("In Bearbeitung bei %(name)s"), language()
    latest_first, made = tab in LATEST_FIRST, []
    # Taken apart at once: fifty times ten values cost by their names what the words cost.
    for id_, dialogue, moment, due_at, name, locale, text, number, holder, colleague in rows:
        dates = calendars[dialogue]
        line = Line(
            id_,
            name,
            place_of(number, present),
            titles[dialogue],
            excerpt(text),
            locale,
            at_work % {"name": colleague} if holder not in (None, reader) else "",
            _since(latest_first, moment, due_at, dates.zone, dates.this_year, present),
        )
        made.append(line)
    return made


@lru_cache
def place_of(number: int | None, _language: str) -> str:
    """Return what says to which principle a comment belongs, in the present language."""
    if number is None:
        return str(gettext("allgemein"))
    return str(gettext("zu Leitsatz %(number)s", number=number))


@lru_cache(REMEMBERED)
def _since(
    latest_first: bool,
    moment: datetime,
    due_at: datetime | None,
    zone: str,
    _this_year: int,
    _language: str,
) -> str:
    """Return what says since when something stands here, and by when it is to be answered."""
    dates = Calendar(zone)
    day = dates.day_and_time(moment)
    if latest_first:
        return str(gettext("seit %(day)s", day=day))
    waits = gettext("wartet seit %(day)s", day=day)
    if due_at is None:
        return str(waits)
    return f"{waits} · {gettext('Antwort bis %(day)s', day=dates.last_day(due_at))}"
