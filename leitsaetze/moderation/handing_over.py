"""Asking a department for an answer: asked, reminded of, answered or sent back, taken back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now, today
from leitsaetze.comments import handover_letters as letters
from leitsaetze.comments import handover_queries, pausing, proposals
from leitsaetze.comments.actions import write_down
from leitsaetze.comments.books import booked, is_settled, place
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_rules import (
    A_MOMENT,
    LINK_HOLDS_BEYOND,
    Ending,
    check_day,
    end_of,
    last_day_of,
    next_letter,
)
from leitsaetze.comments.models import Comment
from leitsaetze.comments.proposals import Wanted, proposal_for
from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.direct import added
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, changed, db
from leitsaetze.language import translatable
from leitsaetze.mail.actions import is_blocked
from leitsaetze.moderation.blocks import remember_reader
from leitsaetze.moderation.claims import release
from leitsaetze.moderation.deeds import STALE, is_stale
from leitsaetze.moderation.models import Department
from leitsaetze.site.actions import Link, make_link
from leitsaetze.site.models import AccessLink
from leitsaetze.site.office import present_office
from leitsaetze.text import Rendered

OVER = translatable(
    "Diese Frage ist inzwischen beantwortet, oder sie hat sich erledigt. Es wurde nichts "
    "gespeichert, Ihr Text ist noch da."
)
ASKED_ALREADY = translatable("Zu diesem Kommentar ist schon ein Sachgebiet gefragt.")


@dataclass(frozen=True)
class Question:
    """What a department is asked, who reads it there, and by which day the answer is wanted."""

    department: Department
    name: str
    address: str
    words: str
    day: date


def hand_over(comment: Comment, question: Question, *, by: Person, seen: str) -> HandOver:
    """Ask a department for an answer, by a link that holds for this comment only.

    The clock of the comment pauses until it answers, at most until the day that was named. Raises
    Conflict when the comment is not the one `seen`, RuleViolation when nobody can be asked now.
    """
    if is_stale(comment, seen):
        raise Conflict(STALE)
    if obstacle := obstacle_to_asking(comment):
        raise RuleViolation(obstacle)
    zone, office = comment.dialogue.time_zone, present_office()
    check_day(question.day, today=today(zone), office=office)
    if is_blocked(question.address):
        raise RuleViolation("Wer diese Adresse liest, möchte keine Post von uns.")
    remember_reader(question.department, question.name, question.address, by=by)
    with booked(comment):
        db.session.flush()  # of two who ask at the same moment the second waits here
        due_at = end_of(question.day, zone)
        asked = added(
            HandOver(
                comment_id=comment.id,
                heading=question.department.heading,
                name=question.name,
                address=question.address,
                question=question.words,
                asked_by_id=by.id,
                due_at=due_at,
                remind_at=next_letter(due_at, now(), office=office, zone=zone),
            )
        )
        if asked is None:
            raise Conflict(ASKED_ALREADY)
        pausing.pause(asked, comment)
        link = _link(asked)
        write_down(comment, Verdict.HAND_OVER, by=by, hand_over=asked.id)
    letters.ask(asked, link)
    release(comment.id, by=by)
    return asked


def obstacle_to_asking(comment: Comment) -> str:
    """Return why no department can be asked about a comment now; nothing when one can."""
    if comment.status is not Status.PUBLISHED:
        return translatable(
            "Der Kommentar ist nicht veröffentlicht. Fragen lässt sich ein Sachgebiet zu dem, was "
            "alle lesen können."
        )
    if db.session.scalar(handover_queries.open_about(comment.id)) is not None:
        return ASKED_ALREADY
    if proposal_for(comment) is not None:
        return translatable(
            "Zu diesem Kommentar liegt schon eine vorgeschlagene Antwort. Bitte entscheiden Sie "
            "zuerst über sie."
        )
    if is_settled(comment):
        return translatable("Der Kommentar ist beantwortet, oder er braucht keine Antwort.")
    return ""


def put_off(asked: HandOver, day: date, *, by: Person) -> None:
    """Give a department until another day; the link it has leads on.

    Raises Conflict when it has answered, RuleViolation for a day by which nobody can be asked.
    """
    comment = _held(asked)
    zone, office = comment.dialogue.time_zone, present_office()
    if day == last_day_of(asked.due_at, zone):
        raise RuleViolation("Bis zu diesem Tag hat das Sachgebiet schon Zeit.")
    check_day(day, today=today(zone), office=office)
    with booked(comment):
        asked.due_at = end_of(day, zone)
        asked.remind_at = next_letter(asked.due_at, now(), office=office, zone=zone)
        pausing.pause(asked, comment)
        link = _link(asked)
        decision = write_down(comment, Verdict.HAND_LATER, by=by, hand_over=asked.id)
    letters.tell_new_day(asked, link, decision=decision.id)


def take_back(asked: HandOver, *, by: Person) -> None:
    """Ask a department no more; it hears of that. Raises Conflict when it has answered."""
    comment = _held(asked)
    with booked(comment):
        write_down(comment, Verdict.HAND_BACK, by=by, hand_over=asked.id)
        pausing.bring_back(comment, Ending.TAKEN_BACK, by_id=by.id)


def offer(asked: HandOver, words: Rendered, *, signed: str) -> ReplyProposal:
    """Propose an answer, as the department that was asked; a moderator decides on it.

    Raises Conflict when the question is over.
    """
    comment = _held(asked)
    wanted = Wanted(words, asked.heading)
    proposal = proposals.propose(comment, wanted, by=asked.asked_by, hand_over_id=asked.id)
    asked.signed = signed
    return proposal


def send_back(asked: HandOver, words: str, *, signed: str) -> None:
    """Say that the department is not responsible. Raises Conflict when the question is over."""
    comment = _held(asked)
    if not words.strip():
        raise RuleViolation("Bitte schreiben Sie dazu, wer weiterhelfen kann oder warum nicht Sie.")
    with booked(comment):
        write_down(comment, Verdict.NOT_OURS, by=None, hand_over=asked.id)
        pausing.bring_back(comment, Ending.NOT_OURS, by_id=None)
        asked.words, asked.signed = words.strip(), signed


def decline(proposal: ReplyProposal, comment: Comment, words: str, *, by: Person) -> None:
    """Do without the answer of a department and tell it why."""
    decision = proposals.drop(proposal, comment, by=by, words=words)
    asked = db.session.get(HandOver, proposal.hand_over_id or 0)
    if asked is not None:
        letters.tell_declined(asked, words, decision=decision.id)


def keep_going() -> int:
    """Let clocks run on where the day for the answer is over, and remind of answers; count both.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    moment = now()
    if not db.session.scalar(handover_queries.anything_due(moment)):
        return 0
    begin_writing()
    late = db.session.scalars(handover_queries.past_their_day(moment)).all()
    for asked in late:
        comment = _locked(asked)
        pausing.run_on(asked, comment, at=asked.due_at - A_MOMENT)
        place(comment, answered=False)
    silent = db.session.scalars(handover_queries.to_remind(moment)).all()
    for asked in silent:
        _remind(asked)
    return len(late) + len(silent)


def _remind(asked: HandOver) -> None:
    if (link := letters.link_of(asked)) is not None:
        letters.remind(asked, link, at=now())
    zone = asked.comment.dialogue.time_zone
    asked.remind_at = next_letter(asked.due_at, now(), office=present_office(), zone=zone)


def _link(asked: HandOver) -> Link:
    """Return the link with which a department answers, which holds for long beyond the day."""
    until = asked.due_at + LINK_HOLDS_BEYOND
    link = letters.link_of(asked)
    if link is None:
        link = make_link(letters.ASKING, letters.subject_of(asked), lifetime=until - now())
        asked.link_id = link.id
    changed(update(AccessLink).where(AccessLink.id == link.id).values(expires_at=until))
    return link


def _held(asked: HandOver) -> Comment:
    """Return the comment of a question that is still open, and keep both from everybody else."""
    comment = _locked(asked)
    if not asked.is_open:
        raise Conflict(OVER)
    return comment


def _locked(asked: HandOver) -> Comment:
    """Return the comment a question is about: always held before the question is written."""
    comment = db.session.get_one(Comment, asked.comment_id)
    db.session.refresh(comment, with_for_update=True)
    db.session.refresh(asked)
    return comment
