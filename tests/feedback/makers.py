"""Feedback as it comes in, and what is left of it."""

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.extensions import db
from leitsaetze.feedback import actions
from leitsaetze.feedback.models import Feedback, FeedbackEntry
from leitsaetze.feedback.rules import Deed
from leitsaetze.text import markdown
from tests.accounts.makers import make_staff

WORDS = "Der Knopf „Absenden“ sagt nichts."
ADDRESS = "vera@post.example"


def tell(**given) -> Feedback:
    feedback = actions.take_in(actions.Report(**{"words": WORDS} | given))
    db.session.commit()
    return feedback


def make_administrator(**given) -> Person:
    return make_staff(Role.ADMINISTRATOR, **{"name": "Anna Amt"} | given)


def handle(feedback, deed=Deed.ANSWER, words="Jetzt **sagt** er etwas.", **more) -> None:
    by = more.pop("by", None) or make_administrator()
    said = {"deed": deed, "words": markdown(words, reply=True), "seen": feedback.version}
    actions.handle(feedback, **said | more, by=by)
    db.session.commit()


def course() -> list[tuple[str, str]]:
    entries = db.session.scalars(db.select(FeedbackEntry).order_by(FeedbackEntry.id))
    return [(entry.deed.value, entry.text) for entry in entries]
