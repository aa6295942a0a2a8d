"""Telling a named person that answers have been overdue for long."""

import logging
from datetime import datetime

from sqlalchemy import insert, literal

from leitsaetze.accounts import staff_queries
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.audit.actions import record
from leitsaetze.clock import now, today
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.actions import enqueue, is_blocked
from leitsaetze.mail.queries import letter_of
from leitsaetze.moderation import queries
from leitsaetze.moderation.clock_rules import overdue_since
from leitsaetze.moderation.models import Escalation
from leitsaetze.site.actions import all_settings
from leitsaetze.site.office import present_office
from leitsaetze.site.rules import ZONE

log = logging.getLogger(__name__)


def escalate() -> int:
    """Tell the person named in the settings of what is overdue for long; return of how many.

    Of each comment once, with at most one letter a day, on working days only.
    """
    settings = all_settings()
    days = int(settings["escalation_days"])
    until = overdue_since(now(), days, present_office(), zone=ZONE)
    if until is None or not _is_due(until):
        return 0
    somebody = named_person(settings["escalation_to"])
    if somebody is None:
        return 0
    begin_writing()
    return _tell(somebody, until, days, reply_to=settings["county_email"])


def named_person(number: str) -> Person | None:
    """Return whom the settings name; nobody who does not work here or wants no letters."""
    if not number:
        return None
    somebody = db.session.scalar(staff_queries.at_work().where(Person.id == int(number)))
    if somebody is None or is_blocked(somebody.address or ""):
        return None
    return somebody


def _is_due(until: datetime) -> bool:
    if db.session.scalar(queries.to_escalate(until).limit(1)) is None:
        return False
    return db.session.scalar(letter_of(_deed())) is None


def _tell(somebody: Person, until: datetime, days: int, *, reply_to: str) -> int:
    oldest = db.session.scalar(queries.longest_overdue(until))
    number = _note(somebody, until)
    if not number:
        return 0
    enqueue(
        "escalation",
        somebody,
        deed=_deed(),
        about=f"escalation:{somebody.id}",
        reply_to=reply_to,
        number=number,
        days=days,
        oldest=oldest,
        moderates=Role.MODERATOR in somebody.roles,
    )
    record("person.told_overdue", somebody, by=None, number=number)
    log.info("told of %s comments that have been overdue for %s working days", number, days)
    return number


def _note(somebody: Person, until: datetime) -> int:
    """Write down of which comments somebody is told; return how many there are."""
    told = queries.to_escalate(until).add_columns(
        literal(now(), Escalation.told_at.type), literal(somebody.id)
    )
    written = insert(Escalation).from_select(["comment_id", "told_at", "person_id"], told)
    return len(db.session.scalars(written.returning(Escalation.comment_id)).all())


def _deed() -> str:
    return f"escalation:{today(ZONE)}"
