"""Events as calendar files (RFC 5545), in the language of the page or letter they belong to.

The same events give the same bytes on every server.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext
from icalendar import Calendar, Component
from icalendar import Event as Entry

from leitsaetze.events.models import Event
from leitsaetze.web.languages import language, root

PRODID = "-//Leitsaetze//Veranstaltungen//{}"
CONTENT_TYPE = "text/calendar; charset=utf-8"
LETTER_CONTENT_TYPE = "text/calendar; method=PUBLISH"
FILE_NAME = "termin.ics"
_LINK = re.compile(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_END_OF_LINE = re.compile(r"(?:<br[^>]*>|</(?:li|tr)>)\s*")
_END_OF_BLOCK = re.compile(r"(?:</(?:p|h\d|ul|ol|pre|table|blockquote)>|<hr[^>]*>)\s*")


def calendar_of(events: Iterable[Event], *, for_guest: bool = False) -> str:
    """Return a calendar of these events; one `for_guest` tells the link only invited people get."""
    events = list(events)
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID.format(language().upper()))
    calendar.add("METHOD", "PUBLISH")
    for event in events:
        calendar.add_component(_entry(event, for_guest=for_guest))
    calendar.add_missing_timezones(*_years([event.starts_at for event in events]))
    calendar.subcomponents.sort(key=_place_in_file)
    return str(calendar.to_ical().decode())


def address_of(event: Event) -> str:
    """Return the public address of an event, in the present language."""
    return f"{current_app.config['BASE_URL']}{root()}/veranstaltungen/{event.id}/"


def plain_words(html: str) -> str:
    """Return the words of rendered Markdown, links followed by their address."""
    linked = _LINK.sub(lambda m: m[2] if m[1].endswith(m[2]) else f"{m[2]} ({m[1]})", html)
    lines = _END_OF_LINE.sub("\n", linked.replace("\n", " ").replace("<li>", "- "))
    blocks = _END_OF_BLOCK.sub("\n\n", lines)
    words = unescape(re.sub(r"<[^>]+>", "", blocks))
    trimmed = "\n".join(line.strip() for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", trimmed).strip()


def _entry(event: Event, *, for_guest: bool) -> Component:
    zone = ZoneInfo(event.time_zone)
    link = event.online_link if for_guest else event.public_online_link
    entry = Entry()
    entry.add("UID", event.uid)
    entry.add("SEQUENCE", event.sequence)
    entry.add("DTSTAMP", event.changed_at)
    entry.add("DTSTART", event.starts_at.astimezone(zone))
    entry.add("DTEND", event.ends_at.astimezone(zone))
    entry.add("SUMMARY", event.title)
    entry.add("CATEGORIES", [gettext(event.kind_name)])
    entry.add("STATUS", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.place or link:
        entry.add("LOCATION", event.place or link)
    entry.add("DESCRIPTION", _description(event, link))
    entry.add("URL", address_of(event))
    return entry


def _description(event: Event, link: str) -> str:
    parts = [
        plain_words(event.html),
        gettext("Zugang: %(access)s", access=event.access) if event.access else "",
        gettext("Online: %(link)s", link=link) if link else "",
        gettext("Mehr dazu: %(link)s", link=event.external_link) if event.external_link else "",
        address_of(event),
    ]
    return "\n\n".join(part for part in parts if part)


def _years(starts: list[datetime]) -> tuple[date, date]:
    """Return the days between which the time zones must be told: whole years around the events."""
    years = [start.year for start in starts] or [date.min.year + 1]
    return date(max(min(years) - 1, 1), 1, 1), date(min(max(years) + 3, date.max.year), 1, 1)


def _place_in_file(component: Component) -> tuple[int, str]:
    """Sort time zones first, by name; events keep their order."""
    return (0, str(component["TZID"])) if component.name == "VTIMEZONE" else (1, "")
