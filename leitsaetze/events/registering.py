"""How one becomes registered: asked for and confirmed, signed in, or by staff for callers."""

from dataclasses import dataclass
from datetime import timedelta

from leitsaetze.accounts.actions import person_for, speak
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.queries import person_with
from leitsaetze.addresses import mail_address
from leitsaetze.clock import now
from leitsaetze.comments.queries import letters_since
from leitsaetze.direct import answer
from leitsaetze.errors import RuleViolation
from leitsaetze.events import needs, seat_letters, seat_queries
from leitsaetze.events.checks import PERSON, REACHED_BY
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import Stated
from leitsaetze.events.registered import held, hold, place, refuse_unless_open
from leitsaetze.events.rules import check_persons, may_answer
from leitsaetze.events.seat_rules import (
    ALIVE,
    ENDED,
    LETTERS_PER_DAY,
    Move,
    Seat,
    confirm_until,
    next_state,
    obstacle_to_registering,
)
from leitsaetze.extensions import db
from leitsaetze.language import DEFAULT


@dataclass(frozen=True)
class Wish:
    """What somebody who registers says, and which privacy notice they had read.

    `needs` come with a consent of their own and are kept apart.
    """

    name: str
    persons: int = 1
    locale: str = DEFAULT
    privacy_version: int | None = None
    needs: Stated | None = None


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
    needs.state(registration, wish.needs)
    seat_letters.ask_to_confirm(registration)


def register(event: Event, person: Person, wish: Wish) -> Registration:
    """Register somebody signed in at once: their address is confirmed already.

    Whoever is registered stays so; ask `Registration.state` what came of it. Raises RuleViolation
    unless one can register now.
    """
    name = _checked(event, wish)
    hold(event)
    return _enter(event, person, name, wish)


def confirm(registration: Registration) -> None:
    """Give the seats to whoever has the letter, or a place on the waiting list if too few are free.

    Doing it again changes nothing. Whoever was registered already stays so. A request made before
    the deadline counts after it, too. Raises RuleViolation once the time for it is over.
    """
    mine = held(registration)
    if mine.state is not Seat.REQUESTED:
        return
    if mine.due_at is None or mine.due_at <= now() or not may_answer(mine.event, now()):
        raise RuleViolation("Die Frist zum Bestätigen ist abgelaufen.")
    person = person_for(mine.address)
    speak(person, mine.locale)
    db.session.flush()
    other = db.session.scalar(seat_queries.registration_of(mine.event_id, person, but=mine.id))
    mine.address = ""
    if other is None:
        mine.person = person
        place(mine)
        return
    mine.state, mine.due_at = next_state(mine.state, Move.REPEAT), None
    mine.same_as = other
    needs.pass_on(mine, other)
    if other.state in ENDED:
        other.name, other.persons = mine.name, mine.persons
        other.privacy_version = mine.privacy_version
        place(other)
    mine.name = ""


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
    hold(event)
    obstacle = obstacle_to_registering(event, now())
    if obstacle and not (event.by_registration and may_answer(event, now())):
        raise RuleViolation(obstacle)
    person = db.session.scalar(person_with(known_address)) if known_address else None
    if person is not None:
        return _enter(event, person, name, wish, by=by, reached_by=reached)
    earlier = seat_queries.registered_with(event.id, known_address)
    found = db.session.scalars(earlier).first() if known_address else None
    if found is not None and found.state in ALIVE:
        needs.state(found, wish.needs, by=by)
        return found
    registration = found or Registration(event=event, address=known_address)
    return _fill(registration, name, wish, by=by, reached_by=reached)


def _checked(event: Event, wish: Wish) -> str:
    """Return the name as it is kept. Raises RuleViolation for what cannot be wished."""
    refuse_unless_open(event)
    check_persons(wish.persons)
    return str(PERSON(wish.name))


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
        needs.state(earlier, wish.needs, by=by)
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
    needs.state(registration, wish.needs, by=by)
    place(registration, by=by)
    return registration
