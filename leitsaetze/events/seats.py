"""Seats are taken, given back and offered to those who wait only here."""

from sqlalchemy import or_, true, update

from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.events import seat_letters, seat_queries
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.rules import may_answer, shortage
from leitsaetze.events.seat_rules import Move, accept_until, next_state
from leitsaetze.extensions import db


def take(event: Event, number: int, *, held: int = 0) -> None:
    """Take seats, or give some back, in one statement that never exceeds the capacity.

    Raises RuleViolation when so many are not free; `held` are those the guest has already.
    """
    if not try_to_take(event, number):
        raise shortage((event.free_seats or 0) + held)


def try_to_take(event: Event, number: int) -> bool:
    """Take seats, or give some back; tell whether so many were free."""
    enough = or_(Event.capacity.is_(None), Event.seats_taken + number <= Event.capacity)
    taken = db.session.execute(
        update(Event)
        .where(Event.id == event.id, enough if number > 0 else true())
        .values(seats_taken=Event.seats_taken + number)
        .execution_options(synchronize_session=False)
        .returning(Event.id)
    ).first()
    db.session.refresh(event, ["capacity", "seats_taken"])
    return taken is not None


def offer_free_seats(event: Event) -> bool:
    """Offer free seats to those who wait, in their order, as far as enough are free for each.

    Whoever needs more seats than are free is passed over and keeps the place. What is offered is
    held meanwhile. Tells whether anybody moved up. Call it in the transaction that freed seats,
    which keeps others from the event.
    """
    if not may_answer(event, now()):
        return False
    db.session.flush()
    offered = False
    while waiting := db.session.scalar(seat_queries.next_waiting(event.id, event.free_seats)):
        _offer(waiting)
        offered = True
    return offered


def _offer(waiting: Registration) -> None:
    take(waiting.event, waiting.persons)
    waiting.state = next_state(waiting.state, Move.OFFER)
    waiting.due_at = accept_until(waiting.event, now())
    waiting.round += 1
    db.session.flush()
    record("registration.offered", waiting, by=None, persons=waiting.persons)
    seat_letters.send_offer(waiting)
