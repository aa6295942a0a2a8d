"""Deeds on the outbox: queue a letter with its deed, cancel, block, lease, settle."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from jinja2 import TemplateError
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from leitsaetze.audit.actions import Somebody, record
from leitsaetze.clock import now
from leitsaetze.direct import added, ask
from leitsaetze.errors import RuleViolation, traced
from leitsaetze.extensions import changed, db
from leitsaetze.mail import queries
from leitsaetze.mail.letters import compose, put_into_words
from leitsaetze.mail.models import BlockedAddress, OutgoingMail
from leitsaetze.mail.rules import (
    BLOCK_LINK_LIFETIME,
    LEASE,
    Attachment,
    Later,
    MailState,
    Recipient,
    Step,
    conclusion,
    delay,
    next_state,
)
from leitsaetze.site.actions import Link, keyed_digest, make_link
from leitsaetze.site.models import AccessLink

log = logging.getLogger(__name__)

BLOCK = "block"  # the purpose of the links made by block_link


def enqueue(
    kind: str,
    to: Recipient,
    *,
    deed: str,
    about: str,
    reply_to: str = "",
    links: Mapping[str, tuple[Link, str]] | None = None,
    attachments: Sequence[Attachment] = (),
    not_before: datetime | None = None,
    **more: Any,
) -> OutgoingMail | None:
    """Put emails/<kind>.txt (first line: the fixed subject) into the outbox, once per `deed`.

    `about` is the thing the letter tells of ("comment:42"), by which it can be cancelled. `links`
    gives each secret link a name for the template and a path with {} for the secret. It leaves at
    once, or not before a moment. `more` is what the template shows, and what `compose` knows
    beside that. Returns the letter, the earlier one for a repeated deed, or None
    when the recipient has no address or wants no letters.
    """
    if not to.address or is_blocked(to.address):
        return None
    letter = compose(
        kind,
        to,
        deed=deed,
        about=about,
        reply_to=reply_to,
        links=links,
        attachments=attachments,
        **more,
    )
    if not_before is not None:
        letter.not_before = not_before
    return added(letter) or db.session.scalars(queries.letter_of(deed)).one()


def after_undoing() -> datetime:
    """Return when a letter about what a moderator does now may leave: so long it can be undone."""
    return now() + timedelta(seconds=current_app.config["UNDO_SECONDS"])


def cancel_letters(about: str) -> None:
    """Keep letters about a thing from leaving; what has left stays written down."""
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.about == about, OutgoingMail.state != MailState.SENT)
        .where(OutgoingMail.cancelled_at.is_(None))
        .values(cancelled_at=now())
    )


def stop_letter(deed: str) -> bool:
    """Keep the letter of a deed from leaving; tell whether nobody has it or is getting it."""
    changed(
        update(OutgoingMail)
        .where(OutgoingMail.deed_key == deed, OutgoingMail.cancelled_at.is_(None))
        .where(OutgoingMail.state.in_([MailState.WAITING, MailState.FAILED]))
        .values(cancelled_at=now())
    )
    return db.session.scalar(queries.letter_on_its_way(deed)) is None


def return_letters(about: str, *, since: datetime, until: datetime) -> None:
    """Let the letters about a thing leave after all that were cancelled within a time."""
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.about == about, OutgoingMail.state == MailState.WAITING)
        .where(OutgoingMail.cancelled_at.between(since, until))
        .values(cancelled_at=None)
    )


def forget_letters(about: str) -> None:
    """Delete the letters about a thing that is forgotten, with address and words."""
    db.session.execute(
        delete(OutgoingMail)
        .where(OutgoingMail.about == about, OutgoingMail.state != MailState.SENDING)
        .execution_options(synchronize_session=False)
    )


def block_link(address: str) -> tuple[Link, str]:
    """Return a link, and its path, that lets whoever got the letter refuse further ones."""
    about = f"{BLOCK}:{_address_digest(address)}"
    return make_link(BLOCK, about, lifetime=BLOCK_LINK_LIFETIME), "/abbestellen/{}"


def block(address: str) -> None:
    """Send no more letters to an address, as its owner wishes."""
    _block(_address_digest(address))


def block_by(link: AccessLink) -> None:
    """Send no more letters to the address a link of `block_link` was made for."""
    link.used_at = now()
    _block(_digest_in(link))


def unblock_by(link: AccessLink) -> None:
    """Let letters to the address of a link leave again, those excepted that were due meanwhile."""
    db.session.execute(delete(BlockedAddress).where(BlockedAddress.digest == _digest_in(link)))


def is_blocked(address: str) -> bool:
    """Tell whether the owner of the address wants no letters."""
    return _is_blocked(_address_digest(address))


def blocked_among(addresses: Iterable[str]) -> set[str]:
    """Return those of the addresses whose owners want no letters."""
    known = {_address_digest(address): address for address in addresses}
    return {known[digest] for digest in db.session.scalars(queries.blocked_among(known))}


def is_blocked_by(link: AccessLink) -> bool:
    """Tell whether the address of a link wants no letters."""
    return _is_blocked(_digest_in(link))


def claim(worker: str) -> OutgoingMail | None:
    """Lease the letter that leaves next to `worker`, or return None when none waits."""
    letter = db.session.scalar(queries.next_due(now()))
    while letter is not None and not _says_something(letter):
        letter = db.session.scalar(queries.next_due(now()))
    if letter is None:
        return None
    letter.state = next_state(letter.state, Step.CLAIM)
    letter.attempts += 1
    letter.leased_by = worker
    letter.leased_until = now() + LEASE
    return letter


def settle(letter_id: int, worker: str, step: Step, code: str | None = None) -> None:
    """Write down what came of a letter, unless its lease has gone to somebody else."""
    letter = db.session.scalar(queries.held_by(worker, letter_id).with_for_update())
    if letter is not None:
        _conclude(letter, step, code)


def recover() -> None:
    """Decide about the letters of workers that fell silent: again if harmless, else unclear."""
    for letter in db.session.scalars(queries.lost(now())).all():
        _conclude(letter, Step.UNKNOWN, "interrupted")


def look_after(letter: OutgoingMail, step: Step, *, by: Somebody) -> None:
    """Send a failed or unclear letter again, or tick it off.

    Raises RuleViolation when a colleague was faster, or the letter must not leave any more.
    """
    db.session.refresh(letter, with_for_update=True)
    before, after = letter.state, next_state(letter.state, step)
    if step is Step.RESEND:
        if letter.cancelled_at is not None:
            raise RuleViolation("Dieser Brief wurde zurückgezogen und geht nicht mehr hinaus.")
        if is_blocked(letter.address):
            raise RuleViolation("Wer diese Adresse liest, möchte keine Post mehr von uns.")
        letter.not_before = now()
        letter.attempts = 0
    letter.state = after
    record(f"mail.{step}", letter, by=by, before=before)


def _says_something(letter: OutgoingMail) -> bool:
    """Put a letter into words that is made when it leaves; one with nothing to say stays here."""
    find_words: Later | None = current_app.extensions["later_letters"].get(letter.kind)
    if find_words is None:
        return True
    try:
        found = find_words(letter)
        if found is not None:
            put_into_words(letter, **found)
            return True
        letter.cancelled_at = now()
    except (LookupError, TypeError, ValueError, TemplateError) as error:
        # What is wrong with one letter must not keep all others from leaving.
        log.error("letter %s has no words: %s", letter.id, traced(error))
        letter.state, letter.last_error = MailState.FAILED, "bad letter"
    db.session.flush()
    return False


def _conclude(letter: OutgoingMail, step: Step, code: str | None) -> None:
    moment = now()
    step = conclusion(step, kind=letter.kind, attempts=letter.attempts, code=code)
    letter.state = next_state(letter.state, step)
    letter.leased_by = letter.leased_until = None
    letter.last_error = code
    if step is Step.ACCEPTED:
        letter.sent_at = moment
        if (
            letter.kind in current_app.extensions["later_letters"]
            and not current_app.config["DEMO"]
        ):
            letter.text = letter.html = ""  # its words may be hidden tomorrow; nobody needs them
    elif step is Step.DEFERRED:
        letter.not_before = moment + delay(letter.attempts, code)
    elif step is Step.HOLD and letter.cancelled_at is None:
        letter.cancelled_at = moment


def _is_blocked(digest: str) -> bool:
    return bool(ask(queries.block_of(), digest=digest))


def _block(digest: str) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(BlockedAddress(digest=digest))
    except IntegrityError:
        return  # the wish is older than the click


def _address_digest(address: str) -> str:
    return keyed_digest(address.casefold(), BLOCK)


def _digest_in(link: AccessLink) -> str:
    return link.about.removeprefix(f"{BLOCK}:")
