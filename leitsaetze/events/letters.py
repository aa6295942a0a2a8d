"""The letters about invitations."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask_babel import force_locale

from leitsaetze.clock import now
from leitsaetze.events import queries
from leitsaetze.events.bulk_rules import LetterDue
from leitsaetze.events.door_rules import shown_code
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.ics import Method, address_of, file_for
from leitsaetze.events.models import Event
from leitsaetze.events.rules import INVITATION, LINK_OUTLIVES_EVENT, Answer, Details
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block_link, cancel_letters, enqueue, stop_letter
from leitsaetze.mail.rules import MailState, Recipient
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import Link, keyed_digest, make_link

PATH = "/einladung/{}"
ACCEPTED, SOON = "invitation_accepted", "event_soon"
PERHAPS_ARRIVED = {MailState.SENDING, MailState.SENT, MailState.UNCLEAR, MailState.CLOSED}


def subject_of(invitation: Invitation) -> str:
    """Return how letters and links name an invitation."""
    return f"{INVITATION}:{invitation.id}"


def send_invitation(
    invitation: Invitation, *, reply_to: str, deed: str = "", not_before: datetime | None = None
) -> None:
    """Queue the letter with the event, the file for the calendar and the link to the answer."""
    guest, about = invitation.guest, subject_of(invitation)
    cancel_letters(about)
    with force_locale(guest.locale):
        file, address = file_for(invitation.event, guest), address_of(invitation.event)
    enqueue(
        INVITATION,
        guest,
        deed=_deed(invitation, deed),
        not_before=not_before,
        about=about,
        reply_to=reply_to,
        links={"answer": way_to_answer(invitation), "block": block_link(guest.address or "")},
        attachments=[file],
        event=invitation.event,
        address=address,
        words=invitation.words,
        sender=_sender(invitation),
    )


def send_acceptance(invitation: Invitation) -> None:
    """Queue the letter that says yes has arrived, with the file that says so to a calendar."""
    if invitation.guest.address:
        seats = db.session.scalar(queries.seats_of(invitation))
        _tell(
            invitation,
            ACCEPTED,
            Method.REQUEST,
            answering=True,
            deed=_acceptance(invitation),
            persons=invitation.persons,
            code=shown_code(seats.code if seats is not None else None),
        )


def stop_acceptance(invitation: Invitation) -> bool:
    """Keep such letters here that have not left; tell whether there was one."""
    waiting = db.session.scalars(queries.letters_waiting(subject_of(invitation), ACCEPTED)).all()
    stopped = [stop_letter(deed) for deed in waiting]
    return any(stopped)


def take_back(invitation: Invitation, *, reply_to: str) -> None:
    """Keep the letter from leaving; if it may have arrived, queue one that takes it back."""
    cancel_letters(subject_of(invitation))
    if invitation.answer is None and not perhaps_read([invitation]):
        return
    enqueue(
        "invitation_withdrawn",
        invitation.guest,
        deed=_deed(invitation, "withdrawn"),
        about=subject_of(invitation),
        reply_to=reply_to,
        event=invitation.event,
        sender=_sender(invitation),
    )


def send_cancellation(invitation: Invitation) -> None:
    """Queue the letter that takes the event out of the guest's calendar."""
    _tell(invitation, "event_cancelled", Method.CANCEL)


def send_change(invitation: Invitation, before: Details) -> None:
    """Queue the letter with what is new and the file that updates the calendar of the guest."""
    comes = invitation.answer is Answer.YES
    method = Method.REQUEST if comes else Method.PUBLISH
    _tell(invitation, "event_changed", method, before=before, comes=comes, answering=True)


def send_reinstatement(invitation: Invitation) -> None:
    """Queue the letter that asks once more whether the guest comes."""
    _tell(invitation, "event_reinstated", Method.PUBLISH, answering=True)


def send_reminder(invitation: Invitation) -> None:
    """Queue the letter that asks once more for an answer."""
    block = block_link(invitation.guest.address or "")
    _tell(invitation, "invitation_reminder", None, answering=True, block=block)


def send_soon(invitation: Invitation) -> None:
    """Queue the letter that says that the event is soon, once for each address."""
    event, guest = invitation.event, invitation.guest
    comes = invitation.answer is Answer.YES
    _tell(invitation, SOON, None, deed=deed_of_soon(event, guest), comes=comes, answering=True)


def deed_of_soon(event: Event, to: Recipient) -> str:
    """Return the deed of the letter that says that an event is soon, the same for one address."""
    digest = keyed_digest((to.address or "").casefold(), SOON)
    return f"event:{event.id}:{SOON}:{digest[:40]}"


def perhaps_read(invitations: Sequence[Invitation]) -> set[int]:
    """Return the numbers of those whose letter has left or may have left."""
    return {
        invitation.id
        for invitation, state, _held_back in _letters_of(invitations)
        if state in PERHAPS_ARRIVED
    }


def still_here(invitations: Sequence[Invitation]) -> set[int]:
    """Return the numbers of those whose letter waits to leave, or is still to be written."""
    unwritten = {one.id for one in invitations if one.letter_due is LetterDue.INVITATION}
    return unwritten | {
        invitation.id
        for invitation, state, held_back in _letters_of(invitations)
        if state is MailState.WAITING and not held_back
    }


def contact_of(invitation: Invitation) -> str:
    """Return the address for answers: that of the event, or of the dialogue that led to it."""
    return invitation.event.contact_email or next(
        (dialogue.contact_email for dialogue in _dialogues(invitation)), ""
    )


def _tell(
    invitation: Invitation,
    kind: str,
    method: Method | None,
    *,
    answering: bool = False,
    block: tuple[Link, str] | None = None,
    deed: str = "",
    **more: Any,
) -> None:
    event, guest = invitation.event, invitation.guest
    with force_locale(guest.locale):
        files = [file_for(event, guest, method)] if method is not None else []
        address = address_of(event)
    links = {"answer": way_to_answer(invitation)} if answering else {}
    enqueue(
        kind,
        guest,
        deed=deed or _deed(invitation, f"{kind}:{event.sequence}"),
        about=subject_of(invitation),
        reply_to=contact_of(invitation),
        links=links | ({"block": block} if block is not None else {}),
        attachments=files,
        event=event,
        address=address,
        sender=_sender(invitation),
        **more,
    )


def way_to_answer(invitation: Invitation) -> tuple[Link, str]:
    """Return a link, and its path, to the page on which an invitation is answered."""
    lifetime = invitation.event.ends_at + LINK_OUTLIVES_EVENT - now()
    about = subject_of(invitation)
    link = make_link(INVITATION, about, lifetime=lifetime, person_id=invitation.guest_id)
    return link, PATH


def _letters_of(
    invitations: Sequence[Invitation],
) -> Iterable[tuple[Invitation, MailState, bool]]:
    """Return the invitations with the state of their letters; those of earlier rounds are over."""
    known = {subject_of(invitation): invitation for invitation in invitations}
    for about, deed, state, cancelled_at in db.session.execute(queries.letters_inviting([*known])):
        invitation = known[about]
        if f"{deed}:".startswith(f"{_deed(invitation)}:"):
            yield invitation, state, cancelled_at is not None


def _dialogues(invitation: Invitation) -> Sequence[Dialogue]:
    comment = invitation.comment
    return [comment.dialogue] if comment is not None else invitation.event.dialogues


def _sender(invitation: Invitation) -> str:
    return invitation.event.organiser or next(
        (dialogue.contact_name for dialogue in _dialogues(invitation)), ""
    )


def _acceptance(invitation: Invitation) -> str:
    """Name the present answer: each yes is a deed of its own."""
    at = invitation.answered_at
    return _deed(invitation, f"{ACCEPTED}:{at.timestamp() if at is not None else 0:.6f}")


def _deed(invitation: Invitation, what: str = "") -> str:
    deed = f"{subject_of(invitation)}:{invitation.round}"
    return f"{deed}:{what}" if what else deed
