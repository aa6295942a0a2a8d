"""Passages of a text: which sentences there are, where words stand, what is left."""

import pytest

from leitsaetze.comments.passage_rules import (
    alternating,
    fits,
    occurrences,
    outside,
    repeated_in,
    says_something,
    sentences,
    united,
)


def said(text: str) -> list[str]:
    return [text[begin:end] for begin, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   \n\n  ", []),
        ("Ein Satz", ["Ein Satz"]),
        ("Eins. Zwei! Drei?", ["Eins.", "Zwei!", "Drei?"]),
        ("Eins …  Zwei.\n\n Drei\nVier", ["Eins …", "Zwei.", "Drei", "Vier"]),
        ("Am 20. Mai um 9.30 Uhr. Gut.", ["Am 20. Mai um 9.30 Uhr.", "Gut."]),
        ("Z. B. Dr. Rot nach Art. 5 Abs. 2. Ja.", ["Z. B. Dr. Rot nach Art. 5 Abs. 2. Ja."]),
        ("„Was?“ fragte er. (Na!) So.", ["„Was?“", "fragte er.", "(Na!)", "So."]),
        ("Siehe dorf.example. Dort.", ["Siehe dorf.example.", "Dort."]),
    ],
)
def test_a_text_has_sentences(text, expected):
    assert said(text) == expected


def test_sentences_of_a_hostile_text_are_found_at_once():
    assert len(sentences("a. " * 1600 + "!" * 200)) == 1
    assert len(sentences("Nein! " * 800)) == 800


@pytest.mark.parametrize(
    ("words", "within", "expected"),
    [
        ("rot", [(0, 30)], [(0, 3), (20, 23)]),
        ("rot", [(4, 30)], [(20, 23)]),
        ("la", [(0, 30)], [(16, 18)]),
        ("gelb\nund", [(0, 30)], [(5, 13)]),
        ("  gelb   und ", [(0, 30)], [(5, 13)]),
        ("(rot", [(0, 30)], []),
        ("", [(0, 30)], []),
        ("grün", [(0, 30)], []),
    ],
)
def test_words_are_found_however_they_were_copied(words, within, expected):
    assert occurrences("rot, gelb und\n\nblau rot.", words, within) == expected


def test_a_part_of_a_word_is_found_only_where_it_stands_nowhere_alone():
    assert occurrences("Brot und rot", "rot", [(0, 12)]) == [(9, 12)]
    assert occurrences("Brot und Boot", "rot", [(0, 13)]) == [(1, 4)]


def test_what_only_a_blank_keeps_apart_is_one_passage():
    text = "Eins. Zwei. Drei.\n\nVier."
    assert united(text, [(6, 11), (0, 5)]) == [(0, 11)]
    assert united(text, [(0, 5), (12, 17)]) == [(0, 5), (12, 17)]
    assert united(text, [(12, 17), (19, 24)]) == [(12, 17), (19, 24)]
    assert united(text, [(0, 11), (6, 11), (6, 17)]) == [(0, 17)]


def test_what_is_left_stands_outside_of_all_passages():
    assert outside("0123456789", [(6, 8), (2, 4)]) == [(0, 2), (4, 6), (8, 10)]
    assert outside("0123", []) == [(0, 4)]


def test_a_passage_has_words_and_stands_in_one_piece():
    readable = [(0, 5), (8, 12)]
    assert fits((0, 5), readable)
    assert not fits((3, 9), readable)
    assert not fits((5, 8), readable)
    assert not fits((4, 4), readable)


def test_punctuation_alone_says_nothing():
    assert says_something("Ja. -!", [(0, 3)])
    assert not says_something("Ja. -!", [(2, 6)])


def test_words_are_repeated_only_as_whole_words():
    assert repeated_in("Frau Rot\nsagt, Sie sind  dumm.", ["Sie sind dumm"])
    assert not repeated_in("Frau Rothaus sagt es.", ["Rot"])
    assert not repeated_in("Nichts davon.", ["", "Sie sind dumm"])


def test_pieces_are_in_turn_the_text_and_what_stands_instead():
    text = "Eins. Zwei. Drei."
    assert alternating(text, [((12, 17), "B"), ((0, 5), "A")]) == ["", "A", " Zwei. ", "B", ""]
