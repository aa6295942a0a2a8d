"""What becomes of a comment as soon as the county has received it."""

from leitsaetze.accounts.actions import agree
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.clock import now
from leitsaetze.comments.actions import decide
from leitsaetze.comments.deadlines import due_at
from leitsaetze.comments.models import Comment
from leitsaetze.comments.own_links import subject_of
from leitsaetze.comments.rules import Verdict
from leitsaetze.principles.rules import Moderation


def receive(comment: Comment) -> None:
    """Note that a comment is received now, and until when an answer is due."""
    comment.received_at = now()
    comment.due_at = due_at(comment.dialogue, comment.received_at)


def agree_to_invitations(person: Person, comment: Comment, wording: str, version: int) -> None:
    """Note that the author agreed to be invited, with the words that stood beside the box."""
    agree(
        person,
        ConsentKind.INVITATIONS,
        wording=wording,
        version=version,
        locale=comment.locale,
        given_with=subject_of(comment),
    )


def publish_if_trusted(comment: Comment, *, by: Person | None) -> None:
    """Publish at once where the dialogue looks afterwards, and the author has an address."""
    if comment.dialogue.moderation is Moderation.AFTER and comment.author_id is not None:
        decide(comment, Verdict.PUBLISH, by=by)
