"""What an editor puts right in a text that was taken apart."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from leitsaetze.editing.pasting import recognised
from leitsaetze.editing.pasting_corrections import corrected
from leitsaetze.editing.pasting_rules import ENTRIES, Kind, Part, kinds_in, posted, titles_of
from tests.editing.papers import WORD

BUS = Part(Kind.FIELD, head="Mobilität", goal="Alle kommen an.", body="Ohne Bus geht nichts.")
ONE = Part(Kind.PRINCIPLE, number="1", head="Wir fahren.", body="Gut.\n\nSehr gut.", mark="1.")
TWO = Part(Kind.PRINCIPLE, number="2", head="Wir planen", body="", mark="2.")


def test_a_part_belongs_to_the_one_before():
    assert corrected([BUS, ONE, TWO], "anfuegen:2", -1) == [
        BUS,
        Part(
            Kind.PRINCIPLE,
            number="1",
            head="Wir fahren.",
            body="Gut.\n\nSehr gut.\n\n2. Wir planen",
            mark="1.",
        ),
    ]


def test_points_of_a_list_stay_together():
    point = Part(Kind.PRINCIPLE, number="2", head="Planen", mark="2.")
    listed = Part(Kind.PRINCIPLE, number="4", head="Wir bauen.", body="So:\n\n1. Fragen")
    assert corrected([listed, point], "anfuegen:1", -1)[0].body == "So:\n\n1. Fragen\n2. Planen"


def test_the_first_part_belongs_to_nothing():
    assert corrected([BUS, ONE], "anfuegen:0", -1) == [BUS, ONE]


def test_a_principle_is_a_heading():
    assert corrected([BUS, TWO], "ist:1:field", -1)[1] == Part(
        Kind.FIELD, head="Wir planen", mark="2."
    )


def test_what_was_left_out_is_a_principle_after_all():
    left = Part(Kind.LEFT, body="Nr. 7 – „Wir teilen.“ Gern.\n\nUnd oft.")
    assert corrected([left], "ist:0:principle", -1) == [
        Part(
            Kind.PRINCIPLE, number="7", head="Wir teilen.", body="Gern.\n\nUnd oft.", mark="Nr. 7 –"
        )
    ]


def test_what_is_left_out_keeps_its_words():
    assert corrected([BUS, ONE], "ist:1:left", -1)[1] == Part(
        Kind.LEFT, body="1. Wir fahren.\n\nGut.\n\nSehr gut."
    )


def test_a_new_principle_begins_within_another():
    whole = Part(
        Kind.PRINCIPLE, number="1", head="A.", body="Gut.\n\nLeitsatz 2\n\nB.\n\nAuch gut."
    )
    assert corrected([whole], "teilen:0:principle", 1) == [
        Part(Kind.PRINCIPLE, number="1", head="A.", body="Gut."),
        Part(Kind.PRINCIPLE, number="2", head="B.", body="Auch gut.", mark="Leitsatz 2"),
    ]


def test_a_field_begins_within_a_principle():
    whole = Part(Kind.PRINCIPLE, number="1", head="A.", body="Gut.\n\nB. Bildung\n\nViel.")
    assert corrected([whole], "teilen:0:field", 1)[1] == Part(
        Kind.FIELD, head="Bildung", body="Viel.", mark="B."
    )


def test_principles_belong_to_the_field_above_or_the_chosen_one():
    moved = Part(Kind.PRINCIPLE, number="3", field="Bildung")
    assert titles_of([moved, ONE, BUS, ONE, moved, TWO]) == [
        "Bildung",
        "Bildung",
        "",
        "Mobilität",
        "Bildung",
        "Mobilität",
    ]


def test_what_the_form_sends_says_what_there_is():
    parts = recognised(WORD)
    sent = dict(posted(parts))
    assert kinds_in(sent) == [part.kind for part in parts]
    assert sent["t4-kopf"] == parts[4].head
    assert {name.partition("-")[2] for name in sent} <= set(ENTRIES.values())


WORDS = st.sampled_from(
    ["", "Gut.", "Leitsatz 3", "4. Wir", "„Wir.“ Ja", "A. Bus", "- Rad", "20\\. Mai", "„offen"]
)
BODIES = st.lists(WORDS, max_size=4).map("\n\n".join)
PARTS = st.builds(
    Part,
    kind=st.sampled_from(Kind),
    number=st.sampled_from(["", "7", "x"]),
    head=WORDS,
    goal=WORDS,
    body=BODIES,
    mark=st.sampled_from(["", "Leitsatz 7", "7."]),
)
VERBS = st.sampled_from(["anfuegen", "ist", "teilen", "pruefen", "?"])
ACTS = st.builds(
    "{}:{}:{}".format, VERBS, st.integers(-1, 4), st.sampled_from([*Kind, "nichts", ""])
)


@given(st.lists(PARTS, max_size=4), ACTS, st.integers(-1, 5))
@settings(max_examples=400, deadline=None)
def test_no_correction_loses_a_word(parts, act, first):
    assert words_in(parts) <= words_in(corrected(parts, act, first))


def words_in(parts: list[Part]) -> set[str]:
    """All words; numbers are also kept by being read."""
    return {
        word
        for part in parts
        for text in (part.head, part.goal, part.body, part.mark, part.number)
        for word in re.findall(r"\w+", text)
        if not (word.isdigit() or word == "x")
    }
