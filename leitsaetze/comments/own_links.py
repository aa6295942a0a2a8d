"""The secret links that prove who has written a comment, and which of them proves it when."""

from leitsaetze.comments.models import Comment
from leitsaetze.comments.rewriting_rules import LINK_HOLDS
from leitsaetze.extensions import db
from leitsaetze.site.actions import Link, link_for, make_link

CONFIRM_PURPOSE = "confirm"
RECEIPT_PURPOSE = "receipt"  # of the link with which whoever has just written comes back
OWN_PURPOSE = "own"


def subject_of(comment: Comment) -> str:
    """Return how letters and links name a comment."""
    return f"comment:{comment.id}"


def own_link(comment: Comment) -> tuple[Link, str]:
    """Return a link, and its path, with which the author reached by a letter sees to a comment."""
    person_id = comment.author_id
    link = make_link(OWN_PURPOSE, subject_of(comment), lifetime=LINK_HOLDS, person_id=person_id)
    return link, "/beitrag/{}/"


def comment_behind(secret: str) -> Comment | None:
    """Return the comment whose author a secret proves, None when it proves nothing.

    What was handed out with the receipt proves it only while no confirmed address does; the letters
    to that address do so afterwards, the one with the click included.
    """
    for purpose in (OWN_PURPOSE, CONFIRM_PURPOSE, RECEIPT_PURPOSE):
        link = link_for(secret, purpose)
        if link is None:
            continue
        comment = db.session.get(Comment, int(link.about.partition(":")[2]))
        if comment is None or comment.received_at is None:
            return None
        if purpose == RECEIPT_PURPOSE:
            return comment if comment.author_id is None else None
        if purpose == OWN_PURPOSE and link.person_id != comment.author_id:
            return None
        return comment if comment.author_id is not None else None
    return None
