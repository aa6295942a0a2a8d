"""The audit trail: proof only, read by nobody's logic."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.clock import now
from leitsaetze.extensions import Base


class AuditEntry(Base):
    """One deed: who (id), what, to which thing, when. Ids, codes and digests; never words.

    The thing is text ("comment:42"), because the entry outlives the row. `seq`, `prev_hash` and
    `hash` are empty until the worker seals the entry into the chain.
    """

    __tablename__ = "audit_entry"
    # One for each way people filter the log, in the order in which they read it.
    __table_args__ = (
        Index("ix_audit_entry_at_id", "at", "id"),
        Index("ix_audit_entry_by_id_at_id", "by_id", "at", "id"),
        Index("ix_audit_entry_deed_at_id", "deed", "at", "id"),
        Index("ix_audit_entry_by_id_deed_at_id", "by_id", "deed", "at", "id"),
        Index("ix_audit_entry_subject_at_id", "subject", "at", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[int | None]
    deed: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    seq: Mapped[int | None] = mapped_column(unique=True)
    prev_hash: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str | None] = mapped_column(String(64))
