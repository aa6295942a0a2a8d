"""The life of a piece of feedback on accessibility. Pure Python."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from leitsaetze.accounts.rules import stays_here
from leitsaetze.clock import start_of_day, today
from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable

MAX_WORDS = 3000
MAX_NAME = 80
MAX_PAGE = 300
MAX_ANSWER = 5000
RECEIPT_LENGTH = 9  # one more than a comment's, so that no number stands for two things
LETTERS_PER_DAY = 3  # confirmations to one address
ANSWER_WITHIN = 30  # days, where the setting names none; the laws on equality say a month
LONGEST_PERIOD = 365
SOON = timedelta(days=7)
ADDRESS_KEPT_FOR = timedelta(days=30)  # after the answer; the form says so
KEPT_FOR = timedelta(days=3 * 365 + 1)  # the public body reports on these every three years
SECRET = re.compile(r"[\w-]{43}")  # what stands in the address of a page behind a secret link


class State(StrEnum):
    """Where a piece of feedback stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Deed(StrEnum):
    """What staff do with it. A note changes no state."""

    ANSWER = "answer"
    CLOSE = "close"
    NOTE = "note"


class Urgency(StrEnum):
    """How near the day is on which an answer is due."""

    LATE = "late"
    SOON = "soon"
    IN_TIME = "in_time"


DEEDS = {
    Deed.ANSWER: translatable("Antworten"),
    Deed.CLOSE: translatable("Ohne Antwort abschließen"),
    Deed.NOTE: translatable("Notiz"),
}
TRANSITIONS = {
    (State.OPEN, Deed.ANSWER): State.ANSWERED,
    (State.OPEN, Deed.CLOSE): State.CLOSED,
    (State.ANSWERED, Deed.ANSWER): State.ANSWERED,  # "jetzt behoben" may follow
    (State.CLOSED, Deed.ANSWER): State.ANSWERED,
}


def next_state(current: State, deed: Deed) -> State:
    """Return the state that follows. Raises RuleViolation if the table does not allow it."""
    try:
        return TRANSITIONS[current, deed]
    except KeyError:
        raise RuleViolation("Das ist in diesem Zustand nicht möglich.") from None


def open_deeds(current: State) -> list[Deed]:
    """Return what can be done in a state, notes aside."""
    return [deed for deed in Deed if (current, deed) in TRANSITIONS]


def period(setting: str) -> int:
    """Return within how many days an answer is due; a setting that says nothing means a month."""
    days = int(setting) if setting.strip().isascii() and setting.strip().isdigit() else 0
    return days if 0 < days <= LONGEST_PERIOD else ANSWER_WITHIN


def due_after(days: int, zone: str) -> datetime:
    """Return the end of the day so many days from today."""
    return start_of_day(today(zone) + timedelta(days=days + 1), zone)


def urgency(due_at: datetime, at: datetime) -> Urgency:
    """Tell how near an answer's last day is."""
    if due_at <= at:
        return Urgency.LATE
    return Urgency.SOON if due_at - at <= SOON else Urgency.IN_TIME


def page_named(target: str) -> str:
    """Return the page a link to the form named: a path of this site without secrets, or nothing."""
    return "" if not stays_here(target) or SECRET.search(target) else target[:MAX_PAGE]


def without_secrets(page: str) -> str:
    """Return what somebody typed as the page, without the secret of a link from a letter."""
    return SECRET.sub("…", page)


def receipt_code(written: str) -> str:
    """Return a receipt number as it is kept, however it was written down; "" if it is none."""
    code = "".join(c for c in written.upper() if c.isalnum())
    return code if len(code) == RECEIPT_LENGTH else ""
