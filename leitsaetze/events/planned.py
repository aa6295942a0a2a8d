"""Questions of the editors' desk about events: drafts too, so never for readers."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from leitsaetze.accounts.models import Person
from leitsaetze.events.bulk_rules import LetterDue
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Answer, EventStatus
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle


class Shelf(StrEnum):
    """The parts of the list."""

    DRAFTS = "entwuerfe"
    COMING = "kommende"
    PAST = "vergangene"
    CANCELLED = "abgesagte"


LATEST_FIRST = {Shelf.PAST, Shelf.CANCELLED}


def on_shelf(shelf: Shelf, at: datetime, after: Event | None = None) -> Select[Event]:
    """The events of a part of the list; `after` leaves out what a page has shown already."""
    found = select(Event).where(_stands_on(shelf, at))
    back = shelf in LATEST_FIRST
    if after is not None:
        later = Event.starts_at < after.starts_at if back else Event.starts_at > after.starts_at
        further = Event.id < after.id if back else Event.id > after.id
        found = found.where(or_(later, and_(Event.starts_at == after.starts_at, further)))
    order = (Event.starts_at, Event.id)
    return found.order_by(*(column.desc() for column in order) if back else order)


def counted(at: datetime) -> Select[int, int, int, int]:
    """How many events stand on each shelf, in the order of the shelves."""
    drafts, coming, past, cancelled = (
        func.count().filter(_stands_on(shelf, at)) for shelf in Shelf
    )
    return select(drafts, coming, past, cancelled)


def tallies(event_ids: Sequence[int]) -> Select[int, Answer | None, int, int, int, int]:
    """Event, answer, number of invitations and of persons; for staff, and as numbers only.

    Then how many were reminded, and of how many the letter is still to be written.
    """
    return (
        select(
            Invitation.event_id,
            Invitation.answer,
            func.count(Invitation.id),
            func.sum(Invitation.persons),
            func.count(Invitation.reminded_at),
            func.count().filter(Invitation.letter_due == LetterDue.INVITATION),
        )
        .where(Invitation.event_id.in_(event_ids), Invitation.withdrawn_at.is_(None))
        .group_by(Invitation.event_id, Invitation.answer)
    )


def name_of(person_id: int | None) -> Select[str]:
    """The name of a member of staff; none of nobody, and nobody else's row is read for it."""
    return select(Person.name).where(Person.id == (person_id or 0))


def dialogues_to_choose() -> Select[Dialogue]:
    """All dialogues, public or not, latest first."""
    return select(Dialogue).order_by(Dialogue.opens_at.desc(), Dialogue.id.desc())


def fields_to_choose() -> Select[FieldOfAction]:
    """The fields of action of all dialogues, in their order."""
    return select(FieldOfAction).order_by(
        FieldOfAction.dialogue_id, FieldOfAction.position, FieldOfAction.id
    )


def principles_to_choose() -> Select[Principle]:
    """The principles of all dialogues by number, each with its present wording."""
    return (
        select(Principle)
        .options(joinedload(Principle.revision))
        .order_by(Principle.dialogue_id, Principle.number)
    )


def _stands_on(shelf: Shelf, at: datetime) -> ColumnElement[bool]:
    public = Event.status.in_([EventStatus.PUBLISHED, EventStatus.HELD])
    return {
        Shelf.DRAFTS: Event.status == EventStatus.DRAFT,
        Shelf.COMING: and_(public, Event.ends_at > at),
        Shelf.PAST: and_(public, Event.ends_at <= at),
        Shelf.CANCELLED: Event.status == EventStatus.CANCELLED,
    }[shelf]
