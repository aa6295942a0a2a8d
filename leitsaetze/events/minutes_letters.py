"""The letter with thanks and the minutes, to everybody who took part and has an address."""

from flask_babel import force_locale

from leitsaetze.accounts.models import Person
from leitsaetze.events import minutes_queries
from leitsaetze.events.ics import address_of
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from leitsaetze.mail.actions import blocked_among, enqueue

MINUTES = "event_minutes"


def hearing(event: Event) -> list[Person]:
    """Return who is told: who has seats or said yes, and takes letters."""
    people = db.session.scalars(minutes_queries.taking_part(event.id)).all()
    blocked = blocked_among(person.address for person in people if person.address)
    return [person for person in people if (person.address or "") not in blocked | {""}]


def tell(event: Event) -> int:
    """Queue the letter for each of them, once for an event; return how many they are."""
    contact = next((it.contact_email for it in event.dialogues), "")
    people = hearing(event)
    for person in people:
        with force_locale(person.locale):
            address = f"{address_of(event)}protokoll/"
        enqueue(
            MINUTES,
            person,
            deed=f"minutes:{event.id}:{person.id}",
            about=f"event:{event.id}",
            reply_to=event.contact_email or contact,
            event=event,
            address=address,
            sender=event.organiser,
        )
    return len(people)
