"""Answers that somebody else reads before they are public: propose, give back, drop, settle."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import queries
from leitsaetze.comments.actions import write_down
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.pausing import bring_back
from leitsaetze.comments.proposal_groups import comments_in, exclude, include
from leitsaetze.comments.replies import refuse_unless_public
from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.comments.rules import Verdict
from leitsaetze.comments.together import booked_together
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


def own_proposal(comment: Comment) -> ReplyProposal | None:
    """Return the same if it is read here: one for several comments is read where it was written."""
    found = proposal_for(comment)
    return found if found is not None and found.comment_id == comment.id else None


def proposal_elsewhere(comment: Comment) -> ReplyProposal | None:
    """Return the proposed answer to a comment that is read at another one."""
    found = proposal_for(comment)
    return found if found is not None and found.comment_id != comment.id else None


def propose(
    comment: Comment,
    wanted: Wanted,
    *,
    by: Person,
    others: Sequence[Comment] = (),
    hand_over_id: int | None = None,
) -> ReplyProposal:
    """Put an answer to a comment, and to `others`, before somebody else.

    It takes the place of the one that was proposed before. With `hand_over_id` it is a
    department's, which `by` has asked. Raises RuleViolation unless each of the comments is
    published.
    """
    together = [comment, *others]
    for one in together:
        refuse_unless_public(one)
    before = own_proposal(comment)
    if before is not None:
        settle(before, together, by=by)
    with booked_together(together):
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
        include(proposal, others)
        for one in together:
            _tell_course(one, proposal, by=by)
    return proposal


def give_back(proposal: ReplyProposal, comment: Comment, words: str, *, by: Person) -> None:
    """Ask for other words, and say why.

    Raises RuleViolation without words, and for whoever proposed it.
    """
    if proposal.by_id == by.id:
        raise RuleViolation("Ihren eigenen Vorschlag können Sie ändern oder verwerfen.")
    if not words.strip():
        raise RuleViolation("Bitte schreiben Sie dazu, was anders werden soll.")
    together = _with(comment, proposal)
    with booked_together(together):
        proposal.returned_at = now()
        for one in together:
            write_down(one, Verdict.RETURN_REPLY, by=by, words=words, proposal=proposal.id)


def drop(proposal: ReplyProposal, comment: Comment, *, by: Person, words: str = "") -> Decision:
    """Do without a proposed answer; what stands in public stays as it is. `words` say why."""
    together = _with(comment, proposal)
    with booked_together(together):
        _close(proposal)
        number = proposal.id
        said = [
            write_down(one, Verdict.DROP_REPLY, by=by, words=words, proposal=number)
            for one in together
        ]
    return said[0]


def step_out(proposal: ReplyProposal, comment: Comment, *, by: Person) -> None:
    """Do without a proposed answer at one comment; if it is for others, too, it stays for them."""
    with booked_together([comment]):
        if not exclude(proposal, comment):
            _close(proposal)
        write_down(comment, Verdict.DROP_REPLY, by=by, proposal=proposal.id)


def settle(proposal: ReplyProposal, answered: Sequence[Comment], *, by: Person) -> None:
    """Close a proposal as part of the deed that decides on it.

    The comments it was for that are not among those `answered` now wait for another answer.
    """
    left = [it for it in comments_in(proposal) if it not in answered]
    with booked_together(left):
        _close(proposal)
        for one in left:
            write_down(one, Verdict.DROP_REPLY, by=by, proposal=proposal.id)


def _tell_course(comment: Comment, proposal: ReplyProposal, *, by: Person) -> None:
    """Write down who proposed; whoever else was asked for an answer is asked no more."""
    if proposal.hand_over_id is None:
        write_down(comment, Verdict.PROPOSE_REPLY, by=by, proposal=proposal.id)
        bring_back(comment, Ending.OVERTAKEN, by_id=by.id)
        return
    asked = proposal.hand_over_id
    write_down(comment, Verdict.OFFER_REPLY, by=None, proposal=proposal.id, hand_over=asked)
    bring_back(comment, Ending.PROPOSED, by_id=None)


def _close(proposal: ReplyProposal) -> None:
    proposal.closed_at = now()
    db.session.flush()


def _with(comment: Comment, proposal: ReplyProposal) -> list[Comment]:
    """Return the comments a proposal is for; `comment` even if no answer could appear there now."""
    return [comment, *(it for it in comments_in(proposal) if it is not comment)]
