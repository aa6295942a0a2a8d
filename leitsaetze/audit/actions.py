"""Writing the audit trail, in the transaction of the deed."""

from typing import Any, Protocol

from leitsaetze.audit.models import AuditEntry
from leitsaetze.direct import put
from leitsaetze.site.actions import keyed_digest


class Somebody(Protocol):
    """Whoever acts: anything with an id."""

    @property
    def id(self) -> int:
        """The number of the person."""


class Thing(Protocol):
    """What is acted on: a row with an id."""

    __tablename__: str

    @property
    def id(self) -> int | str:
        """The number of the row, or its name."""


def record(
    deed: str, subject: Thing, *, by: Somebody | None, words: str = "", **details: Any
) -> None:
    """Write who did what to which thing; `words` enter as a digest only, so that they can go.

    `by` is None for the system and for guests. `details` hold ids and codes, never text of people.
    """
    if words:
        details["words"] = keyed_digest(words, "audit")
    put(
        AuditEntry,
        deed=deed,
        subject=f"{subject.__tablename__}:{subject.id}",
        by_id=by.id if by is not None else None,
        details=details,
    )
