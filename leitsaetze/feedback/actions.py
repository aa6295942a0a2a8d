"""Deeds on feedback: take it in, answer it, close it, note; forget who it came from."""

from dataclasses import dataclass

from sqlalchemy import delete

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.drafts.actions import drop_all
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.feedback import letters, queries
from leitsaetze.feedback.models import Feedback, FeedbackEntry
from leitsaetze.feedback.rules import (
    RECEIPT_LENGTH,
    Deed,
    due_after,
    next_state,
    period,
    without_secrets,
)
from leitsaetze.language import translatable
from leitsaetze.mail.actions import forget_letters
from leitsaetze.site.actions import all_settings
from leitsaetze.site.receipts import numbered
from leitsaetze.site.rules import ZONE
from leitsaetze.text import Rendered, plain

STALE = translatable(
    "Jemand anderes hat das inzwischen bearbeitet. Es wurde nichts gespeichert, Ihr Text ist noch "
    "da; im Verlauf sehen Sie, was geschehen ist."
)


@dataclass(frozen=True)
class Report:
    """What somebody tells of a barrier, checked by the form."""

    words: str
    page: str = ""
    name: str = ""
    address: str = ""
    wants_answer: bool = False
    locale: str = "de"
    privacy_version: int = 0


def answer_days() -> int:
    """Return within how many days feedback is answered, as the settings say."""
    return period(all_settings()["feedback_answer_days"])


def take_in(report: Report) -> Feedback:
    """Keep what somebody tells under a receipt number, and confirm it to an address given."""
    feedback = numbered(
        Feedback(
            words=report.words,
            page=without_secrets(report.page),
            name=report.name,
            address=report.address,
            wants_answer=report.wants_answer,
            locale=report.locale,
            privacy_version=report.privacy_version,
            received_at=now(),
            due_at=due_after(answer_days(), ZONE),
        ),
        RECEIPT_LENGTH,
    )
    record("feedback.received", feedback, by=None)
    letters.confirm_receipt(feedback)
    return feedback


def handle(
    feedback: Feedback,
    *,
    deed: Deed | None = None,
    words: Rendered | None = None,
    note: str = "",
    by: Person,
    seen: int,
) -> None:
    """Answer it or close it without an answer, in `words`, and note something beside it.

    Raises Conflict when somebody did something to it since version `seen`, and RuleViolation for
    what its state does not allow, or when nothing is said.
    """
    if feedback.version != seen:
        raise Conflict(STALE)
    if deed is None and not note:
        raise RuleViolation("Bitte antworten Sie, oder schreiben Sie eine Notiz.")
    if note:
        _add(feedback, Deed.NOTE, plain(note), by=by)
    if deed is None:
        return
    if words is None or not words.source:
        raise RuleViolation("Bitte schreiben Sie eine Antwort oder Begründung.")
    feedback.state = next_state(feedback.state, deed)
    feedback.version += 1
    feedback.settled_at = now()
    entry = _add(feedback, deed, words, by=by)
    if deed is Deed.ANSWER:
        letters.send_answer(feedback, entry)


def forget_old() -> bool:
    """Remove names and addresses some time after the answer, in the end everything.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    moment = now()
    if not db.session.scalar(queries.anything_to_forget(moment)):
        return False
    begin_writing()
    for feedback in db.session.scalars(queries.naming_somebody(moment)).all():
        feedback.name = feedback.address = ""
        feedback.anonymous_since = moment
        forget_letters(letters.subject_of(feedback))
        record("feedback.made_anonymous", feedback, by=None)
    for feedback in db.session.scalars(queries.over(moment)).all():
        record("feedback.deleted", feedback, by=None)
        drop_all(letters.subject_of(feedback))
        db.session.execute(delete(FeedbackEntry).where(FeedbackEntry.feedback_id == feedback.id))
        db.session.delete(feedback)
    return True


def _add(feedback: Feedback, deed: Deed, words: Rendered, *, by: Person) -> FeedbackEntry:
    entry = FeedbackEntry(
        feedback_id=feedback.id,
        deed=deed,
        text=words.source,
        html=words.html,
        renderer=words.renderer,
        by_id=by.id,
        at=now(),
    )
    db.session.add(entry)
    db.session.flush()
    record(f"feedback.{deed}", feedback, by=by, words=words.source)
    return entry
