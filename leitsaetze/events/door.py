"""Deeds at the door: somebody came, by the list, by code or without either; taken back."""

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.direct import put_unless_taken
from leitsaetze.errors import RuleViolation
from leitsaetze.events import door_queries
from leitsaetze.events.door_list import door_list
from leitsaetze.events.door_models import Arrival
from leitsaetze.events.door_rules import (
    WALK_IN_NAME,
    Entry,
    check_came,
    obstacle_at_the_door,
    read_code,
)
from leitsaetze.events.models import Event
from leitsaetze.events.registered import hold
from leitsaetze.events.seat_rules import Seat
from leitsaetze.extensions import db
from leitsaetze.language import translatable

NO_CODE = translatable("Bitte geben Sie einen Code ein.")
UNKNOWN = translatable("Diesen Code gibt es nicht. Bitte vergleichen Sie ihn noch einmal.")
ELSEWHERE = translatable("Dieser Code gehört zu einer anderen Veranstaltung.")
NO_SEAT = translatable(
    "Mit diesem Code ist gerade kein Platz verbunden: Die Person ist abgemeldet oder steht auf der "
    "Warteliste."
)
ALREADY = translatable("Mit diesem Code ist schon jemand da.")


def check_in(event: Event, key: str, persons: int | None = None, *, by: Person) -> Entry:
    """Note that an entry of the list came, with so many persons, or with those expected.

    Of several who do so at once one is heard; whoever is there already stays so. Raises
    RuleViolation when nobody can be checked in now, and for a number that cannot be.
    """
    _stand_at(event)
    entry = door_list(event.id).entry(key)
    if entry is None:
        raise RuleViolation("Diese Person steht nicht mehr auf der Liste.")
    _note(event, entry, check_came(entry.persons if persons is None else persons), by=by)
    return entry


def check_in_by_code(event: Event, typed: str, *, by: Person) -> Entry:
    """Note that whoever has a code came, with all persons expected; return their entry.

    Raises RuleViolation that says what is wrong with the code, also when it was used already.
    """
    _stand_at(event)
    code = read_code(typed)
    if not code:
        raise RuleViolation(NO_CODE)
    found = db.session.scalar(door_queries.with_code(event.id, code))
    if found is None:
        known = db.session.scalar(door_queries.elsewhere(code))
        raise RuleViolation(UNKNOWN if known is None else ELSEWHERE)
    entry = door_list(event.id).entry_of(found.id)
    if found.state is not Seat.SEATED or entry is None:
        raise RuleViolation(NO_SEAT)
    if not _note(event, entry, entry.persons, by=by):
        raise RuleViolation(ALREADY)
    return entry


def walk_in(event: Event, persons: int, name: str = "", *, by: Person) -> None:
    """Note that somebody came who is on no list; they need not say who they are.

    Raises RuleViolation when nobody can be checked in now, and for a number that cannot be.
    """
    _stand_at(event)
    said = str(WALK_IN_NAME(name))
    db.session.add(Arrival(event_id=event.id, persons=check_came(persons), name=said, by_id=by.id))
    db.session.flush()
    record("arrival.walked_in", event, by=by, persons=persons)


def take_back(event: Event, number: int, *, by: Person) -> None:
    """Take the note back that somebody came. Doing it again changes nothing.

    Raises RuleViolation when nobody can be checked in now.
    """
    _stand_at(event)
    arrival = db.session.scalar(door_queries.arrival(event.id, number))
    if arrival is None:
        return
    db.session.delete(arrival)
    db.session.flush()
    record("arrival.taken_back", event, by=by, persons=arrival.persons)


def _note(event: Event, entry: Entry, persons: int, *, by: Person) -> bool:
    """Write down that they came; tell whether nobody had done so before."""
    if entry.came is not None:
        return False
    seat = min(entry.numbers, default=None)  # the same one, whichever of several codes is shown
    made = put_unless_taken(
        Arrival,
        event_id=event.id,
        registration_id=seat,
        invitation_id=entry.invitation if seat is None else None,
        persons=persons,
        by_id=by.id,
    )
    if made is None:
        return False
    record("arrival.noted", event, by=by, persons=persons)
    return True


def _stand_at(event: Event) -> None:
    """Keep others from the door and from the seats until the deed is done.

    Raises RuleViolation when nobody can be checked in now.
    """
    hold(event)
    obstacle = obstacle_at_the_door(event, now())
    if obstacle:
        raise RuleViolation(obstacle)
