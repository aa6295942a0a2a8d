"""What hangs on a registration: the code for the door, the note that they came, their needs."""

from collections.abc import Sequence

from sqlalchemy import Select, delete

from leitsaetze.events import door_queries
from leitsaetze.events.door_models import Arrival, StatedNeeds
from leitsaetze.events.door_rules import new_code
from leitsaetze.events.guest_models import Registration
from leitsaetze.extensions import changed, db


def give_code(registration: Registration) -> None:
    """Give a registration a code nobody else has at this event, unless it has one.

    Call it in the transaction that has taken seats or put somebody on the list: others who do so
    wait for the row of the event, so that looking is enough.
    """
    while registration.code is None:
        code = new_code()
        if db.session.scalar(door_queries.with_code(registration.event_id, code)) is None:
            registration.code = code


def let_go(registrations: Sequence[int] | Select[int]) -> None:
    """Delete what hangs on registrations that are about to be deleted."""
    changed(delete(Arrival).where(Arrival.registration_id.in_(registrations)))
    changed(delete(StatedNeeds).where(StatedNeeds.registration_id.in_(registrations)))
