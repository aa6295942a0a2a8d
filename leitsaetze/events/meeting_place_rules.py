"""What is said of a place where events take place, and what an event takes from it. Pure Python."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from leitsaetze.events import checks
from leitsaetze.events.access import StepFree
from leitsaetze.events.rules import MAX_PLACE, Details
from leitsaetze.principles.checks import line

PLACE_NAME = line(MAX_PLACE, needed=True)
# What stands in the calendars of guests.
TOLD_OF = ("name", "address")


class Turn(StrEnum):
    """What can become of a place as a whole."""

    RETIRE = "weglegen"
    BRING_BACK = "wieder"
    REMOVE = "entfernen"


@dataclass(frozen=True)
class PlaceFacts:
    """Everything an event takes from a place; `access` says in words how one gets in."""

    name: str
    address: str = ""
    directions: str = ""
    step_free: StepFree = StepFree.UNKNOWN
    access: str = ""


def kept(facts: PlaceFacts) -> PlaceFacts:
    """Return the facts as they are kept. Raises RuleViolation for the first that cannot be."""
    return replace(
        facts,
        name=PLACE_NAME(facts.name),
        address=checks.PLACE(facts.address),
        directions=checks.DIRECTIONS(facts.directions),
        access=checks.PLACE(facts.access),
    )


def as_details(facts: PlaceFacts) -> dict[str, Any]:
    """Return the facts by the names they have in an event."""
    said = asdict(facts)
    return {"place": said.pop("name"), **said}


def facts_in(details: Details) -> PlaceFacts:
    """Return what an event says of its place."""
    return PlaceFacts(
        details.place, details.address, details.directions, details.step_free, details.access
    )


def filled(details: Details, facts: PlaceFacts, present: Details | None = None) -> Details:
    """Return an event with the facts of its place wherever it says nothing of its own.

    One that had this place before keeps what it says `present`ly.
    """
    found = as_details(facts_in(present) if present is not None else facts)
    nothing = {"", StepFree.UNKNOWN}
    return replace(
        details,
        **{name: value for name, value in found.items() if getattr(details, name) in nothing},
    )


def carried(details: Details, before: PlaceFacts, after: PlaceFacts) -> Details:
    """Return an event with what is new of its place; what it says otherwise stays as it is."""
    old, new = as_details(before), as_details(after)
    return replace(
        details,
        **{
            name: value
            for name, value in new.items()
            if value != old[name] and getattr(details, name) == old[name]
        },
    )


def is_told(before: PlaceFacts, after: PlaceFacts) -> bool:
    """Tell whether something changes that guests have in their calendars."""
    return any(getattr(before, name) != getattr(after, name) for name in TOLD_OF)
