"""How a text in Einfacher Sprache stands to the official words."""

from leitsaetze.principles.plain_rules import State, state_of


def test_nothing_written_and_a_text_that_was_taken_off_are_missing():
    assert state_of(None, None, 3) is State.MISSING
    assert state_of("", 3, 3) is State.MISSING


def test_a_text_is_current_for_the_revision_it_was_written_for():
    assert state_of("Kurz.", 2, 2) is State.CURRENT


def test_a_text_of_an_earlier_revision_is_outdated():
    assert state_of("Kurz.", 1, 2) is State.OUTDATED
