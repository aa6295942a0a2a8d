"""Who hears what of an event that changes, is cancelled, takes place after all: one letter each."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitsaetze.events import letters, queries
from leitsaetze.events.models import Event, Invitation
from leitsaetze.events.rules import Details
from leitsaetze.extensions import db
from leitsaetze.mail.actions import blocked_among, cancel_letters


@dataclass(frozen=True)
class Reach:
    """Whom news of an event would reach now.

    `told` have or may have read their invitation, or have answered it. The letter of `waiting`
    has not left. `silent` know of it, but want no letters or have no address any more.
    """

    told: Sequence[Invitation] = ()
    waiting: Sequence[Invitation] = ()
    silent: Sequence[Invitation] = ()


def reach_of(event: Event) -> Reach:
    """Return whom news of the event would reach now."""
    invited = db.session.scalars(queries.standing_invitations(event.id)).all()
    read, here = letters.perhaps_read(invited), letters.still_here(invited)
    blocked = blocked_among(one.guest.address for one in invited if one.guest.address)
    knowing = [one for one in invited if one.id in read or one.answer is not None]
    silent = [one for one in knowing if (one.guest.address or "") in blocked | {""}]
    return Reach(
        told=[one for one in knowing if one not in silent],
        waiting=[one for one in invited if one.id in here and one not in knowing],
        silent=silent,
    )


def renew_waiting(event: Event) -> None:
    """Put the present facts of the event into the invitations that have not left."""
    for invitation in reach_of(event).waiting:
        letters.send_invitation(
            invitation, reply_to=letters.contact_of(invitation), deed=f"{event.sequence}"
        )


def tell_change(event: Event, before: Details) -> None:
    """Tell whoever knows of the event what is new."""
    for invitation in reach_of(event).told:
        letters.send_change(invitation, before)


def tell_cancellation(reach: Reach) -> None:
    """Tell whoever knows of the event that it is cancelled; older letters need not leave."""
    for invitation in (*reach.told, *reach.waiting, *reach.silent):
        cancel_letters(letters.subject_of(invitation))
    for invitation in reach.told:
        letters.send_cancellation(invitation)


def tell_reinstatement(reach: Reach) -> None:
    """Ask whoever knows of the event once more whether they come."""
    for invitation in reach.told:
        letters.send_reinstatement(invitation)
