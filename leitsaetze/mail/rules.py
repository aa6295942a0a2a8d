"""The life of a letter, and who can get one. Pure Python."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable

# Longer than everything smtp.py waits for while it hands over one letter.
LEASE = timedelta(minutes=15)
BLOCK_LINK_LIFETIME = timedelta(days=365)

# How long a letter rests after its first, second … attempt; the last holds for all further ones.
DELAYS = tuple(timedelta(minutes=n) for n in (1, 5, 15, 30, 60, 120, 240))
LONGEST_WHILE_UNREACHABLE = timedelta(minutes=15)
MAX_ATTEMPTS = 30  # four days; RFC 5321, 4.5.4.1: "at least 4-5 days"

# A second copy of these does no harm: the same link once more.
HARMLESS = frozenset(
    {
        "confirm",
        "confirm_reminder",
        "follow_confirm",
        "password_link",
        "registration_confirm",
        "sign_in_link",
        "staff_invitation",
    }
)

# Troubles of the server or of our way to it, not of the letter.
UNREACHABLE = frozenset(
    {
        "421",  # "service not available, closing"
        "connection refused",
        "connection lost",
        "host not found",
        "login refused",
        "timeout",
        "tls",
    }
)


class MailState(StrEnum):
    """Where a letter is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCLEAR = "unclear"  # the server may have taken it; nobody wrote that down
    FAILED = "failed"
    CLOSED = "closed"  # failed or unclear, and staff took care of it


class Step(StrEnum):
    """What can happen to a letter."""

    CLAIM = "claim"
    HOLD = "hold"  # cancelled or blocked since it was queued
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    RESEND = "resend"
    TICK_OFF = "tick_off"


TRANSITIONS = {
    (MailState.WAITING, Step.CLAIM): MailState.SENDING,
    (MailState.SENDING, Step.HOLD): MailState.WAITING,
    (MailState.SENDING, Step.ACCEPTED): MailState.SENT,
    (MailState.SENDING, Step.DEFERRED): MailState.WAITING,
    (MailState.SENDING, Step.REFUSED): MailState.FAILED,
    (MailState.SENDING, Step.UNKNOWN): MailState.UNCLEAR,
    (MailState.UNCLEAR, Step.RESEND): MailState.WAITING,
    (MailState.UNCLEAR, Step.TICK_OFF): MailState.CLOSED,
    (MailState.FAILED, Step.RESEND): MailState.WAITING,
    (MailState.FAILED, Step.TICK_OFF): MailState.CLOSED,
}

# What last_error means, for staff.
REASONS = {
    "421": translatable("Der Mailserver nimmt gerade keine Post an."),
    "450": translatable("Das Postfach ist gerade nicht erreichbar."),
    "451": translatable("Der Mailserver nimmt den Brief gerade nicht an."),
    "452": translatable("Der Mailserver oder das Postfach ist voll."),
    "550": translatable("Diese Adresse gibt es nicht, oder sie nimmt unsere Post nicht an."),
    "551": translatable("Diese Adresse ist umgezogen."),
    "552": translatable("Das Postfach ist voll, oder der Brief ist zu groß."),
    "553": translatable("Diese Adresse ist so nicht gültig."),
    "554": translatable("Der Mailserver hat den Brief abgewiesen."),
    "connection refused": translatable("Der Mailserver nimmt keine Verbindung an."),
    "connection lost": translatable("Die Verbindung zum Mailserver ist abgebrochen."),
    "host not found": translatable("Der Mailserver ist unter seinem Namen nicht zu finden."),
    "login refused": translatable("Der Mailserver hat unsere Anmeldung abgelehnt."),
    "timeout": translatable("Der Mailserver hat nicht rechtzeitig geantwortet."),
    "tls": translatable("Mit dem Mailserver kam keine verschlüsselte Verbindung zustande."),
    "bad letter": translatable("Adresse oder Kopf des Briefs sind nicht gültig."),
    "cancelled": translatable("Der Brief wurde zurückgezogen."),
    "interrupted": translatable(
        "Der Versand wurde unterbrochen. Vielleicht ist der Brief angekommen."
    ),
}
ANY_REASON = translatable("Der Mailserver hat den Brief nicht angenommen.")


class NotSent(Exception):  # noqa: N818  says what became of the letter
    """The server did not (surely) take a letter. `code` holds no address and no words."""

    def __init__(self, step: Step, code: str) -> None:
        super().__init__(f"{step}: {code}")
        self.step = step
        self.code = code


class Recipient(Protocol):
    """Whoever gets a letter; the outbox knows no room above it."""

    @property
    def id(self) -> int | None:
        """The number of the person, None while the address is unconfirmed."""

    @property
    def address(self) -> str | None:
        """The e-mail address."""

    @property
    def locale(self) -> str:
        """The language of the letter."""


# Finds what a letter says at the moment at which it leaves; None: nothing is left to tell.
Later = Callable[[Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Addressee:
    """A recipient who is not (yet) a person of the database."""

    address: str
    locale: str = "de"
    id: int | None = None


@dataclass(frozen=True)
class Attachment:
    """A file of a letter; `content_type` with parameters, e.g. text/calendar; method=PUBLISH."""

    name: str
    content_type: str
    content: str


@dataclass(frozen=True)
class Envelope:
    """A letter as the mail server gets it: two bare addresses and the finished bytes."""

    sender: str
    recipient: str
    content: bytes


def next_state(current: MailState, step: Step) -> MailState:
    """Return the state that follows. Raises RuleViolation if the table does not allow it."""
    try:
        return TRANSITIONS[current, step]
    except KeyError:
        raise RuleViolation("Das ist in diesem Zustand nicht möglich.") from None


def conclusion(step: Step, *, kind: str, attempts: int, code: str | None) -> Step:
    """Return what a result means for a letter of this kind after so many attempts.

    An unclear letter of a harmless kind goes once more. A server that keeps putting one letter off
    has refused it in the end; one that cannot be reached has not.
    """
    if step is Step.UNKNOWN and kind in HARMLESS and attempts < MAX_ATTEMPTS:
        return Step.DEFERRED
    if step is Step.DEFERRED and attempts >= MAX_ATTEMPTS and code not in UNREACHABLE:
        return Step.REFUSED
    return step


def delay(attempts: int, code: str | None) -> timedelta:
    """Return how long a letter rests after `attempts` (from 1) that came to nothing."""
    rest = DELAYS[min(max(attempts, 1), len(DELAYS)) - 1]
    return min(rest, LONGEST_WHILE_UNREACHABLE) if code in UNREACHABLE else rest


def reason(code: str | None) -> str:
    """Return what a short code means, as a German sentence."""
    return REASONS.get(code or "", ANY_REASON)
