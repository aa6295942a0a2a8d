"""Deeds on many guests at once: invite, remind of an invitation, remind of the event."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import hindrance
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.events import bulk_queries, queries
from leitsaetze.events.bulk_rules import (
    REMINDED_AFTER,
    Criteria,
    LetterDue,
    Selection,
    is_to_be_reminded_of,
)
from leitsaetze.events.checks import INVITATION_WORDS
from leitsaetze.events.models import Event
from leitsaetze.events.rules import obstacle_to_event
from leitsaetze.extensions import begin_writing, changed, db
from leitsaetze.mail.actions import blocked_among
from leitsaetze.site.actions import all_settings

REMINDER_DAYS = "event_reminder_days"  # the setting


def to_be_invited(event: Event, criteria: Criteria) -> Selection:
    """Return who would be invited now, and why others who wrote would not."""
    rows = db.session.execute(bulk_queries.authors(event.id, criteria)).all()
    new = [row for row in rows if not row.invited]
    wishing = [row for row in new if not row.elsewhere]
    invited, elsewhere = len(rows) - len(new), len(new) - len(wishing)
    return _selected(wishing, found=len(rows), invited=invited, elsewhere=elsewhere)


def invite_many(event: Event, criteria: Criteria, *, by: Person, words: str = "") -> int:
    """Invite whoever may be invited now of those who are meant; return how many they are.

    The worker writes the letters. Nobody is invited twice, whoever else invites meanwhile. Raises
    RuleViolation when nobody can be invited to the event, or nobody is left to be invited.
    """
    db.session.scalar(queries.event_standing(event.id))
    _refuse(obstacle_to_event(event, now()))
    said = INVITATION_WORDS(words)
    statement = bulk_queries.inviting(
        event.id,
        criteria,
        to_be_invited(event, criteria).chosen,
        by_id=by.id,
        words=said,
        created_at=now(),
        letter_due=LetterDue.INVITATION,
    )
    number = cast(CursorResult[Any], db.session.execute(statement)).rowcount
    if not number:
        raise RuleViolation(
            "Mit dieser Auswahl ist niemand mehr einzuladen. Bitte wählen Sie anders."
        )
    record(
        "event.invited_many",
        event,
        by=by,
        words=said,
        number=number,
        dialogues=criteria.dialogues,
        fields=criteria.fields,
        principles=criteria.principles,
        positions=criteria.positions,
        municipalities=criteria.municipalities,
    )
    return number


def to_be_reminded(event: Event) -> Selection:
    """Return which invitations would be reminded of now, and why others would not."""
    rows = db.session.execute(bulk_queries.unanswered(event.id)).all()
    fresh = [row for row in rows if row.reminded_at is None]
    settled = [
        row for row in fresh if row.letter_due is None and row.created_at <= now() - REMINDED_AFTER
    ]
    invited, recent = len(rows) - len(fresh), len(fresh) - len(settled)
    return _selected(settled, found=len(rows), invited=invited, recent=recent)


def remind_many(event: Event, *, by: Person) -> int:
    """Remind those who have not answered, each at most once; return how many they are.

    Raises RuleViolation when nobody can come any more, or nobody is left to be reminded.
    """
    db.session.scalar(queries.event_standing(event.id))
    _refuse(obstacle_to_event(event, now()))
    number = changed(bulk_queries.reminding(to_be_reminded(event).chosen, now()))
    if not number:
        raise RuleViolation("Zurzeit ist niemand zu erinnern.")
    record("event.reminded_many", event, by=by, number=number)
    return number


def remind_of_events() -> bool:
    """Let those who come be reminded of the events that are soon, each event once.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    days = int(all_settings()[REMINDER_DAYS])
    if not _soon(days, now()):
        return False
    begin_writing()
    for event in _soon(days, now()):
        _remind_of(event)
    return True


def _remind_of(event: Event) -> None:
    standing = db.session.scalar(queries.event_standing(event.id))
    if standing is None or not changed(bulk_queries.remembering(event.id, now())):
        return  # a colleague was faster
    number = changed(bulk_queries.reminding_guests(event.id))
    number += changed(bulk_queries.reminding_registered(event.id))
    if number:
        record("event.reminded", event, by=None, number=number)


def _soon(days: int, at: datetime) -> list[Event]:
    return [
        event
        for event in db.session.scalars(bulk_queries.perhaps_soon(at, days))
        if is_to_be_reminded_of(event, event.published_at, days, at)
    ]


def _selected(asked: Sequence[Any], **left_out: int) -> Selection:
    """Return who of those asked for may be invited, and why others may not, beside those left out.

    The rule is that for a single one.
    """
    blocked = blocked_among(row.address for row in asked if row.address and row.agreed)
    hindrances = {
        row.id: hindrance(
            reachable=row.address is not None,
            switched_off=row.disabled_at is not None,
            agreed=row.agreed,
            unwanted=row.address in blocked,
        )
        for row in asked
    }
    chosen = tuple(number for number, found in hindrances.items() if found is None)
    hindered = Counter(found for found in hindrances.values() if found is not None)
    return Selection(chosen=chosen, hindered=hindered, **left_out)


def _refuse(obstacle: str) -> None:
    if obstacle:
        raise RuleViolation(obstacle)
