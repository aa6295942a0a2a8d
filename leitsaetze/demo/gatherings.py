"""Events of the demonstration that do not take place, or that nobody but editors knows of yet."""

from collections.abc import Iterator

from leitsaetze.accounts.models import Person
from leitsaetze.demo.moments import Step, when
from leitsaetze.events.access import StepFree
from leitsaetze.events.actions import draft_event, hold_event
from leitsaetze.events.life import cancel_event
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Details, EventKind, Joining
from leitsaetze.principles.models import Dialogue

REASON = "Im Mehrgenerationenhaus wird die Heizung erneuert. Einen neuen Termin nennen wir hier."
ORGANISER, CONTACT = "Stabsstelle Digitales", "dialog@musterland.example"


def gatherings(dialogue: Dialogue, editor: Person) -> Iterator[Step]:
    """Yield what happens to each, as day, time and deed."""
    held: list[Event] = []
    talk = Details(
        EventKind.WORKSHOP,
        "Sprechstunde: Was darf die Verwaltung über mich wissen?",
        when(19, "15:00"),
        when(19, "17:00"),
        place="Mehrgenerationenhaus Lindach",
        step_free=StepFree.YES,
        text="Eine Stunde für Ihre Fragen zu Daten und Registern, danach Kaffee.",
        organiser=ORGANISER,
        contact_email=CONTACT,
    )
    evening = Details(
        EventKind.NETWORK_MEETING,
        "Vernetzungstreffen Schulen und Vereine",
        when(33, "18:00"),
        when(33, "20:00"),
        joining=Joining.INVITATION,
        capacity=20,
        text="Der Ort steht noch nicht fest.",
        organiser=ORGANISER,
        contact_email=CONTACT,
    )
    yield -14, "10:05", lambda: held.append(hold_event(talk, by=editor, dialogues=[dialogue]))
    yield -2, "9:15", lambda: cancel_event(held[0], by=editor, seen="0", reason=REASON)
    yield -1, "16:10", lambda: draft_event(evening, by=editor, dialogues=[dialogue])
