"""Hints for Einfache Sprache: how much the rules find, how much of it is right, what they cost."""

from collections import Counter
from pathlib import Path

import pytest

from leitsaetze.editing.hint_passive import is_participle
from leitsaetze.editing.hint_sentences import sentences
from leitsaetze.editing.hint_words import foreign_in, parts_of
from leitsaetze.editing.hints import LONGEST_SHOWN, SHOWN, Kind, hints_by_kind, hints_on
from tests.effort import seconds_of

SENTENCES = Path(__file__).with_name("hints.txt")
ENOUGH = 0.9  # of what is found is right, of what is there is found
LONG = 100_000  # signs


def labelled() -> list[tuple[str, Counter[tuple[str, str]]]]:
    """The sentences of the file, each with what readers found in it."""
    read: list[tuple[str, Counter[tuple[str, str]]]] = []
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("  "):
            kind, _, words = line.strip().partition(": ")
            read[-1][1][kind, words] += 1
        elif not line.startswith("#"):
            read.append((line, Counter()))
    return read


def found_in(text: str) -> list[tuple[str, str]]:
    """Kind and words of each hint; of long sentences the number of words."""
    return [
        (it.kind.value, str(it.count) if it.kind is Kind.SENTENCE else it.words)
        for it in hints_on(text)
    ]


def told(text: str, kind: Kind) -> list[str]:
    return [words for found, words in found_in(text) if found == kind.value]


@pytest.mark.parametrize("kind", Kind)
def test_what_is_found_is_right_and_what_is_there_is_found(kind):
    right = wrong = missed = 0
    for text, there in labelled():
        found, expected = (
            Counter({it: times for it, times in hints.items() if it[0] == kind.value})
            for hints in (Counter(found_in(text)), there)
        )
        right += (found & expected).total()
        wrong += (found - expected).total()
        missed += (expected - found).total()

    assert len(labelled()) >= 90
    assert right / (right + wrong) >= ENOUGH, "precision"
    assert right / (right + missed) >= ENOUGH, "recall"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Wir bauen. Wir planen!", 2),
        ("Am 3. Mai 2026 um 18.30 Uhr geht es los.", 1),
        ("Am 27. 11. 2026 ist Sitzung.", 1),
        ("Das gilt seit 2019. Neu ist die Gebühr.", 2),
        ("Das steht auf Seite 5. Das ist neu.", 2),
        ("Nach § 5 Abs. 2 Nr. 3 gilt das, vgl. Anlage 1.", 1),
        ("Vereine, Schulen usw. machen mit.", 1),
        ("Wir fördern Vereine, Schulen usw. Das kostet wenig.", 2),
        ("Dr. Meier, z. B. am Telefon, hilft u. a. bei Anträgen.", 1),
        ("d. h. Sie müssen nichts tun.", 1),
        ("„Kommen Sie!“ steht auf dem Schild.", 1),
        ("Sie sagt: „Wir bauen.“ Dann geht sie.", 2),
        ("Schreiben Sie an a.b@musterland.example. Danke.", 2),
        ("Mehr auf https://musterland.example/a.b?c=d. Danke.", 2),
        ("Mehr [auf der Seite](https://musterland.example/a.b). Danke.", 2),
        ("**Wichtig.** Lesen Sie das.", 2),
        ("# Eine Überschrift\nEin Satz.", 2),
        ("- ein Punkt\n- noch einer\n  mit zwei Zeilen", 2),
        ("1. erstens\n2) zweitens\n\n> gesagt\n> ist gesagt", 3),
        ("Ein Satz\nüber zwei Zeilen.", 1),
        ("Erstens … Zweitens", 2),
        ("", 0),
        ("---\n***\n```\nein Programm. Noch eins.\n```\n", 0),
    ],
)
def test_sentences_end_where_people_end_them(text, number):
    assert len(list(sentences(text))) == number


def test_a_hint_says_where_in_the_source_it_stands():
    text = "# Plan\n\nDer **neue** Weg wird [von uns](https://musterland.example) gebaut."

    (hint,) = hints_on(text)

    assert text[hint.start : hint.end] == hint.words
    assert hint.words == "wird [von uns](https://musterland.example) gebaut"


def test_fifteen_words_are_enough_and_a_heading_is_no_sentence():
    fifteen = " ".join(["Haus"] * 15)

    assert told(f"{fifteen}.", Kind.SENTENCE) == []
    assert told(f"{fifteen} Haus.", Kind.SENTENCE) == ["16"]
    assert told(f"- {fifteen} Haus", Kind.SENTENCE) == ["16"]
    assert told(f"## {fifteen} Haus", Kind.SENTENCE) == []


def test_addresses_are_one_word_and_never_a_long_one():
    address = "https://www.musterland.example/" + "a" * 60
    text = (
        f"Siehe {address}, <{address}>, www.{'a' * 40}.example und {'b' * 40}@musterland.example."
    )

    assert hints_on(text) == []
    assert [len(it.words) for it in sentences(text)] == [6]


@pytest.mark.parametrize(
    "text",
    [
        "Der Weg wird morgen fertig sein.",
        "Wir werden das prüfen lassen.",
        "Was daraus wird, können wir nicht sagen.",
        "Das wird gut, und wir haben viel gelernt.",
        "Morgen wird es warm, wir haben alles geplant.",
        "Sie ist Bürgermeisterin geworden.",
        "Sie wird verstärkt in den Dörfern helfen.",
        "Alte Geräte werden unsicher.",
        "Die Seite ist geöffnet.",
        "Sie hat den Plan geändert.",
        "Das wird ein Fest.",
        "Bis Mai werden wir alles gebaut haben.",
    ],
)
def test_what_only_looks_like_it_is_no_passive(text):
    assert told(text, Kind.PASSIVE) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gebaut wird im Mai.", "Gebaut wird"),
        ("Wurde das schon gesagt?", "Wurde das schon gesagt"),
        ("Sie bitten, gehört zu werden.", "gehört zu werden"),
        ("Das hätte gesagt werden müssen.", "gesagt werden"),
        ("Es wird, wenn das Geld reicht, gebaut.", "wird, wenn das Geld reicht, gebaut"),
        ("Der Preis wurde erhalten.", "wurde erhalten"),
        ("Alle werden ernst genommen.", "werden ernst genommen"),
        ("Der Platz wird wiederhergestellt.", "wird wiederhergestellt"),
        ("Der Saal wird vorbereitet.", "wird vorbereitet"),
    ],
)
def test_the_passive_is_found_in_each_of_its_shapes(text, words):
    assert told(text, Kind.PASSIVE) == [words]


def test_participles_are_known_by_how_they_are_made():
    participles = "gebaut geprüft beraten verschoben zerstört organisiert eingeladen abgesagt getan"
    others = "gut alt bekannt bereit geht gesamt kommen erhalten bekommen wichtig besser"

    assert all(map(is_participle, participles.split()))
    assert not any(map(is_participle, others.split()))
    assert is_participle("erhalten", past=True)


def test_long_words_are_parted_where_they_join():
    assert parts_of("Digitalisierungsstrategie") == ["Digitalisierungs", "strategie"]
    assert parts_of("Gemeindeverwaltung") == ["Gemeindeverwaltung"]
    (hint,) = hints_on("Beteiligungsplattform")
    assert (hint.count, hint.instead) == (21, "Beteiligungs-Plattform")
    assert hints_on("Land·kreis·verwaltung, Haus-Nummern-Verzeichnis") == []


@pytest.mark.parametrize(
    ("word", "foreign", "german"),
    [
        ("Partizipation", "Partizipation", "Beteiligung"),
        ("implementierte", "implementieren", "einführen"),
        ("flexiblen", "flexibel", "beweglich"),
        ("Online-Meetings", "Meeting", "Treffen"),
        ("Partizipationsverfahren", "Partizipation", "Beteiligung"),
        ("Bürgerpartizipation", "Partizipation", "Beteiligung"),
    ],
)
def test_foreign_words_are_known_in_their_forms_and_in_compounds(word, foreign, german):
    assert foreign_in(word) == (foreign, german)


def test_a_foreign_word_shows_the_form_its_german_word_replaces():
    first, second = hints_on("Wir implementieren Open Data.")

    assert (first.words, first.base, first.instead) == ("implementieren", "", "einführen")
    assert (second.words, second.instead) == ("Open Data", "offene Daten")
    assert hints_on("Wir implementierten es.")[0].base == "implementieren"
    assert foreign_in("Internet") is None


def test_hints_are_shown_by_kind_and_not_more_than_one_can_read():
    shown = hints_by_kind("Das wird gebaut. " * 30 + "Haus " * 100)

    assert shown.total == 31
    assert [(it.kind, len(it.hints), it.further) for it in shown.groups] == [
        (Kind.SENTENCE, 1, 0),
        (Kind.PASSIVE, SHOWN, 30 - SHOWN),
    ]
    assert len(shown.groups[0].hints[0].shown) <= LONGEST_SHOWN + 3
    assert (hints_by_kind(" ").is_empty, hints_by_kind("Gut.").is_empty) == (True, False)


HOSTILE = [
    *("a", ".", "`", "(", "@", "\n", " ", "wird ", "wird gebaut, ", "wird A, ", "die, ", "ge"),
    *("a.", "z. ", "*_", "> ", "1.", "1) ", "x-", '](x "', '[a](b "c\n', "?“", '. "', "# ", "- "),
    *(
        "a@",
        "www.",
        "https://",
        "digitalisierungs",
        "Open ",
        "~~~\n",
        "0",
        "ß",
        "\u2028",
        "\0",
        "’",
    ),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_twice_as_long_takes_no_more_than_its_share(piece):
    text = piece * (LONG // len(piece)) + "x"

    assert seconds_of(lambda: hints_on(text), at_most=1) < 3  # some need 0.3 s, squared ones hours
