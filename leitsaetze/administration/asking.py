"""What the log is asked, as the address of its page says it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import request

from leitsaetze.administration import log_queries
from leitsaetze.administration.deed_phrases import Kind
from leitsaetze.administration.log_queries import Filter
from leitsaetze.administration.sentences import THING_KINDS, deeds_of
from leitsaetze.clock import start_of_day
from leitsaetze.extensions import db
from leitsaetze.web.asked import asked_day, asked_number
from leitsaetze.web.filters import ZONE

NOBODY = "niemand"  # in place of a person: the system and guests


@dataclass(frozen=True)
class Asked:
    """The filter as the address says it; what no log can have means none."""

    who: str
    kind: Kind | None
    table: str
    number: int | None
    since: date | None
    until: date | None

    @property
    def address(self) -> dict[str, Any]:
        """What stands in the address, so that every link keeps the filter."""
        given = {
            "wer": self.who,
            "was": self.kind,
            "art": self.table,
            "nummer": self.number,
            "von": self.since,
            "bis": self.until,
        }
        return {name: str(value) for name, value in given.items() if value}


def asked_for() -> Asked:
    """Read the filter from the address; anything unknown means all."""
    given = request.args
    who, kind = given.get("wer", ""), given.get("was", "")
    table, number = given.get("art", ""), asked_number("nummer")
    return Asked(
        who=who if who == NOBODY else str(asked_number("wer") or ""),
        kind=Kind(kind) if kind in list(Kind) else None,
        table=table if table in THING_KINDS and number else "",
        number=number if table in THING_KINDS else None,
        since=asked_day("von"),
        until=asked_day("bis"),
    )


def filter_of(asked: Asked) -> Filter:
    """Return what the log is asked, with principles by the number people know."""
    return Filter(
        by_id=int(asked.who) if asked.who.isdigit() else None,
        nobody=asked.who == NOBODY,
        deeds=tuple(deeds_of(asked.kind)) if asked.kind else None,
        subjects=_subjects(asked),
        since=_midnight(asked.since),
        until=_midnight(asked.until, days=1),
    )


def _subjects(asked: Asked) -> tuple[str, ...] | None:
    """Return the things asked for; principles are asked for by the number people know."""
    if not asked.table or asked.number is None:
        return None
    numbers = [asked.number]
    if asked.table == "principle":
        numbers = list(db.session.scalars(log_queries.principles_numbered(asked.number)))
    return tuple(f"{asked.table}:{number}" for number in numbers)


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    return start_of_day(day + timedelta(days=days), ZONE) if day is not None else None
