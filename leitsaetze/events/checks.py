"""What is kept of the facts of an event: said once, for commands, imports and later forms."""

from dataclasses import replace

from leitsaetze.events.rules import (
    MAX_BRINGS,
    MAX_INVITATION_WORDS,
    MAX_PLACE,
    MAX_TEXT,
    MAX_TITLE,
    Details,
    check_capacity,
    check_link,
    check_period,
)
from leitsaetze.principles.checks import line, markup, words, zone_name

TITLE, PLACE, TEXT = line(MAX_TITLE, needed=True), line(MAX_PLACE), markup(MAX_TEXT)
BRINGS, INVITATION_WORDS = words(MAX_BRINGS), words(MAX_INVITATION_WORDS)


def kept(details: Details) -> Details:
    """Return the details as they are kept. Raises RuleViolation for the first that cannot be."""
    check_period(details.starts_at, details.ends_at)
    check_capacity(details.capacity)
    check_link(details.online_link)
    check_link(details.external_link)
    return replace(
        details,
        title=TITLE(details.title),
        time_zone=zone_name(details.time_zone),
        place=PLACE(details.place),
        access=PLACE(details.access),
        text=TEXT(details.text),
    )
