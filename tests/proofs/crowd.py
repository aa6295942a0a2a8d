"""Many rows at once, past the actions, as they would have left them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from leitsaetze.clock import now
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.books import Standing, adjust
from leitsaetze.comments.models import Comment, CommentVersion, Decision
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyVersion
from leitsaetze.comments.rules import ANSWERED, WAITING, Lane, Status, Urgency, Verdict
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.models import EventMention
from leitsaetze.extensions import db
from leitsaetze.moderation.models import Claim
from leitsaetze.text import plain
from tests.factories import make_event, make_person, numbers
from tests.proofs.world import World, rule

STATES = {
    Lane.NEW: Status.PENDING,
    Lane.AWAITING_REPLY: Status.PUBLISHED,
    Lane.DONE: Status.PUBLISHED,
    Lane.HIDDEN: Status.HIDDEN,
}


def crowd(w: World, number: int, lane: Lane, *, general: bool = False, author=None) -> list[int]:
    """Comments of one lane on the first principle, or on the dialogue; done means answered."""
    principle = None if general else w.principles[0]
    status = STATES[lane]
    same = {
        "dialogue_id": w.dialogue.id,
        "principle_id": principle.id if principle else None,
        "revision_id": principle.revision.id if principle else None,
        "author_id": author.id if author else None,
        "name": "Eine Stimme",
        "status": status,
        "rules_version": 1,
        "privacy_version": 1,
        "received_at": now(),
        "published_at": None if status is Status.PENDING else now(),
    }
    ids = added(Comment, [same | {"receipt_number": f"C{next(numbers):07}"} for _ in range(number)])
    words = rendered("Das sollte anders sein.")
    rows(CommentVersion, [{"comment_id": i, "number": 1, **words} for i in ids])
    place = {"dialogue_id": w.dialogue.id, "principle_id": same["principle_id"] or 0, "lane": lane}
    place["urgency"] = Urgency.ORDINARY if lane in WAITING else -Urgency.ORDINARY
    rows(QueueEntry, [{"comment_id": i, "waiting_since": now(), **place} for i in ids])
    kinds = {status.value} | ({ANSWERED} if lane is Lane.DONE else set())
    adjust({Standing(w.dialogue.id, same["principle_id"] or 0, frozenset(kinds)): number})
    if lane is Lane.DONE:
        answer(w, ids)
    if lane is Lane.HIDDEN:
        hiding = {"verdict": Verdict.HIDE, "rule_id": rule().id, "by_id": w.moderator.id}
        rows(Decision, [{"comment_id": i, **hiding} for i in ids])
    db.session.commit()
    return ids


def answer(w: World, ids: list[int]) -> None:
    """An answer under each comment, which shows the event."""
    by, words = w.moderator.id, rendered("Danke für den Hinweis.")
    replies = added(Reply, [{"by_id": by} for _ in ids])
    rows(ReplyVersion, [{"reply_id": r, "number": 1, "by_id": by, **words} for r in replies])
    pairs = zip(replies, ids, strict=True)
    rows(ReplyComment, [{"reply_id": reply, "comment_id": comment} for reply, comment in pairs])
    rows(EventMention, [{"reply_id": reply, "event_id": w.event.id} for reply in replies])


def claims(ids: list[int], person) -> None:
    until = now() + timedelta(minutes=15)
    held = [{"comment_id": i, "person_id": person.id, "expires_at": until} for i in ids]
    rows(Claim, held)
    db.session.commit()


def events(w: World, number: int) -> None:
    """Events of the dialogue, as many past as to come."""
    for days in range(number):
        for ahead in (days + 1, -days - 1):
            make_event(starts_at=now() + timedelta(days=ahead), dialogues=[w.dialogue])


def around(w: World, comment: Comment, number: int) -> None:
    """Around an entry: invitations, notes by colleagues, other comments of its author."""
    for _ in range(number):
        colleague = make_person(name="Kollegin")
        given = {"guest": comment.author, "by": colleague, "comment": comment}
        db.session.add(Invitation(event=make_event(), **given))
        note = {"verdict": Verdict.NOTE, "words": "Notiz", "by": colleague}
        db.session.add(Decision(comment_id=comment.id, **note))
    for lane in STATES:
        crowd(w, number, lane, author=comment.author)


def added(table: Any, values: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their ids in the same order."""
    question = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(db.session.scalars(question, values))


def rows(table: Any, values: list[dict[str, Any]]) -> None:
    db.session.execute(insert(table), values)


def rendered(text: str) -> dict[str, Any]:
    words = plain(text)
    return {"text": words.source, "html": words.html, "renderer": words.renderer}
