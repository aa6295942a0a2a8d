"""Taking the figures of the public account, so that nobody who reads it counts anything."""

from collections import Counter
from datetime import timedelta
from itertools import takewhile
from typing import Any

from sqlalchemy import update

from leitsaetze import working_days
from leitsaetze.audit.sealing import end_of_chain
from leitsaetze.clock import now
from leitsaetze.comments.rules import Verdict
from leitsaetze.direct import put_unless_taken
from leitsaetze.extensions import begin_writing, changed, db, rows_of
from leitsaetze.moderation import figure_queries as queries
from leitsaetze.moderation.figure_rules import Kind
from leitsaetze.moderation.models import Account, Figure
from leitsaetze.site.actions import all_settings

PORTION = 1000  # decisions counted in one transaction
AT_MOST = 20  # portions before the worker looks after its other jobs again
# A decision may become visible after one with a higher number: transactions end in any order.
SETTLED_AFTER = timedelta(minutes=1)
THE_ONE = "moderation"
# What each of these decisions counts as; what names a rule is counted by it.
COUNTED = {
    Verdict.HIDE: Kind.HIDDEN,
    Verdict.RESTORE: Kind.RESTORED,
    Verdict.HIDE_PASSAGE: Kind.PASSAGES,
    Verdict.SHOW_PASSAGE: Kind.RESTORED,
}
Counted = Counter[tuple[int, Kind, int]]


def take() -> int:
    """Bring the figures up to date; return how many decisions were counted for that.

    For the worker. Reads only what was decided since the last time, and the counters. Commits by
    itself, in portions.
    """
    number = 0
    for _ in range(AT_MOST):
        some = _take_some()
        number += some
        if some < PORTION:
            break
    return number


def _take_some() -> int:
    known = db.session.scalar(queries.account())
    anything = known is None or _settled(known) or _news(known)
    db.session.rollback()
    if not anything:
        return 0
    begin_writing()
    put_unless_taken(Account, name=THE_ONE)
    taken = db.session.scalars(queries.account().with_for_update()).one()
    rows = _settled(taken)
    _add(_counted(rows))
    _write_standings()
    taken.last_decision = rows[-1].id if rows else taken.last_decision
    taken.version += 1
    if len(rows) < PORTION:
        taken.as_of = now()
        _note_end(taken)
    db.session.commit()
    return len(rows)


def _settled(taken: Account) -> list[Any]:
    """Return what is decided and not counted, so far as no earlier decision can turn up any more.

    What is dated in the future was written with a clock that was moved.
    """
    present = now()
    fresh = present - SETTLED_AFTER
    rows = rows_of(queries.decisions_after(taken.last_decision).limit(PORTION))
    return list(takewhile(lambda row: not fresh < row.at <= present, rows))


def _news(taken: Account) -> bool:
    """Tell whether anything else stands otherwise than written down."""
    end = end_of_chain()
    moved = end is not None and end.seq != taken.seq
    return moved or taken.as_of is None or _standings() != _written()


def _counted(rows: list[Any]) -> Counted:
    found: Counted = Counter()
    answered = [row.comment_id for row in rows if row.verdict is Verdict.REPLY]
    first = set(db.session.scalars(queries.first_answers(answered))) if answered else set()
    state = all_settings()["state_code"]
    for row in rows:
        if row.verdict in COUNTED:
            found[row.dialogue_id, COUNTED[row.verdict], row.rule or 0] += 1
        elif row.id in first and row.received_at is not None:
            days = working_days.between(row.received_at, row.at, zone=row.time_zone, state=state)
            found[row.dialogue_id, Kind.DAYS, days] += 1
    return found


def _add(counted: Counted) -> None:
    for (dialogue_id, kind, key), number in sorted(counted.items()):
        place = {"dialogue_id": dialogue_id, "kind": kind, "key": key}
        put_unless_taken(Figure, **place, number=0)
        changed(update(Figure).filter_by(**place).values(number=Figure.number + number))


def _write_standings() -> None:
    found, written = _standings(), _written()
    for dialogue_id, kind in sorted(found.keys() | written.keys()):
        number = found[dialogue_id, kind]
        if written[dialogue_id, kind] != number:
            place = {"dialogue_id": dialogue_id, "kind": kind, "key": 0}
            put_unless_taken(Figure, **place, number=0)
            changed(update(Figure).filter_by(**place).values(number=number))


def _standings() -> Counter[tuple[int, Kind]]:
    told = (queries.standings(), queries.STATES), (queries.second_looks(), queries.ENDINGS)
    return +Counter(
        {
            (row.dialogue_id, kind): int(getattr(row, kind))
            for question, kinds in told
            for row in rows_of(question)
            for kind in kinds
        }
    )


def _written() -> Counter[tuple[int, Kind]]:
    rows = rows_of(queries.figures_of_standing())
    return +Counter({(row.dialogue_id, row.kind): row.number for row in rows})


def _note_end(taken: Account) -> None:
    end = end_of_chain()
    if end is not None:
        taken.seq, taken.hash, taken.sealed_at = end.seq, end.fingerprint, end.at
