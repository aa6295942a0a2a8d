"""What came of an evening of the demonstration: minutes, a comment that was answered, a task."""

from collections.abc import Iterator
from datetime import timedelta

from leitsaetze.accounts.models import Person
from leitsaetze.clock import today
from leitsaetze.demo.moments import ZONE, Step
from leitsaetze.events import minutes, minutes_queries, results
from leitsaetze.events.minutes_models import EventResult
from leitsaetze.events.minutes_rules import Said
from leitsaetze.events.models import Event
from leitsaetze.events.queries import event_with_key
from leitsaetze.extensions import db
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.text import markdown

EVENT = "buergerdialog-oberau"
TEXT = """\
Gekommen sind Menschen zwischen 17 und 84 Jahren, die meisten zu Fuß. Zwei Digitallotsinnen haben
gezeigt, wie man auf diesen Seiten kommentiert; danach wurde in drei Gruppen geredet.

### Worüber gestritten wurde

- Ob ein Amt, das nur noch online da ist, für alle da ist. Hier waren sich fast alle einig: nein.
- Ob die Gemeinde selbst Glasfaser verlegen soll. Hier blieb es bei zwei Meinungen.

Am Ende hat jede Gruppe ein Ergebnis aufgeschrieben.
"""
RESULTS = (
    "Wer einen Antrag online beginnt, soll ihn am Schalter zu Ende bringen können, ohne von vorn "
    "anzufangen.",
    "Im Dorfgemeinschaftshaus fehlt freies WLAN. Es soll vor dem Winter da sein.",
    "Beim Ausbau des Netzes soll öffentlich stehen, welcher Ort wann an der Reihe ist.",
)
NOTE = "Die Zahl der Teilnehmenden war vertauscht."
ANSWER = (
    "Vielen Dank an die Gruppe aus Oberau. Genau daran arbeitet unser Bürgerbüro: Die Nummer eines "
    "begonnenen Antrags gilt ab Herbst auch am Schalter."
)
TASK, OFFICE = "Freies WLAN im Dorfgemeinschaftshaus Oberau einrichten.", "Stabsstelle Digitales"


def after_events(
    dialogue: Dialogue, about: Principle, editor: Person, moderator: Person
) -> Iterator[Step]:
    """Yield what is done after the evening, as day, time and deed; one result is `about` this."""

    def result(number: int) -> EventResult:
        return db.session.scalars(minutes_queries.results_of(_event().id)).all()[number - 1]

    def speak() -> None:
        results.make_comment(result(1), RESULTS[0], dialogue, about, by=editor)

    def reply() -> None:
        comment = result(1).comment
        if comment is not None:
            deed = Deed(reply=markdown(ANSWER, reply=True))
            carry_out(comment, deed, by=moderator, seen=state_of(comment))

    def promise() -> None:
        due = today(ZONE.key) + timedelta(days=60)
        results.take_on(result(2), results.Promise(TASK, OFFICE, due), by=editor)

    yield -7, "14:20", lambda: _write(about, editor, participants=14, version=0)
    yield -7, "15:05", lambda: _write(about, editor, participants=41, version=1)
    yield -7, "15:10", speak
    yield -6, "9:40", promise
    yield -5, "10:50", reply


def _event() -> Event:
    return db.session.scalars(event_with_key(EVENT)).one()


def _write(about: Principle, editor: Person, *, participants: int, version: int) -> None:
    """Write the minutes, or put right how many there were, and publish them."""
    event = _event()
    said = Said(participants, TEXT, RESULTS, fields=(about.field_id,), principles=(about.id,))
    minutes.save_minutes(event, said, by=editor, seen=version)
    minutes.publish_minutes(event, by=editor, seen=version + 1, note=NOTE if version else "")
