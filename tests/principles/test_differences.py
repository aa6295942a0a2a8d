"""Two texts compared: every word accounted for, grouped for people, quick whatever they hold."""

from itertools import cycle, islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitsaetze.principles.alignment import common
from leitsaetze.principles.differences import (
    Difference,
    difference_of_html,
    difference_of_lines,
)
from leitsaetze.principles.words import Change, compared, tokens_of
from leitsaetze.text import markdown
from tests.effort import seconds_of

MARKS = {Change.SAME: "{}", Change.GONE: "[-{}]", Change.NEW: "[+{}]"}
texts = st.text(alphabet="ab .,\n", max_size=60) | st.text(max_size=40)


def shown(runs) -> str:
    return "".join(" " * run.spaced + MARKS[run.change].format(run.text) for run in runs)


def passages(difference: Difference) -> list[str]:
    return [f"{part.passage} {shown(part.runs)}" for part in difference.parts]


def of(old: str, new: str) -> Difference:
    return difference_of_html(markdown(old).html, markdown(new).html)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Wir handeln.", "Wir handeln.", "Wir handeln."),
        ("Wir handeln oft.", "Wir handeln gern.", "Wir handeln [-oft] [+gern]."),
        ("Wir tun es.", "Wir tun es gemeinsam.", "Wir tun es [+gemeinsam]."),
        ("Bürger*innen", "Bürger*innen und Gäste", "Bürger*innen [+und Gäste]"),
        ("Nicht jetzt.", "Nicht jetzt!", "Nicht jetzt[-.] [+!]"),
        ("", "Neu hier.", "[+Neu hier.]"),
        ("Alt hier.", "", "[-Alt hier.]"),
    ],
)
def test_words_that_go_and_come(old, new, expected):
    assert shown(compared(old, new)) == expected


def test_few_equal_words_between_replacements_are_read_as_part_of_them():
    old = "Wir wollen schnell und sicher und überall Netz haben, auch in jedem kleinen Dorf."
    new = "Wir wollen langsam und bequem und nirgends Netz haben, auch in jedem kleinen Dorf."

    assert shown(compared(old, new)) == (
        "Wir wollen [-schnell und sicher und überall] [+langsam und bequem und nirgends] "
        "Netz haben, auch in jedem kleinen Dorf."
    )


def test_two_additions_are_not_joined_to_a_replacement():
    new = "Ein sehr sehr kleines altes Haus."

    assert shown(compared("Ein sehr kleines Haus.", new)) == (
        "Ein sehr [+sehr] kleines [+altes] Haus."
    )


def test_texts_with_little_in_common_stand_one_after_the_other():
    old = "Wir arbeiten mit anderen zusammen, wo es sinnvoll ist."
    new = "Wir fragen zuerst, wer die gleiche Aufgabe schon gelöst hat."

    assert shown(compared(old, new)) == f"[-{old}] [+{new}]"


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_no_word_is_lost_and_none_is_made_up(old, new):
    runs = compared(old, new)

    def words(*changes):
        kept = " ".join(run.text for run in runs if run.change in changes)
        return [token.text for token in tokens_of(kept)]

    def split(text):  # signs side by side are one token only where nothing parts them
        return "".join(token.text for token in tokens_of(text))

    assert "".join(words(Change.SAME, Change.NEW)) == split(new)
    assert "".join(words(Change.SAME, Change.GONE)) == split(old)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 6), max_size=30), st.lists(st.integers(0, 6), max_size=30))
def test_common_places_are_equal_and_ascend(old, new):
    pairs = common(old, new)

    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def test_passages_come_go_change_and_move_as_such():
    old = "## Ziel\n\nDer erste Absatz bleibt so.\n\nDieser wandert weit nach oben.\n\nDer geht."
    new = "## Ziel\n\nDieser wandert weit nach oben.\n\nDer erste Absatz bleibt fast so.\n\n- neu"

    difference = of(old, new)

    assert passages(difference) == [
        "same Ziel",
        "moved_here Dieser wandert weit nach oben.",
        "changed Der erste Absatz bleibt [+fast] so.",
        "moved_away Dieser wandert weit nach oben.",
        "gone [-Der geht.]",
        "new [+neu]",
    ]
    assert (difference.new, difference.gone, difference.moved) == (2, 2, 1)


def test_a_long_passage_moves_past_short_ones_and_not_they_past_it():
    long = "Dieser Absatz wandert ganz nach oben, ohne dass sich ein Wort an ihm ändert."

    difference = of(
        f"## Ziel\n\nBleibt.\n\n- eins\n\n{long}", f"{long}\n\n## Ziel\n\nBleibt.\n\n- eins"
    )

    assert [part.passage for part in difference.parts] == [
        "moved_here",
        "same",
        "same",
        "same",
        "moved_away",
    ]


def test_what_stays_is_not_taken_for_what_is_only_like_it():
    stays = "Wir bauen Radwege in jedem Dorf."

    difference = of(stays, f"Wir bauen Gehwege in jedem Dorf.\n\n{stays}")

    assert [part.passage for part in difference.parts] == ["new", "same"]


def test_lists_stay_lists():
    difference = of("- eins\n- zwei", "Vorweg.\n\n- eins\n- anderthalb\n- zwei")

    assert [(are_items, len(parts)) for are_items, parts in difference.groups] == [
        (False, 1),
        (True, 3),
    ]
    assert passages(difference)[1:] == ["same eins", "new [+anderthalb]", "same zwei"]


def test_only_another_look_is_no_difference():
    assert of("Ein *Wort*.", "Ein **Wort**.").is_none
    assert not of("[Link](https://a.example/1)", "[Link](https://a.example/2)").is_none
    assert difference_of_lines("Wir tun.", "Wir tun.").is_none


def test_other_signs_are_a_difference_without_words():
    difference = difference_of_lines("Wir tun.", "Wir tun!")

    assert (difference.is_none, difference.new, difference.gone) == (False, 0, 0)


def paragraphs(words: list[str], each: int, step: int) -> str:
    """A text of almost full length, its words in no order that repeats soon."""
    order = cycle([words[(n * n * step + n) % len(words)] for n in range(997)])
    text: list[str] = []
    while sum(map(len, text)) < 19_000:
        text.append(" ".join(islice(order, each)) + ".")
    return "\n\n".join(text)


def edited(text: str, every: int) -> str:
    return " ".join(w if n % every else "anders" for n, w in enumerate(text.split(" ")))


@pytest.mark.parametrize("every", [50, 3, 0])
@pytest.mark.parametrize("words", [300, 40, 2])
def test_texts_of_full_length_are_compared_in_a_blink(words, every):
    known = [f"Wort{n}" for n in range(words)]
    old = paragraphs(known, 60, step=1)
    new = edited(old, every) if every else paragraphs(known, 50, step=3)
    before, after = markdown(old).html, markdown(new).html

    needed = seconds_of(lambda: difference_of_html(before, after), at_most=0.4)

    assert not difference_of_html(before, after).is_none
    assert needed < 0.4, needed  # some 0.03 on a quiet machine
