"""The only clock. Everything that depends on time asks here, so that tests can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let `now()` say `moment` here; the demonstration replays its weeks with it."""
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)


def today(zone: str) -> date:
    """Return the calendar day in `zone`, an IANA name such as Europe/Berlin."""
    return now().astimezone(ZoneInfo(zone)).date()


def start_of_day(day: date, zone: str) -> datetime:
    """Return midnight at the beginning of `day` in `zone`, as UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def next_midnight(zone: str) -> datetime:
    """Return the moment the next calendar day begins in `zone`, as UTC."""
    return start_of_day(today(zone) + timedelta(days=1), zone)
