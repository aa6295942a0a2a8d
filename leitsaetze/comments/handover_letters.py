"""The letters to a department that is asked about a comment. None holds a word of the comment."""

from datetime import datetime
from typing import Any

from leitsaetze.accounts.queries import person_with
from leitsaetze.clock import today
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.extensions import db
from leitsaetze.language import DEFAULT
from leitsaetze.mail.actions import (
    after_undoing,
    cancel_letters,
    enqueue,
    return_letters,
    stop_letter,
)
from leitsaetze.mail.queries import letters_gone_about
from leitsaetze.mail.rules import Addressee
from leitsaetze.site.actions import Link
from leitsaetze.site.models import AccessLink

ASKING = "statement"  # the purpose of the links with which departments answer


def subject_of(asked: HandOver) -> str:
    """Return how letters and links name a question to a department."""
    return f"hand_over:{asked.id}"


def ask(asked: HandOver, link: Link) -> None:
    """Send the department the question and the link with which it can answer."""
    _send("hand_over_asked", asked, deed=f"{subject_of(asked)}:asked", link=link)


def tell_new_day(asked: HandOver, link: Link, *, decision: int) -> None:
    """Send the link once more with the day by which the answer is asked for now."""
    kind = "hand_over_extended" if _has_heard(asked) else "hand_over_asked"
    cancel_letters(subject_of(asked))
    _send(kind, asked, deed=f"{subject_of(asked)}:{decision}", link=link)


def remind(asked: HandOver, link: Link, *, at: datetime) -> None:
    """Remind the department that the day comes, or that it has passed."""
    kind = "hand_over_late" if asked.due_at <= at else "hand_over_reminder"
    deed = f"{subject_of(asked)}:{kind}:{today(asked.comment.dialogue.time_zone)}"
    _send(kind, asked, deed=deed, link=link)


def tell_over(asked: HandOver) -> None:
    """Tell the department that nothing is to be done any more; nobody who never heard of it.

    The letter leaves when the deed that ended the question can no longer be undone without a word.
    """
    heard = _has_heard(asked)
    cancel_letters(subject_of(asked))
    if heard:
        _send("hand_over_ended", asked, deed=_ended(asked), not_before=after_undoing())


def say_nothing_of_the_end(asked: HandOver, *, until: datetime) -> bool:
    """Keep from leaving what tell_over queued; tell whether nobody has it or is getting it.

    What it kept back up to then leaves after all.
    """
    if asked.ended_at is None or not stop_letter(_ended(asked)):
        return False
    return_letters(subject_of(asked), since=asked.ended_at, until=until)
    return True


def tell_declined(asked: HandOver, words: str, *, decision: int) -> None:
    """Tell the department that its answer does not appear, and why.

    The words may be about the comment: they do not leave if it is hidden meanwhile.
    """
    about = f"comment:{asked.comment_id}"
    deed = f"{subject_of(asked)}:{decision}"
    _send("hand_over_declined", asked, deed=deed, about=about, words=words)


def link_of(asked: HandOver) -> Link | None:
    """Return the link the department has; None when it is forgotten by now."""
    row = db.session.get(AccessLink, asked.link_id) if asked.link_id else None
    if row is None:
        return None
    return Link(row.id, row.purpose, row.about, row.nonce, row.expires_at, row.person_id)


def _ended(asked: HandOver) -> str:
    """Return the deed of telling that a question is over: undone, it can come to its end again."""
    return f"{subject_of(asked)}:ended:{asked.ended_at}"


def _has_heard(asked: HandOver) -> bool:
    return db.session.scalar(letters_gone_about(subject_of(asked)).limit(1)) is not None


def _send(
    kind: str,
    asked: HandOver,
    *,
    deed: str,
    about: str = "",
    not_before: datetime | None = None,
    link: Link | None = None,
    **more: Any,
) -> None:
    known = db.session.scalar(person_with(asked.address))
    enqueue(
        kind,
        Addressee(asked.address, known.locale if known is not None else DEFAULT),
        deed=deed,
        about=about or subject_of(asked),
        not_before=not_before,
        reply_to=asked.comment.dialogue.contact_email,
        links={"answer": (link, "/stellungnahme/{}")} if link else None,
        asked=asked,
        dialogue=asked.comment.dialogue,
        **more,
    )
