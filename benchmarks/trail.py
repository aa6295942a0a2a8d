"""The audit trail of made-up deeds, sealed as the product's worker seals it."""

from datetime import datetime
from typing import Any

from benchmarks.bulk import Rows
from leitsaetze.audit.rules import fingerprint


class Trail:
    """Writes entries behind those that are there, each sealed to the one before."""

    def __init__(self, rows: Rows, *, next_id: int, seq: int, previous: str) -> None:
        self.rows = rows
        self.next_id, self.seq, self.previous = next_id, seq, previous

    def record(
        self, deed: str, subject: str, at: datetime, by: int | None, details: dict[str, Any]
    ) -> None:
        """Add one entry."""
        self.seq += 1
        entry = {
            "seq": self.seq,
            "prev_hash": self.previous,
            "id": self.next_id,
            "at": at.isoformat(),
            "by_id": by,
            "deed": deed,
            "subject": subject,
            "details": details,
        }
        digest = fingerprint(entry)
        number, seq, previous = self.next_id, self.seq, self.previous
        self.rows.add(number, at, by, deed, subject, details, seq, previous, digest)
        self.next_id, self.previous = number + 1, digest
