"""Takes a whole dialogue from one file: all of it or nothing."""

from leitsaetze.accounts.models import Person
from leitsaetze.events.meeting_place_queries import place_named
from leitsaetze.events.queries import event_with_key
from leitsaetze.events.series_queries import series_with
from leitsaetze.exchange.applying import Run, apply
from leitsaetze.exchange.checking import Draft, check
from leitsaetze.exchange.comparing import compare
from leitsaetze.exchange.rules import ImportRefused, Remarks, Summary
from leitsaetze.extensions import db
from leitsaetze.principles import queries
from leitsaetze.principles.models import Dialogue


def import_dialogue(source: str, *, by: Person | None) -> Summary:
    """Make the dialogue what the file says, and return what became of everything.

    The same file again changes nothing. Raises ImportRefused with every fault and its line; then
    nothing was changed.
    """
    remarks = Remarks()
    draft = check(source, remarks)
    if draft is None:
        raise ImportRefused(remarks.faults)
    dialogue = db.session.scalar(queries.dialogue_with(draft.dialogue.values.get("slug", "")))
    _look_up(draft, dialogue, remarks)
    if remarks.faults:
        raise ImportRefused(remarks.faults)
    run = Run(Summary(draft.dialogue.values["slug"], hints=sorted(remarks.hints)), by)
    with db.session.begin_nested():
        apply(draft, dialogue, run)
    return run.summary


def _look_up(draft: Draft, dialogue: Dialogue | None, remarks: Remarks) -> None:
    """Note what is wrong with the file only because of what is there already."""
    if dialogue is not None:
        fields = db.session.scalars(queries.fields_of(dialogue.id)).all()
        principles = db.session.scalars(queries.principles_of(dialogue.id)).all()
        compare(draft, fields, principles, remarks)
    here = {entry.values.get("slug") for entry in draft.series}
    listed = {entry.values.get("name") for entry in draft.places}
    for entry in draft.events:
        name = entry.values.get("meeting_place")
        if name and name not in listed and db.session.scalar(place_named(name)) is None:
            entry.refuse(
                remarks, "meeting_place", "Diesen Ort gibt es weder in der Datei noch in der Liste."
            )
        slug = entry.values.get("series")
        if slug and slug not in here and db.session.scalar(series_with(slug)) is None:
            entry.refuse(remarks, "series", "Diese Reihe gibt es weder in der Datei noch sonst.")
        event = db.session.scalar(event_with_key(entry.values.get("key", "")))
        if event is not None and event.dialogues and dialogue not in event.dialogues:
            entry.refuse(remarks, "key", "So heißt schon eine Veranstaltung eines anderen Dialogs.")
