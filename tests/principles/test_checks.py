"""What is kept of the facts of a dialogue."""

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.principles.checks import DIALOGUE, FIELD, PRINCIPLE, checked


def test_texts_are_kept_composed_and_without_white_space_around():
    assert PRINCIPLE["statement"]("  Schu\u0308ler zuerst \n") == "Schüler zuerst"


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x85", "\u2028", "\ud800"])
@pytest.mark.parametrize(
    ("checks", "name"),
    [(DIALOGUE, "title"), (DIALOGUE, "introduction"), (FIELD, "goal"), (PRINCIPLE, "statement")],
)
def test_control_characters_are_refused_everywhere(checks, name, character):
    with pytest.raises(RuleViolation, match="Steuerzeichen"):
        checks[name](f"Ein{character}Text")


def test_a_text_may_be_as_long_as_its_limit_and_no_longer():
    assert PRINCIPLE["statement"]("ä" * 500) == "ä" * 500
    with pytest.raises(RuleViolation, match="höchstens 500 Zeichen, hier sind es 501"):
        PRINCIPLE["statement"]("ä" * 501)


def test_a_title_stands_in_one_line():
    with pytest.raises(RuleViolation, match="einer Zeile"):
        DIALOGUE["title"]("Digitale\nLeitsätze")


@pytest.mark.parametrize("name", ["introduction"])
def test_markdown_built_to_stall_the_parser_is_refused(name):
    with pytest.raises(RuleViolation, match="verschachtelt"):
        DIALOGUE[name]("[" * 5000)


@pytest.mark.parametrize(
    "address", ["", "dialog", "dialog@", "a b@musterland.example", "ä@ä.example"]
)
def test_the_contact_can_be_written_to(address):
    with pytest.raises(RuleViolation, match="E-Mail-Adresse"):
        DIALOGUE["contact_email"](address)


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numbers_of_principles_begin_at_one(number):
    with pytest.raises(RuleViolation, match="zwischen 1 und 9999"):
        PRINCIPLE["number"](number)


def test_a_course_of_too_many_steps_is_refused():
    with pytest.raises(RuleViolation, match="Höchstens 20"):
        DIALOGUE["steps"]([{"title": "Schritt", "when": "bald"}] * 21)


def test_facts_without_a_check_are_kept_as_they_are():
    assert checked({"title": " Titel ", "position": 3}, FIELD) == {"title": "Titel", "position": 3}
