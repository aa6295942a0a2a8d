"""Files with faults: each is named with its line. No database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitsaetze.exchange.checking import check
from leitsaetze.exchange.reading import decoded
from leitsaetze.exchange.rules import Remarks
from tests.exchange.files import EXAMPLE, example, line_of


def faults(source):
    remarks = Remarks()
    check(source, remarks)
    return [str(fault) for fault in sorted(remarks.faults)]


def test_the_example_has_no_fault():
    remarks = Remarks()

    draft = check(EXAMPLE, remarks)

    assert (remarks.faults, remarks.hints) == ([], [])
    assert [entry.values["number"] for entry in draft.principles] == [1, 2, 3]
    assert draft.tells_all


SYNTAX = [
    ("", "Zeile 1: Die Datei ist leer."),
    ("# nur eine Bemerkung\n", "Zeile 1: Die Datei ist leer."),
    ("dialog\n", "Zeile 1: Hier werden Schlüssel mit Werten erwartet"),
    ("dialog:\n  titel: Treffen: heute\n", "Zeile 2: Hier steht ein Doppelpunkt"),
    ("dialog:\n\ttitel: Treffen\n", "Zeile 2: Bitte rücken Sie mit Leerzeichen ein"),
    ('dialog:\n  titel: "Treffen\n\n\n', "Zeile 2: Ein Anführungszeichen wird nicht geschlossen."),
    ("dialog:\n  titel: a\n kurz: b\n", "Zeile 3: "),
    ("dialog: {}\nkurz\nfelder: b\n", "Zeile 2: Hier fehlt ein Doppelpunkt"),
    ("dialog:\n  titel: a\x00b\n", "Zeile 2: Hier steht ein unsichtbares Steuerzeichen."),
    ("dialog: {}\n---\ndialog: {}\n", "Zeile 2: Eine Datei enthält nur einen Dialog"),
    ("a: &x [1]\nb: *x\n", "Zeile 2: Verweise mit „*“ sind hier nicht vorgesehen."),
    ("a: !!python/name:os.system x\n", "Zeile 1: Angaben mit „!“ sind hier nicht vorgesehen."),
    ("a: " + "[" * 5000, "Zeile 1: Die Datei ist zu tief verschachtelt."),
    ('a: "\\UFFFFFFFF"\n', "Zeile 1: Das ist kein gültiges YAML."),
    ("a: 1\n" * 200_001, "Zeile 1: Die Datei ist größer als 1 MB."),
]


@pytest.mark.parametrize(("source", "fault"), SYNTAX)
def test_a_file_that_is_no_yaml_says_where(source, fault):
    found = faults(source)

    assert len(found) == 1
    assert found[0].startswith(fault)


def test_an_alias_bomb_costs_nothing():
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)
    )

    assert faults(bomb) == ["Zeile 2: Verweise mit „*“ sind hier nicht vorgesehen."]


def test_another_encoding_is_named_with_its_line():
    remarks = Remarks()

    assert decoded("dialog:\n  titel: Grüße\n".encode("latin-1"), remarks) is None
    assert [str(fault) for fault in remarks.faults] == [
        "Zeile 2: Die Datei ist nicht als UTF-8 gespeichert. Bitte wählen Sie diese Kodierung."
    ]


def test_a_byte_order_mark_is_no_fault():
    assert decoded(EXAMPLE.encode("utf-8-sig"), Remarks()) == EXAMPLE


FAULTS = [
    ("  titel: Dorf digital", "  tittel: Dorf digital", "tittel", "meinten Sie „titel“?"),
    ("  titel: Dorf digital", "  titel:", "titel:", "Diese Angabe fehlt."),
    ("  titel: Dorf digital", "  titel: [a]", "titel: [a]", "ein einzelner Wert"),
    ("  titel: Dorf digital", f"  titel: {'ä' * 201}", "titel: ää", "höchstens 200 Zeichen"),
    ("  titel: Dorf digital", '  titel: "a\\eb"', 'titel: "a', "unsichtbare Steuerzeichen"),
    ("  kurz: >-", "  xyz: >-", "xyz:", "Möglich sind: adresse, titel"),
    ("adresse: dorf-digital", "adresse: Dörfer", "adresse: Dörfer", "Kleinbuchstaben"),
    ("adresse_noetig: nein", "adresse_noetig: no", "adresse_noetig", "nur: ja, nein"),
    ("moderation: vorher", "moderation: spaeter", "moderation: s", "nur: vorher, nachher"),
    ("arbeitstagen: 5", "arbeitstagen: fünf", "antwort_in", "keine ganze Zahl"),
    ("arbeitstagen: 5", "arbeitstagen: 0", "antwort_in", "zwischen 1 und 60"),
    ("zeitzone: Europe/Berlin", "zeitzone: Berlin", "zeitzone: B", "Zeitzone „Berlin“"),
    ("beginn: 2027-04-29 08:00", "beginn: bald", "beginn: bald", "kein Datum"),
    ("beginn: 2027-04-29 08:00", "beginn: 2027-03-28 02:30", "beginn: ", "Die Uhr wird umgestellt"),
    ("ende: 2027-05-19\n", "ende: 2027-04-28\n", "ende: ", "nach dem Beginn"),
    ("email: dialog@musterland.example", "email: dialog", "email: ", "E-Mail-Adresse"),
    ("    email: dialog@musterland.example\n", "", "name: Stabsstelle", "Diese Angabe fehlt"),
    ("**bevor**", "[" * 60, "einleitung: |", "verschachtelte Zeichen"),
    ("{titel: Auswertung, wann", "{titel: Auswertung, wan", "- {titel: A", "„wann“?"),
    ("- {titel: Auswertung, wann: bis 11. Juni}", "- Auswertung", "- Auswertung", "Schlüssel mit"),
    ("nummer: 2", "nummer: 1 # 2", "- nummer: 1 #", "„1“ steht schon in Zeile"),
    ("nummer: 2", "nummer: 0", "- nummer: 0", "zwischen 1 und 9999"),
    ("aussage: Wir laden", "ausage: Wir laden", "ausage: Wir", "meinten Sie „aussage“?"),
    ("erlaeuterung: |", "erläuterung: |", "erläuterung", "meinten Sie „erlaeuterung“?"),
    (
        "titel: Unterwegs sein",
        "titel: Zusammenkommen #2",
        "- titel: Zusammenkommen #",
        "steht schon in Zeile",
    ),
    (
        "kennung: lotsenkurs",
        "kennung: dorfkalender # 2",
        "- kennung: dorfkalender #",
        "steht schon",
    ),
    ("kennung: lotsenkurs", "kennung: Lotsenkurs!", "- kennung: L", "Eine Kennung besteht"),
    ("art: schulung", "art: feier", "art: feier", "nur: vernetzungstreffen, digital-dialog"),
    ("plaetze: 25", "plaetze: 0", "plaetze: 0", "zwischen 1 und"),
    ("anmeldung: einladung", "anmeldung: egal", "anmeldung: e", "nur: offen, anmeldung, einladung"),
    ("https://kalender", "javascript:kalender", "extern: ", "https:// am Anfang"),
    ("    ende: 2027-05-20 19:00\n", "", "- kennung: dorf", "nur ein ganzer Tag"),
    ("ende: 2027-05-20 19:00", "ende: 2027-05-20 16:00", "ende: 2027-05-20", "nach dem Beginn"),
    ("handlungsfelder: [Zus", "handlungsfelder: [Kus", "handlungsfelder: [K", "gibt es in dieser"),
    ("leitsaetze: [1]", "leitsaetze: [9]", "leitsaetze: [9]", "„9“ gibt es in dieser Datei nicht"),
    ("leitsaetze: [1]", "leitsaetze: 1", "leitsaetze: 1", "eine Liste erwartet"),
]


@pytest.mark.parametrize(("before", "after", "at", "sentence"), FAULTS)
def test_a_fault_is_named_with_its_line(before, after, at, sentence):
    source = example((before, after))
    line = line_of(source, at)

    found = [fault for fault in faults(source) if sentence in fault]

    assert len(found) == 1
    assert found[0].startswith((f"Zeile {line}:", f"Zeile {line},"))


def test_all_faults_are_named_at_once():
    source = example(
        ("adresse: dorf-digital", "adresse: Dorf"),
        ("moderation: vorher", "moderation: nie"),
        ("nummer: 2", "nummer: zwei"),
        ("art: schulung", "art: kurs"),
    )

    assert [fault.split(",")[0] for fault in faults(source)] == [
        f"Zeile {line_of(source, beginning)}"
        for beginning in ("adresse:", "moderation:", "- nummer: zwei", "art: kurs")
    ]


def test_a_key_that_stands_twice_is_refused():
    source = example(("  titel: Dorf digital", "  titel: Dorf digital\n  titel: Dorf"))

    assert faults(source) == ["Zeile 5, „titel“: Das steht schon in Zeile 4."]


def test_two_numbers_in_one_line_are_twins_too():
    source = (
        "dialog: {}\nhandlungsfelder:\n  - titel: Eins\n"
        "    leitsaetze: [{nummer: 3, aussage: a}, {nummer: 3, aussage: b}]\n"
    )

    assert "Zeile 4, „nummer“: „3“ steht schon in Zeile 4." in faults(source)


def test_a_time_shown_twice_is_a_hint_and_no_fault():
    remarks = Remarks()

    check(example(("beginn: 2027-06-01", "beginn: 2026-10-25 02:30")), remarks)

    assert remarks.faults == []
    assert "gibt es an diesem Tag zweimal" in str(remarks.hints[0])


def test_values_yaml_would_change_stay_as_they_were_typed():
    draft = check(
        example(("titel: Dorf digital", "titel: No"), ("zeiten: Montag bis", "zeiten: 17:00 bis")),
        Remarks(),
    )

    assert draft.dialogue.values["title"] == "No"
    assert draft.dialogue.values["contact_hours"].startswith("17:00 bis")


SHREDS = st.sampled_from(
    [*EXAMPLE.splitlines(keepends=True), *"&*!%@`|>-?:[]{},#\"'\t\n\0\x85\\", "---\n", "<<: ", "é"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SHREDS | st.text(max_size=20), max_size=40).map("".join))
def test_garbage_is_refused_in_sentences_and_never_breaks_the_import(source):
    assert all(fault.startswith("Zeile ") for fault in faults(source))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(EXAMPLE)), st.integers(0, 30), st.text(max_size=10))
def test_a_damaged_example_never_breaks_the_import(place, length, instead):
    assert all(
        fault.startswith("Zeile ")
        for fault in faults(EXAMPLE[:place] + instead + EXAMPLE[place + length :])
    )


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    remarks = Remarks()

    source = decoded(content, remarks)

    assert (source is None) == bool(remarks.faults)
