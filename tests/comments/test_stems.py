"""Stems of German words, and what texts have in common by them."""

import pytest

from leitsaetze.comments.stems import (
    MOST_ALIKE,
    MOST_STEMS,
    NEAR,
    Likeness,
    fitting,
    stem,
    weighed,
    words_by_stem,
)

KEY = b"nur fuer Tests"


@pytest.mark.parametrize(
    "forms",
    [
        "Radweg Radwege Radwegen Radweges",
        "Haus Häuser Häusern",
        "Straße Straßen Strasse",
        "beleuchten beleuchtet",
        "Schule Schulen",
        "GEMEINDE Gemeinden",
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("words", ["Schule Schutz", "Bahn Bahre", "Wald Wahl"])
def test_different_words_have_different_stems(words):
    assert len({stem(word) for word in words.split()}) == 2


def test_a_text_is_kept_by_words_that_say_something_each_once():
    found = words_by_stem("Bitte die Radwege! Der Radweg ist 2019 nicht beleuchtet worden.", KEY)

    assert sorted(found.values()) == ["beleuchtet", "radwege"]


def test_of_a_long_text_the_longest_words_are_kept():
    words = [f"{'wortungetuem'[:6]}{chr(97 + n // 26)}{chr(97 + n % 26)}o" for n in range(200)]
    found = words_by_stem(" ".join([*words, "Verkehrsberuhigung"]), KEY)

    assert len(found) == MOST_STEMS
    assert "verkehrsberuhigung" in found.values()


def test_without_the_key_stems_cannot_be_guessed():
    assert words_by_stem("Radweg", KEY).keys().isdisjoint(words_by_stem("Radweg", b"anders"))


def test_rare_stems_weigh_more_and_one_alone_says_nothing():
    common = [(number, 1) for number in range(100, 100 + NEAR)]
    found = [*common, (100, 2), (101, 3), (102, 3), (102, 2)]

    alike = weighed(found)

    assert [it.comment_id for it in alike] == [102, 100, 101]
    assert alike[0].stems == (2, 3, 1)


def test_long_texts_that_meet_by_chance_are_left_out():
    by_chance, close = Likeness(1, (1, 2), 9.0), Likeness(2, (1, 2), 8.0)

    assert fitting([by_chance, close], 40, {1: 40, 2: 5}) == [close]
    many = [Likeness(number, (1, 2, 3), 1.0) for number in range(50)]
    assert len(fitting(many, 3, {})) == MOST_ALIKE
