"""Calendar files as two libraries read them that share no code: icalendar, and vobject."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import vobject
from icalendar import Calendar


@dataclass(frozen=True)
class Entry:
    """What a calendar knows of one event. Moments are in UTC, whole days are days."""

    uid: str
    sequence: int
    starts: date
    ends: date
    summary: str
    status: str
    location: str
    description: str
    organizer: str
    attendees: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class File:
    """What a calendar file is for, what programs call it, and what is in it."""

    method: str
    name: str
    entries: tuple[Entry, ...]

    @property
    def only(self) -> Entry:
        (entry,) = self.entries
        return entry


def read(text: str | bytes) -> File:
    """Return what a file says; both readers must understand it, and understand the same."""
    words = text.decode() if isinstance(text, bytes) else text
    refuse_odd_lines(words)
    one, other = with_icalendar(words), with_vobject(words)
    assert one == other
    return one


def refuse_odd_lines(words: str) -> None:
    """Lines end with CRLF and have at most 75 octets (RFC 5545, section 3.1)."""
    lines = words.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\r" in line or b"\n" in line for line in lines)


def with_icalendar(words: str) -> File:
    calendar = Calendar.from_ical(words)
    assert [error for part in calendar.walk() for error in part.errors] == []
    return File(
        str(calendar["METHOD"]),
        str(calendar.get("X-WR-CALNAME", "")),
        tuple(_entry_of_icalendar(entry) for entry in calendar.walk("VEVENT")),
    )


def with_vobject(words: str) -> File:
    forget_zones()
    (calendar,) = vobject.readComponents(words)
    calendar.validate(raiseException=True)
    return File(
        calendar.method.value,
        calendar.x_wr_calname.value if "x-wr-calname" in calendar.contents else "",
        tuple(_entry_of_vobject(entry) for entry in calendar.contents.get("vevent", ())),
    )


def forget_zones() -> None:
    """Let each file tell its zones: vobject keeps the first definition of a name it meets."""
    vars(vobject.icalendar)["__tzidMap"].clear()
    vobject.icalendar.registerTzid("UTC", vobject.icalendar.utc)


def _entry_of_icalendar(entry) -> Entry:
    given = entry.get("ATTENDEE", [])
    return Entry(
        str(entry["UID"]),
        int(entry["SEQUENCE"]),
        _moment(entry["DTSTART"].dt),
        _moment(entry["DTEND"].dt),
        str(entry["SUMMARY"]),
        str(entry["STATUS"]),
        str(entry.get("LOCATION", "")),
        str(entry["DESCRIPTION"]),
        str(entry["ORGANIZER"]),
        tuple(
            (str(one), tuple(sorted((name, str(value)) for name, value in one.params.items())))
            for one in (given if isinstance(given, list) else [given])
        ),
    )


def _entry_of_vobject(entry) -> Entry:
    return Entry(
        entry.uid.value,
        int(entry.sequence.value),
        _moment(entry.dtstart.value),
        _moment(entry.dtend.value),
        entry.summary.value,
        entry.status.value,
        entry.location.value if "location" in entry.contents else "",
        entry.description.value,
        entry.organizer.value,
        tuple(
            (one.value, tuple(sorted((name, value) for name, (value,) in one.params.items())))
            for one in entry.contents.get("attendee", ())
        ),
    )


def _moment(value: date) -> date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
