"""A question to a department: by when, how the clock pauses, when it is reminded of. Pure."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from leitsaetze.clock import start_of_day
from leitsaetze.errors import RuleViolation
from leitsaetze.working_days import A_DAY, Office

MAX_NAME = 120
MAX_SIGNED = 80
MAX_QUESTION = 2000
FURTHEST = timedelta(days=90)  # whoever wrote the comment waits for the answer
LINK_HOLDS_BEYOND = timedelta(days=60)  # after the day for the answer, unless it is taken back
A_MOMENT = timedelta(microseconds=1)  # before the midnight with which a period ends
MORNING = time(8)  # reminders wait for it: nobody at work reads earlier


class Ending(StrEnum):
    """How a question to a department came to its end."""

    PROPOSED = "proposed"
    NOT_OURS = "not_ours"
    TAKEN_BACK = "taken_back"
    OVERTAKEN = "overtaken"  # answered by the moderators, or the comment is not public any more


BACK = frozenset({Ending.PROPOSED, Ending.NOT_OURS})


def check_day(day: date, *, today: date, office: Office) -> None:
    """Raise RuleViolation for a day by which no department can be asked to answer."""
    if day <= today:
        raise RuleViolation("Bitte nennen Sie einen Tag, der noch kommt.")
    if day > today + FURTHEST:
        raise RuleViolation(
            "Bitte lassen Sie dem Sachgebiet höchstens drei Monate Zeit: Wer geschrieben hat, "
            "wartet auf Antwort."
        )
    if not office.works_on(day):
        raise RuleViolation("An diesem Tag wird nicht gearbeitet. Bitte nennen Sie einen anderen.")


def end_of(day: date, zone: str) -> datetime:
    """Return the end of a day."""
    return start_of_day(day + A_DAY, zone)


def day_of(moment: datetime, zone: str) -> date:
    """Return the day on which a moment lies."""
    return moment.astimezone(ZoneInfo(zone)).date()


def last_day_of(due_at: datetime, zone: str) -> date:
    """Return the last day of a period that ends with a day."""
    return day_of(due_at - A_MOMENT, zone)


def days_left(due_at: datetime, at: datetime, *, office: Office, zone: str) -> int:
    """Return how many working days are left at a moment until something is due.

    What is overdue has -1 left on its last working day, -2 with one working day since, and so on.
    """
    today, last = day_of(at, zone), last_day_of(due_at, zone)
    return office.between(today, last) if last >= today else -1 - office.between(last, today)


def runs_on(left: int, at: datetime, *, office: Office, zone: str) -> datetime:
    """Return when something is due that had so many days left and goes on at a moment.

    Counted with the working days there are now: an absence entered meanwhile shortens nothing.
    """
    if left >= 0:
        return office.after(at, left, zone=zone)
    return end_of(working_day(day_of(at, zone), -1 - left, office), zone)


def working_day(day: date, days: int, office: Office) -> date:
    """Return the working day that lies so many before `day`, or before the last one up to it."""
    while days or not office.works_on(day):
        days -= office.works_on(day)
        day -= A_DAY
    return day


def next_letter(due_at: datetime, at: datetime, *, office: Office, zone: str) -> datetime | None:
    """Return when the department is next reminded: the working day before, then the one after."""
    last = last_day_of(due_at, zone)
    after = last + A_DAY
    while not office.works_on(after):
        after += A_DAY
    mornings = (
        datetime.combine(day, MORNING, ZoneInfo(zone))
        for day in (working_day(last - A_DAY, 0, office), after)
    )
    return next((moment for moment in mornings if moment > at), None)
