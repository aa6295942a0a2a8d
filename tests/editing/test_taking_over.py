"""A text that was taken apart becomes fields nobody sees yet and drafts: all of it or nothing."""

import pytest

from leitsaetze.editing.actions import begin_draft, begin_revision
from leitsaetze.editing.models import Draft
from leitsaetze.editing.pasting import recognised
from leitsaetze.editing.pasting_actions import Taken, standing_of, take_over
from leitsaetze.editing.pasting_checks import misfits
from leitsaetze.editing.pasting_rules import Choice, Kind, Part
from leitsaetze.errors import Conflict
from leitsaetze.extensions import db
from leitsaetze.principles.models import FieldOfAction
from leitsaetze.principles.wording import withdraw
from tests.editing.papers import WORD
from tests.factories import make_dialogue, make_field, make_person, make_principle

BUS = Part(Kind.FIELD, head="Mobilität", goal="Alle kommen an.", body="Ohne Bus geht nichts.")


def principle(number: int, **more: str) -> Part:
    given = {"head": f"Wir handeln zu {number}.", "body": "Und zwar so."} | more
    return Part(Kind.PRINCIPLE, number=str(number), **given)


def drafts() -> list[tuple]:
    found = db.session.scalars(db.select(Draft).order_by(Draft.number))
    return [(one.number, one.statement, one.explanation, one.field.title) for one in found]


def fields() -> list[tuple]:
    found = db.session.scalars(db.select(FieldOfAction).order_by(FieldOfAction.position))
    return [(one.title, one.goal, one.introduction, one.published_at is None) for one in found]


def said(parts: list[Part], dialogue) -> list[tuple[int, str]]:
    return [(one.place, one.entry) for one in misfits(parts, standing_of(dialogue))]


def test_the_whole_text_becomes_drafts(app):
    dialogue, editor = make_dialogue(published_at=None), make_person()

    taken = take_over(dialogue, recognised(WORD), by=editor)

    assert taken == Taken(drafts=15, fields=5, left=0)
    assert [number for number, *_ in drafts()] == list(range(1, 16))
    assert drafts()[6][3] == "Verwaltung mit offenem Ohr"
    assert fields()[0] == (
        "Unterwegs im Auental",
        "Wer kein Auto hat oder keines will, kommt trotzdem an.",
        "Zwischen Oberau und Seewinkel liegen 41 Kilometer und sieben Bushaltestellen. Digitale "
        "Auskunft ersetzt keinen Bus, aber sie macht den Bus verlässlicher, den es gibt.",
        True,
    )


def test_a_field_the_dialogue_has_keeps_its_words(app):
    field = make_field(title="MOBILITÄT", goal="Ein anderes Ziel.")

    assert take_over(field.dialogue, [BUS, principle(1)], by=None) == Taken(1, 1, 0)

    assert fields() == [("MOBILITÄT", "Ein anderes Ziel.", "", False)]
    assert drafts() == [(1, "Wir handeln zu 1.", "Und zwar so.", "MOBILITÄT")]


def test_the_introduction_is_taken_while_nobody_reads_it(app):
    words = Part(Kind.INTRODUCTION, body="Guten Tag.", choice=Choice.REPLACE)
    quiet, public = make_dialogue(published_at=None), make_dialogue(introduction="Willkommen.")

    for dialogue in (quiet, public):
        take_over(dialogue, [words, BUS, principle(1)], by=None)

    assert (quiet.introduction, public.introduction) == ("Guten Tag.", "Willkommen.")


def test_what_exists_is_left_replaced_or_revised_as_chosen(app):
    field = make_field(title="Mobilität")
    make_principle(field=field, number=1, statement="Alt.")
    make_principle(field=field, number=2, statement="Alt.")
    begin_draft(field, number=3, statement="Alt.", by=None)
    begin_draft(field, number=4, statement="Alt.", by=None)
    choices = [Choice.LEAVE, Choice.REVISE, Choice.LEAVE, Choice.REPLACE]
    known = standing_of(field.dialogue).numbers
    parts = [
        principle(number, choice=choice, seen=known[number].state)
        for number, choice in enumerate(choices, start=1)
    ]

    assert take_over(field.dialogue, [BUS, *parts], by=None) == Taken(2, 1, 2)

    assert [(number, statement) for number, statement, *_ in drafts()] == [
        (2, "Wir handeln zu 2."),
        (3, "Alt."),
        (4, "Wir handeln zu 4."),
    ]
    assert db.session.scalars(db.select(Draft.principle_id).filter_by(number=2)).one() is not None


def test_what_a_colleague_saved_meanwhile_is_not_overwritten(app):
    field = make_field(title="Mobilität")
    one = make_principle(field=field, number=1)
    seen = standing_of(field.dialogue).numbers[1].state
    begin_revision(one, by=None)

    with pytest.raises(Conflict):
        take_over(field.dialogue, [BUS, principle(1, choice=Choice.REVISE, seen=seen)], by=None)


def test_everything_that_stands_in_the_way_is_told_at_its_place(app):
    field = make_field(title="Mobilität")
    withdraw(make_principle(field=field, number=7), by=None)
    make_principle(field=field, number=8)
    parts = [
        Part(Kind.PRINCIPLE, number="1", head="Ohne Feld."),
        BUS,
        Part(Kind.PRINCIPLE, number=""),
        Part(Kind.PRINCIPLE, number="zwei", head="x" * 501),
        principle(3),
        principle(3, field="Gibt es nicht"),
        principle(7),
        principle(8),
        Part(Kind.FIELD, head="Mobilität", goal="Noch eines."),
        Part(Kind.FIELD, head=""),
        Part(Kind.LEFT, body="x" * 30_000),
        Part(Kind.INTRODUCTION, body="x" * 30_000, choice=Choice.LEAVE),
    ]
    assert said(parts, field.dialogue) == [
        (0, "field"),
        (2, "number"),
        (2, "head"),
        (3, "number"),
        (3, "head"),
        (4, "number"),
        (5, "number"),
        (5, "field"),
        (6, "number"),
        (7, "choice"),
        (8, "head"),
        (9, "head"),
    ]


def test_nothing_stands_in_the_way_of_a_good_text(app):
    assert said(recognised(WORD), make_dialogue(published_at=None)) == []
