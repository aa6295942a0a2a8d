"""What authors do with their own comment: change its words for a while, take it back."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import fair_queries, review_queries
from leitsaetze.comments.actions import decide, enter_state, write_down
from leitsaetze.comments.books import booked, mark
from leitsaetze.comments.closing import refuse_closed
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.hidings import end_with
from leitsaetze.comments.likeness import forget_stems
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.neighbours import tell
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_rules import outside, says_something
from leitsaetze.comments.passage_texts import hidden_passages, original_of, spans_of, words_of
from leitsaetze.comments.passages import leave_out, say
from leitsaetze.comments.pausing import bring_back
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.rewriting_rules import (
    WITHDRAWABLE,
    Text,
    found_again,
    is_open,
    last_moment,
    refuse_change,
    status_after,
)
from leitsaetze.comments.rules import Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles.rules import Moderation
from leitsaetze.text import Rendered


def changeable_until(comment: Comment) -> datetime | None:
    """Return until when its author can change a comment, None when that is not possible now."""
    until = last_moment(comment.received_at, comment.dialogue.edit_window_minutes)
    return until if is_open(comment.status, until, now()) else None


def seen_of(comment: Comment) -> str:
    """Return what a form must have seen: the author's own words, and whether they are hidden."""
    return f"{original_of(comment).number}.{comment.status.value}"


def rewrite(
    comment: Comment, words: Rendered, *, by: Person | None, seen: str, privacy_version: int
) -> None:
    """Let a comment say other words, as its author wants it, within the dialogue's time for that.

    It goes back to the moderators: to wait where they look first, to be seen to where it is public
    at once. Passages that are hidden stay so where the new words repeat them. `by` is the author,
    None for a guest without address. Raises Conflict when the words are not those of `seen` any
    more or were hidden since, RuleViolation when the time is over or nothing would be readable.
    """
    _refuse_stranger(comment, by)
    refuse_change(_facts_of(comment), now())
    if by is not None and by.address:
        refuse_closed(by.address, comment.dialogue)
    _refuse_overtaken(comment, seen)
    if original_of(comment).text == words.source:
        raise RuleViolation("Sie haben nichts geändert.")
    before, hidden = comment.status, list(hidden_passages(comment))
    checked_first = (
        comment.dialogue.moderation is Moderation.BEFORE
        or comment.author_id is None
        or bool(hidden)
    )
    with booked(comment):
        enter_state(comment, status_after(before, checked_first=checked_first))
        comment.edited_at, comment.privacy_version = now(), privacy_version
        _say_without(comment, words, hidden)
        details: dict[str, Any] = {"before": before, "text": original_of(comment).number}
        details |= end_with(comment, Verdict.EDIT)
        decision = write_down(comment, Verdict.EDIT, by=by, **details)
        bring_back(comment, Ending.OVERTAKEN, by_id=by.id if by else None)
    _look_through_again(comment)
    tell(comment, decision)


def withdraw_own(comment: Comment, *, by: Person | None) -> None:
    """Take a comment back for its author, of whom a secret link is the proof.

    Raises RuleViolation for one that is gone or waits to be confirmed: that is deleted by itself.
    """
    _refuse_stranger(comment, by)
    if comment.status not in WITHDRAWABLE:
        raise RuleViolation("Das ist in diesem Zustand nicht möglich.")
    decide(comment, Verdict.WITHDRAW, by=by)


def _refuse_stranger(comment: Comment, by: Person | None) -> None:
    if comment.author_id != (by.id if by is not None else None):
        raise RuleViolation("Nur wer den Kommentar geschrieben hat, kann ihn ändern.")


def _refuse_overtaken(comment: Comment, seen: str) -> None:
    number, _, status = seen_of(comment).partition(".")
    seen_number, _, seen_status = seen.partition(".")
    if number != seen_number:
        raise Conflict(
            "Sie haben den Kommentar inzwischen an anderer Stelle geändert. Es wurde nichts "
            "gespeichert; was Sie hier geschrieben haben, ist noch da."
        )
    if status == "hidden" and seen_status != status:
        raise Conflict(
            "Die Moderation hat Ihren Kommentar inzwischen ausgeblendet. Es wurde nichts "
            "gespeichert. Senden Sie noch einmal ab, liest sie Ihre neue Fassung."
        )


def _facts_of(comment: Comment) -> Text:
    own = select(func.count()).where(
        CommentVersion.comment_id == comment.id, CommentVersion.shortened_from.is_(None)
    )
    about = ReviewRequest.comment_id == comment.id
    asked = review_queries.requests_that(about).where(ReviewRequest.outcome.is_(None)).limit(1)
    return Text(
        status=comment.status,
        received_at=comment.received_at,
        minutes=comment.dialogue.edit_window_minutes,
        versions=db.session.scalars(own).one(),
        waits=db.session.scalar(asked) is not None,
    )


def _say_without(comment: Comment, words: Rendered, hidden: list[HiddenPassage]) -> None:
    """Let a comment say new words, without those that are hidden."""
    gone = [(it.hiding_id, words_of(it)) for it in hidden]
    say(comment, words)
    found = found_again(words.source, gone)
    still = [it for it in hidden if it.hiding_id in found]
    for passage in still:
        passage.original, passage.spans = comment.text_version, list(found[passage.hiding_id])
    db.session.flush()
    if not says_something(words.source, outside(words.source, spans_of(still))):
        raise RuleViolation(
            "Von Ihrem Text bliebe nichts übrig: Was Sie schreiben, hat die Moderation "
            "ausgeblendet."
        )
    if still:
        leave_out(comment, still)


def _look_through_again(comment: Comment) -> None:
    """Forget what was found out about the earlier words; the worker looks at the new ones."""
    db.session.execute(fair_queries.prints_of(comment.id))
    forget_stems(comment.id)
    mark(comment, marks=None)
