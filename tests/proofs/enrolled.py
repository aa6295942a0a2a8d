"""What a small county holds for those who register for an event, and for staff who see to it."""

from collections.abc import Callable
from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.events.bulk_rules import REMINDED_AFTER
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.seat_rules import REGISTRATION
from leitsaetze.extensions import db
from leitsaetze.site.actions import make_link, secret_of
from tests.proofs.world import World


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What stands in the address of each route about registrations, by endpoint."""
    event = world.workshop
    own, waiting = registrations(event)
    about = f"{REGISTRATION}:{waiting.id}"
    secret = secret_of(make_link(REGISTRATION, about, lifetime=timedelta(hours=1)))
    world.invitation.created_at = now() - REMINDED_AFTER
    db.session.commit()
    here = {"event_id": event.id}
    return {
        "door_desk.index": {"event_id": world.held_event.id},
        "door_desk.paper": here,
        "need_desk.index": here,
        "personal.registration": {"registration_id": own.id},
        "bulk_desk.invite": {"event_id": world.invitation.event_id},
        "bulk_desk.remind": {"event_id": world.invitation.event_id},
        "seat_desk.index": here,
        "seat_desk.new": here,
        "seats.own": {"token": secret},
        "seats.register": here,
    }


def fields(carried: Callable[..., dict[str, str]], world: World) -> dict[str, dict[str, str]]:
    """What they send; `carried` tells what the form of a route carries unseen."""
    own = registrations(world.workshop)[0]
    asked = {"name": "Ada Muster", "email": "ada@musterland.example", "persons": "2"}
    return {
        "door_desk.index": {"tat": "ohne", "guests": "2", "name": "Kim"},
        "need_desk.index": {"needs": "other"},
        "personal.registration": {},
        "bulk_desk.invite": {"words": "Kommen Sie?"},
        "bulk_desk.remind": {},
        "seat_desk.index": {"choice": str(own.id)},
        "seat_desk.new": {"name": "Kim", "persons": "1", "reached_by": "Telefon"},
        "seats.own": {"tat": "abmelden"},
        "seats.register": asked | carried("seats.register", "started", "notice_seen"),
        "wishes.municipalities": {"municipalities": []},
    }


def registrations(event: Event) -> list[Registration]:
    """The registrations for an event, first ones first."""
    found = db.select(Registration).filter_by(event_id=event.id).order_by(Registration.id)
    return list(db.session.scalars(found))
