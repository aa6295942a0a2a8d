"""The worker's part: carry the letters of the outbox to the mail server."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from flask import current_app

from leitsaetze.clock import now
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail import actions, queries, smtp
from leitsaetze.mail.letters import envelope
from leitsaetze.mail.rules import UNREACHABLE, Envelope, NotSent, Step

log = logging.getLogger(__name__)

Send = Callable[[Envelope], None]


def deliver_waiting(send: Send | None = None, limit: int = 50, stop: Event | None = None) -> int:
    """Carry out at most `limit` letters that are due; return how many the server took.

    `send` gets the finished letter and raises NotSent. Without it the letters go to what stands in
    `app.extensions["mail_sender"]`, else to the configured mail server, else they wait. When `stop`
    is set, the letter in hand is finished and no further one claimed. Commits after each letter:
    what has left the house must be written down at once.
    """
    worker = secrets.token_hex(16)
    taken = 0
    with _way_out(send) as way:
        for _ in range(limit):
            if way is None or (stop is not None and stop.is_set()):
                break
            letter_id = _claim(worker)
            if letter_id is None:
                break
            step, code = _carry(letter_id, worker, way)
            _write_down(letter_id, worker, step, code)
            taken += step is Step.ACCEPTED
            if code in UNREACHABLE:
                break  # the next letters would fare no better
    return taken


@contextmanager
def _way_out(send: Send | None) -> Iterator[Send | None]:
    way = send or current_app.extensions.get("mail_sender")
    if way is not None or not smtp.is_configured():
        yield way
        return
    with smtp.Post(current_app.config) as post:
        yield post.send


def _claim(worker: str) -> int | None:
    """Lease the next letter; asks before it takes the right to write, which others need too."""
    found = db.session.scalar(queries.anything_to_do(now()))
    db.session.rollback()
    if found is None:
        return None
    begin_writing()
    actions.recover()
    letter = actions.claim(worker)
    letter_id = letter.id if letter is not None else None
    db.session.commit()
    return letter_id


def _carry(letter_id: int, worker: str, send: Send) -> tuple[Step, str | None]:
    try:
        send(_finished(letter_id, worker))
    except NotSent as failure:
        return failure.step, failure.code
    return Step.ACCEPTED, None


def _finished(letter_id: int, worker: str) -> Envelope:
    """Return the letter ready to leave. Raises NotSent when it must not, or may not any more.

    Ends its reading before it returns, so that no transaction is open while the server thinks.
    """
    try:
        letter = db.session.scalar(queries.held_by(worker, letter_id))
        if letter is None or letter.leased_until is None or letter.leased_until <= now():
            raise NotSent(Step.DEFERRED, "interrupted")
        if letter.cancelled_at is not None or actions.is_blocked(letter.address):
            raise NotSent(Step.HOLD, "cancelled")
        return envelope(letter)
    finally:
        db.session.rollback()


def _write_down(letter_id: int, worker: str, step: Step, code: str | None) -> None:
    begin_writing()
    actions.settle(letter_id, worker, step, code)
    db.session.commit()
    log.info("letter %s: %s %s", letter_id, step.value, code or "")
