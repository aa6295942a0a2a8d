"""Deeds on comments: decide, settle, move, note. Each leaves a Decision and its traces."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments import queries
from leitsaetze.comments.books import booked
from leitsaetze.comments.erasing import forget_words_about
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.hidings import end_with
from leitsaetze.comments.letters import tell_of_change
from leitsaetze.comments.models import Comment, Decision, RevisionComment
from leitsaetze.comments.neighbours import tell
from leitsaetze.comments.own_links import subject_of
from leitsaetze.comments.pausing import bring_back
from leitsaetze.comments.proposal_groups import leave_shared_proposals
from leitsaetze.comments.reviewing import end_review
from leitsaetze.comments.rules import Status, Verdict, next_status
from leitsaetze.comments.together import renew_companions
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail.actions import cancel_letters
from leitsaetze.principles.actions import touch
from leitsaetze.principles.models import Principle, Revision
from leitsaetze.site.models import HouseRule

GONE = {Verdict.HIDE, Verdict.WITHDRAW, Verdict.ERASE}


def decide(
    comment: Comment,
    verdict: Verdict,
    *,
    by: Person | None,
    rule: HouseRule | None = None,
    words: str = "",
    **details: Any,
) -> Decision:
    """Apply a verdict that changes the state of a comment.

    Raises RuleViolation when the state does not allow it, or when hiding lacks a house rule or own
    words (product.md, "The moderators' queue"). What was queued about a comment that goes is
    cancelled; letters about the decision itself are the caller's. `details` are kept with the
    decision, beside the state before.
    """
    status = next_status(comment.status, verdict)
    if verdict is Verdict.HIDE and rule is None:
        raise RuleViolation("Bitte nennen Sie die Regel, gegen die der Kommentar verstößt.")
    if verdict is Verdict.HIDE and not words.strip():
        raise RuleViolation("Bitte begründen Sie das Ausblenden in eigenen Worten.")
    before, had_place = comment.status, comment.published_at is not None
    with booked(comment):
        _move(comment, status, verdict)
        details |= {"before": before} | end_with(comment, verdict)
        decision = write_down(comment, verdict, by=by, rule=rule, words=words, **details)
        if before is Status.PUBLISHED:  # nobody who was asked about it shall read it now
            bring_back(comment, Ending.OVERTAKEN, by_id=by.id if by else None)
    if verdict in GONE:
        _cancel_letters_about(comment, verdict)
        leave_shared_proposals(comment)
    if had_place != (comment.published_at is not None):
        renew_companions(comment)
    tell(comment, decision)
    end_review(comment, decision)
    if verdict is Verdict.ERASE:
        forget_words_about(comment)
    return decision


def settle(comment: Comment, *, by: Person) -> None:
    """Say that a comment needs no answer. Raises RuleViolation unless it is published."""
    if comment.status is not Status.PUBLISHED:
        raise RuleViolation("„Keine Antwort nötig“ gilt nur für veröffentlichte Kommentare.")
    with booked(comment):
        write_down(comment, Verdict.NO_REPLY_NEEDED, by=by)
        bring_back(comment, Ending.OVERTAKEN, by_id=by.id)


def unsettle(comment: Comment, *, by: Person) -> None:
    """Say that a comment needs an answer after all."""
    with booked(comment):
        write_down(comment, Verdict.REPLY_NEEDED, by=by)


def reassign(comment: Comment, principle: Principle | None, *, by: Person) -> Decision:
    """Move a comment to the current revision of another principle, or to the dialogue itself.

    What citizens replied to it goes with it. Raises RuleViolation when it stands there already, the
    principle is of another dialogue, or it is itself such a reply.
    """
    if comment.parent_id is not None:
        raise RuleViolation("Eine Erwiderung bleibt bei dem Kommentar, zu dem sie gehört.")
    if principle is not None and principle.dialogue_id != comment.dialogue_id:
        raise RuleViolation("Dieser Leitsatz gehört zu einem anderen Dialog.")
    if comment.principle_id == (principle.id if principle else None):
        raise RuleViolation("Der Kommentar steht schon bei diesem Leitsatz.")
    for reply in db.session.scalars(queries.replies_to(comment.id)).all():
        _place(reply, principle, by=by)
    return _place(comment, principle, by=by)


def name_comments(
    revision: Revision, comments: Iterable[Comment], *, by: Person | None
) -> list[Comment]:
    """Say in public which comments stand behind a revision; return those named for the first time.

    Their authors are told, each once for a revision. Raises RuleViolation for a comment of another
    dialogue and for one that was never public.
    """
    named = sorted(set(comments), key=lambda comment: comment.id)
    for comment in named:
        if comment.dialogue_id != revision.principle.dialogue_id:
            raise RuleViolation(
                "Kommentar %(number)s gehört zu einem anderen Dialog.", number=comment.id
            )
        if comment.published_at is None:
            raise RuleViolation(
                "Kommentar %(number)s ist nicht öffentlich und kann deshalb nicht genannt werden.",
                number=comment.id,
            )
    fresh = [comment for comment in named if _is_named_now(revision, comment)]
    if fresh:
        numbers = [comment.id for comment in fresh]
        record("revision.comments_named", revision, by=by, comments=numbers)
        touch(revision.principle.dialogue)
        tell_of_change(revision, fresh)
    return fresh


def note(comment: Comment, words: str, *, by: Person) -> None:
    """Add an internal note; it makes no colleague's form stale."""
    write_down(comment, Verdict.NOTE, by=by, words=words)


def withdraw(comment: Comment, *, by: Person) -> None:
    """Take a comment back, as its author may at any time.

    Raises RuleViolation for anybody else.
    """
    if comment.author_id != by.id:
        raise RuleViolation("Nur wer den Kommentar geschrieben hat, kann ihn zurückziehen.")
    decide(comment, Verdict.WITHDRAW, by=by)


def enter_state(comment: Comment, status: Status) -> None:
    """Put a comment into the state its rules name; part of a deed that writes down why."""
    comment.status = status


def write_down(
    comment: Comment,
    verdict: Verdict,
    *,
    by: Person | None,
    rule: HouseRule | None = None,
    words: str = "",
    **details: Any,
) -> Decision:
    """Add the Decision and its proof; other rooms use it for deeds of theirs on a comment."""
    decision = Decision(
        comment_id=comment.id,
        verdict=verdict,
        rule_id=rule.id if rule else None,
        words=words.strip(),
        by_id=by.id if by else None,
        details=details,
        at=now(),
    )
    db.session.add(decision)
    db.session.flush()
    record(f"comment.{verdict}", comment, by=by, words=words, decision=decision.id, **details)
    return decision


def _place(comment: Comment, principle: Principle | None, *, by: Person) -> Decision:
    before = comment.principle_id
    with booked(comment):
        comment.principle_id = principle.id if principle else None
        comment.revision_id = principle.revision.id if principle else None
        after = comment.principle_id
        return write_down(comment, Verdict.REASSIGN, by=by, before=before, after=after)


def _move(comment: Comment, status: Status, verdict: Verdict) -> None:
    comment.status = status
    if status is Status.PUBLISHED and comment.published_at is None:
        comment.published_at = now()
    if verdict is Verdict.TAKE_BACK and not _was_held_back(comment):
        comment.published_at = None  # else it would seem to be held back


def _cancel_letters_about(comment: Comment, verdict: Verdict) -> None:
    """Keep letters about a comment that goes from leaving; why it is hidden is still told."""
    cancel_letters(subject_of(comment))
    if verdict is Verdict.WITHDRAW:
        for hiding_id in db.session.scalars(queries.hidings_of_passages(comment.id)).all():
            cancel_letters(f"decision:{hiding_id}")  # it says where the rest can be read


def _was_held_back(comment: Comment) -> bool:
    held = db.session.scalars(queries.holdings_back(comment.id))
    return any(it.details.get("before") == Status.PUBLISHED for it in held)


def _is_named_now(revision: Revision, comment: Comment) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(RevisionComment(revision_id=revision.id, comment_id=comment.id))
    except IntegrityError:
        return False  # named already
    return True
