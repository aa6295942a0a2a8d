"""The letters to many, written by the worker a few at a time, so that others leave between them."""

from leitsaetze.accounts.actions import why_not_invite
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.events import bulk_queries, letters, queries, seat_letters
from leitsaetze.events.bulk_queries import COMING
from leitsaetze.events.bulk_rules import LetterDue
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.rules import may_answer
from leitsaetze.events.seat_rules import Seat
from leitsaetze.extensions import begin_writing, db

PORTION = 20  # letters of a round; the round carries more than that to the mail server


def write_due() -> bool:
    """Write the next few of the letters that are due.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    if db.session.scalar(bulk_queries.event_with_letters()) is None:
        return False
    begin_writing()
    event_id = db.session.scalar(bulk_queries.event_with_letters())
    if event_id is None:
        return False
    db.session.scalar(queries.event_standing(event_id))
    invited = bulk_queries.invitations_with_letters(event_id).limit(PORTION)
    for invitation in db.session.scalars(invited).all():
        _write(invitation)
    registered = bulk_queries.registrations_with_letters(event_id).limit(PORTION)
    for registration in db.session.scalars(registered).all():
        _write_to_registered(registration)
    db.session.flush()
    return True


def _write(invitation: Invitation) -> None:
    """Write the letter that is due, unless what it says is not true any more."""
    due, invitation.letter_due = invitation.letter_due, None
    if invitation.withdrawn_at is not None or not may_answer(invitation.event, now()):
        return
    if due is LetterDue.COMING:
        if invitation.answer in COMING:
            letters.send_soon(invitation)
    elif why_not_invite(invitation.guest):
        _take_back_unsent(invitation, due)
    elif due is LetterDue.INVITATION:
        letters.send_invitation(invitation, reply_to=letters.contact_of(invitation))
    elif letters.still_here([invitation]):
        invitation.reminded_at = None  # what they were to be reminded of has not left yet
    elif invitation.answer is None:
        letters.send_reminder(invitation)


def _take_back_unsent(invitation: Invitation, due: LetterDue | None) -> None:
    """Forget an invitation nobody has heard of, because the guest does not want it any more."""
    if due is LetterDue.INVITATION and invitation.answer is None:
        invitation.withdrawn_at = now()
        record("invitation.withdrawn", invitation, by=None)


def _write_to_registered(registration: Registration) -> None:
    registration.letter_due = None
    if registration.state is Seat.SEATED and may_answer(registration.event, now()):
        seat_letters.send_soon(registration)
