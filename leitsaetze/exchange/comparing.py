"""Compares a file with what is there: which field is which, and what an import must not do."""

from collections.abc import Iterable, Sequence

from leitsaetze.errors import RuleViolation
from leitsaetze.exchange.checking import Draft
from leitsaetze.exchange.rules import Remarks
from leitsaetze.exchange.sections import Entry
from leitsaetze.principles.models import FieldOfAction, Principle
from leitsaetze.principles.rules import check_change_note

WORDING = ("statement", "explanation")
NUMBERS_STAY = (
    "Leitsatz %s fehlt in der Datei. Nummern bleiben bestehen: Lassen Sie ihn stehen und "
    "setzen Sie „zurueckgezogen: ja“, wenn er nicht mehr gelten soll."
)
FIELDS_STAY = (
    "Das Handlungsfeld „%s“ fehlt in der Datei. Es bleibt bestehen; seine Leitsätze können in ein "
    "anderes Feld umziehen. Umbenennen geht, wenn es an seiner Stelle stehen bleibt."
)


def matched(entries: Sequence[Entry], fields: Sequence[FieldOfAction]) -> dict[int, FieldOfAction]:
    """Return which field an entry means, by the index of the entry; a new field is missing.

    A field is known by its title; one whose title is gone, by its place in the file.
    """
    by_title = {field.title: field for field in fields}
    found = {
        index: by_title[entry.values["title"]]
        for index, entry in enumerate(entries)
        if entry.values.get("title") in by_title
    }
    taken = {field.id for field in found.values()}
    by_place = {field.position: field for field in fields if field.id not in taken}
    renamed = {
        index: by_place[index + 1]
        for index in range(len(entries))
        if index not in found and index + 1 in by_place
    }
    return found | renamed


def compare(
    draft: Draft,
    fields: Sequence[FieldOfAction],
    principles: Sequence[Principle],
    remarks: Remarks,
) -> None:
    """Note what the file would remove, and every new wording without a word on what changed."""
    by_number = {principle.number: principle for principle in principles}
    for entry in draft.principles:
        known = by_number.get(entry.values.get("number", 0))
        if known is not None:
            _compare_wording(entry, known, remarks)
    if not draft.tells_all:
        return
    numbers = {entry.values["number"] for entry in draft.principles}
    _refuse_gone(draft, NUMBERS_STAY, sorted(by_number.keys() - numbers), remarks)
    kept = {field.id for field in matched(draft.fields, fields).values()}
    gone = [field.title for field in fields if field.id not in kept]
    _refuse_gone(draft, FIELDS_STAY, gone, remarks)


def _compare_wording(entry: Entry, principle: Principle, remarks: Remarks) -> None:
    revision = principle.revision
    present = {name: getattr(revision, name) for name in WORDING}
    changed = [name for name, text in present.items() if entry.values.get(name, text) != text]
    if not changed or not entry.has("change_note"):
        return
    try:
        check_change_note(entry.values["change_note"])
    except RuleViolation as violation:
        line, _key = entry.places[changed[0]]
        remarks.refuse(line, "aenderung", violation)


def _refuse_gone(draft: Draft, sentence: str, gone: Iterable[int | str], remarks: Remarks) -> None:
    for one in gone:
        draft.file.refuse(remarks, "fields", sentence % one)
