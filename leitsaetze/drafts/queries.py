"""Questions about half-typed forms."""

from datetime import datetime

from sqlalchemy import Delete, Select, delete, exists, select

from leitsaetze.accounts.models import Person
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.drafts.rules import AT_WORK_FOR, KEPT_FOR


def copy_of(about: str, person_id: int) -> Select[WorkingCopy]:
    """What a person typed about a thing and did not save yet."""
    return select(WorkingCopy).where(WorkingCopy.about == about, WorkingCopy.person_id == person_id)


def others_at_work(about: str, person_id: int, at: datetime) -> Select[str, datetime]:
    """Names of the others who write on a thing, and when they last did, latest first."""
    return (
        select(Person.name, WorkingCopy.kept_at)
        .join(WorkingCopy, WorkingCopy.person_id == Person.id)
        .where(WorkingCopy.about == about, WorkingCopy.person_id != person_id)
        .where(WorkingCopy.kept_at > at - AT_WORK_FOR)
        .order_by(WorkingCopy.kept_at.desc())
    )


def copies_of_others(about: str, person_id: int) -> Select[str, datetime]:
    """Names of the others who began to write on a thing, and when they last did, latest first."""
    return (
        select(Person.name, WorkingCopy.kept_at)
        .join(WorkingCopy, WorkingCopy.person_id == Person.id)
        .where(WorkingCopy.about == about, WorkingCopy.person_id != person_id)
        .order_by(WorkingCopy.kept_at.desc())
    )


def anything_forgotten(at: datetime) -> Select[bool]:
    """Whether there are copies nobody came back to."""
    return select(exists().where(WorkingCopy.kept_at < at - KEPT_FOR))


def forgotten(at: datetime) -> Delete:
    """The removal of copies nobody came back to."""
    return delete(WorkingCopy).where(WorkingCopy.kept_at < at - KEPT_FOR)
