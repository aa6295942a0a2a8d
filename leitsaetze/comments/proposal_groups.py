"""For which comments a proposed answer is; what becomes of it when one of them goes."""

from collections.abc import Iterable

from sqlalchemy import delete

from leitsaetze.comments import group_queries as queries
from leitsaetze.comments.group_models import ProposalComment
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.extensions import db


def numbers_in(proposal: ReplyProposal) -> list[int]:
    """Return the numbers of all comments a proposed answer is for, the one it was written at first.

    Some may be gone or answered meanwhile.
    """
    return [proposal.comment_id, *db.session.scalars(queries.proposed_for(proposal.id))]


def comments_in(proposal: ReplyProposal) -> list[Comment]:
    """Return those of them on which an answer can still appear, as far as they themselves go."""
    return list(db.session.scalars(queries.published_among(numbers_in(proposal))))


def include(proposal: ReplyProposal, further: Iterable[Comment]) -> None:
    """Say for which comments a new proposal is, beside its own."""
    db.session.add_all(
        ProposalComment(proposal_id=proposal.id, comment_id=comment.id) for comment in further
    )
    db.session.flush()


def exclude(proposal: ReplyProposal, comment: Comment) -> bool:
    """Take one comment out of those a proposal is for; tell whether others stay."""
    own, rest = ProposalComment.proposal_id == proposal.id, numbers_in(proposal)
    rest = [number for number in rest if number != comment.id]
    if not rest:
        return False
    if proposal.comment_id == comment.id:
        proposal.comment_id = rest[0]
        db.session.flush()
    gone = [comment.id, proposal.comment_id]
    db.session.execute(delete(ProposalComment).where(own, ProposalComment.comment_id.in_(gone)))
    return True


def leave_shared_proposals(comment: Comment) -> None:
    """Let what is proposed for others, too, be for them alone: this comment is gone."""
    for proposal in db.session.scalars(queries.proposals_for(comment.id)).all():
        if proposal.closed_at is None:
            exclude(proposal, comment)


def forget_proposals(comment: Comment) -> None:
    """Delete what was proposed for this comment only; take it out of what is for others, too."""
    for proposal in db.session.scalars(queries.proposals_for(comment.id)).all():
        if not exclude(proposal, comment):
            db.session.delete(proposal)
    db.session.flush()
