"""The letters that ask to confirm a comment, and those that tell what it led to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from leitsaetze.clock import now
from leitsaetze.comments import queries
from leitsaetze.comments.closing import REFUSED, digest_of_address, tell_refused
from leitsaetze.comments.models import Comment, Confirmation
from leitsaetze.comments.own_links import CONFIRM_PURPOSE, own_link, subject_of
from leitsaetze.comments.rules import LETTERS_PER_DAY, Status
from leitsaetze.direct import ask
from leitsaetze.mail.actions import block_link, enqueue
from leitsaetze.mail.rules import Addressee
from leitsaetze.principles.models import Revision
from leitsaetze.site.actions import make_link

CONFIRM_KINDS = ("confirm", "confirm_reminder", REFUSED)
REMINDER = "confirm_reminder"


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether one more letter may ask an address to confirm, and how it is closed, if it is.

    Whoever wrote is told the same either way, so that the page says nothing about addresses.
    """

    may_be_asked: bool
    closure: Any


def reach_of(address: str) -> Reach:
    """Return what may go to an address; only so many letters a day do."""
    known = ask(
        queries.letters_since(CONFIRM_KINDS),
        address=address,
        since=now() - timedelta(days=1),
        digest=digest_of_address(address),
    )[0]
    closed = known.until is not None and known.until > now()
    return Reach(known.sent < LETTERS_PER_DAY, known if closed else None)


def send_confirmation(
    comment: Comment,
    address: str,
    reach: Reach,
    *,
    expires_at: datetime,
    number: int,
    kind: str = "confirm",
) -> None:
    """Queue the letter with the link that confirms, the `number`-th about this comment.

    To a closed address goes why there is no link.
    """
    if reach.closure is not None:
        tell_refused(comment, address, reach.closure, number=number)
        return
    link = make_link(CONFIRM_PURPOSE, subject_of(comment), lifetime=expires_at - now())
    enqueue(
        kind,
        Addressee(address, comment.locale),
        deed=f"confirm:{comment.id}:{number}",
        about=subject_of(comment),
        reply_to=comment.dialogue.contact_email,
        links={"confirm": (link, "/bestaetigen/{}"), "block": block_link(address)},
        comment=comment,
        expires_at=expires_at,
    )


def send_once_more(waiting: Confirmation, *, kind: str = "confirm") -> None:
    """Queue one more letter about a comment that waits, if its address may be asked again.

    Nobody is reminded of what they cannot do.
    """
    reach = reach_of(waiting.address)
    if reach.may_be_asked and (reach.closure is None or kind != REMINDER):
        waiting.letters += 1
        send_confirmation(
            waiting.comment,
            waiting.address,
            reach,
            expires_at=waiting.expires_at,
            number=waiting.letters,
            kind=kind,
        )


def tell_of_change(revision: Revision, comments: Sequence[Comment]) -> None:
    """Tell the authors of published comments that these led to a revision, each author once.

    Only who confirmed an address has one here. The letter is about the author's first comment: it
    does not leave if that one is hidden before. Of a principle whose words are withdrawn there is
    nothing to tell: its changes are not public either.
    """
    if revision.principle.withdrawal is not None:
        return
    for comment in comments:
        if comment.author is None or comment.status is not Status.PUBLISHED:
            continue
        enqueue(
            "change",
            comment.author,
            deed=f"change:{revision.id}:{comment.author.id}",
            about=subject_of(comment),
            reply_to=comment.dialogue.contact_email,
            links={"own": own_link(comment)},
            comment=comment,
            revision=revision,
        )
