"""Undoing a deed: by further decisions, each written down like any other."""

from collections.abc import Callable, Sequence

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import proposals, replies
from leitsaetze.comments.books import booked
from leitsaetze.comments.four_eyes import take_back_hiding
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.own_links import own_link, subject_of
from leitsaetze.comments.pausing import ask_on
from leitsaetze.comments.reply_models import Reply, ReplyProposal, ReplyVersion
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.events import invitations
from leitsaetze.events.guest_models import Invitation
from leitsaetze.extensions import db
from leitsaetze.mail.actions import enqueue, return_letters, stop_letter
from leitsaetze.moderation import deed_queries
from leitsaetze.moderation.actions import state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.four_eyes import propose_again
from leitsaetze.moderation.models import DeedDone
from leitsaetze.moderation.passages import undo_hiding
from leitsaetze.moderation.rules import UNDO_WITHIN
from leitsaetze.principles.models import Principle
from leitsaetze.reports import actions as report_actions
from leitsaetze.text import Rendered


def undo(deed: DeedDone, *, by: Person) -> None:
    """Undo everything a form did to a comment, and to others with it; again it changes nothing.

    A letter that has not left stays in the house; who already got one gets another. Raises Conflict
    when something else happened to the comment since, RuleViolation when the deed is too old or
    of a kind that needs words of its own.
    """
    if deed.undone_at is not None:
        return
    parts = [deed, *db.session.scalars(deed_queries.parts_of(deed)).all()]
    if any(part.comment.version != part.version for part in parts):
        raise Conflict(
            "Am Kommentar hat sich inzwischen etwas geändert. Es wurde nichts rückgängig gemacht."
        )
    if not deed.undoable or deed.done_at < now() - UNDO_WITHIN:
        raise RuleViolation(
            "Das lässt sich nicht mehr mit einem Knopf rückgängig machen. "
            "Entscheiden Sie bitte am Eintrag neu."
        )
    done = [(part, db.session.scalars(deed_queries.decisions_of(part)).all()) for part in parts]
    for part, decisions in done:
        _undo_part(part, decisions, by=by)


def _undo_part(part: DeedDone, decisions: Sequence[Decision], *, by: Person) -> None:
    comment, told = part.comment, Deed()
    for decision in decisions:
        told = _undo(decision, comment, told, by=by)
        report_actions.reopen(comment, decision, by=by)
        if decision.verdict is Verdict.HIDE:
            return_letters(subject_of(comment), since=decision.at, until=part.done_at)
    with booked(comment):
        since = min((it.at for it in decisions), default=part.done_at)
        ask_on(comment, since=since, until=part.done_at)
    comment.version += 1
    part.undone_at = now()
    _tell_author(part, comment, told)


def _undo(decision: Decision, comment: Comment, told: Deed, *, by: Person) -> Deed:
    """Undo one decision; return what the author has to hear of it all so far."""
    match decision.verdict:
        case Verdict.PUBLISH | Verdict.HIDE:
            verdict = _back(decision)
            propose_again(decision)
            comment_actions.decide(comment, verdict, by=by)
            return Deed(verdict=verdict, moves=told.moves)
        case Verdict.REASSIGN:
            before = decision.details["before"]
            principle = db.session.get_one(Principle, before) if before is not None else None
            comment_actions.reassign(comment, principle, by=by)
            return Deed(verdict=told.verdict, moves=True, principle=principle)
    BACK[decision.verdict](decision, comment, by)
    return told


def _back(decision: Decision) -> Verdict:
    """Return what leads back to the state before a comment was published or hidden."""
    was_public = decision.details.get("before") == Status.PUBLISHED
    return Verdict.RESTORE if was_public else Verdict.TAKE_BACK


def _withdraw_reply(decision: Decision, comment: Comment, by: Person) -> None:
    """Withdraw an answer, once for all it was given to; who joined one later has left it by now."""
    answer = _reply_of(decision)
    if answer.withdrawn_at is None and "joined" not in decision.details:
        replies.withdraw_reply(answer, comment, by=by)


def _regroup_back(decision: Decision, _comment: Comment, by: Person) -> None:
    joined = [db.session.get_one(Comment, it) for it in decision.details.get("comments", [])]
    replies.leave_reply(_reply_of(decision), joined, by=by)


def _correct_back(decision: Decision, comment: Comment, by: Person) -> None:
    answer, before = _reply_of(decision), decision.details["version"] - 1
    words = db.session.get_one(ReplyVersion, (answer.id, before))
    former = Rendered(words.text, words.html, words.renderer)
    replies.correct_reply(answer, comment, former, by=by, heading=words.heading)


def _reply_of(decision: Decision) -> Reply:
    return db.session.get_one(Reply, decision.details["reply"])


def _drop_proposal(decision: Decision, comment: Comment, by: Person) -> None:
    """Drop a proposed answer, once for all it was for."""
    proposal = db.session.get_one(ReplyProposal, decision.details["proposal"])
    if proposal.closed_at is None:
        proposals.drop(proposal, comment, by=by)


def _uninvite(decision: Decision, comment: Comment, by: Person) -> None:
    invitation = db.session.get_one(Invitation, decision.details["invitation"])
    invitations.withdraw_invitation(invitation, by=by, reply_to=comment.dialogue.contact_email)
    comment_actions.write_down(comment, Verdict.UNINVITE, by=by, invitation=invitation.id)


def _tell_author(deed: DeedDone, comment: Comment, told: Deed) -> None:
    if stop_letter(f"decision:{deed.last_id}:author") or told == Deed() or comment.author is None:
        return
    enqueue(
        "decision",
        comment.author,
        deed=f"decision:{state_of(comment).partition('.')[2]}:author",
        about=subject_of(comment),
        reply_to=comment.dialogue.contact_email,
        links={"own": own_link(comment)},
        comment=comment,
        deed_done=told,
        answer=None,
    )


# What undoes each decision beside those on state and place.
BACK: dict[Verdict, Callable[[Decision, Comment, Person], None]] = {
    Verdict.REPLY: _withdraw_reply,
    Verdict.REGROUP_REPLY: _regroup_back,
    Verdict.CORRECT_REPLY: _correct_back,
    Verdict.PROPOSE_REPLY: _drop_proposal,
    Verdict.PROPOSE_HIDING: lambda it, comment, by: take_back_hiding(it, comment, by=by),
    Verdict.HIDE_ALONE: lambda _decision, _comment, _by: None,
    Verdict.NO_REPLY_NEEDED: lambda _, comment, by: comment_actions.unsettle(comment, by=by),
    Verdict.REPLY_NEEDED: lambda _, comment, by: comment_actions.settle(comment, by=by),
    Verdict.INVITE: _uninvite,
    Verdict.HIDE_PASSAGE: undo_hiding,
    Verdict.NOTE: lambda _decision, _comment, _by: None,
    Verdict.DISMISS_REPORTS: lambda _decision, _comment, _by: None,  # the reports wait again
}
