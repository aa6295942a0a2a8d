"""The books kept with every deed on a comment: counters, the moderators' queue, the stamp."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from leitsaetze.clock import now
from leitsaetze.comments import deadlines, fair_queries, pausing, queries, review_queries
from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.echoes import note_reply
from leitsaetze.comments.hiding_models import HidingProposal
from leitsaetze.comments.hidings import proposed_hiding
from leitsaetze.comments.likeness import forget_stems, keep_stems
from leitsaetze.comments.models import Comment
from leitsaetze.comments.neighbours import Marks, marks_of
from leitsaetze.comments.pausing import Whereabouts, whereabouts
from leitsaetze.comments.position_rules import counted_as
from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.comments.rules import ANSWERED, WAITING, Lane, Proposed, Status, Verdict, lane
from leitsaetze.direct import do, put, put_unless_taken
from leitsaetze.extensions import db
from leitsaetze.principles.actions import touch, touch_comment_in
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import let_search_read
from leitsaetze.site.rules import ReadAnew

PORTION = 500
SETTLED = frozenset(Lane) - WAITING


@dataclass(frozen=True)
class Standing:
    """What the books know of a comment."""

    dialogue_id: int
    principle_id: int
    kinds: frozenset[str]


@contextmanager
def booked(comment: Comment) -> Iterator[None]:
    """Bring counters, queue and stamp up to date after the deed done inside."""
    before, was_public = standing(comment), comment.published_at is not None
    was_published = comment.status is Status.PUBLISHED
    comment.version += 1  # now, so that it is saved together with what the deed changes
    yield
    db.session.flush()
    note_reply(comment, was_published=was_published, was_public=was_public)
    after = standing(comment)
    if before != after:
        adjust({before: -1, after: +1})
    place(comment, answered=ANSWERED in after.kinds)
    if was_public or comment.published_at is not None:
        touch_comment_in(comment.dialogue)
        let_search_read(ReadAnew.COMMENT, comment.id)


def enter(comment: Comment) -> None:
    """Open the books for a comment that has just come in: nobody has answered or decided yet."""
    here = Standing(comment.dialogue_id, comment.principle_id or 0, frozenset({comment.status}))
    target = lane(comment.status, settled=False)
    if target is not None:
        put(
            QueueEntry,
            comment_id=comment.id,
            dialogue_id=comment.dialogue_id,
            principle_id=comment.principle_id or 0,
            lane=target,
            urgency=deadlines.urgency_at_first(target, comment.dialogue),
            waiting_since=comment.received_at or comment.created_at,
            due_at=comment.due_at,
        )
    adjust({here: +1})


def close(comment: Comment) -> None:
    """Take a comment that is to be deleted out of the books."""
    adjust({standing(comment): -1})
    entry = db.session.get(QueueEntry, comment.id)
    if entry is not None:
        db.session.delete(entry)


def standing(comment: Comment) -> Standing:
    """Return under what a comment is counted; general comments count for principle 0."""
    kinds = {comment.status.value}
    if comment.status is Status.PUBLISHED:
        if db.session.scalar(queries.has_reply(comment.id)):
            kinds.add(ANSWERED)
        if comment.position:
            kinds.add(counted_as(comment.position))
    return Standing(comment.dialogue_id, comment.principle_id or 0, frozenset(kinds))


def adjust(changes: Mapping[Standing, int]) -> None:
    """Add to the counters of each standing, in one order, so that no two wait in a circle."""
    total: Counter[tuple[int, int, str]] = Counter()
    for where, change in changes.items():
        for kind in where.kinds:
            total[where.dialogue_id, where.principle_id, kind] += change
    for place_of_count in sorted(total):
        if total[place_of_count] and not _add(*place_of_count, total[place_of_count]):
            _open_counter(*place_of_count)
            _add(*place_of_count, total[place_of_count])


def place(comment: Comment, *, answered: bool, marks: Marks | None = None) -> None:
    """Put a comment where the moderators look for it, or take it off their desk.

    `answered` is what its standing says: only a published comment counts as answered. It is not
    settled while an answer to it, or a corrected one, has to be read by somebody else. `marks` are
    what rooms above know; without them those stay that are set.
    """
    entry = db.session.get(QueueEntry, comment.id)
    published = comment.status is Status.PUBLISHED
    proposal = db.session.scalar(queries.open_proposal(comment.id)) if published else None
    settled = published and proposal is None and (answered or needs_no_reply(comment))
    settled = settled and not is_changed_since(comment)
    target = lane(comment.status, settled=settled)
    if target is None:
        if entry is not None:
            db.session.delete(entry)
            db.session.execute(fair_queries.prints_of(comment.id))
            forget_stems(comment.id)
        return
    if entry is None:
        entry = QueueEntry(comment_id=comment.id, reported=0)
        db.session.add(entry)
    waits = target in WAITING
    if waits and entry.lane in SETTLED and comment.due_at and comment.received_at:
        # Absences of the team move only what is open; this was not, and is again.
        away = pausing.days_away(comment.id)
        comment.due_at = deadlines.due_at(comment.dialogue, comment.received_at, paused=away)
    if entry.lane is not target:
        entry.waiting_since = comment.received_at or comment.created_at if waits else now()
    entry.lane = target
    entry.dialogue_id = comment.dialogue_id
    entry.principle_id = comment.principle_id or 0
    # What was answered, or needs no answer, before it was held back is not due a second time.
    done = is_settled(comment) if comment.is_held_back else answered
    lies = Whereabouts()
    if target is Lane.AWAITING_REPLY:
        lies = whereabouts(comment.id, proposal)
    entry.due_at = comment.due_at if waits and not done and not lies.pauses else None
    _note_proposed(entry, proposal or proposed_hiding(comment))
    _mark(entry, {**(marks or {}), **lies.marks, "review_since": _under_review_since(comment)})
    if entry.marks is not None:  # else comments.marking comes by
        keep_stems(comment, is_open=waits)


def place_anew(comment: Comment) -> None:
    """Put a comment where it belongs after what no verdict tells: a second look, asked or taken."""
    place(comment, answered=ANSWERED in standing(comment).kinds)


def mark(comment: Comment, **marks: Any) -> None:
    """Note in a comment's entry of the queue what a room above knows; what is not given stays.

    Asked while the comment's row is held: of two who mark one entry at the same moment, the second
    sees what the first has done.
    """
    db.session.flush()
    entry = db.session.get(QueueEntry, comment.id, populate_existing=True)
    if entry is not None:
        _mark(entry, marks)


def is_settled(comment: Comment) -> bool:
    """Tell whether nobody waits for an answer: there is one, or none is needed."""
    return bool(db.session.scalar(queries.has_reply(comment.id))) or needs_no_reply(comment)


def is_changed_since(comment: Comment) -> bool:
    """Tell whether its author changed a comment and nobody of the staff has seen to it since."""
    if comment.edited_at is None:  # as of nearly all, which costs no question
        return False
    return db.session.scalar(queries.last_look(comment.id)) is Verdict.EDIT


def needs_no_reply(comment: Comment) -> bool:
    """Tell whether the last word on an answer was that none is needed.

    While nobody said a word, citizens who reply to each other need none.
    """
    last = db.session.scalar(queries.last_word_on_reply(comment.id))
    return comment.parent_id is not None if last is None else last is Verdict.NO_REPLY_NEEDED


def _mark(entry: QueueEntry, marks: Marks) -> None:
    for name, value in marks.items():
        setattr(entry, name, value)
    entry.urgency = deadlines.urgency_now(
        entry.lane,
        due_at=entry.due_at,
        reported=entry.reported,
        review=entry.review_since is not None,
        marked=bool(entry.marks),
    )
    db.session.flush()


def _note_proposed(entry: QueueEntry, found: ReplyProposal | HidingProposal | None) -> None:
    """Note what somebody else than `proposed_by` has to look at; what was given back has nobody."""
    entry.proposed = None if found is None else found.state
    waits = found is not None and found.state is not Proposed.RETURNED
    entry.proposed_by = found.by_id if found is not None and waits else None


def _under_review_since(comment: Comment) -> datetime | None:
    """Return since when a second look waits: at the comment while it is hidden, at a passage."""
    whole = comment.status is Status.HIDDEN
    question = review_queries.waiting_since(comment.id, whole=whole)
    since: datetime | None = db.session.scalar(question)
    return since


def _open_counter(dialogue_id: int, principle_id: int, kind: str) -> None:
    where = {"dialogue_id": dialogue_id, "principle_id": principle_id, "kind": kind}
    put_unless_taken(CommentCount, **where)


def _add(dialogue_id: int, principle_id: int, kind: str, change: int) -> bool:
    where = {"dialogue": dialogue_id, "place": principle_id, "sort": kind}
    return bool(do(queries.raised_count(), **where, more=change))


def rebuild() -> int:
    """Write counters and queue anew from the comments; return how many comments were read."""
    db.session.execute(delete(CommentCount))
    read, last = 0, 0
    while True:
        some = db.session.scalars(queries.comments_after(last).limit(PORTION)).all()
        if not some:
            break
        for comment in some:
            here = standing(comment)
            adjust({here: +1})
            place(comment, answered=ANSWERED in here.kinds, marks=marks_of(comment))
        read, last = read + len(some), some[-1].id
    for dialogue in db.session.scalars(select(Dialogue)):
        touch(dialogue)
    return read
