"""Looking through what came in: what stands out, what is like it; the words the team watches."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments import deadlines
from leitsaetze.comments import fair_queries as queries
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.fair_play import TextPrint, WatchWord
from leitsaetze.comments.likeness import keep_stems
from leitsaetze.comments.marks import (
    MAX_WORD,
    MOST_WATCHED,
    PACE,
    PACE_WITHIN,
    PRINTS,
    RECENT,
    Finding,
    Mark,
    alone,
    kept,
    likeness,
    prints_of,
    watched,
    words_of,
)
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import WAITING
from leitsaetze.direct import added, put_unless_taken
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db, rows_of
from leitsaetze.site.actions import keyed_digest

PORTION = 100  # comments looked at in one transaction
AT_MOST = 5  # portions before the worker looks after its other jobs again
COMPARED = 3  # comments whose texts are read beside one
SHARED = 2  # prints two texts must share at least
CLOSURES_KEPT_FOR = timedelta(days=365)
NO_PRINT = -1


def look_through() -> int:
    """Mark what came in since the last look; return how many comments that were.

    For the worker, so that posting costs nothing more. Commits by itself, in portions.
    """
    looked = 0
    for _ in range(AT_MOST):
        some = _look_at_some()
        looked += some
        if some < PORTION:
            break
    return looked


def watch(written: str, *, by: Person) -> WatchWord:
    """Let comments with a word stand out from now on.

    Raises RuleViolation for one that says nothing, is too long or watched already, and when the
    list is full.
    """
    word = watched(written)
    if not word or len(word) > MAX_WORD:
        raise RuleViolation("Bitte geben Sie ein Wort oder eine kurze Wortfolge an.")
    if (db.session.scalar(queries.how_many_words()) or 0) >= MOST_WATCHED:
        raise RuleViolation(
            "Die Liste hat schon %(number)s Wörter. Bitte entfernen Sie zuerst eines.",
            number=MOST_WATCHED,
        )
    fresh = added(WatchWord(word=word, added_by=by.id))
    if fresh is None:
        raise RuleViolation("Dieses Wort steht schon auf der Liste.")
    record("watch_word.added", fresh, by=by, words=word)
    return fresh


def unwatch(word: WatchWord, *, by: Person) -> None:
    """Let a word stand out no more; marks already made stay."""
    record("watch_word.removed", word, by=by, words=word.word)
    db.session.delete(word)


def forget_old() -> bool:
    """Remove prints too old to be compared with and closures long over; tell whether any were.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    prints, closures = now() - RECENT, now() - CLOSURES_KEPT_FOR
    due = queries.anything_old(prints, closures)
    if all(db.session.scalar(question) is None for question in due):
        return False
    begin_writing()
    db.session.execute(queries.prints_before(prints))
    db.session.execute(queries.closures_before(closures))
    return True


def _look_at_some() -> int:
    anything = db.session.scalar(queries.not_looked_at().limit(1)) is not None
    db.session.rollback()
    if not anything:
        return 0
    begin_writing()
    # What somebody decides on at this moment is passed over: it comes up again, or is settled.
    mine = queries.not_looked_at().limit(PORTION).with_for_update(of=QueueEntry, skip_locked=True)
    entries = db.session.scalars(mine).all()
    watch = db.session.scalars(queries.words_to_look_for()).all()
    key = bytes.fromhex(keyed_digest("", TextPrint.__tablename__))
    for entry in entries:
        _mark(entry, watch, key)
    db.session.commit()
    return len(entries)


def _mark(entry: QueueEntry, watch: Sequence[str], key: bytes) -> None:
    comment = entry.comment
    words = words_of(comment.words.text)
    found = [*alone(comment.words.text, words, watch), *_repeated(comment, words, key)]
    entry.marks = kept([*found, *_hurried(comment)])
    entry.urgency = deadlines.urgency_now(
        entry.lane,
        due_at=entry.due_at,
        reported=entry.reported,
        review=entry.review_since is not None,
        marked=bool(entry.marks),
    )
    keep_stems(comment, is_open=entry.lane in WAITING)


def _repeated(comment: Comment, words: list[str], key: bytes) -> Iterator[Finding]:
    """Say which earlier comment has the same text, or nearly; keep what later ones are found by."""
    at, prints = comment.received_at or comment.created_at, prints_of(words, key)
    if not prints:
        return
    for digest in prints:
        put_unless_taken(TextPrint, comment_id=comment.id, digest=digest, at=at)
    asked = dict.fromkeys((f"print_{n}" for n in range(PRINTS)), NO_PRINT)
    asked |= {f"print_{n}": digest for n, digest in enumerate(prints)}
    near = rows_of(queries.lookalikes(), {**asked, "since": at - RECENT, "until": at})
    shared = Counter(number for (number,) in near if number != comment.id)
    nearest = [number for number, times in shared.most_common(COMPARED) if times >= SHARED]
    texts = rows_of(queries.texts_of(nearest)) if nearest else []
    alike = {number: likeness(words, words_of(text)) for number, text in texts}
    for mark in (Mark.SAME, Mark.ALIKE):
        if numbers := [number for number, found in alike.items() if found is mark]:
            yield Finding(mark, str(numbers[0]))
            return


def _hurried(comment: Comment) -> Iterator[Finding]:
    """Say when a confirmed address writes very much in a short time."""
    if comment.author_id is None:
        return
    at = comment.received_at or comment.created_at
    number = db.session.scalar(queries.pace_of(comment.author_id, at - PACE_WITHIN, at)) or 0
    if number >= PACE:
        yield Finding(Mark.PACE, str(number))
