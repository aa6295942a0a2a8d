"""Series and municipalities of the events in a file."""

import pytest

from leitsaetze.events.models import Event
from leitsaetze.events.series_models import Municipality, Series
from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.exchange.rules import ImportRefused
from leitsaetze.extensions import db
from tests.exchange.files import EXAMPLE, everything, example

BELONGS = "    gemeinden: [Mustern, Oberau]\n    reihe: zusammenkommen\n"


def take(source=EXAMPLE):
    summary = import_dialogue(source, by=None)
    db.session.commit()
    return str(summary)


def belongings():
    event = db.session.scalars(db.select(Event).where(Event.key == "dorfkalender")).one()
    return [one.name for one in event.municipalities], [one.slug for one in event.series]


def test_a_file_brings_series_and_municipalities_along(app):
    take()

    assert belongings() == (["Mustern", "Oberau"], ["zusammenkommen"])
    series = db.session.scalars(db.select(Series)).one()
    assert series.html == "<p>Jeden zweiten Monat, immer in einer anderen Gemeinde.</p>"


def test_what_a_file_does_not_tell_stays_and_what_it_empties_is_gone(app):
    take()
    before = everything()

    take(example((BELONGS, "")))
    assert everything() == before

    take(example((BELONGS, "    gemeinden: []\n    reihe:\n")))
    assert belongings() == ([], [])


def test_a_series_is_changed_and_a_municipality_that_is_there_is_used(app):
    take()

    said = take(example(("Jeden zweiten Monat", "Jeden Monat"), ("Mustern, Ob", "Oberau, Neu, Ob")))

    assert "1 Reihe geändert, 1 Ort unverändert, 1 Veranstaltung geändert" in said
    names = db.session.scalars(db.select(Municipality.name).order_by(Municipality.position)).all()
    assert names == ["Mustern", "Oberau", "Neu"]
    assert belongings()[0] == ["Oberau", "Neu"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("reihe: zusammenkommen", "reihe: keine"), "Diese Reihe gibt es weder in der Datei"),
        (("reihe: zusammenkommen", "reihe: Große Reihe"), "Eine Kennung besteht nur aus"),
        (("[Mustern, Oberau]", "Mustern"), "Hier wird eine Liste erwartet"),
        (("    titel: Zusammenkommen\n    einl", "    einl"), "Diese Angabe fehlt."),
    ],
)
def test_faults_are_told_with_their_line_and_nothing_is_taken(app, change, fault):
    with pytest.raises(ImportRefused) as refusal:
        take(example(change))
    db.session.rollback()

    assert any(fault in str(one) and "Zeile" in str(one) for one in refusal.value.faults)
    assert db.session.scalars(db.select(Series)).all() == []


def test_a_series_made_at_the_desk_can_be_named(app):
    without = EXAMPLE[: EXAMPLE.index("\nreihen:")]
    with pytest.raises(ImportRefused):
        take(without)
    db.session.rollback()
    db.session.add(Series(slug="zusammenkommen", title="Vom Tisch der Redaktion"))
    db.session.commit()

    take(without)

    assert belongings()[1] == ["zusammenkommen"]
