"""Deeds on registrations: ask, confirm, change, accept, sign off; by staff for callers."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from leitsaetze.accounts.actions import person_for, speak
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.queries import person_with
from leitsaetze.addresses import mail_address
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments.queries import letters_since
from leitsaetze.direct import answer
from leitsaetze.errors import RuleViolation
from leitsaetze.events import queries, seat_letters, seat_queries
from leitsaetze.events.actions import touch_events
from leitsaetze.events.checks import PERSON, REACHED_BY
from leitsaetze.events.models import Event, Invitation, Registration
from leitsaetze.events.rules import Answer, check_persons, may_answer
from leitsaetze.events.seat_rules import (
    ALIVE,
    ENDED,
    HOLDING,
    LETTERS_PER_DAY,
    REGISTRATION,
    Move,
    Seat,
    confirm_until,
    next_state,
    obstacle_to_registering,
)
from leitsaetze.events.seats import offer_free_seats, take, try_to_take
from leitsaetze.extensions import begin_writing, changed, db
from leitsaetze.language import DEFAULT
from leitsaetze.mail.actions import cancel_letters, forget_letters
from leitsaetze.site.models import AccessLink

PORTION = 100


@dataclass(frozen=True)
class Wish:
    """What somebody who registers says, and which privacy notice they had read."""

    name: str
    persons: int = 1
    locale: str = DEFAULT
    privacy_version: int | None = None


def ask(event: Event, address: str, wish: Wish) -> None:
    """Ask an address by letter to confirm; nothing is taken before the click.

    What happens looks the same whether the address is known, registered already, wants no letters
    or was asked too often. Raises RuleViolation unless one can register now.
    """
    name = _checked(event, wish)
    yesterday = now() - timedelta(days=1)
    kinds = (seat_letters.CONFIRM,)
    if int(answer(letters_since(kinds), address=address, since=yesterday)) >= LETTERS_PER_DAY:
        return
    registration = Registration(
        event=event,
        address=address,
        name=name,
        persons=wish.persons,
        locale=wish.locale,
        state=Seat.REQUESTED,
        due_at=confirm_until(event, now()),
        privacy_version=wish.privacy_version,
    )
    db.session.add(registration)
    db.session.flush()
    seat_letters.ask_to_confirm(registration)


def register(event: Event, person: Person, wish: Wish) -> Registration:
    """Register somebody signed in at once: their address is confirmed already.

    Whoever is registered stays so; ask `Registration.state` what came of it. Raises RuleViolation
    unless one can register now.
    """
    name = _checked(event, wish)
    _hold(event)
    return _enter(event, person, name, wish)


def confirm(registration: Registration) -> None:
    """Give the seats to whoever has the letter, or a place on the waiting list if too few are free.

    Doing it again changes nothing. Whoever was registered already stays so. A request made before
    the deadline counts after it, too. Raises RuleViolation once the time for it is over.
    """
    held = _held(registration)
    if held.state is not Seat.REQUESTED:
        return
    if held.due_at is None or held.due_at <= now() or not may_answer(held.event, now()):
        raise RuleViolation("Die Frist zum Bestätigen ist abgelaufen.")
    person = person_for(held.address)
    speak(person, held.locale)
    db.session.flush()
    other = db.session.scalar(seat_queries.registration_of(held.event_id, person, but=held.id))
    held.address = ""
    if other is None:
        held.person = person
        _place(held)
        return
    held.state, held.due_at = next_state(held.state, Move.REPEAT), None
    held.same_as = other
    if other.state in ENDED:
        other.name, other.persons = held.name, held.persons
        other.privacy_version = held.privacy_version
        _place(other)
    held.name = ""


def accept(registration: Registration) -> None:
    """Accept the seat that is held. Raises RuleViolation when the time for it is over."""
    held = _held(registration)
    if held.state is Seat.SEATED:
        return
    if held.state is not Seat.OFFERED or held.due_at is None or held.due_at <= now():
        raise RuleViolation("Der Platz war leider nur bis zum Ende der Frist für Sie frei.")
    held.state, held.due_at = next_state(held.state, Move.ACCEPT), None
    held.round += 1
    record("registration.accepted", held, by=held.person)
    cancel_letters(seat_letters.subject_of(held))
    seat_letters.send_place(held)


def sign_off(registration: Registration, *, by: Person | None = None) -> None:
    """Give the seats or the place on the list back; who waits next moves up.

    With `by` staff do it, and whoever was registered gets a letter. Doing it again changes nothing.
    Raises RuleViolation once the event has begun.
    """
    invitation = _invitation_answered(registration)
    held = _held(registration)
    if held.state not in ALIVE:
        return
    if not may_answer(held.event, now()):
        raise RuleViolation("Die Veranstaltung hat schon begonnen oder ist abgesagt.")
    freed = held.persons if held.state in HOLDING else 0
    held.state, held.due_at = next_state(held.state, Move.SIGN_OFF), None
    held.round += 1
    if invitation is not None:
        invitation.answer, invitation.answered_at = Answer.NO, now()
    record("registration.signed_off", held, by=by or held.person, persons=held.persons)
    cancel_letters(seat_letters.subject_of(held))
    if by is not None:
        seat_letters.send_end(held)
    _give_back(held.event, freed)


def change_persons(registration: Registration, persons: int) -> None:
    """Come with more or fewer persons; what becomes free goes to who waits next.

    Raises RuleViolation for more seats than are free, and once the event has begun.
    """
    check_persons(persons)
    held = _held(registration)
    if held.state not in ALIVE or not may_answer(held.event, now()):
        raise RuleViolation("Diese Anmeldung kann nicht mehr geändert werden.")
    more = persons - held.persons
    if more == 0:
        return
    if held.state in HOLDING and more > 0:
        take(held.event, more, held=held.persons)
        touch_events()
    held.persons = persons
    record("registration.changed", held, by=held.person, persons=persons)
    _give_back(held.event, -more if held.state in HOLDING and more < 0 else 0)


def come_again(registration: Registration) -> None:
    """Register anew after signing off, or after the event was cancelled and takes place after all.

    Raises RuleViolation unless one can register now.
    """
    held = _held(registration)
    if held.state not in ENDED:
        return
    _refuse_unless_open(held.event)
    _place(held)


def register_caller(
    event: Event, wish: Wish, *, address: str, reached_by: str, by: Person
) -> Registration:
    """Register somebody who called or came by, with or without e-mail address.

    Staff may do so until the event begins, after the deadline, too. With an address a letter tells
    what came of it; without, `reached_by` says how staff reach the caller. Whoever is registered
    stays so. Raises RuleViolation when the event has begun or does not ask for registration.
    """
    name, reached = PERSON(wish.name), REACHED_BY(reached_by)
    known_address = str(mail_address(address)).lower() if address.strip() else ""
    check_persons(wish.persons)
    _hold(event)
    obstacle = obstacle_to_registering(event, now())
    if obstacle and not (event.by_registration and may_answer(event, now())):
        raise RuleViolation(obstacle)
    person = db.session.scalar(person_with(known_address)) if known_address else None
    if person is not None:
        return _enter(event, person, name, wish, by=by, reached_by=reached)
    earlier = seat_queries.registered_with(event.id, known_address)
    found = db.session.scalars(earlier).first() if known_address else None
    if found is not None and found.state in ALIVE:
        return found
    registration = found or Registration(event=event, address=known_address)
    return _fill(registration, name, wish, by=by, reached_by=reached)


def give_all_back(event: Event) -> None:
    """Let no registration hold anything any more, because the event is cancelled."""
    by_invitation = (Registration.event_id == event.id, Registration.invitation_id.is_not(None))
    gone = select(Registration.id).where(*by_invitation)
    changed(update(Registration).where(Registration.same_as_id.in_(gone)).values(same_as_id=None))
    changed(delete(Registration).where(*by_invitation))
    changed(
        update(Registration)
        .where(Registration.event_id == event.id, Registration.state.in_(ALIVE))
        .values(state=Seat.GIVEN_BACK, due_at=None, round=Registration.round + 1)
    )


def registration_behind(link: AccessLink | None) -> Registration | None:
    """Return the registration a link of a letter stands for; of two of one person the earlier."""
    if link is None:
        return None
    found = db.session.get(Registration, int(link.about.removeprefix(f"{REGISTRATION}:")))
    return found.same_as if found is not None and found.same_as is not None else found


def keep_time() -> bool:
    """End what was not accepted or confirmed in time; who waits next gets the seat.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    if db.session.scalar(seat_queries.due(now()).limit(1)) is None:
        return False
    begin_writing()
    for registration in db.session.scalars(seat_queries.due(now()).limit(PORTION)).all():
        held = _held(registration)
        if held.due_at is None or held.due_at > now():
            continue  # a colleague was faster
        if held.state is Seat.REQUESTED:
            forget_letters(seat_letters.subject_of(held))
            db.session.delete(held)
        elif held.state is Seat.OFFERED:
            held.state, held.due_at = next_state(held.state, Move.LAPSE), None
            held.round += 1
            record("registration.lapsed", held, by=None, persons=held.persons)
            cancel_letters(seat_letters.subject_of(held))
            _give_back(held.event, held.persons)
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


def _checked(event: Event, wish: Wish) -> str:
    """Return the name as it is kept. Raises RuleViolation for what cannot be wished."""
    _refuse_unless_open(event)
    check_persons(wish.persons)
    return str(PERSON(wish.name))


def _refuse_unless_open(event: Event) -> None:
    obstacle = obstacle_to_registering(event, now())
    if obstacle:
        raise RuleViolation(obstacle)


def _hold(event: Event) -> None:
    """Read the event as it is now, kept from others who register until the deed is done."""
    db.session.flush()
    db.session.scalar(seat_queries.event_for_seats(event.id))


def _held(registration: Registration) -> Registration:
    """Return the registration as it is now; its event is kept from others who register."""
    _hold(registration.event)
    return db.session.scalars(seat_queries.registration_now(registration.id)).one()


def _enter(
    event: Event,
    person: Person,
    name: str,
    wish: Wish,
    *,
    by: Person | None = None,
    reached_by: str = "",
) -> Registration:
    """Register a person, unless they are so already."""
    earlier = db.session.scalar(seat_queries.registration_of(event.id, person))
    if earlier is not None and earlier.state in ALIVE:
        return earlier
    registration = earlier or Registration(event=event, person=person)
    return _fill(registration, name, wish, by=by, reached_by=reached_by)


def _fill(
    registration: Registration, name: str, wish: Wish, *, by: Person | None, reached_by: str
) -> Registration:
    registration.state = registration.state or Seat.REQUESTED
    registration.name, registration.persons, registration.locale = name, wish.persons, wish.locale
    registration.privacy_version, registration.reached_by = wish.privacy_version, reached_by
    registration.by_id = by.id if by is not None else None
    db.session.add(registration)
    db.session.flush()
    _place(registration, by=by)
    return registration


def _place(registration: Registration, *, by: Person | None = None) -> None:
    """Give seats if enough are free, else the last place on the waiting list; tell by letter."""
    seated = try_to_take(registration.event, registration.persons)
    move = Move.SEAT if seated else Move.QUEUE
    registration.state, registration.due_at = next_state(registration.state, move), None
    registration.queued_at = now()
    registration.round += 1
    db.session.flush()
    deed = "registration.seated" if seated else "registration.queued"
    record(deed, registration, by=by or registration.person, persons=registration.persons)
    seat_letters.send_place(registration)
    if seated:
        touch_events()


def _give_back(event: Event, freed: int) -> None:
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
    held = db.session.scalars(queries.invitation_held(found.id)).one()
    return held if held.answer is Answer.YES else None
