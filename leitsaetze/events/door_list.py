"""Everybody who is to come to an event, in one list without anybody twice."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from leitsaetze.events import door_queries
from leitsaetze.events.door_models import Arrival
from leitsaetze.events.door_rules import Came, DoorList, Entry, place_in_order, shown_code
from leitsaetze.events.need_rules import read_needs
from leitsaetze.extensions import db

Placed = tuple[str, Entry]  # what people are known by: their address, or else the key; the entry


def door_list(event_id: int) -> DoorList:
    """Return who is to come and who came.

    Of somebody who stands there several times with one address, the entry with most persons
    counts, so that nobody lacks a chair; a seat counts before a perhaps.
    """
    noted = db.session.scalars(door_queries.arrivals(event_id)).all()
    listed = [it for it in noted if it.registration_id is not None or it.invitation_id is not None]
    known = {_key(it.registration_id, it.invitation_id): it for it in listed}
    found: dict[str, Entry] = {}
    for person, entry in [*_expected(event_id), *_uncertain(event_id)]:
        found[person] = _together(found[person], entry) if person in found else entry
    entries = [_noted(entry, known) for entry in found.values()]
    used = {it.came.number for it in entries if it.came is not None}
    others = tuple(Came(it.id, it.persons, it.name) for it in noted if it.id not in used)
    return DoorList(tuple(sorted(entries, key=place_in_order)), others)


def _expected(event_id: int) -> Iterator[Placed]:
    asked = door_queries.expected(event_id)
    for registration, address, on_comment, needs, words in db.session.execute(asked):
        key = _key(registration.id, None)
        yield (
            address or registration.address or key,
            Entry(
                key,
                registration.name or on_comment or "",
                registration.persons,
                code=shown_code(registration.code),
                invited=registration.invitation_id is not None,
                needs=read_needs(needs or ()),
                need_words=words or "",
                numbers=frozenset([registration.id]),
                invitation=registration.invitation_id,
            ),
        )


def _uncertain(event_id: int) -> Iterator[Placed]:
    for number, persons, address, on_comment in db.session.execute(
        door_queries.uncertain(event_id)
    ):
        key = _key(None, number)
        yield (
            address or key,
            Entry(key, on_comment or "", persons, perhaps=True, invited=True, invitation=number),
        )


def _together(one: Entry, other: Entry) -> Entry:
    """Return the one of two entries of a person that counts; it answers for both."""
    counts, rest = sorted((one, other), key=lambda it: (it.perhaps, -it.persons))
    return replace(
        counts,
        name=counts.name or rest.name,
        needs=counts.needs or rest.needs,
        need_words=counts.need_words or rest.need_words,
        numbers=counts.numbers | rest.numbers,
        invitation=counts.invitation or rest.invitation,
    )


def _noted(entry: Entry, known: Mapping[str, Arrival]) -> Entry:
    """Return the entry with the note that they came, under whichever of its names it was made."""
    names = [_key(number, None) for number in sorted(entry.numbers)]
    if entry.invitation is not None:
        names.append(_key(None, entry.invitation))
    arrival = next((known[name] for name in names if name in known), None)
    if arrival is None:
        return entry
    return replace(entry, came=Came(arrival.id, arrival.persons))


def _key(registration: int | None, invitation: int | None) -> str:
    """Return what names an entry, in forms and notes."""
    return f"a{registration}" if registration is not None else f"e{invitation}"
