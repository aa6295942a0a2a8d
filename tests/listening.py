"""Hears what is asked of the database, whichever way it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from leitsaetze import prepared
from leitsaetze.extensions import db


@contextmanager
def heard() -> Iterator[list[tuple[str, object]]]:
    """Collect the statements the database gets, with their values."""
    statements: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, values, *_rest):
        statements.append((statement, values))

    def note_prepared(statement, values):
        statements.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    prepared.hearers.append(note_prepared)
    try:
        yield statements
    finally:
        prepared.hearers.remove(note_prepared)
        event.remove(db.engine, "before_cursor_execute", note)
