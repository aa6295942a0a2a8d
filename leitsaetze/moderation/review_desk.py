"""What the desk shows of a second look: what was asked, who may decide, who has the link."""

from dataclasses import dataclass

from leitsaetze.accounts.models import Person
from leitsaetze.comments import review_queries
from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_texts import html_with
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.moderation.review_forms import HandOverForm, ReviewForm
from leitsaetze.moderation.reviewing import is_for, obstacle_to_handing


@dataclass(frozen=True)
class Look:
    """A second look as a moderator sees it; `form` and `hand_over_form` only while it is open."""

    request: ReviewRequest
    is_mine: bool
    has_hidden: bool
    others: list[Person]
    obstacle: str
    form: ReviewForm | None
    hand_over_form: HandOverForm | None

    @property
    def can_be_handed_over(self) -> bool:
        """Whether the second person can be asked now: for the first time, or again."""
        request = self.request
        known = request.handed_address == request.comment.dialogue.second_email
        return request.is_open and not self.obstacle and not (request.link_holds and known)


def look_at(comment: Comment, *, reader: int, form: ReviewForm | None = None) -> Look | None:
    """Return the second look that waits at a comment, else the last one, as `reader` sees it.

    None when nobody asked. `form` is the one that was sent and could not be carried out.
    """
    request = db.session.scalar(review_queries.latest_request(comment.id))
    if request is None:
        return None
    hiding, waits, number = request.hiding, request.is_open, str(request.id)
    mine = is_for(reader, hiding)
    others = review_queries.moderators_but(hiding.by_id, hiding.proposed_by)
    sent = form if form is not None and form.about.data == number else None
    return Look(
        request=request,
        is_mine=mine,
        has_hidden=reader == hiding.by_id,
        others=list(db.session.scalars(others)) if waits else [],
        obstacle=obstacle_to_handing(request) if waits else "",
        form=(sent or ReviewForm(formdata=None, about=number)) if waits and mine else None,
        hand_over_form=HandOverForm(formdata=None, about=number) if waits else None,
    )


def words_under_review(request: ReviewRequest) -> str:
    """Return as HTML what a second look is taken at: the comment, or a passage marked in it."""
    if request.hiding.verdict is not Verdict.HIDE_PASSAGE:
        return request.comment.words.html
    passage = db.session.get_one(HiddenPassage, request.hiding_id)
    return html_with(passage, request.comment)
