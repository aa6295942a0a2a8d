"""What a small county holds for those who register for an event, and for staff who see to it."""

from collections.abc import Callable
from datetime import timedelta

from leitsaetze.events import registering
from leitsaetze.events.models import Event, Registration
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import Joining
from leitsaetze.events.seat_rules import REGISTRATION
from leitsaetze.extensions import db
from leitsaetze.site.actions import make_link, secret_of
from tests.factories import make_event, make_person
from tests.proofs.world import SECRET, World


def workshop(world: World) -> Event:
    """An event with a registration of somebody, all its seats taken, and one who waits."""
    given = {"joining": Joining.REGISTRATION, "capacity": 1, "dialogues": [world.dialogue]}
    event = make_event(**given)
    for person in (world.citizen, make_person()):
        registering.register(event, person, Wish(f"Name {SECRET}"))
    return event


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What stands in the address of each route about registrations, by endpoint."""
    event = workshop(world)
    own, waiting = registrations(event)
    about = f"{REGISTRATION}:{waiting.id}"
    secret = secret_of(make_link(REGISTRATION, about, lifetime=timedelta(hours=1)))
    here = {"event_id": event.id}
    return {
        "personal.registration": {"registration_id": own.id},
        "seat_desk.index": here,
        "seat_desk.new": here,
        "seats.own": {"token": secret},
        "seats.register": here,
    }


def fields(carried: Callable[..., dict[str, str]], world: World) -> dict[str, dict[str, str]]:
    """What they send; `carried` tells what the form of a route carries unseen."""
    newest = db.session.scalars(db.select(Registration).order_by(Registration.id.desc())).first()
    asked = {"name": "Ada Muster", "email": "ada@musterland.example", "persons": "2"}
    return {
        "personal.registration": {},
        "seat_desk.index": {"choice": str(newest.id - 1)},
        "seat_desk.new": {"name": "Kim", "persons": "1", "reached_by": "Telefon"},
        "seats.own": {"tat": "abmelden"},
        "seats.register": asked | carried("seats.register", "started", "notice_seen"),
    }


def registrations(event: Event) -> list[Registration]:
    """The registrations for an event, first ones first."""
    found = db.select(Registration).filter_by(event_id=event.id).order_by(Registration.id)
    return list(db.session.scalars(found))
