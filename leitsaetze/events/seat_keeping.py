"""What time and a cancelled event do to registrations."""

from sqlalchemy import delete, select, update

from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.events import seat_letters, seat_queries
from leitsaetze.events.attached import let_go
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.registered import give_back, held
from leitsaetze.events.seat_rules import ALIVE, REGISTRATION, Move, Seat, next_state
from leitsaetze.extensions import begin_writing, changed, db
from leitsaetze.mail.actions import cancel_letters, forget_letters

PORTION = 100


def give_all_back(event: Event) -> None:
    """Let no registration hold anything any more, because the event is cancelled."""
    by_invitation = (Registration.event_id == event.id, Registration.invitation_id.is_not(None))
    gone = select(Registration.id).where(*by_invitation)
    changed(update(Registration).where(Registration.same_as_id.in_(gone)).values(same_as_id=None))
    let_go(gone)
    changed(delete(Registration).where(*by_invitation))
    changed(
        update(Registration)
        .where(Registration.event_id == event.id, Registration.state.in_(ALIVE))
        .values(state=Seat.GIVEN_BACK, due_at=None, round=Registration.round + 1)
    )


def keep_time() -> bool:
    """End what was not accepted or confirmed in time; who waits next gets the seat.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    if db.session.scalar(seat_queries.due(now()).limit(1)) is None:
        return False
    begin_writing()
    for registration in db.session.scalars(seat_queries.due(now()).limit(PORTION)).all():
        mine = held(registration)
        if mine.due_at is None or mine.due_at > now():
            continue  # a colleague was faster
        if mine.state is Seat.REQUESTED:
            forget_letters(seat_letters.subject_of(mine))
            let_go([mine.id])
            db.session.delete(mine)
        elif mine.state is Seat.OFFERED:
            mine.state, mine.due_at = next_state(mine.state, Move.LAPSE), None
            mine.round += 1
            record("registration.lapsed", mine, by=None, persons=mine.persons)
            cancel_letters(seat_letters.subject_of(mine))
            give_back(mine.event, mine.persons)
    db.session.flush()
    return True


def forget_names() -> bool:
    """Remove who had registered some time after the event; the numbers stay.

    For the worker, like `keep_time`.
    """
    if db.session.scalar(seat_queries.to_be_nameless(now()).limit(1)) is None:
        return False
    begin_writing()
    numbers = db.session.scalars(seat_queries.to_be_nameless(now()).limit(PORTION)).all()
    for number in numbers:
        forget_letters(f"{REGISTRATION}:{number}")
    changed(
        update(Registration)
        .where(Registration.id.in_(numbers))
        .values(name="", address="", reached_by="", person_id=None)
    )
    return True
