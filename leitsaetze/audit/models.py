"""The audit trail: proof only, read by nobody's logic."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.clock import now
from leitsaetze.extensions import Base


class AuditEntry(Base):
    """One deed: who (id), what, to which thing, when. Ids, codes and digests; never words.

    The thing is text ("comment:42"), because the entry outlives the row. `seq`, `prev_hash` and
    `hash` are empty until the worker seals the entry into the chain.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[int | None]
    deed: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    seq: Mapped[int | None] = mapped_column(unique=True)
    prev_hash: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str | None] = mapped_column(String(64))
