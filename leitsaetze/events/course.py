"""The course of an event: what may follow which state, and which news guests must hear. Pure."""

from datetime import datetime
from enum import StrEnum

from leitsaetze.errors import RuleViolation
from leitsaetze.events.rules import EventStatus, Happening, has_begun, is_over


class Turn(StrEnum):
    """What can happen to an event as a whole."""

    PUBLISH = "publish"
    CANCEL = "cancel"
    REINSTATE = "reinstate"  # cancelled, and now it takes place after all
    MARK_HELD = "mark_held"
    UNMARK_HELD = "unmark_held"


TURNS = {
    (EventStatus.DRAFT, Turn.PUBLISH): EventStatus.PUBLISHED,
    (EventStatus.PUBLISHED, Turn.CANCEL): EventStatus.CANCELLED,
    (EventStatus.CANCELLED, Turn.REINSTATE): EventStatus.PUBLISHED,
    (EventStatus.PUBLISHED, Turn.MARK_HELD): EventStatus.HELD,
    (EventStatus.HELD, Turn.UNMARK_HELD): EventStatus.PUBLISHED,
}
MAX_REASON = 1000
# What guests have in their calendars; when it changes, staff decide whether to tell them.
IN_CALENDARS = {
    "starts_at",
    "ends_at",
    "time_zone",
    "all_day",
    "place",
    "address",
    "online_link",
    "organiser",
}


def next_status(
    event: Happening, turn: Turn, at: datetime, *, has_minutes: bool = False
) -> EventStatus:
    """Return the state that follows. Raises RuleViolation for what cannot happen (any more).

    What `has_minutes` everybody can read has taken place.
    """
    found = TURNS.get((event.status, turn))
    if found is None:
        raise RuleViolation("Das ist in diesem Zustand nicht möglich.")
    if turn is Turn.REINSTATE and has_begun(event, at):
        raise RuleViolation(
            "Der Termin hat schon begonnen oder ist vorbei. Tragen Sie zuerst einen neuen ein."
        )
    if turn is Turn.CANCEL and has_minutes:
        raise RuleViolation(
            "Zu dieser Veranstaltung gibt es ein öffentliches Protokoll. Sie hat also"
            " stattgefunden und lässt sich nicht mehr absagen."
        )
    if turn is Turn.MARK_HELD and not is_over(event, at):
        raise RuleViolation("Die Veranstaltung ist noch nicht vorbei.")
    return found


def open_turns(event: Happening, at: datetime, *, has_minutes: bool = False) -> set[Turn]:
    """Return what can happen to the event now."""
    return {turn for turn in Turn if _is_open(event, turn, at, has_minutes=has_minutes)}


def hears_news(event: Happening, at: datetime) -> bool:
    """Tell whether guests want to hear of a change: before the end of what takes place."""
    return event.status is EventStatus.PUBLISHED and not is_over(event, at)


def _is_open(event: Happening, turn: Turn, at: datetime, *, has_minutes: bool) -> bool:
    try:
        next_status(event, turn, at, has_minutes=has_minutes)
    except RuleViolation:
        return False
    return True
