"""The letters about invitations."""

from flask_babel import force_locale

from leitsaetze.clock import now
from leitsaetze.events.ics import FILE_NAME, LETTER_CONTENT_TYPE, address_of, calendar_of
from leitsaetze.events.models import Invitation
from leitsaetze.events.rules import INVITATION, LINK_OUTLIVES_EVENT
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block_link, cancel_letters, enqueue
from leitsaetze.mail.queries import letter_of
from leitsaetze.mail.rules import Attachment, MailState
from leitsaetze.site.actions import make_link

PATH = "/einladung/{}"
PERHAPS_ARRIVED = {MailState.SENDING, MailState.SENT, MailState.UNCLEAR, MailState.CLOSED}


def subject_of(invitation: Invitation) -> str:
    """Return how letters and links name an invitation."""
    return f"{INVITATION}:{invitation.id}"


def send_invitation(invitation: Invitation, *, reply_to: str) -> None:
    """Queue the letter with the event, the file for the calendar and the link to the answer."""
    event, guest, about = invitation.event, invitation.guest, subject_of(invitation)
    cancel_letters(about)
    link = make_link(
        INVITATION,
        about,
        lifetime=event.ends_at + LINK_OUTLIVES_EVENT - now(),
        person_id=guest.id,
    )
    with force_locale(guest.locale):
        calendar, address = calendar_of([event], for_guest=True), address_of(event)
    enqueue(
        INVITATION,
        guest,
        deed=_deed(invitation),
        about=about,
        reply_to=reply_to,
        links={"answer": (link, PATH), "block": block_link(guest.address or "")},
        attachments=[Attachment(FILE_NAME, LETTER_CONTENT_TYPE, calendar)],
        event=event,
        address=address,
        words=invitation.words,
        sender=_sender(invitation),
    )


def take_back(invitation: Invitation, *, reply_to: str) -> None:
    """Keep the letter from leaving; if it may have arrived, queue one that takes it back."""
    cancel_letters(subject_of(invitation))
    letter = db.session.scalar(
        letter_of(_deed(invitation)).execution_options(populate_existing=True)
    )
    unread = letter is None or letter.state not in PERHAPS_ARRIVED
    if unread and invitation.answer is None:
        return
    enqueue(
        "invitation_withdrawn",
        invitation.guest,
        deed=f"{_deed(invitation)}:withdrawn",
        about=subject_of(invitation),
        reply_to=reply_to,
        event=invitation.event,
        sender=_sender(invitation),
    )


def contact_of(invitation: Invitation) -> str:
    """Return the address of the dialogue whose comment led to the invitation, if there is one."""
    return invitation.comment.dialogue.contact_email if invitation.comment else ""


def _sender(invitation: Invitation) -> str:
    return invitation.comment.dialogue.contact_name if invitation.comment else ""


def _deed(invitation: Invitation) -> str:
    return f"{subject_of(invitation)}:{invitation.round}"
