"""Proposed hidings: which one is open, how it ends with a verdict, how it returns."""

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from leitsaetze.clock import now
from leitsaetze.comments.hiding_models import HidingProposal
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.extensions import db

ENDS = frozenset(
    {
        Verdict.PUBLISH,
        Verdict.HIDE,
        Verdict.DROP_HIDING,
        Verdict.WITHDRAW,
        Verdict.ERASE,
        Verdict.EDIT,  # it was about other words
    }
)


def proposed_hiding(comment: Comment) -> HidingProposal | None:
    """Return the hiding of a comment that somebody else has to confirm, if one is proposed."""
    if comment.status is not Status.PENDING:
        return None
    return _open_for(comment)


def end_with(comment: Comment, verdict: Verdict) -> dict[str, int]:
    """Close what was proposed when a verdict decides on it; return what the Decision says of it.

    Of an erased comment nothing is kept: the words may repeat its own.
    """
    found = _open_for(comment) if verdict in ENDS else None
    if found is not None:
        close(found)
    if verdict is Verdict.ERASE:
        db.session.execute(delete(HidingProposal).where(HidingProposal.comment_id == comment.id))
        return {}
    return {"hiding": found.id, "proposed_by": found.by_id} if found is not None else {}


def close(proposal: HidingProposal) -> None:
    """Close a proposal as part of the deed that decides on it."""
    proposal.closed_at = now()
    db.session.flush()


def reopen(proposal_id: int) -> None:
    """Let a proposal wait again, because what was decided on it is undone."""
    db.session.get_one(HidingProposal, proposal_id).closed_at = None
    db.session.flush()


def _open_for(comment: Comment) -> HidingProposal | None:
    question = (
        select(HidingProposal)
        .where(HidingProposal.comment_id == comment.id, HidingProposal.closed_at.is_(None))
        .options(joinedload(HidingProposal.rule), joinedload(HidingProposal.by))
        .order_by(HidingProposal.id.desc())
        .limit(1)
    )
    found: HidingProposal | None = db.session.scalar(question)
    return found
