"""Working on a comment: claim it, take it over, leave it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, not_, or_, update
from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now, start_of_day
from leitsaetze.comments.models import Comment, QueueEntry
from leitsaetze.extensions import changed, db, rows_of
from leitsaetze.moderation import listing, queries
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.rules import CLAIM_FOR, LANES, Tab
from leitsaetze.moderation.view import View, pattern
from leitsaetze.principles.rules import DEFAULT_ZONE


def claim(comment_id: int, *, by: Person) -> bool:
    """Claim a comment for some minutes, unless a colleague works on it; say whether it worked.

    Compare-and-set: of two who open at the same moment one gets it.
    """
    until = now() + CLAIM_FOR
    renewed = changed(
        update(Claim)
        .where(Claim.comment_id == comment_id)
        .where(or_(Claim.person_id == by.id, not_(queries.holds(now()))))
        .values(person_id=by.id, claimed_at=now(), expires_at=until)
    )
    if renewed:
        db.session.expire_all()
        return True
    try:
        with db.session.begin_nested():
            db.session.add(Claim(comment_id=comment_id, person_id=by.id, expires_at=until))
    except IntegrityError:
        return False
    return True


def take_over(comment: Comment, *, by: Person) -> None:
    """Claim a comment a colleague works on; the log says so."""
    held = db.session.scalar(queries.claim_on(comment.id, now()))
    if held is None:
        claim(comment.id, by=by)
        return
    record("claim.taken_over", comment, by=by, before=held.person_id)
    held.person_id = by.id
    held.claimed_at = now()
    held.expires_at = now() + CLAIM_FOR


def release(comment_id: int, *, by: Person) -> None:
    """Stop working on a comment."""
    changed(delete(Claim).where(Claim.comment_id == comment_id, Claim.person_id == by.id))


def release_all(person: Person) -> None:
    """Let somebody work on nothing any more: colleagues find every entry free at once."""
    changed(delete(Claim).where(Claim.person_id == person.id))


def values_for(view: View, *, by_id: int, after: QueueEntry | None = None) -> dict[str, Any]:
    """Return what the questions about a view are asked with; `after` is the last entry shown."""
    values: dict[str, Any] = {"at": now(), "me": by_id}
    values["mine"] = [number for (number,) in rows_of(queries.claimed_by_me(), values)]
    values |= {
        "dialogue": view.dialogue_id,
        "principle": view.principle_id,
        "field": view.field_id,
        "since": start_of_day(view.since, DEFAULT_ZONE) if view.since else None,
        "until": start_of_day(view.until + timedelta(days=1), DEFAULT_ZONE) if view.until else None,
        "words": pattern(view.words),
        "name": pattern(view.name),
    }
    if after is not None:
        values |= {f"last_{key}": getattr(after, key) for key in listing.KEYS}
    return values


def claim_next(view: View, comment: Comment, *, by: Person) -> int | None:
    """Claim the entry that follows `comment` in a view and return its comment.

    After the last one comes the first again; None when there is no other.
    """
    here = db.session.get(QueueEntry, comment.id)
    beyond = here if here is not None and stands_in(here, view.tab) else None
    for after in (beyond, None):
        question = listing.next_free(view, further=after is not None)
        values = values_for(view, by_id=by.id, after=after) | {"but": comment.id}
        found = db.session.scalar(question, values)
        if found is not None and claim(found, by=by):
            return found
    return None


def stands_in(entry: QueueEntry, tab: Tab) -> bool:
    """Tell whether a list of this tab can be continued after an entry."""
    match tab:
        case Tab.REPORTS:
            return entry.reported < 0
        case Tab.REVIEWS:
            return entry.review_since is not None
        case Tab.OVERDUE:
            return entry.due_at is not None
        case Tab.MINE:
            return True
    return entry.lane is LANES[tab]
