"""A pasted text is taken apart as its writer meant it, and no word of it is lost."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitsaetze.editing.pasting import recognised
from leitsaetze.editing.pasting_rules import Kind, Part, Remark, remarks
from tests.editing.papers import WORD, printed
from tests.effort import seconds_of

FIFTEEN = [str(number) for number in range(1, 16)]
TITLES = [
    "Unterwegs im Auental",
    "Lernen und Arbeiten",
    "Verwaltung mit offenem Ohr",
    "Wirtschaft und Landwirtschaft",
    "Zusammenhalt und Vertrauen",
]
HOSTILE = [
    "Leitsatz 1 " * 18_000,
    "Leitsatz 1\n" * 18_000,
    "1.\n" * 66_000,
    "„" * 200_000,
    '"a" ' * 50_000,
    "." * 200_000,
    ". " * 100_000,
    "*" * 200_000,
    "Ziel " + "a" * 200_000,
    "Seite 1\n" * 25_000,
    "A. " * 66_000,
    "• " * 100_000,
    "Handlungsfeld " * 14_000,
    "wort-\n" * 33_000,
    "\u00ad\n" * 66_000,
    "x\t1\n" * 50_000,
    "a\n\n" * 66_000,
    "Ziel: „\n" * 25_000,
    "A. b. C. " * 22_000,
]


def of(text: str, kind: Kind = Kind.PRINCIPLE) -> list[Part]:
    return [part for part in recognised(text) if part.kind is kind]


def numbers(text: str) -> list[str]:
    return [part.number for part in of(text)]


def only(text: str) -> tuple[str, str, str]:
    """Number, statement and explanation of the one principle of a text."""
    (part,) = of(text)
    return part.number, part.head, part.body


def titles(text: str) -> list[str]:
    return [part.head for part in of(text, Kind.FIELD)]


def letters(words: str) -> Counter:
    """Every letter and digit; signs, and the letter that serves as a bullet, are no words."""
    spread = unicodedata.normalize("NFKC", unicodedata.normalize("NFC", words))
    without = re.sub(r"(?m)^[^\S\n]*o(?=\s)", " ", spread.replace("\t", " "))
    return Counter(sign for sign in without if sign.isalnum() and sign != "o")


def everything_in(parts: list[Part]) -> Counter:
    return letters("\n".join(f"{part.mark} {part.head} {part.goal} {part.body}" for part in parts))


def test_the_whole_text_from_a_word_processor():
    assert numbers(WORD) == FIFTEEN
    assert titles(WORD) == TITLES
    assert [note for notes in remarks(recognised(WORD)) for note in notes] == []
    first, fourth = of(WORD)[0], of(WORD)[3]
    assert first.head.startswith("Wir zeigen an jeder Haltestelle")
    assert first.body.count("\n\n") == 1
    assert "drei Dinge:\n\n1. Wer betreut" in fourth.body
    assert fourth.body.endswith("Erst wenn alle drei Antworten vorliegen, bestellen wir.")
    assert [len(part.body.split("\n\n")) for part in of(WORD, Kind.INTRODUCTION)] == [2]
    assert [part.goal for part in of(WORD, Kind.FIELD)][2] == (
        "Die Verwaltung ist verständlich, erreichbar und lernt aus Fehlern."
    )


@pytest.mark.parametrize("width", [60, 72, 84, 96, 110])
def test_the_whole_text_from_a_printed_file(width):
    found = recognised(printed(WORD, width))

    said = [(part.number, part.head) for part in found if part.kind is Kind.PRINCIPLE]
    assert said == [(part.number, part.head) for part in of(WORD)]
    assert [part.head for part in found if part.kind is Kind.FIELD] == TITLES
    assert [part.goal for part in found if part.kind is Kind.FIELD] == [
        part.goal for part in of(WORD, Kind.FIELD)
    ]
    explained = [part.body.split() for part in found if part.kind is Kind.PRINCIPLE]
    assert explained == [part.body.split() for part in of(WORD)]


@pytest.mark.parametrize(
    "sign",
    [
        "LEITSATZ {}",
        "Leitsatz {}:",
        "Leitsatz Nr. {} –",
        "{}. Leitsatz",
        "{}. Leitsatz:",
        "**Leitsatz {}**",
        "## Leitsatz {}",
        "Leitsatz\u00a0{}",
        "Nr. {}",
        "Nr. {}:",
        "{}.",
        "{})",
        "({})",
        "L{}",
    ],
)
@pytest.mark.parametrize("between", ["\n", " "])
def test_every_way_to_count(sign, between):
    counted = re.sub(r"(?m)^Leitsatz (\d+)\n", lambda found: sign.format(found[1]) + between, WORD)

    assert [(part.number, part.head, part.body) for part in of(counted)] == [
        (part.number, part.head, part.body) for part in of(WORD)
    ]
    assert titles(counted) == TITLES


@pytest.mark.parametrize(
    "line",
    [
        "Leitsatz 7: Wir teilen Räder.",
        "Leitsatz 7 – „Wir teilen Räder.“",
        'LEITSATZ 7\n"Wir teilen Räder."',
        "Leitsatz 7\n\n»Wir teilen Räder.«",
        "Leitsatz 7 Wir teilen Räder.",
        "**Leitsatz 7:** Wir teilen Räder.",
        "Leitsatz Nr. 07\nWir teilen Räder.",
        "7\tWir teilen Räder.",
        "Leitsatz 7\nAussage: Wir teilen Räder.",
    ],
)
def test_number_and_statement(line):
    assert only(f"{line}\nEin Rad für alle.") == ("7", "Wir teilen Räder.", "Ein Rad für alle.")


def test_a_statement_ends_where_its_quotation_ends():
    text = "Leitsatz 7: „Wir nennen es „Teilen“.“ So heißt es auch im Verein."
    assert only(text) == ("7", "Wir nennen es „Teilen“.", "So heißt es auch im Verein.")


def test_a_long_paragraph_is_a_statement_and_its_explanation():
    rest = "Das ist leicht gesagt. " * 15
    assert only(f"Leitsatz 7\nWir teilen Räder. {rest}") == (
        "7",
        "Wir teilen Räder.",
        rest.strip(),
    )


def test_a_title_above_a_quoted_statement_stays():
    text = "Leitsatz 7: Räder für alle\n„Wir teilen Räder.“\nEin Verein hilft."
    assert only(text) == ("7", "Wir teilen Räder.", "**Räder für alle**\n\nEin Verein hilft.")


def test_words_that_only_announce_an_explanation_become_part_of_the_sign():
    (part,) = of("Leitsatz 7\nWir teilen Räder.\nErläuterung:\nEin Rad für alle.")
    assert (part.mark, part.body) == ("Leitsatz 7 Erläuterung", "Ein Rad für alle.")


@pytest.mark.parametrize(
    "body",
    [
        "20. Mai: das erste Treffen.",
        "1. Januar 2030 ist der Stichtag.",
        "2. Halbjahr: die Auswertung.",
        "Leitsatz 8 beschreibt, was folgt.",
        "Wie schon in\nLeitsatz 8 steht es hier.",
        "Mehr dazu siehe\nLeitsatz 8.",
        "Das gilt auch für\nHandlungsfeld 2.",
        "Leitsatz 8, der folgt, ist strenger.",
        "1. Wir fragen.\n2. Wir planen.\n3. Wir fahren.",
        "Es kostet\n7.5 Millionen.",
    ],
)
def test_what_only_looks_like_a_beginning(body):
    assert numbers(f"Leitsatz 6\nWir fahren.\nGut.\nLeitsatz 7\nWir teilen.\n{body}") == ["6", "7"]


def test_a_date_is_no_point_of_a_list():
    text = "Leitsatz 7\nWir teilen.\n20. Mai: das erste Treffen."
    assert only(text)[2] == "20\\. Mai: das erste Treffen."


def test_lists_below_principles_that_are_counted_alike():
    text = (
        "1. Wir fahren.\nDer Bus kommt.\n2. Wir planen.\nIn drei Schritten:\n1. Wir fragen.\n"
        "2. Wir rechnen.\n3. Wir bauen.\nDann wird gefeiert.\n3. Wir teilen.\nEin Rad für alle.\n"
        "4. Wir lernen.\nUnd hören zu."
    )
    assert numbers(text) == ["1", "2", "3", "4"]
    assert of(text)[1].body == (
        "In drei Schritten:\n\n1. Wir fragen.\n2. Wir rechnen.\n3. Wir bauen.\n\n"
        "Dann wird gefeiert."
    )


def test_a_list_of_nothing_but_statements():
    assert [part.head for part in of("1. Wir fahren.\n2. Wir planen.\n3. Wir teilen.")] == [
        "Wir fahren.",
        "Wir planen.",
        "Wir teilen.",
    ]


def test_different_signs_in_one_text():
    text = "Leitsatz 1\nWir fahren.\nGut.\n\nNr. 2\nWir planen.\nGut.\n\n3. Wir teilen.\nGut."
    assert numbers(text) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Handlungsfeld 2: Mobilität", "Mobilität"),
        ("HANDLUNGSFELD II – Mobilität", "Mobilität"),
        ("Handlungsfeld Mobilität", "Mobilität"),
        ("2. Handlungsfeld: Mobilität", "Mobilität"),
        ("II. Handlungsfeld Mobilität", "Mobilität"),
        ("Handlungsfeld 2\nMobilität", "Mobilität"),
        ("A. Mobilität", "Mobilität"),
        ("A) Mobilität", "Mobilität"),
        ("II. Mobilität", "Mobilität"),
        ("2. Mobilität", "Mobilität"),
        ("## Mobilität", "Mobilität"),
        ("**Mobilität**", "Mobilität"),
        ("Mobilität und Dorf", "Mobilität und Dorf"),
    ],
)
@pytest.mark.parametrize("goal", ["", "Ziel: Alle kommen an.\n"])
def test_headings(heading, title, goal):
    text = f"{heading}\n{goal}Leitsatz 1\nWir fahren.\nMit dem Bus."
    (field,) = of(text, Kind.FIELD)
    assert (field.head, field.goal) == (title, "Alle kommen an." if goal else "")
    assert only(text) == ("1", "Wir fahren.", "Mit dem Bus.")


@pytest.mark.parametrize(
    "said",
    [
        "Ziel: Alle kommen an.",
        "Ziel laut Nachhaltigkeitskonzept: „Alle kommen an.“",
        "Ziel laut Nachhaltigkeitskonzept „Alle kommen an.“",
        "Ziel:\n„Alle kommen an.“",
        "Unser Ziel: Alle kommen an.",
        "**Ziel:** Alle kommen an.",
        "„Alle kommen an.“",
    ],
)
def test_goals_and_introductions(said):
    text = f"Handlungsfeld 1: Mobilität\n{said}\nOhne Bus geht nichts.\n\nLeitsatz 1\nWir fahren."
    (field,) = of(text, Kind.FIELD)
    assert (field.head, field.goal, field.body) == (
        "Mobilität",
        "Alle kommen an.",
        "Ohne Bus geht nichts.",
    )


def test_lettered_headings_keep_their_introductions():
    text = (
        "A. Mobilität\nOhne Bus geht nichts.\nLeitsatz 1\nWir fahren.\nGut.\n"
        "B. Bildung\nOhne Schule auch nicht.\nLeitsatz 2\nWir lernen.\nGut."
    )
    assert titles(text) == ["Mobilität", "Bildung"]


def test_a_list_of_headings_is_no_heading():
    text = (
        "Es gibt zwei Felder:\nHandlungsfeld 1: Mobilität\nHandlungsfeld 2: Bildung\n\n"
        "Handlungsfeld 1: Mobilität\nLeitsatz 1\nWir fahren.\nGut.\n"
        "Handlungsfeld 2: Bildung\nLeitsatz 2\nWir lernen.\nGut."
    )
    assert titles(text) == ["Mobilität", "Bildung"]
    assert "Handlungsfeld 2: Bildung" in of(text, Kind.INTRODUCTION)[0].body


def test_statements_without_a_full_stop_are_no_headings():
    text = "Leitsatz 1\nWir handeln gemeinsam\nLeitsatz 2\nWir teilen Daten"
    assert ([part.head for part in of(text)], titles(text)) == (
        ["Wir handeln gemeinsam", "Wir teilen Daten"],
        [],
    )


def test_what_only_the_paper_needed_belongs_nowhere():
    text = (
        "Inhalt\nMobilität ........ 2\nLeitsatz 1 ....... 3\n\nMobilität\n\n"
        "Leitsatz 1\nWir fahren.\nDer Bus fährt auch in der\nLandkreis Auental\n- 2 -\n"
        "Nacht, wenn es\nLandkreis Auental\n3\n"
        "schneit, und am\nLandkreis Auental\n4\nSonntag."
    )
    assert only(text)[2] == "Der Bus fährt auch in der Nacht, wenn es schneit, und am Sonntag."
    assert [part.body for part in of(text, Kind.LEFT)] == [
        "Inhalt\nMobilität ........ 2\nLeitsatz 1 ....... 3",
        "Landkreis Auental\n- 2 -\nLandkreis Auental\n3\nLandkreis Auental\n4",
    ]


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("die Digi-\ntalisierung", "die Digitalisierung"),
        ("die Digi\u00ad\ntalisierung", "die Digitalisierung"),
        ("die Digi\u00adtalisierung", "die Digitalisierung"),
        ("das Stadt-\nLand-Gefälle", "das Stadt-Land-Gefälle"),
        ("die Stadt-\nund Landkreise", "die Stadt- und Landkreise"),
        ("eine E-\nMail", "eine E-Mail"),
        ("20\u00a0Euro", "20 Euro"),
        ("die ﬁnale Fassung", "die finale Fassung"),
        ("alle fahren\nmit dem Bus", "alle fahren mit dem Bus"),
    ],
)
def test_lines_of_paper_are_joined(torn, whole):
    text = f"Leitsatz 1\nWir fahren.\nUnd zwar so: Hier ist {torn} gemeint."
    assert only(text)[2] == f"Und zwar so: Hier ist {whole} gemeint."


def test_bullets_become_lists():
    text = (
        "Leitsatz 1\nWir fahren.\nMit:\n•\tRad\n•\tBus\no\tStadtbus\n\uf0b7 Bahn\n– Boot\nFertig."
    )
    assert only(text)[2] == ("Mit:\n\n- Rad\n- Bus\n    - Stadtbus\n- Bahn\n- Boot\n\nFertig.")


def test_points_with_letters_become_lists():
    text = "Leitsatz 1\nWir fahren.\nNämlich:\na) Rad\nb) Bus\nFertig."
    assert only(text)[2] == "Nämlich:\n\n- a) Rad\n- b) Bus\n\nFertig."


def test_signs_nobody_meant_for_markdown_stay_what_they_are():
    text = "Leitsatz 1\nWir fahren.\nFür Bürger*innen und Nutzer*innen.\n#Bus ist ein Wort."
    assert only(text)[2] == "Für Bürger\\*innen und Nutzer\\*innen.\n\n\\#Bus ist ein Wort."


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("1 2 2", [[], ["TWICE 2"], ["TWICE 2"]]),
        ("1 3", [[], ["MISSING 2"]]),
        ("1 5", [[], ["MISSING 2-4"]]),
        ("2 1", [[], ["BACKWARDS 1"]]),
        ("4 5", [[], []]),
    ],
)
def test_odd_numbers_are_told_where_they_stand(order, said):
    text = "\n".join(f"Leitsatz {number}\nWir fahren.\nGut." for number in order.split())
    assert [[short(note) for note in notes] for notes in remarks(recognised(text))] == said
    assert numbers(text) == order.split()


def short(note: Remark) -> str:
    values = dict(note.values)
    if "times" in values:
        return f"TWICE {values['number']}"
    if "missing" in values:
        return f"MISSING {values['missing']}"
    if "first" in values:
        return f"MISSING {values['first']}-{values['last']}"
    return f"BACKWARDS {values['number']}"


def test_a_principle_without_number_and_one_without_words_are_told():
    notes = remarks(recognised("Leitsatz: Wir fahren.\nGut.\nLeitsatz 2"))
    assert [[note.msgid for note in of_part] for of_part in notes] == [
        ["Hier fehlt die Nummer."],
        ["Zu dieser Nummer haben wir keinen Wortlaut gefunden."],
    ]


PIECES = st.sampled_from(
    [
        "Leitsatz 1",
        "LEITSATZ Nr. 2 – „Wir fahren.“",
        "3.",
        "4) Wir gehen",
        "(5)",
        "Handlungsfeld 1: Bus",
        "A. Rad",
        "Mobilität",
        "Ziel laut Plan:",
        "Ziel: „Alle.“",
        "„Wir teilen",
        "Räder.“ Und mehr",
        "Erläuterung:",
        "20. Mai",
        "1. eins",
        "2. zwei",
        "• Punkt",
        "o Unterpunkt",
        "– Strich",
        "Digi-",
        "talisierung",
        "Seite 3",
        "12",
        "Kapitel ..... 4",
        "Landkreis",
        "",
        "",
        "und so weiter.",
        "**fett**",
        "Die Leitsätze",
        "Bürger*innen",
        "Leitsatz",
        "Ziel",
        "x\t4",
    ]
)


@given(st.lists(PIECES, max_size=40).map("\n".join))
@settings(max_examples=400, deadline=None)
def test_no_word_of_a_likely_text_is_lost(text):
    assert everything_in(recognised(text)) == letters(text)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_word_of_any_text_is_lost(text):
    assert everything_in(recognised(text)) == letters(text)


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_hostile_texts_take_no_time(text):
    assert seconds_of(lambda: remarks(recognised(text)), at_most=5) < 5
