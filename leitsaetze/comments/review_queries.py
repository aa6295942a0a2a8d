"""Questions about second looks. All of it is for staff and for the authors themselves."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, not_, select
from sqlalchemy.orm import joinedload

from leitsaetze.accounts.models import Credential, Person, RoleGrant
from leitsaetze.accounts.rules import Role
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.rules import Verdict
from leitsaetze.principles.models import Dialogue


def waiting_since(comment_id: int, *, whole: bool) -> Select[datetime | None]:
    """When the second look that waits longest for a comment was asked for.

    A request about a hiding of the `whole` comment waits only while that is hidden.
    """
    question = select(func.min(ReviewRequest.asked_at)).where(
        ReviewRequest.comment_id == comment_id, ReviewRequest.outcome.is_(None)
    )
    return question if whole else question.where(not_(is_about_whole([comment_id])))


def is_about_whole(comment_ids: list[int]) -> ColumnElement[bool]:
    """Say that a request is about the hiding of one of these comments, not of a passage."""
    return ReviewRequest.hiding_id.in_(
        select(Decision.id).where(
            Decision.comment_id.in_(comment_ids), Decision.verdict == Verdict.HIDE
        )
    )


def requests_that(condition: ColumnElement[bool]) -> Select[ReviewRequest]:
    """The requests for which something holds, oldest first."""
    return select(ReviewRequest).where(condition).order_by(ReviewRequest.id)


def requests_about_whole(comment_ids: list[int]) -> Select[ReviewRequest]:
    """All that was asked about hidings of these comments, of each comment the last one last."""
    return requests_that(is_about_whole(comment_ids))


def requests_about(hiding_ids: list[int]) -> Select[ReviewRequest]:
    """What was asked about these hidings."""
    return requests_that(ReviewRequest.hiding_id.in_(hiding_ids))


def request_about(hiding_id: int) -> Select[ReviewRequest]:
    """What was asked about one hiding."""
    return select(ReviewRequest).where(ReviewRequest.hiding_id == hiding_id)


def latest_request(comment_id: int) -> Select[ReviewRequest]:
    """What waits longest to be decided about a comment, else what was asked last.

    With the hiding and who decided.
    """
    hiding = joinedload(ReviewRequest.hiding)
    return (
        select(ReviewRequest)
        .where(ReviewRequest.comment_id == comment_id)
        .options(hiding.joinedload(Decision.by), hiding.joinedload(Decision.rule))
        .options(joinedload(ReviewRequest.decided_by))
        .order_by(
            ReviewRequest.outcome.is_not(None),
            case((ReviewRequest.outcome.is_(None), ReviewRequest.id), else_=-ReviewRequest.id),
        )
        .limit(1)
    )


def moderators_but(*person_ids: int | None) -> Select[Person]:
    """The moderators who can sign in, some excepted, by name."""
    question = (
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .join(Credential, Credential.person_id == Person.id)
        .where(RoleGrant.role == Role.MODERATOR, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return question.where(Person.id.not_in([it for it in person_ids if it is not None]))


def not_handed_over() -> Select[ReviewRequest]:
    """What waits and no second person knows of yet, where the dialogue has one."""
    return (
        _waiting()
        .where(ReviewRequest.handed_at.is_(None), Dialogue.second_email != "")
        .options(joinedload(ReviewRequest.hiding).joinedload(Decision.by))
    )


def to_remind_of(at: datetime) -> Select[ReviewRequest]:
    """What the second person has left lying, while their link still holds."""
    return _waiting().where(
        ReviewRequest.remind_at <= at,
        ReviewRequest.reminded_at.is_(None),
        ReviewRequest.link_until > at,
    )


def _waiting() -> Select[ReviewRequest]:
    return (
        select(ReviewRequest)
        .join(Comment, Comment.id == ReviewRequest.comment_id)
        .join(Dialogue, Dialogue.id == Comment.dialogue_id)
        .where(ReviewRequest.outcome.is_(None))
        .order_by(ReviewRequest.asked_at, ReviewRequest.id)
    )
