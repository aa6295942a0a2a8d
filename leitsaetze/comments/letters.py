"""The letters that ask to confirm a comment, and those that tell what it led to."""

from collections.abc import Sequence
from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.comments import queries
from leitsaetze.comments.models import Comment, Confirmation
from leitsaetze.comments.rules import LETTERS_PER_DAY, Status
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block_link, enqueue
from leitsaetze.mail.rules import Addressee
from leitsaetze.principles.models import Revision
from leitsaetze.site.actions import make_link

CONFIRM_KINDS = ("confirm", "confirm_reminder")
CONFIRM_PURPOSE = "confirm"


def subject_of(comment: Comment) -> str:
    """Return how letters and links name a comment."""
    return f"comment:{comment.id}"


def send_confirmation(waiting: Confirmation, *, kind: str = "confirm") -> None:
    """Queue a letter with the link that confirms; only so many a day go to one address.

    Whoever asked is told the same either way, so that the page says nothing about addresses.
    """
    yesterday = now() - timedelta(days=1)
    with db.session.no_autoflush:  # so that all that is new is saved in one go, below
        sent = db.session.scalar(queries.letters_since(waiting.address, CONFIRM_KINDS, yesterday))
    if (sent or 0) >= LETTERS_PER_DAY:
        return
    comment = waiting.comment
    waiting.letters += 1
    lifetime = waiting.expires_at - now()
    link = make_link(CONFIRM_PURPOSE, subject_of(comment), lifetime=lifetime, numbered=False)
    block = block_link(waiting.address)
    db.session.flush()
    enqueue(
        kind,
        Addressee(waiting.address, comment.locale),
        deed=f"confirm:{comment.id}:{waiting.letters}",
        about=subject_of(comment),
        reply_to=comment.dialogue.contact_email,
        links={"confirm": (link, "/bestaetigen/{}"), "block": block},
        comment=comment,
        expires_at=waiting.expires_at,
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
            comment=comment,
            revision=revision,
        )
