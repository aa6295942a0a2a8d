"""What authors can ask about their hidden comments, and the end of it when a comment goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, update

from leitsaetze.clock import now
from leitsaetze.comments import review_queries
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_rules import LIFTABLE
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import Asking, Hiding, Outcome, asking, last_moment
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.extensions import changed, db
from leitsaetze.mail.actions import cancel_letters
from leitsaetze.site.actions import all_settings
from leitsaetze.site.settings import BY_NAME

SHOWN_AGAIN = frozenset({Verdict.RESTORE, Verdict.SHOW_PASSAGE})
ENDS = SHOWN_AGAIN | {Verdict.WITHDRAW, Verdict.ERASE}


@dataclass(frozen=True)
class SecondLook:
    """What an author is told of the second look at a hiding, and until when one can be asked for.

    `request` is the last one about the comment, also about an earlier hiding.
    """

    state: Asking
    until: datetime
    request: ReviewRequest | None

    @property
    def is_open(self) -> bool:
        """Whether a second look can be asked for now."""
        return self.state is Asking.OPEN


def subject_of(request: ReviewRequest) -> str:
    """Return how letters and links name a request."""
    return f"review_request:{request.id}"


def subject_of_link(request: ReviewRequest) -> str:
    """Return how the letters to the second person name what they are about."""
    return f"access_link:{request.link_id}"


def cancel_news(request: ReviewRequest) -> None:
    """Keep letters about a request from leaving: whatever they say is overtaken."""
    cancel_letters(subject_of(request))
    cancel_letters(subject_of_link(request))


def days_for_asking() -> int:
    """Return for how many days a second look can be asked for, as the settings say."""
    name = "review_within_days"
    return int(all_settings()[name] or BY_NAME[name].default)


def second_looks(
    comments: Iterable[Comment], hidings: Mapping[int, Decision]
) -> dict[int, SecondLook]:
    """Return for each comment that was ever hidden what its author can ask or was told.

    `hidings` holds the last hiding of each. Of passages tells `looks_at_passages`.
    """
    concerned = [comment for comment in comments if comment.id in hidings]
    if not concerned:
        return {}
    numbers = [comment.id for comment in concerned]
    asked = db.session.scalars(review_queries.requests_about_whole(numbers))
    requests, days = {request.comment_id: request for request in asked}, days_for_asking()
    return {
        comment.id: _second_look(
            comment, hidings[comment.id], requests.get(comment.id), days, latest=True
        )
        for comment in concerned
    }


def looks_at_passages(passages: Sequence[HiddenPassage]) -> dict[int, SecondLook]:
    """Return what can be asked about hidden passages, by the number of the hiding."""
    hidings = [passage.hiding for passage in passages]
    asked = db.session.scalars(review_queries.requests_about([it.id for it in hidings]))
    requests, days = {request.hiding_id: request for request in asked}, days_for_asking()
    return {
        it.id: _second_look(it.comment, it, requests.get(it.id), days, latest=True)
        for it in hidings
    }


def second_look(hiding: Decision, *, latest: bool) -> SecondLook:
    """Return what can be asked about one hiding; `latest` says that none came after it.

    Of several passages of one comment each can be asked about.
    """
    request = db.session.scalar(review_queries.request_about(hiding.id))
    return _second_look(hiding.comment, hiding, request, days_for_asking(), latest=latest)


def end_review(comment: Comment, decision: Decision) -> None:
    """Let what was asked about a hiding rest, when the comment is shown again or gone.

    Shown again counts as what was asked for, whoever did it. Nothing is told to anybody of a
    comment that is gone; of one that is erased no words are kept.
    """
    if decision.verdict not in ENDS:
        return
    concerned, restored = _settled_by(decision), decision.verdict in SHOWN_AGAIN
    own = list(db.session.scalars(review_queries.requests_that(concerned)))
    numbers = [request.id for request in own]
    changed(
        update(ReviewRequest)
        .where(ReviewRequest.id.in_(numbers), ReviewRequest.outcome.is_(None))
        .values(
            outcome=Outcome.RESTORED if restored else Outcome.ENDED,
            decided_at=now(),
            decided_by_id=decision.by_id if restored else None,
            reasons=decision.words if restored else "",
        )
    )
    if decision.verdict is Verdict.ERASE:
        erased = ReviewRequest.id.in_(numbers)
        changed(update(ReviewRequest).where(erased).values(words="", reasons=""))
    for request in own:
        db.session.refresh(request)
        cancel_news(request)


def _settled_by(decision: Decision) -> ColumnElement[bool]:
    """Say which requests a verdict settles: a passage's own, those about the whole, or all."""
    if decision.verdict is Verdict.SHOW_PASSAGE:
        return ReviewRequest.hiding_id == int(decision.details["hiding"])
    if decision.verdict is Verdict.RESTORE:
        return review_queries.is_about_whole([decision.comment_id])
    return ReviewRequest.comment_id == decision.comment_id


def _second_look(
    comment: Comment,
    hiding: Decision,
    request: ReviewRequest | None,
    days: int,
    *,
    latest: bool,
) -> SecondLook:
    holds = _holds(comment, hiding, latest=latest)
    hidden = Hiding(hiding.at, comment.dialogue.time_zone, holds)
    asked = request is not None and request.hiding_id == hiding.id
    state = asking(hidden, days=days, asked=asked, at=now())
    return SecondLook(state, last_moment(hidden, days), request)


def _holds(comment: Comment, hiding: Decision, *, latest: bool) -> bool:
    """Tell whether a hiding still keeps something from being read."""
    if hiding.verdict is not Verdict.HIDE_PASSAGE:
        return latest and comment.status is Status.HIDDEN
    passage = db.session.get_one(HiddenPassage, hiding.id)
    return passage.lifted_at is None and comment.status in LIFTABLE
