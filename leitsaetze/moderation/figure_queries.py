"""Questions behind the public account of moderation."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from leitsaetze.comments.book_models import CommentCount
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import ANSWERED, Status, Verdict
from leitsaetze.moderation.figure_rules import Kind
from leitsaetze.moderation.models import Account, Figure
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import is_public
from leitsaetze.site.models import HouseRule, Stamp

Rows = Select[*tuple[Any, ...]]
STATES = {
    Kind.RECEIVED: [str(status) for status in Status if status is not Status.AWAITING_CONFIRMATION],
    Kind.PUBLISHED: [str(Status.PUBLISHED)],
    Kind.ANSWERED: [ANSWERED],
}
ENDINGS = {
    Kind.REVIEWS: ReviewRequest.id.is_not(None),
    Kind.UPHELD: ReviewRequest.outcome == Outcome.UPHELD,
    Kind.REVERSED: ReviewRequest.outcome == Outcome.RESTORED,
    Kind.UNDECIDED: ReviewRequest.outcome.is_(None),
}


def proof() -> Select[int, datetime | None]:
    """What proves the account: what frames every page, and how often it was taken."""
    taken = select(func.coalesce(func.max(Account.version), 0)).scalar_subquery()
    return select(func.sum(Stamp.frame) + taken, func.min(Stamp.next_change_at))


def account() -> Select[Account]:
    """When the figures were taken last, and how far."""
    return select(Account)


def decisions_after(number: int) -> Rows:
    """What was decided beyond a decision, in order, with all that is needed to count it."""
    return (
        select(
            Decision.id,
            Decision.verdict,
            Decision.at,
            Decision.comment_id,
            HouseRule.number.label("rule"),
            Comment.dialogue_id,
            Comment.received_at,
            Dialogue.time_zone,
        )
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .outerjoin(HouseRule, HouseRule.id == Decision.rule_id)
        .where(Decision.id > number)
        .order_by(Decision.id)
    )


def first_answers(comment_ids: list[int]) -> Select[int]:
    """Of each of these comments the decision by which it was answered first."""
    return (
        select(func.min(Decision.id))
        .where(Decision.comment_id.in_(comment_ids), Decision.verdict == Verdict.REPLY)
        .group_by(Decision.comment_id)
    )


def standings() -> Rows:
    """How many comments of each dialogue are received, published, answered; from the counters."""
    sums = [
        func.coalesce(
            func.sum(case((CommentCount.kind.in_(kinds), CommentCount.number), else_=0)), 0
        ).label(kind)
        for kind, kinds in STATES.items()
    ]
    return select(CommentCount.dialogue_id, *sums).group_by(CommentCount.dialogue_id)


def second_looks() -> Rows:
    """How many second looks were asked for in each dialogue, and how they ended.

    There are few: one for each hiding at most. Who took their comment back before anybody decided
    is counted as asking only.
    """
    sums = [func.sum(case((ended, 1), else_=0)).label(kind) for kind, ended in ENDINGS.items()]
    return (
        select(Comment.dialogue_id, *sums)
        .select_from(ReviewRequest)
        .join(Comment, Comment.id == ReviewRequest.comment_id)
        .group_by(Comment.dialogue_id)
    )


def figures() -> Rows:
    """All figures of public dialogues."""
    return (
        select(Figure.dialogue_id, Figure.kind, Figure.key, Figure.number)
        .join(Dialogue, Dialogue.id == Figure.dialogue_id)
        .where(is_public())
    )


def dialogues() -> Rows:
    """Number, address and title of all public dialogues, newest first."""
    return (
        select(Dialogue.id, Dialogue.slug, Dialogue.title)
        .where(is_public())
        .order_by(Dialogue.opens_at.desc(), Dialogue.id)
    )


def figures_of_standing() -> Rows:
    """The figures that are written anew each time."""
    return select(Figure.dialogue_id, Figure.kind, Figure.number).where(
        Figure.kind.in_([*STATES, *ENDINGS])
    )
