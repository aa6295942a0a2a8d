"""Reports as they come in, and what became of them."""

from itertools import count

from leitsaetze.comments import actions as comments
from leitsaetze.comments import intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.reports import actions
from leitsaetze.reports.models import Report
from leitsaetze.site.models import HouseRule
from leitsaetze.site.queries import house_rules
from tests.comments.test_intake import make_open_principle, said
from tests.factories import make_person

WORDS = "Der zweite Satz geht gegen eine Nachbarin."
ADDRESS = "mia@post.example"
networks = count(1)


def a_rule() -> HouseRule:
    return db.session.scalars(house_rules()).first()


def make_published(**given) -> Comment:
    """A published comment, of somebody with an address."""
    principle = make_open_principle()
    author = given.pop("author", None) or make_person()
    comment = intake.submit(said(**given), principle.dialogue, principle, author=author)
    comments.decide(comment, Verdict.PUBLISH, by=None)
    db.session.commit()
    return comment


def report(comment, *, illegal: bool = False, **given) -> Report:
    """A report by somebody nobody knows yet, unless a network is given."""
    given.setdefault("network", f"198.51.100.{next(networks)}/32")
    given.setdefault("rule", None if illegal else a_rule())
    made = actions.take_in(actions.Complaint(**{"words": WORDS} | given), comment)
    db.session.commit()
    return made


def hide(comment, by=None, words: str = "Nennt eine Telefonnummer.") -> None:
    comments.decide(comment, Verdict.HIDE, by=by, rule=a_rule(), words=words)
    db.session.commit()


def reported(comment) -> int | None:
    """How the queue knows the comment."""
    return db.session.scalar(
        db.select(QueueEntry.reported).where(QueueEntry.comment_id == comment.id)
    )


def outcomes() -> list[str | None]:
    rows = db.session.scalars(db.select(Report).order_by(Report.id))
    return [it.outcome.value if it.outcome else None for it in rows]
