"""Questions about many guests at once: for staff, as numbers, and for the worker."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    Table,
    Update,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import contains_eager, joinedload

from leitsaetze.accounts.models import Consent, Person
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status
from leitsaetze.events.bulk_rules import Criteria, LetterDue
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Answer, EventStatus
from leitsaetze.events.seat_rules import Seat
from leitsaetze.events.series_models import InvitationWish
from leitsaetze.events.series_queries import wishes_elsewhere
from leitsaetze.extensions import among
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision

COMING = (Answer.YES, Answer.PERHAPS)


def dialogues_with(numbers: Collection[int]) -> Select[int, str]:
    """Number and title of these dialogues, latest first; of all that are public without numbers."""
    found = select(Dialogue.id, Dialogue.title).order_by(
        Dialogue.opens_at.desc(), Dialogue.id.desc()
    )
    if numbers:
        return found.where(Dialogue.id.in_(numbers))
    return found.where(Dialogue.published_at.is_not(None))


def fields_to_choose(dialogues: Collection[int]) -> Select[int, str]:
    """Number and title of the fields of action of these dialogues, in their order."""
    return (
        select(FieldOfAction.id, FieldOfAction.title)
        .where(FieldOfAction.dialogue_id.in_(dialogues))
        .order_by(FieldOfAction.dialogue_id, FieldOfAction.position, FieldOfAction.id)
    )


def principles_to_choose(dialogues: Collection[int]) -> Select[int, int, str]:
    """Number of the row, number and present statement of the principles of these dialogues."""
    return (
        select(Principle.id, Principle.number, Revision.statement)
        .join(
            Revision,
            (Revision.principle_id == Principle.id)
            & (Revision.number == Principle.revision_number),
        )
        .where(Principle.dialogue_id.in_(dialogues))
        .order_by(Principle.dialogue_id, Principle.number)
    )


def authors(event_id: int, criteria: Criteria) -> Select[*tuple[Any, ...]]:
    """Who wrote the comments that are meant, and what decides whether they may be invited.

    Columns: number and address of the person, since when they are switched off, whether they
    agreed, whether they were invited to this event before, whether they wish to be for other
    municipalities only.
    """
    invited = exists().where(Invitation.guest_id == Person.id, Invitation.event_id == event_id)
    writing = select(Comment.author_id).where(*_meant(criteria))
    return select(
        Person.id,
        Person.address,
        Person.disabled_at,
        _agreed().label("agreed"),
        invited.label("invited"),
        wishes_elsewhere(Person.id, event_id).label("elsewhere"),
    ).where(Person.id.in_(writing))


def inviting(event_id: int, criteria: Criteria, guests: Collection[int], **given: Any) -> Insert:
    """The invitations of these guests, each for the latest comment that is meant.

    Whoever is invited meanwhile is not invited again.
    """
    table = cast(Table, Invitation.__table__)
    values = {
        name: literal(value, table.c[name].type)
        for name, value in {"event_id": event_id, **given}.items()
    }
    chosen = (
        select(Comment.author_id, func.max(Comment.id), *values.values())
        .where(*_meant(criteria), among(Comment.author_id, guests))
        .group_by(Comment.author_id)
        .order_by(Comment.author_id)
    )
    # SQLite understands these words of PostgreSQL's, too.
    return (
        insert(table)
        .from_select(["guest_id", "comment_id", *values], chosen)
        .on_conflict_do_nothing()
        .execution_options(preserve_rowcount=True)
    )


def unanswered(event_id: int) -> Select[*tuple[Any, ...]]:
    """The invitations that stand and were not answered, and what decides whether to remind.

    Columns: number, when it was made, when a reminder was asked for, what letter is still to be
    written, and of the guest the address, since when they are switched off, whether they agreed.
    """
    return (
        select(
            Invitation.id,
            Invitation.created_at,
            Invitation.reminded_at,
            Invitation.letter_due,
            Person.address,
            Person.disabled_at,
            _agreed().label("agreed"),
        )
        .join(Person, Person.id == Invitation.guest_id)
        .where(Invitation.event_id == event_id, *_stands_unanswered())
    )


def reminding(invitations: Collection[int], at: datetime) -> Update:
    """The reminder of these invitations, each once."""
    return (
        update(Invitation)
        .where(
            among(Invitation.id, invitations),
            *_stands_unanswered(),
            Invitation.reminded_at.is_(None),
            Invitation.letter_due.is_(None),
        )
        .values(reminded_at=at, letter_due=LetterDue.REMINDER)
    )


def perhaps_soon(at: datetime, days: int) -> Select[Event]:
    """The events to come of whom so many days before, about, nobody has been reminded yet."""
    until = at + timedelta(days=days + 2)  # a day has at most 25 hours, and it is not yet eight
    return select(Event).where(
        Event.status == EventStatus.PUBLISHED,
        Event.starts_at > at,
        Event.starts_at <= until,
        Event.reminded_at.is_(None),
    )


def remembering(event_id: int, at: datetime) -> Update:
    """The note that those who come to an event are reminded now, once."""
    return (
        update(Event)
        .where(Event.id == event_id, Event.reminded_at.is_(None))
        .values(reminded_at=at)
    )


def reminding_guests(event_id: int) -> Update:
    """The reminder of the guests who come or perhaps do, those left out who have registered."""
    registered = exists().where(
        Registration.event_id == event_id,
        Registration.person_id == Invitation.guest_id,
        Registration.state == Seat.SEATED,
        Registration.invitation_id.is_(None),
    )
    return (
        update(Invitation)
        .where(
            Invitation.event_id == event_id,
            Invitation.answer.in_(COMING),
            Invitation.withdrawn_at.is_(None),
            Invitation.letter_due.is_(None),
            ~registered,
        )
        .values(letter_due=LetterDue.COMING)
    )


def reminding_registered(event_id: int) -> Update:
    """The reminder of those who registered and have a seat."""
    return (
        update(Registration)
        .where(
            Registration.event_id == event_id,
            Registration.state == Seat.SEATED,
            Registration.invitation_id.is_(None),
        )
        .values(letter_due=LetterDue.COMING)
    )


def event_with_letters() -> Select[int | None]:
    """The number of an event of which letters are to be written."""
    invited = select(func.min(Invitation.event_id)).where(Invitation.letter_due.is_not(None))
    registered = select(func.min(Registration.event_id)).where(Registration.letter_due.is_not(None))
    return select(func.coalesce(invited.scalar_subquery(), registered.scalar_subquery()))


def invitations_with_letters(event_id: int) -> Select[Invitation]:
    """The invitations of which letters are to be written, locked; those others write left out."""
    return (
        select(Invitation)
        .join(Invitation.guest)
        .where(Invitation.event_id == event_id, Invitation.letter_due.is_not(None))
        .options(contains_eager(Invitation.guest))
        .order_by(Invitation.id)
        .with_for_update(skip_locked=True, of=Invitation)
        .execution_options(populate_existing=True)
    )


def registrations_with_letters(event_id: int) -> Select[Registration]:
    """The registrations of which letters are to be written, locked like invitations."""
    return (
        select(Registration)
        .where(Registration.event_id == event_id, Registration.letter_due.is_not(None))
        .options(joinedload(Registration.person))
        .order_by(Registration.id)
        .with_for_update(skip_locked=True, of=Registration)
        .execution_options(populate_existing=True)
    )


def _meant(criteria: Criteria) -> list[ColumnElement[bool]]:
    """Say which comments are meant: published ones of people with a confirmed address."""
    meant: list[ColumnElement[bool]] = [
        Comment.author_id.is_not(None),
        Comment.published_at.is_not(None),
        Comment.status == Status.PUBLISHED,
    ]
    if criteria.fields or criteria.principles:
        revisions = (
            select(Revision.id)
            .join(Principle, Principle.id == Revision.principle_id)
            .where(
                Principle.dialogue_id.in_(criteria.dialogues),
                or_(
                    Principle.field_id.in_(criteria.fields),
                    Principle.id.in_(criteria.principles),
                ),
            )
        )
        meant.append(Comment.revision_id.in_(revisions))
    else:
        meant.append(Comment.dialogue_id.in_(criteria.dialogues))
    if criteria.positions:
        meant.append(Comment.position.in_(criteria.positions))
    if criteria.municipalities:
        wishing = select(InvitationWish.person_id).where(
            InvitationWish.municipality_id.in_(criteria.municipalities)
        )
        meant.append(Comment.author_id.in_(wishing))
    return meant


def _agreed() -> ColumnElement[bool]:
    """Say that somebody agreed to be invited and did not take it back."""
    return exists().where(
        Consent.person_id == Person.id,
        Consent.kind == ConsentKind.INVITATIONS,
        Consent.revoked_at.is_(None),
    )


def _stands_unanswered() -> tuple[ColumnElement[bool], ...]:
    return Invitation.withdrawn_at.is_(None), Invitation.answer.is_(None)
