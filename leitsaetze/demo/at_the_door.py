"""An afternoon of the demonstration to which people registered; most of them came."""

from collections.abc import Callable, Iterator

from leitsaetze.accounts.models import Person
from leitsaetze.demo.moments import Step, when
from leitsaetze.events import door, needs
from leitsaetze.events.access import StepFree
from leitsaetze.events.actions import hold_event
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import NEEDS, Need, Stated
from leitsaetze.events.registering import Wish, register_caller
from leitsaetze.events.rules import Details, EventKind, Joining
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.wording import notice_for

# Who registered by telephone, with how many, needing what; and how many of them came.
GUESTS = (
    ("Martha Kleinschmidt", 2, (Need.STEP_FREE,), 2),
    ("Oskar Bäumler", 1, (), 1),
    ("Familie Aydın", 4, (Need.CHILDCARE,), 3),
    ("Renate Vogt", 1, (Need.HEARING, Need.STEP_FREE), 0),
)
OFFERED = {Need.CHILDCARE, Need.STEP_FREE, Need.HEARING}


def at_the_door(dialogue: Dialogue, editor: Person) -> Iterator[Step]:
    """Yield how people register and who comes, as day, time and deed."""
    held: list[Event] = []
    known: list[Registration] = []
    training = Details(
        EventKind.TRAINING,
        "Schulung: Anträge am eigenen Telefon stellen",
        when(-2, "15:00"),
        when(-2, "17:00"),
        place="Volkshochschule Mustern, Raum 12",
        step_free=StepFree.YES,
        joining=Joining.REGISTRATION,
        capacity=12,
        text="Wir üben zusammen an Ihrem Telefon. Bringen Sie es geladen mit.",
        organiser="Stabsstelle Digitales",
        contact_email="dialog@musterland.example",
    )

    def announce() -> None:
        held.append(hold_event(training, by=editor, dialogues=[dialogue]))
        needs.offer(held[0], OFFERED, by=editor)

    def registering(name: str, persons: int, wanted: tuple[Need, ...]) -> Callable[[], object]:
        consent = notice_for(NEEDS)
        stated = Stated(wanted, "", consent.consent, consent.wording)
        wish = Wish(name, persons, needs=stated)
        given = {"address": "", "reached_by": "Telefon 06999 4321"}
        return lambda: known.append(register_caller(held[0], wish, by=editor, **given))

    def open_the_door() -> None:
        for registration, (_name, _persons, _needs, came) in zip(known, GUESTS, strict=True):
            if came:
                door.check_in(held[0], f"a{registration.id}", came, by=editor)
        door.walk_in(held[0], 2, by=editor)

    yield -12, "9:40", announce
    for hour, (name, persons, wanted, _came) in zip((10, 11, 14, 16), GUESTS, strict=True):
        yield -6, f"{hour}:20", registering(name, persons, wanted)
    yield -2, "15:10", open_the_door
