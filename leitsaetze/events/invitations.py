"""Deeds on invitations: invite, withdraw, answer."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.actions import why_not_invite
from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.errors import RuleViolation
from leitsaetze.events import letters, needs, queries
from leitsaetze.events.actions import touch_events
from leitsaetze.events.attached import give_code, let_go
from leitsaetze.events.checks import BRINGS, INVITATION_WORDS
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import Stated
from leitsaetze.events.rules import (
    INVITATION,
    Answer,
    check_persons,
    may_answer,
    obstacle_to_event,
)
from leitsaetze.events.seat_rules import HOLDING, Move, Seat, next_state
from leitsaetze.events.seats import offer_free_seats, take
from leitsaetze.events.wishes import why_not_for
from leitsaetze.extensions import changed, db
from leitsaetze.language import translatable
from leitsaetze.mail.actions import after_undoing
from leitsaetze.site.models import AccessLink


def obstacle(guest: Person | None, event: Event) -> str:
    """Return why somebody cannot be invited to an event, as a sentence for staff, or ""."""
    if guest is None:
        return translatable("Zu dieser Person kennen wir keine bestätigte E-Mail-Adresse.")
    return why_not_invite(guest) or why_not_for(guest, event) or obstacle_to_event(event, now())


def invite(
    guest: Person,
    event: Event,
    *,
    by: Person,
    comment: Comment | None = None,
    words: str = "",
    reply_to: str = "",
) -> Invitation:
    """Invite once: asking again returns the first invitation and sends nothing.

    One that was withdrawn is made anew. Raises RuleViolation for what `obstacle` finds.
    """
    _stand_by(event)
    found = obstacle(guest, event)
    if found:
        raise RuleViolation(found)
    said = INVITATION_WORDS(words)
    invitation = Invitation(guest=guest, event=event, comment=comment, by=by, words=said)
    try:
        with db.session.begin_nested():
            db.session.add(invitation)
    except IntegrityError:
        earlier = db.session.scalars(queries.invitation_for(guest.id, event.id)).one()
        invitation = _held(earlier)
        if invitation.withdrawn_at is None:
            return invitation
        _renew(invitation, by=by, comment=comment, words=said)
    record("invitation.sent", invitation, by=by, words=said, event=event.id, guest=guest.id)
    letters.send_invitation(
        invitation,
        reply_to=reply_to or letters.contact_of(invitation),
        not_before=after_undoing(),
    )
    return invitation


def withdraw_invitation(invitation: Invitation, *, by: Person, reply_to: str = "") -> None:
    """Take an invitation back and free its seats; the guest is told unless the letter never left.

    Doing it again changes nothing. Raises RuleViolation once the event has begun.
    """
    held = _held(invitation)
    if held.withdrawn_at is not None:
        return
    if held.event.has_begun:
        raise RuleViolation("Die Veranstaltung hat schon begonnen.")
    seats = db.session.scalar(queries.seats_of(held))
    if seats is not None and seats.invitation_id is not None:
        _hold_seats(held, 0)
    held.withdrawn_at, held.letter_due = now(), None
    record("invitation.withdrawn", held, by=by)
    letters.take_back(held, reply_to=reply_to or letters.contact_of(held))


def answer(
    invitation: Invitation,
    said: Answer,
    *,
    persons: int = 1,
    brings: str = "",
    privacy_version: int | None = None,
    stated: Stated | None = None,
) -> None:
    """Write down what the guest says, and which privacy notice they had read.

    Yes takes the seats, keeps what is `stated` of needs and is confirmed by letter, anything else
    gives the seats back.

    The same answer again changes nothing. Raises RuleViolation when there are not enough seats,
    and once the event has begun or the invitation was withdrawn.
    """
    held = _held(invitation)
    _stand_by(held.event)
    if held.withdrawn_at is not None or not may_answer(held.event, now()):
        raise RuleViolation("Diese Einladung kann nicht mehr beantwortet werden.")
    check_persons(persons)
    brought = BRINGS(brings)
    if (held.answer, held.persons, held.brings) != (said, persons, brought):
        _hold_seats(held, persons if said is Answer.YES else 0)
        tells = letters.stop_acceptance(held) or held.answer is not Answer.YES
        held.answer, held.persons, held.brings = said, persons, brought
        held.answered_at, held.privacy_version = now(), privacy_version
        words = {"words": brought, "answer": said, "persons": persons}
        record("invitation.answered", held, by=held.guest, **words)
        if said is Answer.YES and tells:
            letters.send_acceptance(held)
    seats = db.session.scalar(queries.seats_of(held)) if stated and said is Answer.YES else None
    if seats is not None:
        needs.state(seats, stated)


def invitation_behind(link: AccessLink | None) -> Invitation | None:
    """Return the invitation a link of a letter stands for."""
    if link is None:
        return None
    return db.session.get(Invitation, int(link.about.removeprefix(f"{INVITATION}:")))


def _held(invitation: Invitation) -> Invitation:
    """Return the invitation as it is now, kept from everybody else until the deed is done."""
    return db.session.scalars(queries.invitation_held(invitation.id)).one()


def _stand_by(event: Event) -> None:
    """Read the event as it is now; nobody cancels it before the deed is done."""
    db.session.scalar(queries.event_standing(event.id))


def _renew(invitation: Invitation, *, by: Person, comment: Comment | None, words: str) -> None:
    invitation.withdrawn_at = invitation.answered_at = invitation.answer = None
    invitation.letter_due = invitation.reminded_at = None
    invitation.persons, invitation.brings = 1, ""
    invitation.by, invitation.comment, invitation.words = by, comment, words
    invitation.created_at = now()
    invitation.round += 1
    db.session.flush()


def _hold_seats(invitation: Invitation, wanted: int) -> None:
    """Let the guest hold this many seats, no more and no fewer; what is freed is offered on."""
    event, seats = invitation.event, db.session.scalar(queries.seats_of(invitation))
    held = seats.persons if seats is not None and seats.state in HOLDING else 0
    if wanted != held:
        take(event, wanted - held, held=held)
    if wanted and seats is None:
        seats = Registration(
            event_id=invitation.event_id,
            person_id=invitation.guest_id,
            invitation_id=invitation.id,
            persons=wanted,
        )
        db.session.add(seats)
        give_code(seats)
    elif wanted and seats is not None:
        _seat(seats, wanted)
    elif seats is not None:
        _unseat(seats)
    if wanted == held:
        return
    if wanted < held:
        offer_free_seats(event)
    touch_events()


def _seat(seats: Registration, persons: int) -> None:
    """Give whoever registered before the seats of the invitation they accept."""
    if seats.state is not Seat.SEATED:
        move = Move.ACCEPT if seats.state is Seat.OFFERED else Move.SEAT
        seats.state, seats.due_at = next_state(seats.state, move), None
        seats.round += 1
    seats.persons = persons


def _unseat(seats: Registration) -> None:
    """Forget seats that came with an invitation; sign off who had registered."""
    if seats.invitation_id is not None:
        changed(update(Registration).filter_by(same_as_id=seats.id).values(same_as_id=None))
        let_go([seats.id])
        db.session.delete(seats)
    elif seats.state in HOLDING:
        seats.state, seats.due_at = next_state(seats.state, Move.SIGN_OFF), None
        seats.round += 1
