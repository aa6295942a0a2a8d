"""When a moderator's digest is due. Pure Python."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable

DAYS = [
    translatable("Montag"),
    translatable("Dienstag"),
    translatable("Mittwoch"),
    translatable("Donnerstag"),
    translatable("Freitag"),
    translatable("Samstag"),
    translatable("Sonntag"),
]
HOURS = range(24)
# What somebody gets who chose nothing yet.
USUAL_DAYS = (0, 1, 2, 3, 4)
USUAL_HOUR = 8
# A server that was down at the hour sends it later the same morning, but not in the evening.
CATCH_UP = timedelta(hours=4)


def slot_on(day: date, hour: int, zone: str) -> datetime:
    """Return the moment of a digest.

    An hour the clocks leave out means the one after it, an hour that comes twice the first.
    """
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def slot_due(at: datetime, *, weekdays: Collection[int], hour: int, zone: str) -> date | None:
    """Return the day whose digest is to be sent at a moment, None when there is none."""
    here = at.astimezone(ZoneInfo(zone)).date()
    for day in (here, here - timedelta(days=1)):
        slot = slot_on(day, hour, zone)
        if day.weekday() in weekdays and slot <= at < slot + CATCH_UP:
            return day
    return None


def check_digest(weekdays: Collection[int], hour: int) -> None:
    """Raise RuleViolation for days or an hour that no week has."""
    if not set(weekdays) <= set(range(len(DAYS))):
        raise RuleViolation("Bitte wählen Sie Tage von Montag bis Sonntag.")
    if hour not in HOURS:
        raise RuleViolation("Bitte wählen Sie eine volle Stunde.")
