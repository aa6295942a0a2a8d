"""Local times of a zone and the moments they mean. Pure Python."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from leitsaetze.errors import RuleViolation


def zone(name: str) -> ZoneInfo:
    """Return the zone called `name`, an IANA name such as Europe/Berlin.

    Raises RuleViolation for a name nobody knows.
    """
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # OSError: a name that is a folder of the database
        raise RuleViolation("Die Zeitzone „%(name)s“ ist unbekannt.", name=name) from None


def local_day(moment: datetime, name: str) -> date:
    """Return the calendar day of a moment in a zone."""
    return moment.astimezone(zone(name)).date()


def to_utc(naive: datetime, name: str) -> tuple[datetime, bool]:
    """Return the moment a local time means, in UTC, and whether the clock showed that time twice.

    A time shown twice (end of daylight saving) means the first of both. Raises RuleViolation for a
    time the clock skipped (begin of daylight saving) and for an unknown zone.
    """
    first, second = both_meanings(naive, name)
    return first, first != second


def both_meanings(naive: datetime, name: str) -> tuple[datetime, datetime]:
    """Return the two moments, in UTC, at which the clock showed a local time; mostly they are one.

    Raises RuleViolation for a time the clock skipped and for an unknown zone.
    """
    local = naive.replace(tzinfo=zone(name))
    try:
        first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError:
        raise RuleViolation("Dieser Tag liegt außerhalb des Kalenders.") from None
    if first.astimezone(local.tzinfo).replace(tzinfo=None) != naive:
        raise RuleViolation(
            "Die Uhrzeit %(time)s gibt es an diesem Tag nicht: Die Uhr wird umgestellt.",
            time=f"{naive:%H:%M}",
        )
    return first, second
