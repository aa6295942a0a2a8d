"""Guests, invitations and times for the tests of the events room."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from leitsaetze.accounts.actions import agree
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.clock import now
from leitsaetze.events.invitations import invite
from leitsaetze.events.rules import Details, EventKind
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from tests.factories import make_event, make_moderator, make_person

BERLIN = ZoneInfo("Europe/Berlin")


def local(*given, zone=BERLIN):
    return datetime(*given, tzinfo=zone)


def details(**given):
    starts_at = given.pop("starts_at", now() + timedelta(days=7))
    values = {
        "kind": EventKind.NETWORK_MEETING,
        "title": "Vernetzungstreffen Nachhaltigkeit",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Landratsamt, Sitzungssaal 2",
    }
    return Details(**values | given)


def make_guest(**given):
    """Somebody who agreed to be invited."""
    guest = make_person(**given)
    agree(guest, ConsentKind.INVITATIONS, wording="Laden Sie mich ein", version=1, given_with="x")
    db.session.commit()
    return guest


def make_invitation(event=None, **given):
    """An invitation as the action makes it, with its letter in the outbox."""
    guest, by = given.pop("guest", None) or make_guest(), given.pop("by", None) or make_moderator()
    event = event or make_event()
    begin_writing()
    invitation = invite(guest, event, by=by, **given)
    db.session.commit()
    return invitation


def page_of(invitation):
    """The address of the page on which the guest answers."""
    link = db.session.scalars(
        db.select(AccessLink)
        .where(AccessLink.about == f"invitation:{invitation.id}")
        .order_by(AccessLink.id.desc())
    ).first()
    return f"/einladung/{secret_of(link)}"


def arrive():
    """Let every letter of the outbox that may leave have left."""
    waiting = db.update(OutgoingMail).where(
        OutgoingMail.state == MailState.WAITING, OutgoingMail.cancelled_at.is_(None)
    )
    db.session.execute(waiting.values(state=MailState.SENT))
    db.session.commit()
    db.session.expire_all()


def letters():
    return db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id)).all()
