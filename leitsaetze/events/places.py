"""Where an event belongs: dialogues, their fields and principles, municipalities, a series."""

from collections.abc import Sequence
from typing import Any

from leitsaetze.errors import RuleViolation
from leitsaetze.events.models import Event
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle


def refuse_strangers(
    dialogues: Sequence[Dialogue], things: Sequence[FieldOfAction | Principle]
) -> None:
    """Refuse what belongs to none of the dialogues an event accompanies."""
    if {thing.dialogue_id for thing in things} - {dialogue.id for dialogue in dialogues}:
        raise RuleViolation(
            "Handlungsfelder und Leitsätze müssen zu einem der gewählten Dialoge gehören."
        )


def relate(event: Event, **given: Sequence[Any] | None) -> set[str]:
    """Put the event where it belongs; return the names of what was new."""
    wanted: dict[str, Sequence[Any]] = {
        name: getattr(event, name) if (things := given.get(name)) is None else things
        for name in ("dialogues", "fields", "principles")
    }
    refuse_strangers(wanted["dialogues"], [*wanted["fields"], *wanted["principles"]])
    new = {
        name: list(things)
        for name, things in given.items()
        if things is not None
        and {thing.id for thing in things} != {thing.id for thing in getattr(event, name)}
    }
    for name, things in new.items():
        setattr(event, name, things)
    return set(new)
