"""Answers that somebody else reads before they are public: propose, give back, drop, settle."""

from dataclasses import dataclass

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import queries
from leitsaetze.comments.actions import refuse_unless_public, write_down
from leitsaetze.comments.books import booked
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.models import Comment, Decision, ReplyProposal
from leitsaetze.comments.pausing import bring_back
from leitsaetze.comments.rules import Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.text import Rendered


@dataclass(frozen=True)
class Wanted:
    """An answer as it is to be: its words, in whose name, which event it shows, its text blocks."""

    words: Rendered
    heading: str = ""
    event_id: int | None = None
    drops_event: bool = False
    blocks: tuple[int, ...] = ()


def proposal_for(comment: Comment) -> ReplyProposal | None:
    """Return the answer to a comment that somebody else has to read, if there is one."""
    found: ReplyProposal | None = db.session.scalar(queries.open_proposal(comment.id))
    return found


def propose(
    comment: Comment, wanted: Wanted, *, by: Person, hand_over_id: int | None = None
) -> ReplyProposal:
    """Put an answer before somebody else, in place of the one that was proposed before.

    With `hand_over_id` it is a department's, which `by` has asked. Raises RuleViolation unless the
    comment is published.
    """
    refuse_unless_public(comment)
    before = proposal_for(comment)
    with booked(comment):
        if before is not None:
            settle(before)
        proposal = ReplyProposal(
            comment_id=comment.id,
            text=wanted.words.source,
            html=wanted.words.html,
            renderer=wanted.words.renderer,
            heading=wanted.heading,
            event_id=wanted.event_id,
            drops_event=wanted.drops_event,
            blocks=list(wanted.blocks),
            hand_over_id=hand_over_id,
            by_id=by.id,
        )
        db.session.add(proposal)
        db.session.flush()
        if hand_over_id is None:
            write_down(comment, Verdict.PROPOSE_REPLY, by=by, proposal=proposal.id)
            bring_back(comment, Ending.OVERTAKEN, by_id=by.id)
        else:
            write_down(
                comment,
                Verdict.OFFER_REPLY,
                by=None,
                proposal=proposal.id,
                hand_over=hand_over_id,
            )
            bring_back(comment, Ending.PROPOSED, by_id=None)
    return proposal


def give_back(proposal: ReplyProposal, comment: Comment, words: str, *, by: Person) -> None:
    """Ask for other words, and say why.

    Raises RuleViolation without words, and for whoever proposed it.
    """
    if proposal.by_id == by.id:
        raise RuleViolation("Ihren eigenen Vorschlag können Sie ändern oder verwerfen.")
    if not words.strip():
        raise RuleViolation("Bitte schreiben Sie dazu, was anders werden soll.")
    with booked(comment):
        proposal.returned_at = now()
        write_down(comment, Verdict.RETURN_REPLY, by=by, words=words, proposal=proposal.id)


def drop(proposal: ReplyProposal, comment: Comment, *, by: Person, words: str = "") -> Decision:
    """Do without a proposed answer; what stands in public stays as it is. `words` say why."""
    with booked(comment):
        settle(proposal)
        return write_down(comment, Verdict.DROP_REPLY, by=by, words=words, proposal=proposal.id)


def settle(proposal: ReplyProposal) -> None:
    """Close a proposal as part of the deed that decides on it."""
    proposal.closed_at = now()
    db.session.flush()
