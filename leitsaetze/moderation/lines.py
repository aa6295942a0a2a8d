"""What the list of a view shows: a line for each entry, ready to be put into the page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import gettext, ngettext

from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.position_rules import SIGNS, Position
from leitsaetze.comments.rules import ILLEGAL, WAITING, Lane, Proposed, Urgency
from leitsaetze.moderation.mark_words import standing_out
from leitsaetze.moderation.rules import COUNT_UP_TO, LOOKED_THROUGH
from leitsaetze.text import excerpt
from leitsaetze.web.filters import Calendar, time_of_day
from leitsaetze.web.languages import german, language

REMEMBERED = 5_000  # moments a worker keeps written out: a hundred pages


class Line(NamedTuple):
    """One entry of the queue in words, in the order in which the template takes them apart.

    `dialogue` is empty where there is only one, `at_work` while nobody works on it. `reason`
    says why the entry stands where it stands, `pressing` that it should not wait,
    `marks` what stands out.
    """

    id: int
    name: str
    place: str
    dialogue: str
    words: str
    locale: str
    at_work: str
    reason: str
    pressing: bool
    marks: str


class Why(NamedTuple):
    """Why an entry stands where it stands. `late` says that its date has passed.

    `away_late` says that the date has passed by which a department was to answer, `edited` that its
    author has changed the words.
    """

    level: Urgency
    settled: bool
    since: datetime
    due_at: datetime | None
    late: bool
    reported: int
    proposed: Proposed | None
    away_to: str | None
    away_until: datetime | None
    away_late: bool
    back: Ending | None
    edited: bool


class Mark(NamedTuple):
    """Until when an entry wants its answer, in words, and how that presses (kind of a badge)."""

    words: str
    kind: str


def due_mark(entry: QueueEntry | None, *, zone: str, at: datetime, soon: datetime) -> Mark | None:
    """Return the mark of an entry that waits for an answer; what is due by `soon` is due soon."""
    if entry is None or entry.due_at is None:
        return None
    day = Calendar(zone).last_day(entry.due_at)
    if entry.due_at <= at:
        return Mark(_late(day), "danger")
    if entry.due_at <= soon:
        return Mark(_nearly(day), "warning")
    return Mark(gettext("Antwort bis %(day)s", day=day), "info")


def lines(
    rows: Iterable[Any], dialogues: Sequence[Any], *, reader: int, at: datetime
) -> list[Line]:
    """Return the lines for rows of `listing.entries`, as the person `reader` sees them at `at`."""
    titles = {it.id: german(it.title) if len(dialogues) > 1 else "" for it in dialogues}
    calendars = {it.id: Calendar(it.time_zone) for it in dialogues}
    present = language()
    made = []
    # Taken apart at once: fifty times ten values cost by their names what the words cost.
    for row in rows:
        id_, dialogue, lane, urgency, moment, due_at, reported, review, *more = row
        marks, proposed, away_to, away_until, back, name, locale, position, parent, *more = more
        edited_at, text, number, holder, colleague, until, assigned = more
        dates = calendars[dialogue]
        level, settled = level_of(lane, urgency, due_at, at), lane not in WAITING
        since = review if level is Urgency.REVIEW else moment
        late = due_at is not None and due_at <= at
        away = away_to, away_until, away_until is not None and away_until <= at
        why = Why(
            level, settled, since, due_at, late, reported, proposed, *away, back, bool(edited_at)
        )
        line = Line(
            id_,
            name,
            place_of(number, position, parent is not None, present),
            titles[dialogue],
            excerpt(text),
            locale,
            _at_work(colleague, until, bool(assigned), holder == reader, dates) if holder else "",
            _reason(why, dates.zone, dates.this_year, present),
            level < Urgency.DUE_SOON,
            standing_out(marks, present) if marks else "",
        )
        made.append(line)
    return made


def _at_work(name: str, until: datetime, assigned: bool, mine: bool, dates: Calendar) -> str:
    """Return who works on an entry, or has it assigned, and until when."""
    if assigned:
        day = dates.last_day(until)
        if mine:
            return str(gettext("Ihnen zugeteilt bis %(day)s", day=day))
        return str(gettext("Zugeteilt an %(name)s bis %(day)s", name=name, day=day))
    time = time_of_day(until, dates.zone)
    if mine:
        return str(gettext("Bei Ihnen in Bearbeitung bis %(time)s", time=time))
    return str(gettext("In Bearbeitung bei %(name)s bis %(time)s", name=name, time=time))


def counted(rows: Iterable[Any]) -> dict[str, str]:
    """Return how many entries each tab has, in words; a plus says that there may be more."""
    return {tab: _number(found, looked) for tab, found, looked in rows}


def level_of(lane: Lane, urgency: int, due_at: datetime | None, at: datetime) -> Urgency:
    """Return why an entry stands where it stands, with what the clock did a moment ago."""
    level = _level(urgency if lane in WAITING else -urgency)
    return min(level, Urgency.OVERDUE) if due_at is not None and due_at <= at else level


@lru_cache
def _level(urgency: int) -> Urgency:
    return max(it for it in Urgency if it <= urgency)


@lru_cache
def place_of(number: int | None, position: str | None, is_reply: bool, _language: str) -> str:
    """Return to which principle a comment belongs and what it is, in the present language."""
    if number is None:
        place = gettext("allgemein")
    else:
        place = gettext("zu Leitsatz %(number)s", number=number)
    sign = SIGNS[Position(position)] if position else None
    what = [f"{sign.symbol} {gettext(sign.word)}"] if sign else []
    return " · ".join([place, *what, *([gettext("Erwiderung")] if is_reply else [])])


def _number(found: int, looked: int) -> str:
    if found > COUNT_UP_TO:
        return f"{COUNT_UP_TO}+"
    return f"{found}+" if looked >= LOOKED_THROUGH else str(found)


@lru_cache(REMEMBERED)
def _reason(why: Why, zone: str, _this_year: int, _language: str) -> str:
    """Return why an entry stands where it stands: what presses, else since when it waits."""
    dates = Calendar(zone)
    if why.level is Urgency.REVIEW:
        return str(gettext("Überprüfung gewünscht am %(day)s", day=dates.day_and_time(why.since)))
    told = came_back(why.back) or _proposed(why.proposed)
    edited = str(gettext("nach dem Absenden geändert")) if why.edited else ""
    parts = [_reported(why.reported), told, edited, *_away(why, dates), *_waiting(why, dates)]
    return " · ".join(part for part in parts if part)


def _reported(reported: int) -> str:
    if reported <= -ILLEGAL:
        return str(gettext("als rechtswidrig gemeldet"))
    if reported:
        return str(
            ngettext("von einer Person gemeldet", "von %(num)s Personen gemeldet", -reported)
        )
    return ""


def _proposed(proposed: Proposed | None) -> str:
    if proposed is Proposed.HIDING:
        return str(gettext("Ausblenden vorgeschlagen"))
    if proposed is Proposed.WAITING:
        return str(gettext("Antwort zum Gegenlesen"))
    return str(gettext("Antwort zurückgegeben")) if proposed else ""


def came_back(how: Ending | None) -> str:
    """Return what a department made of a question, in words; empty while it made nothing of it."""
    if how is Ending.PROPOSED:
        return str(gettext("Antwort eines Sachgebiets liegt vor"))
    return str(gettext("Sachgebiet ist nicht zuständig")) if how is Ending.NOT_OURS else ""


def _away(why: Why, dates: Calendar) -> Iterator[str]:
    if why.away_to is None or why.away_until is None:
        return
    day = dates.last_day(why.away_until)
    if why.away_late:
        yield gettext("liegt noch bei %(name)s, erbeten bis %(day)s", name=why.away_to, day=day)
    else:
        yield gettext("liegt bei %(name)s bis %(day)s", name=why.away_to, day=day)


def _waiting(why: Why, dates: Calendar) -> Iterator[str]:
    day = dates.day_and_time(why.since)
    if why.settled:
        yield gettext("seit %(day)s", day=day)
        return
    last = dates.last_day(why.due_at) if why.due_at else ""
    if why.due_at and why.late:
        yield _late(last)
        return
    if why.level is Urgency.DUE_SOON:
        yield _nearly(last)
        return
    yield gettext("wartet seit %(day)s", day=day)
    if last:
        yield gettext("Antwort bis %(day)s", day=last)


def _late(day: str) -> str:
    return str(gettext("überfällig: Antwort war bis %(day)s zugesagt", day=day))


def _nearly(day: str) -> str:
    return str(gettext("bald fällig: Antwort bis %(day)s", day=day))
