"""Who hears what of an event that changes, is cancelled, takes place after all: one letter each."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitsaetze.events import letters, queries, seat_letters, seat_queries
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Details
from leitsaetze.events.seat_rules import HOLDING, Seat
from leitsaetze.extensions import db
from leitsaetze.mail.actions import blocked_among, cancel_letters


@dataclass(frozen=True)
class Reach:
    """Whom news of an event would reach now.

    `told` have or may have read their invitation, or have answered it. The letter of `waiting`
    has not left. `silent` know of it, but want no letters or have no address any more.
    `registered` have a seat or wait for one, or had one when the event was cancelled; nobody of
    them is also among those who were invited.
    """

    told: Sequence[Invitation] = ()
    waiting: Sequence[Invitation] = ()
    silent: Sequence[Invitation] = ()
    registered: Sequence[Registration] = ()
    seated: frozenset[int] = frozenset()  # the numbers of those registered who hold seats

    @property
    def number(self) -> int:
        """How many people get a letter."""
        return len(self.told) + len(self.registered)


def reach_of(event: Event) -> Reach:
    """Return whom news of the event would reach now."""
    invited = db.session.scalars(queries.standing_invitations(event.id)).all()
    read, here = letters.perhaps_read(invited), letters.still_here(invited)
    blocked = blocked_among(one.guest.address for one in invited if one.guest.address)
    knowing = [one for one in invited if one.id in read or one.answer is not None]
    known = {one.id for one in knowing}
    unreachable = blocked | {""}
    silent = [one for one in knowing if (one.guest.address or "") in unreachable]
    passed_over = {one.id for one in silent}
    registered = _registered(event)
    by_themselves = {one.person_id for one in registered}
    return Reach(
        told=[
            one
            for one in knowing
            if one.id not in passed_over and one.guest_id not in by_themselves
        ],
        waiting=[one for one in invited if one.id in here and one.id not in known],
        silent=silent,
        registered=registered,
        seated=frozenset(one.id for one in registered if one.state in HOLDING),
    )


def renew_waiting(event: Event) -> None:
    """Put the present facts of the event into the invitations that have not left."""
    for invitation in reach_of(event).waiting:
        if invitation.letter_due is not None:
            continue  # the worker will write it with the new facts
        letters.send_invitation(
            invitation, reply_to=letters.contact_of(invitation), deed=f"{event.sequence}"
        )


def tell_change(event: Event, before: Details) -> None:
    """Tell whoever knows of the event what is new."""
    reach = reach_of(event)
    for invitation in reach.told:
        letters.send_change(invitation, before)
    for registration in reach.registered:
        seat_letters.send_change(registration, before)


def tell_cancellation(reach: Reach) -> None:
    """Tell whoever knows of the event that it is cancelled; older letters need not leave."""
    for invitation in (*reach.told, *reach.waiting, *reach.silent):
        cancel_letters(letters.subject_of(invitation))
    for invitation in reach.told:
        letters.send_cancellation(invitation)
    for registration in reach.registered:
        cancel_letters(seat_letters.subject_of(registration))
        db.session.refresh(registration)
        seat_letters.send_cancellation(registration, seated=registration.id in reach.seated)


def tell_reinstatement(reach: Reach) -> None:
    """Ask whoever knows of the event once more whether they come."""
    for invitation in reach.told:
        letters.send_reinstatement(invitation)
    for registration in reach.registered:
        seat_letters.send_reinstatement(registration)


def _registered(event: Event) -> Sequence[Registration]:
    """Return those who registered, hear news of the event and can be reached by e-mail."""
    standing = [
        one
        for one in db.session.scalars(seat_queries.registrations_to(event.id))
        if one.state not in {Seat.SIGNED_OFF, Seat.LAPSED}
    ]
    addresses = {one.id: seat_letters.recipient_of(one).address or "" for one in standing}
    unreachable = blocked_among(it for it in addresses.values() if it) | {""}
    return [one for one in standing if addresses[one.id] not in unreachable]
