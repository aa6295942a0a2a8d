"""Questions about the audit trail; asked only to seal and to verify it."""

from sqlalchemy import Select, select

from leitsaetze.audit.models import AuditEntry


def unsealed() -> Select[AuditEntry]:
    """Entries not yet in the chain, oldest first."""
    return select(AuditEntry).where(AuditEntry.seq.is_(None)).order_by(AuditEntry.id)


def last_sealed() -> Select[AuditEntry]:
    """The entry at the end of the chain."""
    return (
        select(AuditEntry)
        .where(AuditEntry.seq.is_not(None))
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    )


def chain() -> Select[AuditEntry]:
    """All sealed entries from the beginning of the chain."""
    return select(AuditEntry).where(AuditEntry.seq.is_not(None)).order_by(AuditEntry.seq)
