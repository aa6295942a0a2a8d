"""The absences of the team, and what becomes of the dates that rest upon working days."""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select, update

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import start_of_day, today
from leitsaetze.comments import deadlines, queries
from leitsaetze.comments.absence_rules import check_absence, check_free, what_stays
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.extensions import changed, db, rows_of
from leitsaetze.principles.rules import DEFAULT_ZONE
from leitsaetze.site.models import Absence
from leitsaetze.site.office import present_office
from leitsaetze.working_days import A_DAY, Office, moved

log = logging.getLogger(__name__)


def add_absence(first: date, last: date, words: str, *, by: Person) -> int:
    """Let no day from `first` to `last` count as a working day.

    Returns how many open entries are due on another day now. Raises RuleViolation for days on
    which a team cannot be away.
    """
    was = present_office()
    check_absence(first, last, today=today(DEFAULT_ZONE))
    check_free(first, last, was.closed)
    absence = Absence(first_day=first, last_day=last, words=words, added_by=by.id)
    db.session.add(absence)
    db.session.flush()
    number = _move(was, since=first, later=True)
    record("absence.added", absence, by=by, **_facts(absence, number))
    return number


def end_absence(absence: Absence, *, by: Person) -> int:
    """Let the days of an absence that are not over count again.

    Returns how many open entries are due on another day now. Raises RuleViolation when it has
    ended anyway.
    """
    was, first = present_office(), absence.first_day
    stays = what_stays(first, absence.last_day, today=today(DEFAULT_ZONE))
    if stays:
        absence.last_day = stays[0][1]
    else:
        db.session.delete(absence)
    db.session.flush()
    number = _move(was, since=first, later=False)
    deed = "absence.ended" if stays else "absence.removed"
    record(deed, absence, by=by, **_facts(absence, number))
    return number


def _facts(absence: Absence, number: int) -> dict[str, Any]:
    log.info("absence %s: %s open entries are due on another day", absence.id, number)
    days = {"first": absence.first_day.isoformat(), "last": absence.last_day.isoformat()}
    return days | {"number": number}


def _move(was: Office, *, since: date, later: bool) -> int:
    """Let open entries be due after as many working days as before; return how many moved.

    Asks once for the days there are, then writes one statement for all that moves from one day to
    another. All dates move one way; what is moved onto another day must not be met there again, so
    the first to move is the one with none before it.
    """
    present = present_office()
    begin = start_of_day(since - A_DAY, DEFAULT_ZONE)
    groups = rows_of(queries.due_days(), {"since": begin})
    number = sum(
        _carry_out(group, *change)
        for group in (reversed(groups) if later else groups)
        for change in _changes(group, was, present)
    )
    deadlines.settle()
    db.session.expire_all()
    return number


def _changes(group: Any, was: Office, present: Office) -> Iterator[tuple[date, date, datetime]]:
    """Return first and last day on which entries of a group came in, and when they are due now."""
    first, last = (
        it.astimezone(ZoneInfo(group.time_zone)).date() for it in (group.first, group.last)
    )
    days = (first + A_DAY * n for n in range((last - first).days + 1))

    def due_now(day: date) -> datetime:
        morning = start_of_day(day, group.time_zone)
        return moved(group.due_at, morning, was=was, zone=group.time_zone, now=present)

    for due, together in groupby(days, due_now):
        if due != group.due_at:
            came_in = list(together)
            yield came_in[0], came_in[-1], due


def _carry_out(group: Any, first: date, last: date, due: datetime) -> int:
    zone = group.time_zone
    meant = and_(
        QueueEntry.due_at == group.due_at,
        QueueEntry.dialogue_id == group.dialogue_id,
        QueueEntry.waiting_since >= start_of_day(first, zone),
        QueueEntry.waiting_since < start_of_day(last + A_DAY, zone),
    )
    entries = select(QueueEntry.comment_id).where(meant).scalar_subquery()
    changed(update(Comment).where(Comment.id.in_(entries)).values(due_at=due))
    return changed(update(QueueEntry).where(meant).values(due_at=due))
