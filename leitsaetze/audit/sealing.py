"""Sealing the audit trail into a hash chain, and looking whether anybody changed it since."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from leitsaetze.audit import queries
from leitsaetze.audit.actions import Somebody, record
from leitsaetze.audit.models import AuditEntry
from leitsaetze.audit.rules import BEGINNING, fingerprint
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db

AT_ONCE = 500  # entries sealed in one transaction


@dataclass(frozen=True)
class Verification:
    """What a look at the chain found; `broken_at` is its first wrong place, None when whole."""

    length: int
    end: str
    broken_at: int | None
    knows_note: bool


@dataclass(frozen=True)
class End:
    """The end of the chain: number and fingerprint of its last entry, and when that was written."""

    seq: int
    fingerprint: str
    at: datetime


def end_of_chain() -> End | None:
    """Return the end of the chain, to be noted by others; None while nothing is sealed."""
    last = db.session.scalar(queries.last_sealed())
    return End(last.seq or 0, last.hash or "", last.at) if last is not None else None


def seal() -> int:
    """Put entries that stand outside the chain at its end, by id; return how many.

    For the worker: begins to write only when there are any, and leaves the commit to the caller.
    """
    if db.session.scalar(queries.unsealed().limit(1)) is None:
        return 0
    begin_writing()
    # Locked first: of two workers the second waits here and then finds them sealed.
    entries = db.session.scalars(queries.unsealed().limit(AT_ONCE).with_for_update()).all()
    last = db.session.scalar(queries.last_sealed())
    seq, previous = (last.seq or 0, last.hash or "") if last is not None else (0, BEGINNING)
    for entry in entries:
        seq += 1
        entry.seq, entry.prev_hash = seq, previous
        entry.hash = previous = fingerprint(as_sealed(entry))
    return len(entries)


def verify(noted: str = "") -> Verification:
    """Follow the chain from its beginning.

    A chain cut off at its end is whole in itself; a fingerprint `noted` earlier tells, because
    then the chain no longer knows it.
    """
    seq, previous, known = 0, BEGINNING, not noted
    in_parts = queries.chain().execution_options(yield_per=1000)
    with closing(db.session.execute(in_parts)) as entries:
        for entry in entries:
            in_place = entry.seq == seq + 1 and entry.prev_hash == previous
            if not in_place or entry.hash != fingerprint(as_sealed(entry)):
                return Verification(seq, previous, broken_at=seq + 1, knows_note=known)
            seq, previous = entry.seq or 0, entry.hash or ""
            known = known or previous == noted
    return Verification(seq, previous, broken_at=None, knows_note=known)


def write_down(found: Verification, *, by: Somebody) -> None:
    """Write into the log itself what a look at its chain found.

    Raises RuleViolation while nothing is sealed.
    """
    last = db.session.scalar(queries.last_sealed())
    if last is None:
        raise RuleViolation("Noch ist kein Eintrag gesiegelt. Bitte warten Sie einige Sekunden.")
    record(
        "audit.verified",
        last,
        by=by,
        length=found.length,
        end=found.end,
        broken_at=found.broken_at,
        knows_note=found.knows_note,
    )


def as_sealed(entry: AuditEntry | Row[Any]) -> dict[str, object]:
    """Return what the fingerprint of an entry covers: everything but itself."""
    return {
        "seq": entry.seq,
        "prev_hash": entry.prev_hash,
        "id": entry.id,
        "at": entry.at.isoformat(),
        "by_id": entry.by_id,
        "deed": entry.deed,
        "subject": entry.subject,
        "details": entry.details,
    }
