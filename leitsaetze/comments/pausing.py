"""How the clock of a comment pauses while a department is asked, and what ends the asking."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from leitsaetze.clock import now
from leitsaetze.comments import handover_letters as letters
from leitsaetze.comments import handover_queries as queries
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_rules import BACK, Ending, day_of, days_left, next_letter, runs_on
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.extensions import changed, db
from leitsaetze.mail.actions import cancel_letters
from leitsaetze.site.office import present_office


@dataclass(frozen=True)
class Whereabouts:
    """With which department a comment lies and until when, or how it came back from there."""

    away_to: str | None = None
    away_until: datetime | None = None
    back: Ending | None = None
    pauses: bool = False

    @property
    def marks(self) -> dict[str, Any]:
        """What the queue has to know of it."""
        return {"away_to": self.away_to, "away_until": self.away_until, "back": self.back}


def whereabouts(comment_id: int, proposal: ReplyProposal | None) -> Whereabouts:
    """Return where a comment lies that waits for an answer; `proposal` is the one to it."""
    asked = db.session.scalar(queries.latest(comment_id))
    if asked is None:
        return Whereabouts()
    if asked.is_open:
        return Whereabouts(asked.name, asked.due_at, pauses=asked.paused_at is not None)
    offered = proposal is not None and proposal.hand_over_id == asked.id
    if offered or (asked.ending is Ending.NOT_OURS and proposal is None):
        return Whereabouts(back=asked.ending)
    return Whereabouts()


def bring_back(comment: Comment, ending: Ending, *, by_id: int | None) -> HandOver | None:
    """End the question to a department about a comment, if there is one; return it.

    The clock runs on, letters about it do not leave. Part of a deed that is booked, after the
    comment itself was written: so no two wait for each other in a circle.
    """
    asked: HandOver | None = db.session.scalar(queries.open_about(comment.id))
    if asked is None:
        return None
    ended = {"ending": ending, "ended_at": now(), "ended_by_id": by_id, "remind_at": None}
    own = update(HandOver).where(HandOver.id == asked.id, HandOver.ending.is_(None))
    if not changed(own.values(**ended)):
        return None
    db.session.refresh(asked)
    run_on(asked, comment, at=now())
    if ending in BACK:
        cancel_letters(letters.subject_of(asked))
    else:
        letters.tell_over(asked)
    return asked


def ask_on(comment: Comment, *, since: datetime, until: datetime) -> None:
    """Let the question go on that a deed within a time ended, if the department knows of no end.

    Part of undoing that deed, within its booking; the clock pauses again.
    """
    asked: HandOver | None = db.session.scalar(queries.latest(comment.id))
    if asked is None or asked.ending is not Ending.OVERTAKEN or asked.ended_at is None:
        return
    if not since <= asked.ended_at <= until:
        return
    if not letters.say_nothing_of_the_end(asked, until=until):
        return
    asked.ending = asked.ended_at = asked.ended_by_id = None
    office, zone = present_office(), comment.dialogue.time_zone
    asked.remind_at = next_letter(asked.due_at, now(), office=office, zone=zone)
    if asked.due_at > now():
        pause(asked, comment)
    db.session.flush()


def forget_words(comment_id: int) -> None:
    """Empty what was asked and said about an erased comment: it may repeat its words."""
    own = update(HandOver).where(HandOver.comment_id == comment_id)
    changed(own.values(question="", words="", signed=""))


def pause(asked: HandOver, comment: Comment) -> None:
    """Let the clock of a comment rest from now on."""
    if comment.due_at is not None and asked.paused_at is None:
        asked.paused_at = now()
        zone = comment.dialogue.time_zone
        asked.days_left = days_left(comment.due_at, now(), office=present_office(), zone=zone)


def run_on(asked: HandOver, comment: Comment, *, at: datetime) -> None:
    """Let the clock of a comment run on at a moment: what was left of its time is left again."""
    if asked.paused_at is None:
        return
    office, zone = present_office(), comment.dialogue.time_zone
    comment.due_at = runs_on(asked.days_left, at, office=office, zone=zone)
    asked.away_days += office.between(day_of(asked.paused_at, zone), day_of(at, zone))
    asked.paused_at = None
    db.session.flush()


def days_away(comment_id: int) -> int:
    """Return for how many working days the clock of a comment has paused so far."""
    return db.session.scalars(queries.days_away(comment_id)).one()
