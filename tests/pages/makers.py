"""Comments in every state as the actions make them, many at once, and counted questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import insert

from leitsaetze.clock import now
from leitsaetze.comments import actions, intake, replies
from leitsaetze.comments.books import adjust, standing
from leitsaetze.comments.models import Comment, CommentVersion, Decision
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyVersion
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.extensions import db
from leitsaetze.principles.actions import touch
from leitsaetze.site import queries as site_queries
from leitsaetze.text import markdown, plain
from tests.factories import make_moderator, make_person, numbers
from tests.listening import heard


def address_of(principle) -> str:
    return f"/dialoge/{principle.dialogue.slug}/leitsaetze/{principle.number}/"


def rule(number=3):
    return next(r for r in db.session.scalars(site_queries.house_rules()) if r.number == number)


def submit(principle, text="Mehr Radwege, bitte.", name="Eine Bürgerin", **said):
    """A comment nobody has looked at yet."""
    contribution = intake.Contribution(words=plain(text), name=name, **said)
    comment = intake.submit(contribution, principle.dialogue, principle)
    db.session.commit()
    return comment


def publish(principle, text="Mehr Radwege, bitte.", **said):
    comment = submit(principle, text, **said)
    actions.decide(comment, Verdict.PUBLISH, by=make_moderator())
    db.session.commit()
    return comment


def hide(comment, number=3):
    actions.decide(comment, Verdict.HIDE, by=make_moderator(), rule=rule(number), words="Grund")
    db.session.commit()
    return comment


def withdraw(comment, verdict=Verdict.WITHDRAW):
    actions.decide(comment, verdict, by=None)
    db.session.commit()
    return comment


def answer(comment, words="Danke für den Hinweis."):
    reply = replies.reply(comment, markdown(words, reply=True), by=make_moderator())
    db.session.commit()
    return reply


def many(principle, number, *, text="Beitrag", dialogue=None):
    """Put in comments past the actions, of ten one hidden and two answered; return their ids."""
    dialogue = dialogue or principle.dialogue
    first = (db.session.scalar(db.select(db.func.max(Comment.id))) or 0) + 1
    ids = list(range(first, first + number))
    staff = make_person()
    hidden, answered = ids[3::10], ids[1::5]
    rows = [
        {
            "id": i,
            "dialogue_id": dialogue.id,
            "principle_id": principle.id if principle else None,
            "revision_id": principle.revision.id if principle else None,
            "name": f"Stimme {i}",
            "status": Status.HIDDEN if i in hidden else Status.PUBLISHED,
            "receipt_number": f"M{next(numbers):07}",
            "rules_version": 1,
            "privacy_version": 1,
            "published_at": now() - timedelta(minutes=1),
        }
        for i in ids
    ]
    words = [{"comment_id": i, "number": 1, **_rendered(f"{text} {i}.")} for i in ids]
    db.session.execute(insert(Comment), rows)
    db.session.execute(insert(CommentVersion), words)
    _hidings(hidden, staff)
    _answers(answered, staff)
    for i in ids:
        adjust({standing(db.session.get(Comment, i)): +1})
    db.session.commit()
    return ids


def follow_the_clock(dialogue) -> None:
    """Let the stamp know when time changes the pages, as every deed on a dialogue does."""
    touch(dialogue)
    db.session.commit()


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect what is asked of the database; transactions begin without a question."""
    asked: list[str] = []
    with heard() as everything:
        yield asked
    asked += [statement for statement, _values in everything if not statement.startswith("BEGIN")]


def _hidings(ids, staff):
    values = {"verdict": Verdict.HIDE, "rule_id": rule().id, "by_id": staff.id, "words": "Grund"}
    db.session.execute(insert(Decision), [{"comment_id": i, **values} for i in ids])


def _answers(ids, staff):
    for i in ids:
        reply = Reply(by_id=staff.id)
        db.session.add(reply)
        db.session.flush()
        text = {"reply_id": reply.id, "number": 1, "by_id": staff.id, **_rendered(f"Antwort {i}.")}
        db.session.execute(insert(ReplyVersion), [text])
        db.session.execute(insert(ReplyComment), [{"reply_id": reply.id, "comment_id": i}])


def _rendered(text):
    words = plain(text)
    return {"text": words.source, "html": words.html, "renderer": words.renderer}
