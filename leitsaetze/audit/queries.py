"""Questions about the audit trail; asked only to seal, to verify and to show it."""

from typing import Any

from sqlalchemy import Select, func, select

from leitsaetze.audit.models import AuditEntry

VERIFIED = "audit.verified"


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


def chain() -> Select[Any]:
    """All sealed entries from the beginning of the chain, as rows of columns."""
    columns = AuditEntry.__table__.columns
    return select(*columns).where(AuditEntry.seq.is_not(None)).order_by(AuditEntry.seq)


def unsealed_number(at_most: int) -> Select[int]:
    """How many entries are not yet in the chain; counting stops at `at_most`."""
    some = select(AuditEntry.id).where(AuditEntry.seq.is_(None)).limit(at_most).subquery()
    return select(func.count()).select_from(some)


def last_verification() -> Select[AuditEntry]:
    """What was written down when somebody last walked the chain."""
    return (
        select(AuditEntry)
        .where(AuditEntry.deed == VERIFIED)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(1)
    )
