"""What holds for events and invitations. Pure Python."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from leitsaetze.clock import start_of_day
from leitsaetze.errors import RuleViolation
from leitsaetze.events.access import StepFree
from leitsaetze.language import translatable
from leitsaetze.zones import local_day, to_utc, zone

DEFAULT_ZONE = "Europe/Berlin"
MAX_TITLE = 200
MAX_PLACE = 300
MAX_DIRECTIONS = 1000
MAX_NAME = 200
MAX_PHONE = 60
MAX_LINK = 500
MAX_TEXT = 20_000
MAX_CAPACITY = 100_000
MAX_PERSONS = 10
MAX_BRINGS = 1000
MAX_INVITATION_WORDS = 2000
INVITATION = "invitation"  # purpose of the link in the letter, and how it names its thing
LINK_OUTLIVES_EVENT = timedelta(days=3)  # so long needs are kept, and withdrawn by it
CALENDAR_REACHES_BACK = timedelta(days=365)


class EventKind(StrEnum):
    """What sort of meeting it is."""

    NETWORK_MEETING = "network_meeting"
    DIGITAL_DIALOGUE = "digital_dialogue"
    WORKSHOP = "workshop"
    ON_SITE_DIALOGUE = "on_site_dialogue"
    TRAINING = "training"


class EventStatus(StrEnum):
    """Where an event is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    HELD = "held"


class Joining(StrEnum):
    """How one takes part: just come, register before, or by invitation."""

    OPEN = "open"
    REGISTRATION = "registration"
    INVITATION = "invitation"


class Answer(StrEnum):
    """What an invited person says."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


# What readers see, and the word of import files and commands.
KINDS = {
    EventKind.NETWORK_MEETING: (translatable("Vernetzungstreffen"), "vernetzungstreffen"),
    EventKind.DIGITAL_DIALOGUE: (translatable("Digital-Dialog"), "digital-dialog"),
    EventKind.WORKSHOP: (translatable("Digital-Werkstatt"), "digital-werkstatt"),
    EventKind.ON_SITE_DIALOGUE: (translatable("Bürgerdialog vor Ort"), "buergerdialog"),
    EventKind.TRAINING: (translatable("Schulung"), "schulung"),
}
KIND_OF_WORD = {word: kind for kind, (_, word) in KINDS.items()}
JOINING_OF_WORD = {
    "offen": Joining.OPEN,
    "anmeldung": Joining.REGISTRATION,
    "einladung": Joining.INVITATION,
}

ANSWERS = {
    Answer.YES: translatable("Ja, ich komme"),
    Answer.PERHAPS: translatable("Vielleicht"),
    Answer.NO: translatable("Nein, ich kann nicht"),
}

HOW_MANY = translatable("Bitte geben Sie eine Zahl von 1 bis %(most)s an.")
NO_SEAT_LEFT = translatable(
    "Leider ist inzwischen kein Platz mehr frei. Wenn Sie „Vielleicht“ wählen, "
    "wissen wir, dass Sie gern dabei wären."
)
TOO_FEW_SEATS = translatable(
    "So viele Plätze sind leider nicht mehr frei (für Sie noch: %(free)s). "
    "Bitte verringern Sie die Zahl der Personen oder wählen Sie „Vielleicht“."
)
SHOWN_TWICE = translatable(
    "%(time)s Uhr gibt es an diesem Tag zweimal; gemeint ist das erste Mal (Sommerzeit)."
)


class Happening(Protocol):
    """Whatever takes place at a time."""

    @property
    def status(self) -> EventStatus:
        """Where it is in its life."""

    @property
    def starts_at(self) -> datetime:
        """The first moment."""

    @property
    def ends_at(self) -> datetime:
        """The first moment at which it is over."""

    @property
    def free_seats(self) -> int | None:
        """How many seats are left; None when seats are not counted."""


@dataclass(frozen=True)
class Details:
    """Everything said of an event. Moments are aware; `text` is staff's Markdown.

    One that is `all_day` begins at midnight of its zone and ends at midnight after its last day.
    `register_by` is the last day on which one can register, for readers.
    """

    kind: EventKind
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str = DEFAULT_ZONE
    all_day: bool = False
    place: str = ""
    address: str = ""
    directions: str = ""
    online_link: str = ""
    external_link: str = ""
    step_free: StepFree = StepFree.UNKNOWN
    sign_language: bool = False
    childcare: bool = False
    access: str = ""
    organiser: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    joining: Joining = Joining.OPEN
    capacity: int | None = None
    register_by: date | None = None
    text: str = ""

    @property
    def last_moment(self) -> datetime:
        """The last moment of it; at `ends_at` it is over."""
        return last_moment(self.ends_at)


def check_period(starts_at: datetime, ends_at: datetime) -> None:
    """Raise RuleViolation unless the event lasts a while."""
    if ends_at <= starts_at:
        raise RuleViolation("Das Ende muss nach dem Beginn liegen.")


def check_whole_days(details: Details) -> None:
    """Raise RuleViolation for an event of whole days that begins or ends within one."""
    for moment in (details.starts_at, details.ends_at) if details.all_day else ():
        if moment != start_of_day(local_day(moment, details.time_zone), details.time_zone):
            raise RuleViolation("Eine ganztägige Veranstaltung hat keine Uhrzeit.")


def check_register_by(day: date | None, starts_at: datetime, time_zone: str) -> None:
    """Raise RuleViolation for a last day of registration after the event has begun."""
    if day is not None and day > local_day(starts_at, time_zone):
        raise RuleViolation("Der Anmeldeschluss muss vor dem Beginn liegen.")


def check_capacity(capacity: int | None) -> None:
    """Raise RuleViolation for seats that are counted but not there."""
    if capacity is not None and not 1 <= capacity <= MAX_CAPACITY:
        raise RuleViolation(
            "Die Zahl der Plätze muss zwischen 1 und %(most)s liegen.", most=MAX_CAPACITY
        )


def check_link(link: str) -> None:
    """Raise RuleViolation for anything but an address of the web; nothing given is fine."""
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    if link and not (web and len(link) <= MAX_LINK and not re.search(r"[\s\"<>]", link)):
        raise RuleViolation("Bitte geben Sie eine vollständige Adresse mit https:// am Anfang an.")


def moment_of(local: datetime, time_zone: str) -> tuple[datetime, str]:
    """Return the moment of a local time, and a sentence if the clock showed it twice, else "".

    Raises RuleViolation for an unknown zone and for a time the clock skipped.
    """
    moment, twice = to_utc(local, time_zone)
    return moment, SHOWN_TWICE % {"time": f"{local:%H:%M}"} if twice else ""


def last_moment(ends_at: datetime) -> datetime:
    """Return the last moment of what is over at `ends_at`."""
    return ends_at - timedelta(microseconds=1)


def whole_days(first: date, last: date, time_zone: str) -> tuple[datetime, datetime]:
    """Return the moments at which whole days begin and are over.

    Raises RuleViolation for an unknown zone and at the end of the calendar.
    """
    zone(time_zone)
    try:
        return start_of_day(first, time_zone), start_of_day(last + timedelta(days=1), time_zone)
    except OverflowError:
        raise RuleViolation("Dieser Tag liegt außerhalb des Kalenders.") from None


def has_begun(event: Happening, at: datetime) -> bool:
    """Tell whether the event has started or is over."""
    return event.starts_at <= at


def is_over(event: Happening, at: datetime) -> bool:
    """Tell whether the event is past."""
    return event.ends_at <= at


def may_answer(event: Happening, at: datetime) -> bool:
    """Tell whether guests may still answer or change their answer: until the start."""
    return event.status is EventStatus.PUBLISHED and not has_begun(event, at)


def obstacle_to_event(event: Happening, at: datetime) -> str:
    """Return why nobody can be invited to this event, or "" when nothing stands in the way."""
    if event.status is EventStatus.DRAFT:
        return translatable("Die Veranstaltung ist noch nicht veröffentlicht.")
    if event.status is EventStatus.CANCELLED:
        return translatable("Die Veranstaltung ist abgesagt.")
    if event.status is EventStatus.HELD or is_over(event, at):
        return translatable("Die Veranstaltung ist schon vorbei.")
    if has_begun(event, at):
        return translatable("Die Veranstaltung hat schon begonnen.")
    if event.free_seats == 0:
        return translatable("Alle Plätze der Veranstaltung sind vergeben.")
    return ""


def check_persons(persons: int) -> None:
    """Raise RuleViolation for a number of persons one guest cannot bring."""
    if not 1 <= persons <= MAX_PERSONS:
        raise RuleViolation(HOW_MANY, most=MAX_PERSONS)


def shortage(free: int) -> RuleViolation:
    """Return the refusal for more seats than one guest can have, with a way out."""
    return RuleViolation(TOO_FEW_SEATS, free=free) if free > 0 else RuleViolation(NO_SEAT_LEFT)
