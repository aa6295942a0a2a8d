"""What is kept of the facts of an event: said once, for commands, imports and later forms."""

from dataclasses import replace

from leitsaetze.addresses import mail_address
from leitsaetze.events.course import MAX_REASON
from leitsaetze.events.rules import (
    MAX_BRINGS,
    MAX_DIRECTIONS,
    MAX_INVITATION_WORDS,
    MAX_NAME,
    MAX_PHONE,
    MAX_PLACE,
    MAX_TEXT,
    MAX_TITLE,
    Details,
    check_capacity,
    check_link,
    check_period,
    check_register_by,
    check_whole_days,
)
from leitsaetze.principles.checks import line, markup, words, zone_name

TITLE, PLACE, TEXT = line(MAX_TITLE, needed=True), line(MAX_PLACE), markup(MAX_TEXT)
DIRECTIONS, NAME, PHONE = words(MAX_DIRECTIONS), line(MAX_NAME), line(MAX_PHONE)
BRINGS, INVITATION_WORDS = words(MAX_BRINGS), words(MAX_INVITATION_WORDS)
PERSON, REACHED_BY = line(MAX_NAME, needed=True), line(MAX_NAME)
REASON = words(MAX_REASON, needed=True)


def contact_email(value: str) -> str:
    """Check the address for questions, if there is one."""
    return str(mail_address(value)) if value.strip() else ""


def kept(details: Details) -> Details:
    """Return the details as they are kept. Raises RuleViolation for the first that cannot be."""
    zone = zone_name(details.time_zone)
    check_period(details.starts_at, details.ends_at)
    check_whole_days(details)
    check_capacity(details.capacity)
    check_register_by(details.register_by, details.starts_at, zone)
    check_link(details.online_link)
    check_link(details.external_link)
    return replace(
        details,
        title=TITLE(details.title),
        time_zone=zone,
        place=PLACE(details.place),
        address=PLACE(details.address),
        directions=DIRECTIONS(details.directions),
        access=PLACE(details.access),
        organiser=NAME(details.organiser),
        contact_name=NAME(details.contact_name),
        contact_email=contact_email(details.contact_email),
        contact_phone=PHONE(details.contact_phone),
        text=TEXT(details.text),
    )
