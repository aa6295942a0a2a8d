"""Events of the demonstration that do not take place, or that nobody but editors knows of yet."""

from collections.abc import Callable, Iterator

from leitsaetze.accounts.models import Person
from leitsaetze.demo.moments import Step, when
from leitsaetze.events import needs
from leitsaetze.events.access import StepFree
from leitsaetze.events.actions import draft_event, hold_event
from leitsaetze.events.bulk import invite_many
from leitsaetze.events.bulk_rules import Criteria
from leitsaetze.events.life import cancel_event
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import Need
from leitsaetze.events.queries import event_with_key
from leitsaetze.events.registering import Wish, register_caller
from leitsaetze.events.rules import Details, EventKind, Joining
from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue

REASON = "Im Mehrgenerationenhaus wird die Heizung erneuert. Einen neuen Termin nennen wir hier."
ORGANISER, CONTACT = "Stabsstelle Digitales", "dialog@musterland.example"

MEETING = "vernetzung-nachhaltigkeit"
WORDS = "vielen Dank für Ihren Kommentar. Über Ihre Gedanken möchten wir mit Ihnen reden."
OFFERED = {Need.CHILDCARE, Need.HEARING, Need.OTHER}


# Who registers by telephone, with how many; the last one waits.
GUESTS = [
    ("Hanna Ostertag", 1),
    ("Familie Brückner", 2),
    ("Yusuf Arslan", 1),
    ("Lore Wiesenthal", 1),
]


def _registering(
    held: list[Event], name: str, persons: int, editor: Person
) -> Callable[[], object]:
    """Return the deed that registers a caller for the last event that was announced."""
    return lambda: register_caller(
        held[-1], Wish(name, persons), address="", reached_by="Telefon 06999 1234", by=editor
    )


def _inviting_many(dialogue: Dialogue, editor: Person) -> None:
    """Invite whoever wrote about the administration itself, as far as they agreed."""
    meant = Criteria((dialogue.id,), fields=(dialogue.fields[2].id,))
    event = db.session.scalars(event_with_key(MEETING)).one()
    invite_many(event, meant, by=editor, words=WORDS)


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
    workshop = Details(
        EventKind.WORKSHOP,
        "Digital-Werkstatt Lindach: Formulare, die man versteht",
        when(26, "17:30"),
        when(26, "20:00"),
        place="Bürgerhaus Lindach, Saal 1",
        step_free=StepFree.YES,
        sign_language=True,
        joining=Joining.REGISTRATION,
        capacity=4,
        text="Wir nehmen uns drei Formulare des Landkreises vor und schreiben sie neu.",
        organiser=ORGANISER,
        contact_email=CONTACT,
    )
    yield -13, "11:20", lambda: held.append(hold_event(workshop, by=editor, dialogues=[dialogue]))
    yield -13, "11:25", lambda: needs.offer(held[-1], OFFERED, by=editor)
    for day, (name, persons) in zip((-9, -8, -7, -5), GUESTS, strict=True):
        yield day, "18:45", _registering(held, name, persons, editor)
    yield -14, "10:05", lambda: held.append(hold_event(talk, by=editor, dialogues=[dialogue]))
    yield -2, "9:15", lambda: cancel_event(held[0], by=editor, seen="0", reason=REASON)
    yield -1, "14:30", lambda: _inviting_many(dialogue, editor)
    yield -1, "16:10", lambda: draft_event(evening, by=editor, dialogues=[dialogue])
