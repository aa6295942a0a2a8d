"""What holds for registrations and the waiting list. Pure Python."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from leitsaetze.errors import RuleViolation
from leitsaetze.events.rules import EventStatus, Happening, Joining, has_begun, is_over
from leitsaetze.language import translatable

REGISTRATION = "registration"  # purpose of the links in letters, and how they name their thing
CONFIRM_WITHIN = timedelta(days=7)
ACCEPT_WITHIN = timedelta(hours=48)
LETTERS_PER_DAY = 3  # that ask one address to confirm
NAMES_ARE_KEPT_FOR = timedelta(days=30)  # after the event


class Seat(StrEnum):
    """Where a registration is."""

    REQUESTED = "requested"  # waits for the click in the e-mail; holds nothing
    SEATED = "seated"
    WAITING = "waiting"
    OFFERED = "offered"  # a seat is held until it is accepted or the time is over
    SIGNED_OFF = "signed_off"
    LAPSED = "lapsed"  # the offer was not accepted in time
    GIVEN_BACK = "given_back"  # the event was cancelled
    REPEATED = "repeated"  # another registration of the same person holds instead


class Move(StrEnum):
    """What can happen to a registration."""

    SEAT = "seat"
    QUEUE = "queue"
    OFFER = "offer"
    ACCEPT = "accept"
    SIGN_OFF = "sign_off"
    LAPSE = "lapse"
    GIVE_BACK = "give_back"
    REPEAT = "repeat"


HOLDING = {Seat.SEATED, Seat.OFFERED}
ALIVE = HOLDING | {Seat.WAITING}
ENDED = {Seat.SIGNED_OFF, Seat.LAPSED, Seat.GIVEN_BACK}
MOVES = (
    {(state, Move.SEAT): Seat.SEATED for state in ENDED | {Seat.REQUESTED, Seat.WAITING}}
    | {(state, Move.QUEUE): Seat.WAITING for state in ENDED | {Seat.REQUESTED}}
    | {(state, Move.SIGN_OFF): Seat.SIGNED_OFF for state in ALIVE}
    | {(state, Move.GIVE_BACK): Seat.GIVEN_BACK for state in ALIVE}
    | {
        (Seat.REQUESTED, Move.REPEAT): Seat.REPEATED,
        (Seat.WAITING, Move.OFFER): Seat.OFFERED,
        (Seat.OFFERED, Move.ACCEPT): Seat.SEATED,
        (Seat.OFFERED, Move.LAPSE): Seat.LAPSED,
    }
)


class Registrable(Happening, Protocol):
    """Whatever one may register for."""

    @property
    def joining(self) -> Joining:
        """How one takes part."""

    @property
    def registers_until(self) -> datetime | None:
        """The moment after the last day of registration."""


def next_state(current: Seat, move: Move) -> Seat:
    """Return the state that follows. Raises RuleViolation if the table does not allow it."""
    if (current, move) not in MOVES:
        raise RuleViolation("Das ist in diesem Zustand nicht möglich.")
    return MOVES[current, move]


def obstacle_to_registering(event: Registrable, at: datetime) -> str:
    """Return why nobody can register now, or "" when nothing stands in the way."""
    if event.joining is not Joining.REGISTRATION or event.status is EventStatus.DRAFT:
        return translatable("Zu dieser Veranstaltung kann man sich nicht anmelden.")
    if event.status is EventStatus.CANCELLED:
        return translatable("Die Veranstaltung ist abgesagt.")
    if event.status is EventStatus.HELD or is_over(event, at):
        return translatable("Die Veranstaltung ist schon vorbei.")
    if has_begun(event, at):
        return translatable("Die Veranstaltung hat schon begonnen.")
    if event.registers_until is not None and event.registers_until <= at:
        return translatable("Der Anmeldeschluss ist vorbei.")
    return ""


def accept_until(event: Happening, at: datetime) -> datetime:
    """Return until when a seat offered at a moment is held."""
    return min(at + ACCEPT_WITHIN, event.starts_at)


def confirm_until(event: Happening, at: datetime) -> datetime:
    """Return until when a request made at a moment can be confirmed."""
    return min(at + CONFIRM_WITHIN, event.starts_at)
