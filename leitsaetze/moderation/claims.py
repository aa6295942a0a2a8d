"""Working on a comment: claim it, take it over, leave it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, not_, or_, update
from sqlalchemy.exc import IntegrityError

from leitsaetze import working_days
from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now, start_of_day
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.extensions import changed, db, rows_of
from leitsaetze.moderation import listing, queries
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.rules import ASSIGNED_FOR, CLAIM_FOR, LANES, Tab
from leitsaetze.moderation.view import View, pattern
from leitsaetze.principles.rules import DEFAULT_ZONE
from leitsaetze.site.actions import all_settings


def claim(comment_id: int, *, by: Person) -> bool:
    """Claim a comment for some minutes, unless a colleague works on it; say whether it worked.

    Compare-and-set: of two who open at the same moment one gets it.
    """
    until = now() + CLAIM_FOR
    if db.session.scalar(queries.claim_beyond(comment_id, by.id, until)) is not None:
        return True  # assigned for longer
    return _hold(comment_id, by=by, person_id=by.id, until=until)


def assign(comment: Comment, colleague: Person, *, by: Person) -> bool:
    """Give an entry to a colleague for some working days; say whether it worked.

    It is theirs like an entry they opened; one on which somebody else works stays where it is.
    """
    until = assigned_until()
    held = _hold(comment.id, by=by, person_id=colleague.id, until=until, assigned_by=by.id)
    if held:
        record("claim.assigned", comment, by=by, after=colleague.id)
    return held


def unassign(comment: Comment, colleague_id: int, *, by: Person) -> bool:
    """Take back that an entry was given to a colleague, unless somebody else has it by now."""
    taken = changed(
        delete(Claim).where(
            Claim.comment_id == comment.id,
            Claim.person_id == colleague_id,
            Claim.assigned_by.is_not(None),
        )
    )
    if taken:
        record("claim.unassigned", comment, by=by, before=colleague_id)
    return bool(taken)


def assigned_until() -> datetime:
    """Return until when what is assigned now stays assigned."""
    state = all_settings()["state_code"]
    return working_days.after(now(), ASSIGNED_FOR, zone=DEFAULT_ZONE, state=state)


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
    held.assigned_by = None


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


def _hold(
    comment_id: int, *, by: Person, person_id: int, until: datetime, assigned_by: int | None = None
) -> bool:
    """Let a person have an entry, if it is free or the claim on it is that of `by`."""
    given = {"person_id": person_id, "expires_at": until, "assigned_by": assigned_by}
    renewed = changed(
        update(Claim)
        .where(Claim.comment_id == comment_id)
        .where(or_(Claim.person_id == by.id, not_(queries.holds(now()))))
        .values(claimed_at=now(), **given)
    )
    if renewed:
        db.session.expire_all()
        return True
    try:
        with db.session.begin_nested():
            db.session.add(Claim(comment_id=comment_id, **given))
    except IntegrityError:
        return False
    return True


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
