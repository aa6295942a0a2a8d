"""The series of the demonstration: a workshop that goes round the municipalities."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leitsaetze.accounts.models import Person
from leitsaetze.demo.moments import Step, when
from leitsaetze.events.access import StepFree
from leitsaetze.events.actions import draft_event, hold_event
from leitsaetze.events.life import mark_held
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.meeting_place_rules import PlaceFacts, as_details
from leitsaetze.events.meeting_places import add_place, retire_place
from leitsaetze.events.models import Event
from leitsaetze.events.municipalities import add_municipality
from leitsaetze.events.rules import Details, EventKind
from leitsaetze.events.series import begin_series
from leitsaetze.events.series_models import Municipality, Series
from leitsaetze.principles.models import Dialogue

MUNICIPALITIES = ("Mustern", "Oberau", "Unterau", "Lindach", "Steinfeld", "Waldhausen")
TEXT = (
    "Zehn bis fünfzehn Menschen, ein Abend, eine Gemeinde: In der Digital-Werkstatt wird aus den "
    "Leitsätzen des Landkreises ein Plan für den eigenen Ort. Wir bringen Karten, Stifte und gute "
    "Beispiele aus anderen Gemeinden mit.\n\n"
    "- Was fehlt bei uns, was klappt schon?\n"
    "- Was können wir von den Nachbarn übernehmen?\n"
    "- Wer macht den ersten Schritt, und bis wann?\n\n"
    "Kleine Gemeinden tun sich gern zusammen. Vorkenntnisse braucht niemand."
)


@dataclass(frozen=True)
class Stop:
    """One evening: for whom, on which day from now, and where."""

    towns: tuple[str, ...]
    day: int
    facts: PlaceFacts


STOPS = (
    Stop(
        ("Mustern",),
        -16,
        PlaceFacts(
            "Stadtbibliothek Mustern, Lesesaal",
            "Marktplatz 2, 01234 Mustern",
            "Bus 1 und 3 bis Marktplatz.",
            StepFree.YES,
            "Induktionsschleife im Saal",
        ),
    ),
    Stop(
        ("Oberau", "Unterau"),
        8,
        PlaceFacts(
            "Dorfgemeinschaftshaus Oberau, Großer Raum",
            "Am Anger 5, 01235 Oberau",
            "Rufbus bis „Oberau Anger“, Rückfahrt um 21:30 Uhr. Aus Unterau fährt das Bürgerauto.",
            StepFree.YES,
        ),
    ),
    Stop(
        ("Lindach",),
        15,
        PlaceFacts(
            "Mehrgenerationenhaus Lindach",
            "Lindenweg 11, 01237 Lindach",
            "Bus 7 bis Lindenweg. Der Eingang ohne Stufen liegt im Hof.",
            StepFree.PARTLY,
            "Saal ohne Stufen, das barrierefreie WC ist im Nachbarhaus",
        ),
    ),
    Stop(
        ("Steinfeld", "Waldhausen"),
        29,
        PlaceFacts(
            "Alte Schule Steinfeld",
            "Schulberg 1, 01238 Steinfeld",
            "Parkplätze am Sportplatz, von dort zwei Minuten zu Fuß.",
            StepFree.NO,
            "Acht Stufen am Eingang",
        ),
    ),
)
CLOSED = PlaceFacts("Gasthof Waldhausen, Saal", "Dorfstraße 12, 01239 Waldhausen")


def workshops(dialogue: Dialogue, editor: Person) -> Iterator[Step]:
    """Yield how the series comes about, as day, time and deed."""
    towns: dict[str, Municipality] = {}
    series: list[Series] = []
    places: dict[str, MeetingPlace] = {}
    held: list[Event] = []
    *public, last = [(it, _details(it)) for it in STOPS]  # days are counted from the real today

    def begin() -> None:
        towns.update({name: add_municipality(name, by=editor) for name in MUNICIPALITIES})
        title = "Digital-Werkstatt unterwegs"
        series.append(begin_series("digital-werkstatt", title, TEXT, by=editor))
        for stop in STOPS:
            town = towns[stop.towns[0]]
            places[stop.facts.name] = add_place(stop.facts, municipality=town, by=editor)
        retire_place(add_place(CLOSED, municipality=towns["Waldhausen"], by=editor), by=editor)

    def belonging(stop: Stop) -> dict[str, Any]:
        return {
            "dialogues": [dialogue],
            "series": [*series],
            "municipalities": [towns[name] for name in stop.towns],
            "meeting_places": [places[stop.facts.name]],
        }

    def plan() -> None:
        held.extend(hold_event(it, by=editor, **belonging(stop)) for stop, it in public)
        stop, details = last
        draft_event(details, by=editor, **belonging(stop))

    yield -20, "9:10", begin
    yield -20, "9:40", plan
    yield -15, "9:00", lambda: mark_held(held[0], by=editor, seen="0")


def _details(stop: Stop) -> Details:
    return Details(
        EventKind.WORKSHOP,
        f"Digital-Werkstatt {' und '.join(stop.towns)}",
        when(stop.day, "18:00"),
        when(stop.day, "21:00"),
        **as_details(stop.facts),
        capacity=15,
        text="Wir sprechen darüber, was von den Leitsätzen hier im Ort zuerst gebraucht wird.",
        organiser="Stabsstelle Digitales",
        contact_email="dialog@musterland.example",
    )
