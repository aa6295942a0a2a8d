"""What the list of a view shows: a line for each entry, ready to be put into the page."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from flask_babel import gettext

from leitsaetze.moderation.rules import LATEST_FIRST, Tab
from leitsaetze.text import excerpt
from leitsaetze.web.filters import Calendar
from leitsaetze.web.languages import german


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
    since = {it.id: _since(tab, Calendar(it.time_zone)) for it in dialogues}
    place, at_work = _places(), gettext("In Bearbeitung bei %(name)s")
    return [
        Line(
            id=row.id,
            name=row.name,
            place=place(row.number),
            dialogue=titles[row.dialogue_id],
            words=excerpt(row.text),
            locale=row.locale,
            colleague=at_work % {"name": row.colleague}
            if row.claimed_by not in (None, reader)
            else "",
            since=since[row.dialogue_id](row.waiting_since, row.due_at),
        )
        for row in rows
    ]


def _places() -> Callable[[int | None], str]:
    """Return what says to which principle a comment belongs; each is put into words once."""

    @cache
    def place(number: int | None) -> str:
        if number is None:
            return str(gettext("allgemein"))
        return str(gettext("zu Leitsatz %(number)s", number=number))

    return place


def _since(tab: Tab, dates: Calendar) -> Callable[[datetime, datetime | None], str]:
    """Return what says since when something stands here, and by when it is to be answered."""
    standing, until = gettext("seit %(day)s"), gettext("Antwort bis %(day)s")
    waiting = gettext("wartet seit %(day)s")

    def since(moment: datetime, due_at: datetime | None) -> str:
        day = {"day": dates.day_and_time(moment)}
        if tab in LATEST_FIRST:
            return str(standing % day)
        due = f" · {until % {'day': dates.last_day(due_at)}}" if due_at is not None else ""
        return f"{waiting % day}{due}"

    return since
