"""Events as calendar files (RFC 5545), in the language of the page or letter they belong to.

The same events give the same bytes on every server.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date
from enum import StrEnum
from html import unescape
from zoneinfo import ZoneInfo

from flask_babel import gettext
from icalendar import Calendar, Component, vCalAddress
from icalendar import Event as Entry

from leitsaetze.events.models import Event
from leitsaetze.mail.letters import sender_address
from leitsaetze.mail.rules import Attachment, Recipient
from leitsaetze.web.filters import last_day
from leitsaetze.web.languages import language, lasting, root

PRODID = "-//Leitsaetze//Veranstaltungen//{}"
CONTENT_TYPE = "text/calendar; charset=utf-8"
FILE_NAME = "termin.ics"
_LINK = re.compile(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_END_OF_LINE = re.compile(r"(?:<br[^>]*>|</(?:li|tr)>)\s*")
_END_OF_BLOCK = re.compile(r"(?:</(?:p|h\d|ul|ol|pre|table|blockquote)>|<hr[^>]*>)\s*")


class Method(StrEnum):
    """What a program shall do with the file (RFC 5546): show, keep up to date, take out."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def calendar_of(events: Iterable[Event], name: str = "") -> str:
    """Return a calendar of these events for everybody; a `name` is what programs call it."""
    shown = list(events)
    entries = [_entry(event, event.public_online_link) for event in shown]
    return _calendar(entries, Method.PUBLISH, _years(shown), name)


def calendar_for(event: Event, guest: Recipient, method: Method = Method.PUBLISH) -> str:
    """Return the file for the calendar of somebody invited, with the link only guests get.

    With REQUEST it says that the guest comes and asks for no answer. With CANCEL it takes the entry
    out. It names nobody but the guest.
    """
    entry = _entry(event, event.online_link)
    if method is not Method.PUBLISH:
        entry.add("ATTENDEE", _attendee(guest, accepted=method is Method.REQUEST), encode=False)
    return _calendar([entry], method, _years([event]))


def file_for(event: Event, guest: Recipient, method: Method = Method.PUBLISH) -> Attachment:
    """Return that file as a letter carries it."""
    content = calendar_for(event, guest, method)
    return Attachment(FILE_NAME, f"text/calendar; method={method}", content)


def address_of(event: Event) -> str:
    """Return the public address of an event, in the present language."""
    return lasting(f"{root()}/veranstaltungen/{event.id}/")


def desk_of(event: Event) -> str:
    """Return the address of an event on the editors' desk."""
    return lasting(f"/redaktion/veranstaltungen/{event.id}/")


def plain_words(html: str) -> str:
    """Return the words of rendered Markdown, links followed by their address."""
    linked = _LINK.sub(lambda m: m[2] if m[1].endswith(m[2]) else f"{m[2]} ({m[1]})", html)
    lines = _END_OF_LINE.sub("\n", linked.replace("\n", " ").replace("<li>", "- "))
    blocks = _END_OF_BLOCK.sub("\n\n", lines)
    words = unescape(re.sub(r"<[^>]+>", "", blocks))
    trimmed = "\n".join(line.strip() for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", trimmed).strip()


def _calendar(
    entries: list[Component], method: Method, years: tuple[date, date], name: str = ""
) -> str:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID.format(language().upper()))
    calendar.add("METHOD", method)
    for heading in ("NAME", "X-WR-CALNAME") if name else ():  # the standard, and what came before
        calendar.add(heading, name)
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones(*years)
    calendar.subcomponents.sort(key=_place_in_file)
    return str(calendar.to_ical().decode())


def _entry(event: Event, link: str) -> Component:
    cancelled = gettext("Abgesagt: %(title)s", title=event.title)
    starts, ends = _period(event)
    entry = Entry()
    entry.add("UID", event.uid)
    entry.add("SEQUENCE", event.sequence)
    entry.add("DTSTAMP", event.changed_at)
    entry.add("DTSTART", starts)
    entry.add("DTEND", ends)
    entry.add("SUMMARY", cancelled if event.is_cancelled else event.title)
    entry.add("CATEGORIES", [gettext(event.kind_name)])
    entry.add("STATUS", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("ORGANIZER", _organizer(event), encode=False)
    if event.venue or link:
        entry.add("LOCATION", event.venue or link)
    entry.add("DESCRIPTION", _description(event, link))
    entry.add("URL", address_of(event))
    return entry


def _period(event: Event) -> tuple[date, date]:
    """Return start and end; an event of whole days has no times in any zone.

    A time the clock shows twice means the first one to programs (RFC 5545, section 3.3.5), so that
    the second is written in UTC.
    """
    starts, ends = (
        at.astimezone(ZoneInfo(event.time_zone)) for at in (event.starts_at, event.ends_at)
    )
    if event.all_day:
        return starts.date(), ends.date()
    return (
        event.starts_at.astimezone(UTC) if starts.fold else starts,
        event.ends_at.astimezone(UTC) if ends.fold else ends,
    )


def _organizer(event: Event) -> vCalAddress:
    """Return who sends the entry: always the same address, or programs distrust what follows."""
    sender = vCalAddress(f"mailto:{sender_address()}")
    if event.organiser:
        sender.params["CN"] = event.organiser
    return sender


def _attendee(guest: Recipient, *, accepted: bool) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{guest.address}")
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["RSVP"] = "FALSE"
    if accepted:
        attendee.params["PARTSTAT"] = "ACCEPTED"
    return attendee


def _description(event: Event, link: str) -> str:
    parts = [*_news(event), plain_words(event.html), *_getting_there(event, link), *_asking(event)]
    return "\n\n".join(part for part in [*parts, address_of(event)] if part)


def _news(event: Event) -> list[str]:
    if not event.is_cancelled:
        return []
    return [gettext("Diese Veranstaltung findet leider nicht statt."), event.reason]


def _getting_there(event: Event, link: str) -> list[str]:
    points = [*(gettext(point) for point in event.access_points), event.access]
    access = ", ".join(point for point in points if point)
    way = event.directions
    return [
        gettext("So kommen Sie hin: %(directions)s", directions=way) if way else "",
        gettext("Zugang: %(access)s", access=access) if access else "",
        gettext("Online: %(link)s", link=link) if link else "",
    ]


def _asking(event: Event) -> list[str]:
    contact = ", ".join(
        part for part in (event.contact_name, event.contact_email, event.contact_phone) if part
    )
    name, more, until = event.organiser, event.external_link, event.registers_until
    day = last_day(until, event.time_zone) if until is not None else ""
    return [
        gettext("Anmeldung bis %(day)s", day=day) if day else "",
        gettext("Veranstaltet von: %(name)s", name=name) if name else "",
        gettext("Fragen an: %(contact)s", contact=contact) if contact else "",
        gettext("Mehr dazu: %(link)s", link=more) if more else "",
    ]


def _years(events: list[Event]) -> tuple[date, date]:
    """Return the days between which the time zones must be told: whole years around the events."""
    years = [event.starts_at.year for event in events] or [date.min.year + 1]
    return date(max(min(years) - 1, 1), 1, 1), date(min(max(years) + 3, date.max.year), 1, 1)


def _place_in_file(component: Component) -> tuple[int, str]:
    """Sort time zones first, by name; events keep their order."""
    return (0, str(component["TZID"])) if component.name == "VTIMEZONE" else (1, "")
