"""Many rows at once, past the ORM: SQLite's executemany, PostgreSQL's COPY."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Connection, Table, func, select, text
from sqlalchemy.schema import CreateIndex, DropIndex

from leitsaetze.extensions import Base, UTCDateTime, db

Row = tuple[Any, ...]
PORTION = 20_000  # rows held in memory per table before they are written


class Rows:
    """Collects rows of some columns of a table; what is left out takes the table's default."""

    def __init__(self, model: type[Base], columns: str) -> None:
        table = model.__table__
        assert isinstance(table, Table)
        self.table = table
        self.columns = columns.split()
        self.kept: list[Row] = []

    def add(self, *values: Any) -> None:
        """Add a row; values stand in the order of the columns."""
        self.kept.append(values)


class Writer:
    """Writes rows through one connection of the present application."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.on_sqlite = connection.dialect.name == "sqlite"
        convert = UTCDateTime().bind_processor(connection.dialect)
        self.moment: Callable[[datetime], Any] = cache(convert) if convert else (lambda at: at)

    def write(self, rows: Rows) -> None:
        """Write what was collected and forget it."""
        shaped = list(self._shaped(rows))
        rows.kept = []
        names = ", ".join(rows.columns)
        cursor = self.connection.connection.cursor()
        if self.on_sqlite:
            marks = ", ".join("?" * len(rows.columns))
            statement = f"INSERT INTO {rows.table.name} ({names}) VALUES ({marks})"  # noqa: S608  names from our own tables
            cursor.executemany(statement, shaped)
        else:
            with cursor.copy(f"COPY {rows.table.name} ({names}) FROM STDIN") as copy:
                for row in shaped:
                    copy.write_row(row)
        cursor.close()

    def _shaped(self, rows: Rows) -> Iterator[Row]:
        """Convert moments as the type of the columns does, JSON and states to text."""
        changes: list[Callable[[Any], Any] | None] = []
        for name in rows.columns:
            column = rows.table.c[name]
            if isinstance(column.type, UTCDateTime):
                changes.append(self.moment)
            else:
                changes.append(json.dumps if isinstance(column.type, JSON) else None)
        for row in rows.kept:
            yield tuple(
                value if change is None or value is None else change(value)
                for value, change in zip(row, changes, strict=True)
            )


@contextmanager
def loading() -> Iterator[Writer]:
    """Give a writer; meanwhile indexes are away and nothing is checked. For a new database only."""
    with db.engine.connect().execution_options(writing=True) as connection:
        if connection.dialect.name == "sqlite":
            _set(connection, "PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF")
        else:
            _set(connection, "SET session_replication_role = replica")
        indexes = [index for table in Base.metadata.sorted_tables for index in table.indexes]
        for index in indexes:
            connection.execute(DropIndex(index))
        yield Writer(connection)
        for index in indexes:
            connection.execute(CreateIndex(index))
        if connection.dialect.name == "postgresql":
            _continue_numbers(connection, Base.metadata.sorted_tables)
        connection.commit()
        connection.detach()  # its settings must not reach anybody else


def vacuum() -> None:
    """Leave the database as housekeeping would: no log to replay, statistics where used."""
    statement = "PRAGMA wal_checkpoint(TRUNCATE)"
    if db.engine.dialect.name == "postgresql":
        statement = "VACUUM ANALYZE"
    raw = db.engine.raw_connection()
    driver: Any = raw.driver_connection
    if db.engine.dialect.name == "postgresql":
        driver.autocommit = True
    driver.execute(statement)
    raw.detach()
    driver.close()


def _set(connection: Connection, *statements: str) -> None:
    """Carry out what SQLite takes outside a transaction only."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        connection.rollback()
        driver.rollback()
    for statement in statements:
        driver.execute(statement)


def _continue_numbers(connection: Connection, tables: Iterable[Table]) -> None:
    """Let the next row of each table get a number nobody has."""
    for table in tables:
        number = table.autoincrement_column
        if number is None:
            continue
        last = connection.scalar(select(func.max(number)))
        if last is not None:
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
            connection.execute(sequence, {"table": table.name, "column": number.name, "last": last})
