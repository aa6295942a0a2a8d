"""What holds for dialogues and principles. Pure Python."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict
from zoneinfo import ZoneInfo

from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable

MAX_SLUG = 80
MAX_TITLE = 200
MAX_LEAD = 1000
MAX_STATEMENT = 500
MAX_TEXT = 20_000
MAX_CHANGE_NOTE = 1000
MAX_NUMBER = 9999
MAX_STEPS = 20
MAX_REPLY_DAYS = 60
EDIT_WINDOW = 60  # minutes in which authors change a comment, where editors say nothing else
DEFAULT_ZONE = "Europe/Berlin"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Moderation(StrEnum):
    """When a comment becomes public: after somebody looked at it, or at once."""

    BEFORE = "before"
    AFTER = "after"


READERS_NEEDED = 2  # who writes an answer and who reads it
ALONE = translatable(
    "Zum Gegenlesen braucht es mindestens zwei Menschen, die moderieren und sich anmelden können. "
    "Bitte laden Sie erst jemanden ein."
)


class Phase(StrEnum):
    """Where a dialogue stands at a moment."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Step(TypedDict):
    """One step of the further course of the procedure, as readers see it."""

    title: str
    when: str


class DialogueDetails(TypedDict, total=False):
    """What may be said of a dialogue and has a default."""

    lead: str
    introduction: str
    time_zone: str
    moderation: Moderation
    guests_need_address: bool
    general_comments_allowed: bool
    reply_within_days: int
    replies_need_two: bool
    edit_window_minutes: int
    steps: list[Step]
    contact_name: str
    contact_phone: str
    contact_post: str
    contact_hours: str
    responsible_id: int | None
    stand_in_id: int | None
    second_name: str
    second_email: str


class DialogueFacts(DialogueDetails, total=False):
    """Everything of a dialogue that can be changed; its slug cannot."""

    title: str
    opens_at: datetime
    closes_at: datetime
    contact_email: str


class FieldFacts(TypedDict, total=False):
    """Everything of a field of action that can be changed."""

    title: str
    goal: str
    introduction: str
    position: int


def phase(opens_at: datetime, closes_at: datetime, at: datetime) -> Phase:
    """Return the phase at `at`; the opening belongs to the period, the closing does not."""
    if at < opens_at:
        return Phase.UPCOMING
    return Phase.OPEN if at < closes_at else Phase.CLOSED


def days_left(closes_at: datetime, zone: str, at: datetime) -> int:
    """Return how many calendar days of `zone` follow the day of `at` while comments are taken.

    0 is the last day ("heute noch"), also when the dialogue closes at its midnight.
    """
    local = ZoneInfo(zone)
    last_day = (closes_at - timedelta(microseconds=1)).astimezone(local).date()
    return max(0, (last_day - at.astimezone(local).date()).days)


def enough(moderators: int) -> bool:
    """Tell whether so many people who moderate can read each other's answers."""
    return moderators >= READERS_NEEDED


def check_slug(slug: str) -> None:
    """Raise RuleViolation unless `slug` can stand in a printed address."""
    if not _SLUG.fullmatch(slug) or len(slug) > MAX_SLUG:
        raise RuleViolation(
            "Die Adresse „%(slug)s“ darf nur aus Kleinbuchstaben ohne Umlaute, Ziffern und "
            "einzelnen Bindestrichen bestehen und höchstens %(longest)s Zeichen lang sein.",
            slug=slug,
            longest=MAX_SLUG,
        )


def check_period(opens_at: datetime, closes_at: datetime) -> None:
    """Raise RuleViolation unless the dialogue is open for a while."""
    if closes_at <= opens_at:
        raise RuleViolation("Das Ende muss nach dem Beginn liegen.")


def check_change_note(change_note: str) -> None:
    """Raise RuleViolation when a new wording comes without a word on what changed."""
    if not change_note.strip():
        raise RuleViolation(
            "Der Wortlaut hat sich geändert. Bitte schreiben Sie dazu, was sich ändert und warum."
        )
