"""The click in the letter: asked for, given, asked for again, or missed after seven days."""

from sqlalchemy import delete

from leitsaetze.accounts.actions import person_for, speak
from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments import queries
from leitsaetze.comments.actions import decide
from leitsaetze.comments.books import close, enter
from leitsaetze.comments.closing import refuse_closed
from leitsaetze.comments.letters import (
    REMINDER,
    reach_of,
    send_confirmation,
    send_once_more,
)
from leitsaetze.comments.models import Comment, CommentVersion, Confirmation, Decision
from leitsaetze.comments.own_links import CONFIRM_PURPOSE, subject_of
from leitsaetze.comments.receiving import agree_to_invitations, publish_if_trusted, receive
from leitsaetze.comments.rules import CONFIRM_WITHIN, REMIND_AFTER, Status, Verdict
from leitsaetze.direct import put
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.actions import cancel_letters, forget_letters
from leitsaetze.site.actions import end_links

PORTION = 100  # comments reminded of, or forgotten, in one transaction
AT_MOST = 10  # portions before the worker looks after its other jobs again


def ask_to_confirm(
    comment: Comment, address: str, wants_invitations: bool, consent: str, version: int
) -> None:
    """Let a new comment wait for the click in a letter to its author's address.

    `consent` are the words beside the box for invitations, if it was ticked, `version` theirs.
    """
    expires_at, reach = comment.created_at + CONFIRM_WITHIN, reach_of(address)
    put(
        Confirmation,
        comment_id=comment.id,
        address=address,
        wants_invitations=wants_invitations,
        consent=consent,
        consent_version=version,
        expires_at=expires_at,
        letters=1 if reach.may_be_asked else 0,
    )
    if reach.may_be_asked:
        send_confirmation(comment, address, reach, expires_at=expires_at, number=1)
    enter(comment)


def confirm(comment: Comment, *, by: Person | None = None, words: str = "") -> None:
    """Confirm a comment: by the click in the letter, or by a moderator after a call.

    Only the click proves the address and links it to a person; after a call the comment goes on
    like a guest's without address. Doing it again changes nothing. Raises RuleViolation when the
    seven days are over, and for the click while the address is closed.
    """
    if comment.status is not Status.AWAITING_CONFIRMATION:
        return
    waiting = db.session.get_one(Confirmation, comment.id)
    if waiting.expires_at <= now():
        raise RuleViolation("Die Frist zum Bestätigen ist abgelaufen.")
    person = None
    if by is None:
        refuse_closed(waiting.address, comment.dialogue)
        person = person_for(waiting.address)
        speak(person, comment.locale)
    comment.author_id = person.id if person else None
    waiting.confirmed_at = now()
    receive(comment)
    decide(comment, Verdict.CONFIRM, by=by or person, words=words)
    cancel_letters(subject_of(comment))
    if person is not None and waiting.wants_invitations:
        agree_to_invitations(person, comment, waiting.consent, waiting.consent_version)
    publish_if_trusted(comment, by=None)


def send_again(comment: Comment, address: str) -> None:
    """Send the confirmation letter once more, to a corrected address if it differs.

    Raises RuleViolation when there is nothing to confirm any more.
    """
    if comment.status is not Status.AWAITING_CONFIRMATION:
        raise RuleViolation("Dieser Kommentar ist schon bestätigt.")
    waiting = db.session.get_one(Confirmation, comment.id)
    if waiting.address != address:
        cancel_letters(subject_of(comment))
        end_links(CONFIRM_PURPOSE, subject_of(comment))
        waiting.address = address
        record("comment.address_corrected", comment, by=None)
    send_once_more(waiting)


def keep_house() -> int:
    """Remind once of what waits for its click, delete what was not confirmed in time.

    Commits by itself, in portions after each of which others may write, and returns how many
    comments it touched.
    """
    touched = 0
    for _ in range(AT_MOST):
        some = _keep_some_of_house()
        touched += some
        if not some:
            break
    return touched


def _keep_some_of_house() -> int:
    over = queries.confirmations_run_out(now()).limit(PORTION)
    due = queries.confirmations_to_remind(now() - REMIND_AFTER).limit(PORTION)
    anything = any(db.session.scalar(question.limit(1)) is not None for question in (over, due))
    db.session.rollback()
    if not anything:
        return 0
    begin_writing()
    gone = db.session.scalars(over).all()
    for waiting in gone:
        _forget(waiting)
    reminded = db.session.scalars(due).all()
    for waiting in reminded:
        waiting.reminded_at = now()
        send_once_more(waiting, kind=REMINDER)
    db.session.commit()
    return len(gone) + len(reminded)


def _forget(waiting: Confirmation) -> None:
    comment = waiting.comment
    forget_letters(subject_of(comment))
    end_links(CONFIRM_PURPOSE, subject_of(comment))
    close(comment)
    record("comment.not_confirmed", comment, by=None)
    db.session.flush()
    for rows in (CommentVersion, Decision):
        db.session.execute(delete(rows).where(rows.comment_id == comment.id))
    db.session.delete(waiting)
    db.session.flush()
    db.session.delete(comment)
