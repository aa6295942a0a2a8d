"""`flask add-event`, as staff type it."""

from datetime import UTC, datetime

import pytest

from leitsaetze.events.access import StepFree
from leitsaetze.events.meeting_place_rules import PlaceFacts
from leitsaetze.events.meeting_places import add_place
from leitsaetze.events.models import Event
from leitsaetze.events.municipalities import add_municipality
from leitsaetze.events.rules import EventKind, Joining
from leitsaetze.events.series import begin_series
from leitsaetze.extensions import db
from tests.factories import make_dialogue

LEAST = {
    "--title": "Vernetzungstreffen Nachhaltigkeit",
    "--kind": "vernetzungstreffen",
    "--starts": "2027-05-20 17:00",
    "--ends": "2027-05-20 19:00",
}


def add_event(app, **given):
    options = LEAST | {f"--{name.replace('_', '-')}": value for name, value in given.items()}
    arguments = [part for pair in options.items() for part in pair]
    db.session.commit()
    return app.test_cli_runner().invoke(args=["add-event", *arguments])


def events():
    db.session.expire_all()
    return db.session.scalars(db.select(Event)).all()


def test_the_least_makes_an_event_and_prints_its_address(app):
    result = add_event(app)

    [event] = events()
    assert result.exit_code == 0
    assert result.output == f"http://localhost/veranstaltungen/{event.id}/\n"
    assert event.starts_at == datetime(2027, 5, 20, 15, tzinfo=UTC)
    assert app.test_client().get(f"/veranstaltungen/{event.id}/").status_code == 200


def test_every_option_reaches_the_event(app, tmp_path):
    dialogue = make_dialogue(slug="dorf-digital")
    text = tmp_path / "text.md"
    text.write_text("Wir *freuen* uns.", encoding="utf-8")

    result = add_event(
        app,
        kind="digital-werkstatt",
        starts="20.05.2027 09:00",
        ends="2027-05-21T16:00",
        zone="Europe/Lisbon",
        place="Alte Schule",
        online_link="https://konferenz.example/",
        external_link="https://kalender.example/",
        access="stufenlos",
        joining="einladung",
        capacity="15",
        text_file=str(text),
        dialogue="dorf-digital",
        key="werkstatt",
    )

    [event] = events()
    assert result.exit_code == 0
    assert (event.kind, event.joining, event.capacity) == (
        EventKind.WORKSHOP,
        Joining.INVITATION,
        15,
    )
    assert event.starts_at == datetime(2027, 5, 20, 8, tzinfo=UTC)
    assert event.ends_at == datetime(2027, 5, 21, 15, tzinfo=UTC)
    assert (event.place, event.access, event.key) == ("Alte Schule", "stufenlos", "werkstatt")
    assert event.html == "<p>Wir <em>freuen</em> uns.</p>"
    assert event.dialogues == [dialogue]


def test_what_cannot_be_is_one_clear_line(app):
    for given, said in [
        ({"ends": "2027-05-20 17:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"starts": "2027-03-28 02:30"}, "Die Uhrzeit 02:30 gibt es an diesem Tag nicht"),
        ({"zone": "Europa/Berlin"}, "Die Zeitzone „Europa/Berlin“ ist unbekannt."),
        ({"dialogue": "nirgends"}, "Diesen Dialog gibt es nicht: nirgends"),
        ({"external_link": "kalender"}, "Bitte geben Sie eine vollständige Adresse"),
        ({"capacity": "0"}, "Die Zahl der Plätze"),
    ]:
        result = add_event(app, **given)
        assert result.exit_code == 1
        assert result.output.startswith(f"Error: {said}")
    assert events() == []


def test_an_hour_shown_twice_is_taken_the_first_time_and_said(app):
    result = add_event(app, starts="2027-10-31 02:30", ends="2027-10-31 04:00")

    [event] = events()
    assert event.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert "02:30 Uhr gibt es an diesem Tag zweimal" in result.stderr
    assert result.stdout == f"http://localhost/veranstaltungen/{event.id}/\n"


def test_a_key_names_one_event_only(app):
    add_event(app, key="treffen")

    result = add_event(app, key="treffen")

    assert (result.exit_code, len(events())) == (1, 1)
    assert "schon vergeben" in result.output


def test_an_event_belongs_to_a_series_municipalities_and_a_place_of_the_list(app):
    series = begin_series("werkstatt", "Werkstatt", "", by=None)
    towns = [add_municipality(name, by=None) for name in ("Oberau", "Unterau")]
    facts = PlaceFacts("Dorfhaus", "Am Anger 5", "Rufbus", StepFree.PARTLY, "Rampe am Hof")
    place = add_place(facts, by=None)

    belongs = {"series": "werkstatt", "listed_place": "Dorfhaus", "directions": "Zu Fuß"}
    result = add_event(app, municipality="Oberau", **belongs)

    [event] = events()
    assert result.exit_code == 0
    assert (event.series, event.municipalities) == ([series], towns[:1])
    assert (event.meeting_places, event.place, event.access) == (
        [place],
        "Dorfhaus",
        "Rampe am Hof",
    )
    assert (event.directions, event.step_free) == ("Zu Fuß", StepFree.PARTLY)


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ({"series": "keine"}, "Diese Reihe gibt es nicht: keine"),
        ({"municipality": "Nirgendwo"}, "Diese Gemeinde steht nicht in der Liste: Nirgendwo"),
        ({"listed_place": "Luftschloss"}, "Diesen Ort gibt es in der Liste nicht: Luftschloss"),
    ],
)
def test_what_is_not_there_is_one_clear_line(app, option, says):
    result = add_event(app, **option)

    assert (result.exit_code, result.stderr.strip()) == (1, f"Error: {says}")
    assert events() == []
