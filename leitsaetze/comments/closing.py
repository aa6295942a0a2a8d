"""Closing an e-mail address for a set time: nothing written with it is taken in meanwhile."""

from datetime import timedelta
from typing import Any

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now, start_of_day, today
from leitsaetze.comments import fair_queries as queries
from leitsaetze.comments.fair_play import ClosedAddress
from leitsaetze.comments.models import Comment
from leitsaetze.comments.own_links import subject_of
from leitsaetze.direct import added, ask
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block_link, enqueue
from leitsaetze.mail.rules import Addressee
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import all_settings, keyed_digest
from leitsaetze.web.filters import last_day

REFUSED = "address_refused"
PURPOSE = "closed address"


def close_address(comment: Comment, *, days: int, reason: str, by: Person) -> ClosedAddress:
    """Take in nothing more from the address of a comment's author for `days` days; tell them why.

    The last day counts in full. Raises RuleViolation where there is no confirmed address, or it is
    closed already.
    """
    author = comment.author
    if author is None or author.address is None:
        raise RuleViolation("Zu diesem Kommentar gibt es keine E-Mail-Adresse.")
    zone = comment.dialogue.time_zone
    closed = {
        "comment_id": comment.id,
        "reason": reason,
        "closed_by": by.id,
        "closed_at": now(),
        "until": start_of_day(today(zone) + timedelta(days=days + 1), zone),
    }
    closure = _closed(digest_of_address(author.address), closed)
    record("address.closed", closure, by=by, words=reason, days=days, comment=comment.id)
    _tell(author, closure, "address_closed", comment)
    return closure


def reopen(closure: ClosedAddress, *, by: Person) -> None:
    """Take in comments from an address again before its time; tell its owner.

    Raises RuleViolation when it is open already.
    """
    db.session.refresh(closure, with_for_update=True)
    if closure.until <= now():
        raise RuleViolation("Diese Adresse ist schon wieder offen.")
    closure.until = now()
    record("address.reopened", closure, by=by)
    author = closure.comment.author
    if author is not None and author.address is not None:
        _tell(author, closure, "address_reopened", closure.comment)


def closure_of(address: str) -> Any:
    """Return until when (`until`) and why (`reason`) an address is closed now; None if it is not.

    Only ever told to whoever reads the letters of the address, or is signed in with it.
    """
    found = ask(queries.closure(), digest=digest_of_address(address))
    return found[0] if found and found[0].until > now() else None


def refuse_closed(address: str, dialogue: Dialogue) -> None:
    """Raise RuleViolation, with reason, last day and whom to ask, while an address is closed."""
    closure = closure_of(address)
    if closure is not None:
        raise RuleViolation(
            "Mit dieser E-Mail-Adresse können Sie bis einschließlich %(day)s nicht kommentieren. "
            "Der Grund: „%(reason)s“. Fragen beantwortet Ihnen: %(contact)s.",
            day=last_day(closure.until, dialogue.time_zone),
            reason=closure.reason,
            contact=_contact(dialogue),
        )


def tell_refused(comment: Comment, address: str, closure: Any, *, number: int) -> None:
    """Queue the letter that goes in place of the one with the link; the form answers alike."""
    enqueue(
        REFUSED,
        Addressee(address, comment.locale),
        deed=f"confirm:{comment.id}:{number}",
        about=subject_of(comment),
        reply_to=comment.dialogue.contact_email,
        links={"block": block_link(address)},
        comment=comment,
        closure=closure,
    )


def digest_of_address(address: str) -> str:
    """Return what is kept of a closed address; without the secret key nobody can test guesses."""
    return keyed_digest(address.casefold(), PURPOSE)


def _closed(digest: str, closed: dict[str, Any]) -> ClosedAddress:
    fresh = added(ClosedAddress(digest=digest, **closed))
    if fresh is not None:
        return fresh
    known = db.session.scalars(queries.closure_with(digest).with_for_update(of=ClosedAddress)).one()
    if known.until > now():
        raise RuleViolation("Diese Adresse ist schon geschlossen.")
    for name, value in closed.items():
        setattr(known, name, value)
    db.session.flush()
    return known


def _tell(author: Person, closure: ClosedAddress, kind: str, comment: Comment) -> None:
    enqueue(
        kind,
        author,
        deed=f"{kind}:{closure.id}:{closure.closed_at.isoformat()}",
        about=f"closed_address:{closure.id}",
        reply_to=comment.dialogue.contact_email,
        comment=comment,
        closure=closure,
    )


def _contact(dialogue: Dialogue) -> str:
    name = dialogue.contact_name or all_settings()["county"]
    return f"{name}, {dialogue.contact_email}"
