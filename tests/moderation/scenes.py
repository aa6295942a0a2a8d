"""A hidden comment, who hid it, and who else is there."""

from leitsaetze.comments import confirming, intake
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.reviewing import ask, latest_hiding
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown
from tests.comments.test_intake import ADDRESS, make_open_principle, said

SECOND = "ruth@post.example"
WORDS = "So war das nicht gemeint."
REASONS = "Der Satz meint die Sache, nicht die Person."


def make_hidden(by, *, address: str = ADDRESS, second: str = SECOND) -> Comment:
    """A comment that was published and answered, then hidden."""
    principle = make_open_principle()
    dialogue = principle.dialogue
    dialogue.second_name, dialogue.second_email = ("Ruth Zwei", second) if second else ("", "")
    comment = intake.submit(said(address=address), dialogue, principle)
    if address:
        confirming.confirm(comment)
    db.session.commit()
    do(comment, by, verdict=Verdict.PUBLISH, reply=markdown("Danke.", reply=True))
    hide(comment, by)
    return comment


def do(comment: Comment, by, **deed) -> None:
    begin_writing()
    carry_out(comment, Deed(**deed), by=by, seen=state_of(comment))
    db.session.commit()


def hide(comment: Comment, by, reason: str = "Angriff auf eine Person") -> None:
    rule = db.session.scalars(house_rules()).first()
    do(comment, by, verdict=Verdict.HIDE, rule=rule, reason=reason)


def hiding_of(comment: Comment) -> Decision:
    found = latest_hiding(comment.id)
    assert found is not None
    return found


def ask_about(comment: Comment, words: str = WORDS) -> ReviewRequest:
    begin_writing()
    request = ask(hiding_of(comment), words, privacy_version=1)
    db.session.commit()
    return request


def letters(kind: str = "") -> list[OutgoingMail]:
    """The letters of a kind, or all that are about a second look, that may still leave."""
    question = db.select(OutgoingMail).where(OutgoingMail.cancelled_at.is_(None))
    kinds = OutgoingMail.kind == kind if kind else OutgoingMail.kind.like("review_%")
    return list(db.session.scalars(question.where(kinds).order_by(OutgoingMail.id)))


def kinds() -> list[tuple[str, str]]:
    return [(letter.kind, letter.address) for letter in letters()]
