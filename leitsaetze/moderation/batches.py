"""One deed on many entries: what would happen to each, doing it, undoing it.

Each entry is a transaction of its own, so that one that fails does not take the others along; what
is cut short goes on where it stopped.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Lane, Proposed, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.moderation import claims, deed_queries, queries
from leitsaetze.moderation.actions import carry_out
from leitsaetze.moderation.batch_rules import BatchDeed, Left, Outcome, Standing, obstacle
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.models import Batch, BatchEntry, Claim
from leitsaetze.moderation.rules import UNDO_WITHIN
from leitsaetze.moderation.undoing import undo
from leitsaetze.site.models import HouseRule
from leitsaetze.site.queries import house_rules

log = logging.getLogger(__name__)
Step = Callable[[BatchEntry, Person], None]


@dataclass(frozen=True)
class Prospect:
    """One entry before the deed: why it is left out, or None, and who works on it."""

    comment: Comment
    left: Left | None
    claim: Claim | None


def prospects(deed: BatchDeed, comment_ids: Iterable[int], *, by_id: int) -> list[Prospect]:
    """Return what would become of entries, in the order of the queue.

    What is no longer on the desk is not among them.
    """
    ids = list(comment_ids)
    held = {claim.comment_id: claim for claim in db.session.scalars(queries.claims_on(ids, now()))}
    answered = {number for _, number in db.session.execute(comment_queries.replies_of(ids))}
    found = []
    for entry in db.session.scalars(queries.on_the_desk(ids)):
        claim = held.get(entry.comment_id)
        colleague = claim is not None and claim.person_id != by_id
        standing = _standing(entry, answered=entry.comment_id in answered, colleague=colleague)
        found.append(
            Prospect(entry.comment, obstacle(deed, standing), claim if colleague else None)
        )
    return found


def begin(
    deed: BatchDeed,
    seen: Mapping[int, int],
    *,
    by: Person,
    rule: HouseRule | None = None,
    words: str = "",
    colleague: Person | None = None,
) -> Batch:
    """Write down what is to be done to which comments, each in the version that was `seen`.

    Raises RuleViolation for nothing at all, and for hiding without rule and words or by a rule two
    have to decide about.
    """
    known = set(db.session.scalars(queries.known_among(seen)))
    if not known:
        raise RuleViolation("Es ist kein Eintrag ausgewählt, bei dem das ginge.")
    if deed is BatchDeed.SPAM and (rule is None or rule.four_eyes or not words.strip()):
        raise RuleViolation("Bitte nennen Sie Regel und Begründung.")
    if deed is BatchDeed.ASSIGN and colleague is None:
        raise RuleViolation("Bitte wählen Sie, wem Sie die Einträge zuteilen.")
    batch = Batch(
        deed=deed,
        by_id=by.id,
        rule_id=rule.id if rule else None,
        words=words.strip(),
        colleague_id=colleague.id if colleague else None,
    )
    db.session.add(batch)
    db.session.flush()
    db.session.add_all(
        BatchEntry(batch_id=batch.id, comment_id=number, seen=version)
        for number, version in seen.items()
        if number in known
    )
    return batch


def carry_on(batch_id: int, *, by: Person) -> None:
    """Do to each entry of a batch that is still open what is to be done; commits after each."""
    by_id = by.id
    _each(batch_id, Outcome.OPEN, by_id, _do)
    begin_writing()
    if db.session.scalar(deed_queries.numbers_in(batch_id, Outcome.OPEN).limit(1)) is None:
        db.session.get_one(Batch, batch_id).words = ""
    db.session.commit()


def undo_all(batch_id: int, *, by: Person) -> None:
    """Undo what a batch did, entry by entry; what changed since stays. Commits after each."""
    _each(batch_id, Outcome.DONE, by.id, _undo)


def can_be_undone(batch: Batch) -> bool:
    """Tell whether it is early enough to undo a batch."""
    return batch.created_at > now() - UNDO_WITHIN


def _each(batch_id: int, outcome: Outcome, by_id: int, step: Step) -> None:
    for number in db.session.scalars(deed_queries.numbers_in(batch_id, outcome)).all():
        try:
            begin_writing()
            entry = db.session.scalars(deed_queries.entry_held(batch_id, number)).one()
            if entry.outcome is outcome:
                step(entry, db.session.get_one(Person, by_id))
            db.session.commit()
        except OperationalError:
            # The database is overloaded; the entry stays as it was and can be tried again.
            db.session.rollback()
            log.warning("batch %s: comment %s has to wait", batch_id, number)


def _do(entry: BatchEntry, by: Person) -> None:
    deed = entry.batch.deed
    found = prospects(deed, [entry.comment_id], by_id=by.id)
    left = found[0].left if found else Left.GONE
    if left is None and entry.comment.version != entry.seen:
        left = Left.CHANGED
    entry.why = left or _tried(lambda: DEEDS[deed](entry, by))
    entry.outcome = Outcome.LEFT if entry.why else Outcome.DONE


def _undo(entry: BatchEntry, by: Person) -> None:
    entry.why = _tried(lambda: _undo_one(entry, by))
    entry.outcome = Outcome.DONE if entry.why else Outcome.UNDONE


def _undo_one(entry: BatchEntry, by: Person) -> None:
    batch = entry.batch
    if not can_be_undone(batch):
        raise RuleViolation("Dafür ist es zu spät.")
    if entry.deed is not None:
        undo(entry.deed, by=by)
    elif not claims.unassign(entry.comment, batch.colleague_id or 0, by=by):
        raise Conflict("Jemand anderes hat den Eintrag inzwischen übernommen.")


def _tried(deed: Callable[[], None]) -> Left | None:
    """Do it or nothing of it; return why not."""
    try:
        with db.session.begin_nested():
            deed()
    except (Conflict, StaleDataError):
        return Left.CHANGED
    except RuleViolation:
        return Left.REFUSED
    return None


def _decide(deed: Deed, entry: BatchEntry, by: Person) -> None:
    carry_out(entry.comment, deed, by=by, seen=str(entry.seen))
    db.session.flush()
    done = db.session.scalars(deed_queries.last_deed(by.id)).one()
    entry.deed_id = done.id


def _hide(entry: BatchEntry, by: Person) -> None:
    chosen, valid = entry.batch.rule, house_rules(entry.comment.rules_version)
    # The rule as it stood when the comment was written.
    rule = next(
        (it for it in db.session.scalars(valid) if chosen and it.number == chosen.number), None
    )
    if rule is None or rule.four_eyes:
        raise RuleViolation("Diese Regel galt noch nicht, als der Kommentar geschrieben wurde.")
    _decide(Deed(verdict=Verdict.HIDE, rule=rule, reason=entry.batch.words), entry, by)


def _assign(entry: BatchEntry, by: Person) -> None:
    colleague = entry.batch.colleague
    if colleague is None or not claims.assign(entry.comment, colleague, by=by):
        raise Conflict("Jemand anderes arbeitet gerade daran.")


def _standing(entry: QueueEntry, *, answered: bool, colleague: bool) -> Standing:
    settled = entry.lane is Lane.DONE and not entry.reported and entry.review_since is None
    return Standing(
        status=entry.comment.status,
        answered=answered,
        proposed=entry.proposed is not None,
        hiding=entry.proposed is Proposed.HIDING,
        settled=settled,
        colleague=colleague,
    )


DEEDS: dict[BatchDeed, Step] = {
    BatchDeed.PUBLISH: lambda entry, by: _decide(Deed(verdict=Verdict.PUBLISH), entry, by),
    BatchDeed.SETTLE: lambda entry, by: _decide(Deed(settle=True), entry, by),
    BatchDeed.ASSIGN: _assign,
    BatchDeed.SPAM: _hide,
}
