"""What the digest counts, and when overdue answers are told to somebody else. Pure Python."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from leitsaetze.language import translatable
from leitsaetze.moderation.rules import Lying, Tab
from leitsaetze.working_days import Office

# What the digest tells of, most pressing first; whatever is settled or merely looked at is nothing.
COUNTED = {
    Tab.REVIEWS: translatable("Überprüfung gewünscht"),
    Tab.REPORTS: translatable("Gemeldet"),
    Tab.OVERDUE: translatable("Überfällig"),
    Tab.NEW: translatable("Neu"),
    Tab.AWAITING_REPLY: translatable("Wartet auf Antwort"),
}
OF_DEPARTMENTS = {
    Lying.BACK: translatable("Vom Sachgebiet zurück"),
    Lying.AWAY: translatable("Bei einem Sachgebiet, und der Tag für die Antwort ist vorbei"),
}
TOLD_FROM = 8  # o'clock: before, nobody at work could have answered on that day


def overdue_since(at: datetime, days: int, office: Office, *, zone: str) -> datetime | None:
    """Return until when something was due that has been overdue for so many working days.

    None at moments at which nobody is told: before the morning, or when nobody works.
    """
    here = at.astimezone(ZoneInfo(zone))
    if here.time() < time(TOLD_FROM) or not office.works_on(here.date()):
        return None
    return office.before(at, days, zone=zone)
