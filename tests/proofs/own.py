"""What a small county holds for authors who see to their own comment: one for each of the forms."""

from collections.abc import Callable
from datetime import timedelta

from leitsaetze.comments import rewriting
from leitsaetze.comments.models import Comment
from leitsaetze.comments.own_links import RECEIPT_PURPOSE, subject_of
from leitsaetze.extensions import db
from leitsaetze.site.actions import make_link, secret_of
from leitsaetze.text import plain
from tests.proofs.world import World

OTHER = {"text": "Das wollte ich sagen.", "seen": "1.pending"}


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What stands in the address of each route about one's own comment, by endpoint."""
    mine = world.say("Das wollte ich nicht sagen.", author=world.citizen)
    shown, changed, gone = (world.say("Nicht so gemeint.") for _ in range(3))
    return {
        "own_comments.change": {"comment_id": mine.id},
        "own_comments.change_by_link": {"token": secret(changed)},
        "own_comments.own": {"token": secret(shown)},
        "own_comments.withdraw_by_link": {"token": secret(gone)},
        "personal.answer": {"invitation_id": world.invitation.id},
    }


def fields(carried: Callable[[str, str], dict[str, str]]) -> dict[str, dict[str, str]]:
    """What their authors send; `carried` tells what the form of a route carries unseen."""
    changing = ("own_comments.change", "own_comments.change_by_link")
    return {
        **{name: OTHER | carried(name, "notice_seen") for name in changing},
        "own_comments.withdraw_by_link": {},
        "personal.answer": {},
    }


def other_words(comment: Comment, words: str) -> None:
    """Let the author of a comment change it."""
    rewriting.rewrite(
        comment,
        plain(words),
        by=comment.author,
        seen=rewriting.seen_of(comment),
        privacy_version=1,
    )


def secret(comment: Comment) -> str:
    """The secret part of the link a guest without address was given with the receipt."""
    link = make_link(RECEIPT_PURPOSE, subject_of(comment), lifetime=timedelta(days=1))
    db.session.commit()
    return secret_of(link)
