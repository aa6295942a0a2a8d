"""Questions of people who read the log. Nothing else may ask them: the log decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_, union_all

from leitsaetze.accounts.models import Person
from leitsaetze.audit.models import AuditEntry
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.events.models import Event
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.site.models import HouseRule

PAGE = 50
COUNT_UP_TO = 999
NEWEST_FIRST = AuditEntry.at.desc(), AuditEntry.id.desc()
# What a page shows, and what pages follow.
COLUMNS = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.by_id,
    AuditEntry.deed,
    AuditEntry.subject,
    AuditEntry.details,
    AuditEntry.seq,
    AuditEntry.hash,
)


Place = tuple[datetime, int]  # moment and number of an entry


@dataclass(frozen=True)
class Filter:
    """Which entries are asked for; None means all.

    `nobody` asks for what happened without one of us. `subjects` are things as the log names them.
    """

    by_id: int | None = None
    nobody: bool = False
    deeds: tuple[str, ...] | None = None
    subjects: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None


def entries(asked: Filter, *, after: Place | None = None, limit: int = PAGE + 1) -> Select:  # type: ignore[type-arg]  # a row of columns
    """The newest entries of a filter with the name of whoever acted.

    `after` is the place of the last entry of the page before. A page costs the same however long
    the log is.
    """
    page = _newest(asked, after, limit).subquery()
    return (
        select(page, Person.name.label("name"))
        .outerjoin(Person, Person.id == page.c.by_id)
        .order_by(page.c.at.desc(), page.c.id.desc())
    )


def count(asked: Filter) -> Select[int]:
    """How many entries a filter has; counting stops past COUNT_UP_TO."""
    return select(func.count()).select_from(_newest(asked, None, COUNT_UP_TO + 1).subquery())


def names(person_ids: Iterable[int]) -> Select[int, str]:
    """What people are called; citizens have no name here."""
    return select(Person.id, Person.name).where(Person.id.in_(person_ids))


def comments(ids: Iterable[int]) -> Select[int, datetime | None, datetime | None]:
    """When comments were received and published."""
    return select(Comment.id, Comment.received_at, Comment.published_at).where(Comment.id.in_(ids))


def principles(ids: Iterable[int]) -> Select[int, int, str, datetime | None]:
    """Number and dialogue of principles, and since when everybody may read that."""
    return (
        select(Principle.id, Principle.number, Dialogue.slug, Dialogue.published_at)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .where(Principle.id.in_(ids))
    )


def principles_numbered(number: int) -> Select[int]:
    """The principles with this number, of all dialogues."""
    return select(Principle.id).where(Principle.number == number).order_by(Principle.id)


def dialogues(ids: Iterable[int]) -> Select[int, str, str, datetime | None]:
    """Title and address of dialogues, and since when everybody may read them."""
    return select(Dialogue.id, Dialogue.title, Dialogue.slug, Dialogue.published_at).where(
        Dialogue.id.in_(ids)
    )


def events(ids: Iterable[int]) -> Select[int, str]:
    """Titles of events."""
    return select(Event.id, Event.title).where(Event.id.in_(ids))


def rules_of(decision_ids: Iterable[int]) -> Select[int, int]:
    """Which rule of the discussion a decision names."""
    return (
        select(Decision.id, HouseRule.number)
        .join(HouseRule, HouseRule.id == Decision.rule_id)
        .where(Decision.id.in_(decision_ids))
    )


def _newest(asked: Filter, after: Place | None, limit: int) -> Select[Any]:
    """Return the newest entries, read from the end of the one index that serves the filter.

    A group of deeds is asked deed by deed: each part ends after a page, whatever the others hold.
    """
    period = _period(asked, after)
    if asked.subjects is not None:
        # Few entries are about one thing; what else is asked must not lead to another index.
        narrow: list[ColumnElement[bool]] = [AuditEntry.subject.in_(asked.subjects)]
        if asked.by_id is not None or asked.nobody:
            narrow.append(func.coalesce(AuditEntry.by_id, 0) == (asked.by_id or 0))
        if asked.deeds is not None:
            narrow.append(func.coalesce(AuditEntry.deed, "").in_(asked.deeds))
        return _part([*narrow, *period], limit)
    who = _who(asked)
    if asked.deeds is None:
        return _part([*who, *period], limit)
    parts = [
        select(_part([AuditEntry.deed == deed, *who, *period], limit).subquery())
        for deed in asked.deeds
    ]
    together = union_all(*parts).subquery()
    return select(together).order_by(together.c.at.desc(), together.c.id.desc()).limit(limit)


def _part(conditions: list[ColumnElement[bool]], limit: int) -> Select[Any]:
    return select(*COLUMNS).where(*conditions).order_by(*NEWEST_FIRST).limit(limit)


def _who(asked: Filter) -> list[ColumnElement[bool]]:
    if asked.nobody:
        return [AuditEntry.by_id.is_(None)]
    return [AuditEntry.by_id == asked.by_id] if asked.by_id is not None else []


def _period(asked: Filter, after: Place | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.since is not None:
        conditions.append(AuditEntry.at >= asked.since)
    if asked.until is not None:
        conditions.append(AuditEntry.at < asked.until)
    if after is not None:
        last = tuple_(literal(after[0], AuditEntry.at.type), after[1])
        conditions.append(tuple_(AuditEntry.at, AuditEntry.id) < last)
    return conditions
