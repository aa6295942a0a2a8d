"""Words, their forms and parts; sets of entries; passages: pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitsaetze.search import bits
from leitsaetze.search.compounds import endings, is_part
from leitsaetze.search.excerpts import LENGTH, excerpt
from leitsaetze.search.rules import MOST_WORDS, asked_for, key, keys_of, near, words_in

SAME = """
    Straße Straßen STRASSE strasse | Haus Häuser Haeusern Hauses | fördern Förderung gefördert
    | planen Planung geplant | Bürger Bürgerinnen Bürgern | Arzt Ärzte Ärztin Ärztinnen
    | Bus Busse Bussen | digital Digitalisierung | melden gemeldet meldet | Stadt Städte Staedten
    | öffnen Öffnung geöffnet | Verein Vereine Vereinen | nutzen Nutzung genutzt
""".split("|")
OTHERS = "sicher sich | Wasser was | Recht gerecht | Gemeinderat Gemeinde | Gesundheit Sünde".split(
    "|"
)


@pytest.mark.parametrize("forms", SAME)
def test_forms_of_one_word_meet(forms):
    first, *others = forms.split()

    assert {key(it) for it in others} == {key(first)}


@pytest.mark.parametrize("words", OTHERS)
def test_other_words_do_not(words):
    assert len({key(it) for it in words.split()}) == 2


@pytest.mark.parametrize(
    ("word", "part", "known", "right"),
    [
        ("Radverkehr", "Verkehr", "", True),
        ("Radverkehr", "Rad", "", True),
        ("Verkehrsplanung", "Verkehr", "", True),
        ("Verkehrsplanung", "Planung", "", True),
        ("Grundschulkinder", "Schule", "", True),
        ("Schulwegplan", "Weg", "Plan", True),
        ("Antwort", "Wort", "", False),
        ("Verstand", "Stand", "", False),
        ("Reise", "Eis", "", False),
        ("diskutieren", "Tier", "", False),
        ("radikal", "Rad", "", False),
        ("Heirat", "Rat", "", False),
    ],
)
def test_words_are_found_in_others_only_as_words(word, part, known, right):
    whole, inner = key(word), key(part)
    places = [len(whole) - len(end) for end in endings(whole) if end.startswith(inner)]

    assert any(is_part(whole, inner, at, set(map(key, known.split()))) for at in places) is right


def test_small_words_count_only_alone():
    assert asked_for("Wie komme ich zur Schule?") == ["komme", "Schule"]
    assert asked_for("der die das") == ["der", "die", "das"]
    assert asked_for("Schule, Schulen und SCHULE") == ["Schule"]
    assert len(asked_for(" ".join(f"wort{n}" for n in range(20)))) == MOST_WORDS


def test_what_stands_for_a_hidden_passage_is_nobodys_word():
    html = "<p>Vorher.<br><em>[…] entfernt (Regel 3)</em> Nachher &amp; mehr.</p><p>Ende</p>"

    assert words_in(html, citizen=True) == "Vorher.\n[…] Nachher & mehr.\nEnde"
    assert "entfernt" not in keys_of(words_in(html, citizen=True))


def test_one_wrong_letter_is_within_reach():
    for wrong in ("Vekehr", "Verkeehr", "Vrekehr", "Verkahr", "erkehr"):
        assert "verkehr" in near(wrong)


@given(st.sets(st.integers(0, bits.BLOCK - 1)))
def test_sets_are_kept_as_they_are(places):
    kept = bits.packed(bits.bits(places))

    assert list(bits.descending(bits.unpacked(kept))) == sorted(places, reverse=True)
    assert len(kept) <= min(2 * len(places), bits.BLOCK // 8)


@given(st.dictionaries(st.integers(1, 2**27), st.integers(1, 15)))
def test_words_of_an_entry_are_kept_as_they_are(words):
    assert bits.read(bits.listed(words)) == words


def test_a_passage_shows_what_was_looked_for_and_ends_at_words():
    filler = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr.".split() * 50
    text = " ".join(
        [*filler[:200], "Radwege", *filler[200:210], "Schule", *filler[210:], "Radwege"]
    )
    pieces = excerpt(text, {key("Radweg"), key("Schulen")})
    shown = "".join(it.words for it in pieces)

    assert [it.words for it in pieces if it.found] == ["Radwege", "Schule"]
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= LENGTH + 10
    assert shown.strip("… ") in text
    assert set(shown.strip("… ").split()) <= set(text.split())


@given(st.text(max_size=1200), st.text(max_size=8))
def test_any_text_has_a_passage(text, word):
    pieces = excerpt(text, {key(word)})

    assert len("".join(it.words for it in pieces)) <= LENGTH + 10 or len(text) <= LENGTH + 50
