"""Places of the list in a file, and the events that take place there."""

import pytest

from leitsaetze.events.access import StepFree
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.meeting_place_rules import PlaceFacts
from leitsaetze.events.meeting_places import add_place
from leitsaetze.events.models import Event
from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.exchange.rules import ImportRefused
from leitsaetze.extensions import db
from tests.exchange.files import EXAMPLE, everything, example

THERE = "    treffpunkt: Landratsamt, Sitzungssaal 2\n"
FACTS = PlaceFacts(
    "Landratsamt, Sitzungssaal 2",
    "Am Alten Güterbahnhof 4, 01234 Mustern",
    "Bus 3 bis Güterbahnhof; der Eingang liegt auf der Hofseite.",
    StepFree.YES,
)


def take(source=EXAMPLE):
    summary = import_dialogue(source, by=None)
    db.session.commit()
    db.session.expire_all()
    return str(summary)


def the_place():
    return db.session.scalars(db.select(MeetingPlace)).one()


def the_event():
    return db.session.scalars(db.select(Event).where(Event.key == "dorfkalender")).one()


def test_a_file_puts_places_on_the_list_and_events_take_their_facts(app):
    said = take()

    event = the_event()
    assert "1 Ort neu" in said
    assert (the_place().facts, the_place().municipality.name) == (FACTS, "Mustern")
    assert event.meeting_places == [the_place()]
    assert (event.place, event.address, event.directions, event.step_free) == (
        FACTS.name,
        FACTS.address,
        FACTS.directions,
        StepFree.YES,
    )
    assert event.access == "Gebärdensprache auf Anfrage"


def test_taking_the_same_file_again_changes_nothing(app):
    take()
    before = everything()

    assert "1 Ort unverändert" in take()
    assert everything() == before


def test_a_place_is_corrected_and_its_events_keep_what_they_took(app):
    take()

    said = take(
        example(("Bus 3 bis", "Bus 4 bis"), ("    stufenlos: ja\n", "    stufenlos: teilweise\n"))
    )

    assert "1 Ort geändert" in said
    assert (the_place().directions[:5], the_place().step_free) == ("Bus 4", StepFree.PARTLY)
    assert (the_event().directions[:5], the_event().step_free) == ("Bus 3", StepFree.YES)


def test_what_a_file_does_not_tell_of_a_place_stays_or_goes(app):
    take()

    take(example(("    gemeinde: Mustern\n", ""), (THERE, "")))
    assert the_place().municipality.name == "Mustern"
    assert the_event().meeting_places == [the_place()]

    take(example(("    gemeinde: Mustern\n", "    gemeinde:\n"), (THERE, "    treffpunkt:\n")))
    assert the_place().municipality is None
    assert the_event().meeting_places == []


def test_a_place_of_the_desk_can_be_named(app):
    without = EXAMPLE[: EXAMPLE.index("\norte:")] + EXAMPLE[EXAMPLE.index("\nreihen:") :]
    with pytest.raises(ImportRefused) as refusal:
        take(without)
    assert "weder in der Datei noch in der Liste" in str(refusal.value.faults[0])
    db.session.rollback()

    add_place(PlaceFacts(FACTS.name, "Woanders 1"), by=None)
    take(without)

    assert (the_event().address, the_event().meeting_places) == ("Woanders 1", [the_place()])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("    stufenlos: ja\n    gemeinde", "    stufenlos: halb\n    gemeinde"), "halb"),
        (("  - name: Landratsamt, Sitzungssaal 2", "  - name:"), "Diese Angabe fehlt."),
        (("\nreihen:", "  - name: Landratsamt, Sitzungssaal 2\n\nreihen:"), "steht schon in Zeile"),
    ],
)
def test_faults_are_told_with_their_line(app, change, says):
    with pytest.raises(ImportRefused) as refusal:
        take(example(change))

    assert any(says in str(one) and "Zeile" in str(one) for one in refusal.value.faults)
