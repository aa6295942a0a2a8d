"""How a view of the queue is said in an address, and what of it an index helps to find."""

from datetime import date

import pytest

from leitsaetze.moderation.rules import Contact, ForTwo, Origin, Tab
from leitsaetze.moderation.view import Kind, View, pattern

EVERYTHING = View(
    tab=Tab.REPORTS,
    dialogue_id=3,
    principle_id=0,
    field_id=7,
    since=date(2026, 5, 1),
    until=date(2026, 5, 9),
    origin=Origin.ON_SITE,
    contact=Contact.WITHOUT_ADDRESS,
    for_two=ForTwo.HIDING,
    words="Radweg",
    name="Ada",
)


def test_an_address_says_what_a_view_is_narrowed_down_by_and_nothing_else():
    assert View().address == {"ansicht": "neu"}
    assert EVERYTHING.address == {
        "ansicht": "meldungen",
        "dialog": "3",
        "leitsatz": "allgemein",
        "feld": "7",
        "von": "2026-05-01",
        "bis": "2026-05-09",
        "weg": "vor-ort",
        "adresse": "ohne",
        "zu-zweit": "ausblenden",
        "text": "Radweg",
        "name": "Ada",
    }


def test_a_view_is_narrowed_by_anything_but_its_tab():
    assert not View(Tab.DONE).is_narrowed
    assert View(principle_id=0).is_narrowed
    assert View(words="x").is_narrowed


def test_an_index_helps_to_find_a_place_in_lanes_only():
    assert not View(Tab.NEW, dialogue_id=1, principle_id=2).shape.sieved
    assert View(Tab.OVERDUE, dialogue_id=1, principle_id=2).shape.sieved == {"principle ONE"}
    assert not View(Tab.OVERDUE, dialogue_id=1).shape.sieved
    assert View(Tab.NEW, principle_id=0, name="Ada").shape.sieved == {"name"}
    assert View(Tab.MINE, dialogue_id=1).shape.kind is Kind.ALL


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Radweg", "%Radweg%"),
        ("Ämter", "%_mter%"),
        ("100 %", "%100 \\%%"),
        ("a_b", "%a_b%"),
        ("\\", "%\\\\%"),
    ],
)
def test_words_are_found_however_they_are_written(words, found):
    assert pattern(words) == found
