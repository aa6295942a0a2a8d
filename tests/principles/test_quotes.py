import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.principles.quotes import MAX_QUOTE, SELECTION, passages_of, quoted, shortened

HTML = "<p>Ein Absatz mit <strong>Nachdruck</strong>.</p><ul><li>Eins</li><li>Zwei</li></ul>"


def test_passages_are_the_statement_and_each_paragraph_and_item():
    passages = passages_of("Wir handeln.", HTML)

    assert passages == ["Wir handeln.", "Ein Absatz mit Nachdruck.", "Eins", "Zwei"]


@pytest.mark.parametrize(
    ("chosen", "selected", "found"),
    [
        ("", "", ""),
        ("1", "", "Ein Absatz mit Nachdruck."),
        (SELECTION, "Absatz\n mit  Nachdruck", "Absatz mit Nachdruck"),
        (SELECTION, "Nachdruck. Eins", "Nachdruck. Eins"),
    ],
)
def test_what_stands_there_can_be_quoted(chosen, selected, found):
    assert quoted(passages_of("Wir handeln.", HTML), chosen, selected) == found


@pytest.mark.parametrize(
    ("chosen", "selected"),
    [
        ("4", ""),
        ("-1", ""),
        ("²", ""),
        ("x" * 9, ""),
        (SELECTION, ""),
        (SELECTION, "ab"),
        (SELECTION, "Ein Absatz ohne Nachdruck"),
        (SELECTION, "Ein Absatz" * MAX_QUOTE),
    ],
)
def test_nothing_else_can(chosen, selected):
    with pytest.raises(RuleViolation, match="Diese Stelle"):
        quoted(passages_of("Wir handeln.", HTML), chosen, selected)


def test_a_long_passage_is_cut_at_a_word():
    text = "Wort " * 200

    assert shortened(text, 22) == "Wort Wort Wort Wort …"
    assert len(quoted([text], "0", "")) <= MAX_QUOTE
    assert shortened("kurz", 22) == "kurz"
