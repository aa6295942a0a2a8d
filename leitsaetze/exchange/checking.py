"""Checks a file as far as that goes without the database; every fault is noted with its line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leitsaetze.errors import RuleViolation
from leitsaetze.events.rules import SHOWN_TWICE, check_register_by
from leitsaetze.exchange.keys import DATEI
from leitsaetze.exchange.reading import Block, tree
from leitsaetze.exchange.rules import Remarks
from leitsaetze.exchange.sections import KEYS, Entry, section
from leitsaetze.exchange.values import LocalTime, beginning, end, shortened
from leitsaetze.principles.checks import DIALOGUE
from leitsaetze.principles.rules import check_period


@dataclass(frozen=True)
class Draft:
    """A file that could be read; entries name their values as the actions do."""

    dialogue: Entry
    fields: list[Entry]
    events: list[Entry]
    file: Entry

    @property
    def principles(self) -> list[Entry]:
        """The principles of all fields."""
        return [entry for field in self.fields for entry in field.values.get("principles", ())]

    @property
    def series(self) -> list[Entry]:
        """The series of events the file tells of."""
        return list(self.file.values.get("series", ()))

    @property
    def places(self) -> list[Entry]:
        """The places of the list the file tells of."""
        return list(self.file.values.get("places", ()))

    @property
    def tells_all(self) -> bool:
        """Whether every field and principle can be named, so that what is missing is missing."""
        return (
            self.file.has("fields")
            and all(field.has("title", "principles") for field in self.fields)
            and all(principle.has("number") for principle in self.principles)
        )


def check(source: str, remarks: Remarks) -> Draft | None:
    """Return what the file says, or None if it has no readable dialogue; remarks tell the rest."""
    node = tree(source, remarks)
    if node is None:
        return None
    if not isinstance(node, Block):
        remarks.refuse(node.line, "", KEYS)
        return None
    file = section(node, DATEI, remarks)
    if not file.has("dialogue"):
        return None
    fields, events = file.values.get("fields", ()), file.values.get("events", ())
    draft = Draft(file.values["dialogue"], list(fields), list(events), file)
    _check_dialogue(draft.dialogue, remarks)
    for event in draft.events:
        _check_event(event, remarks)
        if draft.tells_all:
            _check_links(event, draft, remarks)
    _refuse_twins(draft.fields, "title", remarks)
    _refuse_twins(draft.principles, "number", remarks)
    _refuse_twins(draft.events, "key", remarks)
    _refuse_twins(draft.series, "slug", remarks)
    _refuse_twins(draft.places, "name", remarks)
    return draft


def _check_dialogue(entry: Entry, remarks: Remarks) -> None:
    _settle(entry, "opens", "closes", remarks)
    for name in ("contact", "second"):  # without a second person in the file theirs stays
        inner = entry.values.pop(name, None)
        entry.values |= inner.values if inner is not None else {}
    for name in ("replies_need_two", "edit_window_minutes"):  # so does what else is not told
        if entry.values.get(name, False) is None:
            del entry.values[name]
    steps = [step.values for step in entry.values.get("steps", ()) if step.has("title", "when")]
    entry.values["steps"] = steps
    try:
        DIALOGUE["steps"](steps)
    except RuleViolation as violation:
        entry.refuse(remarks, "steps", violation)


def _check_event(event: Entry, remarks: Remarks) -> None:
    _supply_end(event, remarks)
    if event.has("starts", "ends"):
        times = {event.values[name].time for name in ("starts", "ends")}
        event.values["all_day"] = times == {None}
    _settle(event, "starts", "ends", remarks)
    contact = event.values.pop("contact", None)
    event.values |= contact.values if contact is not None else {}
    if event.has("register_by", "starts_at", "time_zone"):
        try:
            check_register_by(*(event.values[n] for n in ("register_by", "starts_at", "time_zone")))
        except RuleViolation as violation:
            event.refuse(remarks, "register_by", violation)


def _supply_end(event: Entry, remarks: Remarks) -> None:
    """Let an event without end last for its day, if it has no time either."""
    if event.values.get("ends", "") is not None:
        return
    begins: LocalTime | None = event.values.get("starts")
    if begins is not None and begins.time is None:
        event.values["ends"] = begins
        return
    event.values.pop("ends")
    if begins is not None:
        event.refuse(remarks, "ends", "Diese Angabe fehlt; nur ein ganzer Tag braucht kein Ende.")


def _settle(entry: Entry, first: str, last: str, remarks: Remarks) -> None:
    """Turn local times into moments ("opens" into "opens_at"); a day without time ends at 24:00."""
    if not entry.has("time_zone"):
        return
    for name, moment in ((first, beginning), (last, end)):
        if entry.has(name):
            _place_in_time(entry, name, moment, remarks)
    if entry.has(f"{first}_at", f"{last}_at"):
        try:
            check_period(entry.values[f"{first}_at"], entry.values[f"{last}_at"])
        except RuleViolation as violation:
            entry.refuse(remarks, last, violation)


def _place_in_time(
    entry: Entry,
    name: str,
    moment: Callable[[LocalTime, str], tuple[datetime, bool]],
    remarks: Remarks,
) -> None:
    local: LocalTime = entry.values.pop(name)
    try:
        entry.values[f"{name}_at"], twice = moment(local, entry.values["time_zone"])
    except RuleViolation as violation:
        entry.refuse(remarks, name, violation)
        return
    if twice:
        remarks.hint(*entry.places[name], SHOWN_TWICE % {"time": f"{local.time:%H:%M}"})


def _refuse_twins(entries: Iterable[Entry], name: str, remarks: Remarks) -> None:
    seen: dict[Any, int] = {}
    for entry in entries:
        if not entry.has(name):
            continue
        value = entry.values[name]
        if value in seen:
            said = f"„{shortened(str(value))}“ steht schon in Zeile {seen[value]}."
            entry.refuse(remarks, name, said)
        seen.setdefault(value, entry.places[name][0])


def _check_links(event: Entry, draft: Draft, remarks: Remarks) -> None:
    known = {
        "fields": {field.values.get("title") for field in draft.fields},
        "principles": {principle.values.get("number") for principle in draft.principles},
    }
    for name, there in known.items():
        for missing in [one for one in event.values.get(name, ()) if one not in there]:
            said = f"„{shortened(str(missing))}“ gibt es in dieser Datei nicht."
            event.refuse(remarks, name, said)
