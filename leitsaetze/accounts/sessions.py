"""Deeds on sessions: noting that one is in use, ending some, forgetting old ones."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from leitsaetze.accounts import queries
from leitsaetze.accounts.actions import end_session, end_sessions
from leitsaetze.accounts.models import Person, SignIn
from leitsaetze.accounts.rules import SIGN_INS_ARE_KEPT_FOR, End
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.extensions import begin_writing, changed, db


def note_use(sign_in_id: int, at: datetime) -> None:
    """Write down that a session is in use; the caller looks that this happens rarely.

    Committed here, beside whatever the request did, and left out when the database is busy.
    """
    try:
        begin_writing()
        changed(
            update(SignIn)
            .where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
            .values(last_seen_at=at)
        )
        db.session.commit()
    except OperationalError:
        db.session.rollback()


def end_one(person: Person, sign_in_id: int, how: End, *, by: Person) -> None:
    """End one session of a person; one that is over already, or somebody else's, stays as it is."""
    sign_in = db.session.scalar(queries.sign_in_of(person.id, sign_in_id).with_for_update())
    if sign_in is not None:
        end_session(sign_in, how, by=by)


def end_all(person: Person, how: End, *, by: Person, but: SignIn | None = None) -> None:
    """End all sessions of a person, except `but`; doing it again writes nothing down."""
    number = end_sessions(person, how, but=but)
    if number:
        record("person.sessions_ended", person, by=by, how=how, number=number)


def forget_old() -> bool:
    """Remove sessions that were over long ago; tell whether there were any.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    oldest, moment = db.session.scalar(queries.oldest_sign_in()), now()
    if oldest is None or oldest >= moment - SIGN_INS_ARE_KEPT_FOR:
        return False
    begin_writing()
    changed(queries.old_sign_ins(moment))
    return True
