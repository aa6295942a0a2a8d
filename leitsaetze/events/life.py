"""The life of an event as a whole: publish, cancel, reinstate, mark as held, delete."""

from typing import Any

from sqlalchemy import delete, update

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.drafts.actions import drop_all, refuse_while_others_write
from leitsaetze.errors import RuleViolation
from leitsaetze.events import minutes_queries, notices, queries
from leitsaetze.events.actions import current, mark_changed
from leitsaetze.events.checks import REASON
from leitsaetze.events.course import Turn, hears_news, next_status
from leitsaetze.events.door_models import EventNeed
from leitsaetze.events.models import Event
from leitsaetze.events.seat_keeping import give_all_back
from leitsaetze.extensions import changed, db

# What the log calls it.
TOLD_AS = {
    Turn.PUBLISH: "published",
    Turn.CANCEL: "cancelled",
    Turn.REINSTATE: "reinstated",
    Turn.MARK_HELD: "took_place",
    Turn.UNMARK_HELD: "took_no_place",
}


def publish_event(event: Event, *, by: Person, seen: str) -> None:
    """Let everybody know of a draft."""
    current(event, seen)
    event.published_at = now()
    _turn(event, Turn.PUBLISH, by=by)


def cancel_event(event: Event, *, by: Person, seen: str, reason: str) -> None:
    """Say that an event does not take place, and why, to everybody and to each guest by letter.

    Whoever knows of their invitation hears of it once, unless the event is over. Invitations whose
    letter has not left are withdrawn. All seats are given back; what guests had answered stays
    written down. Raises RuleViolation without a reason, and once there are public minutes.
    """
    words = REASON(reason)
    current(event, seen)
    hearing, reach = hears_news(event, now()), notices.reach_of(event)
    event.reason, event.cancelled_at = words, now()
    _turn(event, Turn.CANCEL, by=by, words=words, told=reach.number)
    for invitation in reach.waiting:
        invitation.withdrawn_at = now()
        record("invitation.withdrawn", invitation, by=by)
    give_all_back(event)
    changed(update(Event).where(Event.id == event.id).values(seats_taken=0))
    db.session.refresh(event, ["seats_taken"])
    notices.tell_cancellation(reach if hearing else notices.Reach(waiting=reach.waiting))


def reinstate_event(event: Event, *, by: Person, seen: str) -> None:
    """Let a cancelled event take place after all, never silently: its guests are asked once more.

    What they had answered is forgotten, since their seats were given back. Raises RuleViolation
    once its time has come; then it needs a new one first.
    """
    current(event, seen)
    reach = notices.reach_of(event)
    event.reason, event.cancelled_at = "", None
    _turn(event, Turn.REINSTATE, by=by, told=reach.number)
    for invitation in (*reach.told, *reach.silent):
        invitation.answer = invitation.answered_at = None
    db.session.flush()
    notices.tell_reinstatement(reach)


def mark_held(event: Event, *, by: Person, seen: str) -> None:
    """Write down that an event took place."""
    current(event, seen)
    _turn(event, Turn.MARK_HELD, by=by)


def unmark_held(event: Event, *, by: Person, seen: str) -> None:
    """Take back that an event took place."""
    current(event, seen)
    _turn(event, Turn.UNMARK_HELD, by=by)


def delete_event(event: Event, *, by: Person, seen: str) -> None:
    """Delete a draft nobody was invited to; not while a colleague is writing on it."""
    current(event, seen)
    about = f"event:{event.id}"
    refuse_while_others_write(about, by=by)
    if not event.is_draft or db.session.scalar(queries.invitations_to(event.id).limit(1)):
        raise RuleViolation("Löschen lässt sich nur ein Entwurf, zu dem niemand eingeladen ist.")
    record("event.deleted", event, by=by)
    drop_all(about)
    changed(delete(EventNeed).where(EventNeed.event_id == event.id))
    db.session.delete(event)
    db.session.flush()


def _turn(event: Event, turn: Turn, *, by: Person, **details: Any) -> None:
    before = event.status
    has_minutes = bool(db.session.scalar(minutes_queries.has_minutes(event.id)))
    event.status = next_status(event, turn, now(), has_minutes=has_minutes)
    mark_changed(event, by=by)
    record(f"event.{TOLD_AS[turn]}", event, by=by, before=before, **details)
