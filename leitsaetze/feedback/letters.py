"""The letters to whoever told of a barrier and left an address."""

from datetime import timedelta
from typing import Any

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.feedback import queries
from leitsaetze.feedback.models import Feedback, FeedbackEntry
from leitsaetze.feedback.rules import LETTERS_PER_DAY
from leitsaetze.mail.actions import block_link, enqueue
from leitsaetze.mail.rules import Addressee
from leitsaetze.site.actions import all_settings


def subject_of(feedback: Feedback) -> str:
    """Return how letters, links and half-typed answers name a piece of feedback."""
    return f"feedback:{feedback.id}"


def confirm_receipt(feedback: Feedback) -> None:
    """Queue the letter that says it arrived; only so many a day go to one address.

    The address is nobody's proof, so the letter holds none of the words that were typed.
    """
    yesterday = now() - timedelta(days=1)
    if (db.session.scalar(queries.reported_since(feedback.address, yesterday)) or 0) > (
        LETTERS_PER_DAY
    ):
        return
    _send("feedback_received", feedback, deed=f"{subject_of(feedback)}:received")


def send_answer(feedback: Feedback, entry: FeedbackEntry) -> None:
    """Queue the answer for whoever wished to have one."""
    if feedback.wants_answer:
        _send("feedback_answer", feedback, deed=f"{subject_of(feedback)}:{entry.id}", answer=entry)


def _send(kind: str, feedback: Feedback, *, deed: str, **context: Any) -> None:
    if not feedback.address:
        return
    enqueue(
        kind,
        Addressee(feedback.address, feedback.locale),
        deed=deed,
        about=subject_of(feedback),
        reply_to=all_settings()["county_email"],
        links={"block": block_link(feedback.address)},
        feedback=feedback,
        **context,
    )
