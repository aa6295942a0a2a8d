"""The letters about registrations."""

from typing import Any

from flask_babel import force_locale

from leitsaetze.clock import now
from leitsaetze.events.door_rules import shown_code
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.ics import Method, address_of, file_for
from leitsaetze.events.letters import SOON, deed_of_soon
from leitsaetze.events.models import Event
from leitsaetze.events.rules import LINK_OUTLIVES_EVENT, Details
from leitsaetze.events.seat_rules import REGISTRATION, Seat
from leitsaetze.mail.actions import block_link, cancel_letters, enqueue
from leitsaetze.mail.rules import Addressee, Recipient
from leitsaetze.site.actions import Link, make_link

PATH = "/anmeldung/{}"
CONFIRM = "registration_confirm"


def subject_of(registration: Registration) -> str:
    """Return how letters and links name a registration."""
    return f"{REGISTRATION}:{registration.id}"


def recipient_of(registration: Registration) -> Recipient:
    """Return who gets the letters; without address where staff write or call instead."""
    return registration.person or Addressee(registration.address, registration.locale)


def way_to_own(registration: Registration) -> tuple[Link, str]:
    """Return a link, and its path, to the page on which a registration is seen and changed."""
    lifetime = registration.event.ends_at + LINK_OUTLIVES_EVENT - now()
    about = subject_of(registration)
    return make_link(REGISTRATION, about, lifetime=lifetime, person_id=registration.person_id), PATH


def ask_to_confirm(registration: Registration) -> None:
    """Queue the letter whose link confirms a registration; it repeats nothing anybody typed."""
    block = block_link(registration.address)
    _send(registration, CONFIRM, block=block, until=registration.due_at)


def send_place(registration: Registration) -> None:
    """Queue the letter that tells of the seat, with the calendar file, or of the waiting list."""
    if registration.state is Seat.SEATED:
        code = shown_code(registration.code)
        _send(registration, "registration_seat", Method.REQUEST, code=code)
    else:
        _send(registration, "registration_waiting")


def send_offer(registration: Registration) -> None:
    """Queue the letter that offers a free seat; older ones about the waiting list stay here."""
    cancel_letters(subject_of(registration))
    _send(registration, "registration_offer", until=registration.due_at)


def send_end(registration: Registration) -> None:
    """Queue the letter that says that staff have taken somebody off the list."""
    cancel_letters(subject_of(registration))
    _send(registration, "registration_ended")


def send_change(registration: Registration, before: Details) -> None:
    """Queue the letter with what is new; the calendar file goes to whoever has a seat."""
    seated = registration.state is Seat.SEATED
    method = Method.REQUEST if seated else None
    more: dict[str, Any] = {"before": before, "comes": seated, "online": seated}
    _send(registration, "event_changed", method, **more, registered=True)


def send_cancellation(registration: Registration, *, seated: bool) -> None:
    """Queue the letter that says that the event does not take place."""
    method = Method.CANCEL if seated else None
    _send(registration, "event_cancelled", method, registered=True, filed=seated)


def send_reinstatement(registration: Registration) -> None:
    """Queue the letter that asks once more to register."""
    _send(registration, "event_reinstated", registered=True)


def send_soon(registration: Registration) -> None:
    """Queue the letter that says that the event is soon, once for each address."""
    deed = deed_of_soon(registration.event, recipient_of(registration))
    _send(registration, SOON, deed=deed, registered=True)


def _send(
    registration: Registration,
    kind: str,
    method: Method | None = None,
    *,
    block: tuple[Link, str] | None = None,
    deed: str = "",
    **more: Any,
) -> None:
    event, guest = registration.event, recipient_of(registration)
    if not guest.address:
        return
    with force_locale(guest.locale):
        files = [file_for(event, guest, method)] if method is not None else []
        address = address_of(event)
    links = {"own": way_to_own(registration)} | ({"block": block} if block is not None else {})
    enqueue(
        kind,
        guest,
        deed=deed or f"{subject_of(registration)}:{registration.round}:{kind}:{event.sequence}",
        about=subject_of(registration),
        reply_to=_contact_of(event),
        links=links,
        attachments=files,
        event=event,
        address=address,
        persons=registration.persons,
        sender=event.organiser or next((it.contact_name for it in event.dialogues), ""),
        **more,
    )


def _contact_of(event: Event) -> str:
    return event.contact_email or next((it.contact_email for it in event.dialogues), "")
