"""What becomes of a registration: a seat or a place on the list; accepted, changed, signed off."""

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.events import queries, seat_letters, seat_queries
from leitsaetze.events.actions import touch_events
from leitsaetze.events.attached import give_code
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Answer, check_persons, may_answer
from leitsaetze.events.seat_rules import (
    ALIVE,
    ENDED,
    HOLDING,
    REGISTRATION,
    Move,
    Seat,
    next_state,
    obstacle_to_registering,
)
from leitsaetze.events.seats import offer_free_seats, take, try_to_take
from leitsaetze.extensions import db
from leitsaetze.mail.actions import cancel_letters
from leitsaetze.site.models import AccessLink


def accept(registration: Registration) -> None:
    """Accept the seat that is held. Raises RuleViolation when the time for it is over."""
    mine = held(registration)
    if mine.state is Seat.SEATED:
        return
    if mine.state is not Seat.OFFERED or mine.due_at is None or mine.due_at <= now():
        raise RuleViolation("Der Platz war leider nur bis zum Ende der Frist für Sie frei.")
    mine.state, mine.due_at = next_state(mine.state, Move.ACCEPT), None
    mine.round += 1
    record("registration.accepted", mine, by=mine.person)
    cancel_letters(seat_letters.subject_of(mine))
    seat_letters.send_place(mine)


def sign_off(registration: Registration, *, by: Person | None = None) -> None:
    """Give the seats or the place on the list back; who waits next moves up.

    With `by` staff do it, and whoever was registered gets a letter. Doing it again changes nothing.
    Raises RuleViolation once the event has begun.
    """
    invitation = _invitation_answered(registration)
    mine = held(registration)
    if mine.state not in ALIVE:
        return
    if not may_answer(mine.event, now()):
        raise RuleViolation("Die Veranstaltung hat schon begonnen oder ist abgesagt.")
    freed = mine.persons if mine.state in HOLDING else 0
    mine.state, mine.due_at = next_state(mine.state, Move.SIGN_OFF), None
    mine.round += 1
    if invitation is not None:
        invitation.answer, invitation.answered_at = Answer.NO, now()
    record("registration.signed_off", mine, by=by or mine.person, persons=mine.persons)
    cancel_letters(seat_letters.subject_of(mine))
    if by is not None:
        seat_letters.send_end(mine)
    give_back(mine.event, freed)


def change_persons(registration: Registration, persons: int) -> None:
    """Come with more or fewer persons; what becomes free goes to who waits next.

    Raises RuleViolation for more seats than are free, and once the event has begun.
    """
    check_persons(persons)
    mine = held(registration)
    if mine.state not in ALIVE or not may_answer(mine.event, now()):
        raise RuleViolation("Diese Anmeldung kann nicht mehr geändert werden.")
    more = persons - mine.persons
    if more == 0:
        return
    if mine.state in HOLDING and more > 0:
        take(mine.event, more, held=mine.persons)
        touch_events()
    mine.persons = persons
    record("registration.changed", mine, by=mine.person, persons=persons)
    give_back(mine.event, -more if mine.state in HOLDING and more < 0 else 0)


def come_again(registration: Registration) -> None:
    """Register anew after signing off, or after the event was cancelled and takes place after all.

    Raises RuleViolation unless one can register now.
    """
    mine = held(registration)
    if mine.state not in ENDED:
        return
    refuse_unless_open(mine.event)
    place(mine)


def registration_behind(link: AccessLink | None) -> Registration | None:
    """Return the registration a link of a letter stands for; of two of one person the earlier."""
    if link is None:
        return None
    found = db.session.get(Registration, int(link.about.removeprefix(f"{REGISTRATION}:")))
    return found.same_as if found is not None and found.same_as is not None else found


def refuse_unless_open(event: Event) -> None:
    """Raise RuleViolation unless one can register for the event now."""
    obstacle = obstacle_to_registering(event, now())
    if obstacle:
        raise RuleViolation(obstacle)


def hold(event: Event) -> None:
    """Read the event as it is now, kept from others who register until the deed is done."""
    db.session.flush()
    db.session.scalar(seat_queries.event_for_seats(event.id))


def held(registration: Registration) -> Registration:
    """Return the registration as it is now; its event is kept from others who register."""
    hold(registration.event)
    return db.session.scalars(seat_queries.registration_now(registration.id)).one()


def place(registration: Registration, *, by: Person | None = None) -> None:
    """Give seats if enough are free, else the last place on the waiting list; tell by letter."""
    seated = try_to_take(registration.event, registration.persons)
    move = Move.SEAT if seated else Move.QUEUE
    registration.state, registration.due_at = next_state(registration.state, move), None
    registration.queued_at = now()
    registration.round += 1
    give_code(registration)
    db.session.flush()
    deed = "registration.seated" if seated else "registration.queued"
    record(deed, registration, by=by or registration.person, persons=registration.persons)
    seat_letters.send_place(registration)
    if seated:
        touch_events()


def give_back(event: Event, freed: int) -> None:
    """Let others have so many seats, and offer what is free to those who wait."""
    if freed:
        take(event, -freed)
    if offer_free_seats(event) or freed:
        touch_events()


def _invitation_answered(registration: Registration) -> Invitation | None:
    """Return the invitation to which the person had said yes, kept from others meanwhile."""
    if registration.person_id is None:
        return None
    asked = queries.invitation_for(registration.person_id, registration.event_id)
    found = db.session.scalar(asked)
    if found is None:
        return None
    invitation = db.session.scalars(queries.invitation_held(found.id)).one()
    return invitation if invitation.answer is Answer.YES else None
