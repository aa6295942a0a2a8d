"""Straight to the database, in the session's own transaction, where the ORM's books cost too much.

Everything happens at once: nothing that waits in the session is saved before, and nothing the
session holds learns of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Table, inspect
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import make_transient_to_detached

from leitsaetze.extensions import Base, db
from leitsaetze.prepared import Prepared

Row = TypeVar("Row", bound=Base)
Default = Callable[[], Any]
KEPT = "leitsaetze.direct"  # where a session keeps its transaction and the connection of it


def ask(question: Prepared, /, **parameters: Any) -> list[Any]:
    """Return the rows that answer a question."""
    return cast(list[Any], _carry_out(question.ask, question, parameters))


def answer(question: Prepared, /, **parameters: Any) -> Any:
    """Return the first value that answers a question, or None."""
    rows = ask(question, **parameters)
    return rows[0][0] if rows else None


def do(change: Prepared, /, **parameters: Any) -> int:
    """Carry out a change that compares and sets at once; return how many rows it met."""
    return cast(int, _carry_out(change.do, change, parameters))


def put(kind: type[Base], /, **values: Any) -> Any:
    """Write a new row, with the defaults of its columns; return its key."""
    shape = _shape(kind)
    return answer(shape.insert, **shape.complete(shape.known(values)))


def put_unless_taken(kind: type[Base], /, **values: Any) -> Any:
    """Write a new row; return its key, or None when one of its unique keys is taken.

    Looking and writing are one statement: of two who write one key at the same moment, the second
    waits for the first and then hears None. Nothing else is undone, so that no savepoint is needed.
    """
    shape = _shape(kind)
    return answer(shape.insert_unless_taken, **shape.complete(shape.known(values)))


def added(row: Row) -> Row | None:
    """Save a new object at once like `put_unless_taken`; return it, now one of the session's."""
    shape, state = _shape(type(row)), vars(row)
    values = shape.complete(state)
    key = answer(shape.insert_unless_taken, **values)
    if key is None:
        return None
    state |= values | {shape.key: key}
    make_transient_to_detached(row)
    # A row whose writing was taken back may still be held under the number that is free again.
    key_in_session: Any = inspect(row).key
    gone = db.session.identity_map.get(key_in_session)
    if gone is not None:
        db.session.expunge(gone)
    db.session.add(row)
    return row


@dataclass(frozen=True)
class Shape:
    """What a table asks of a new row: the columns to fill with their defaults, and its key."""

    defaults: Mapping[str, Default | None]
    key: str
    insert: Prepared
    insert_unless_taken: Prepared

    def known(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return `values`. Raises TypeError for one that belongs to no column."""
        if not values.keys() <= self.defaults.keys():
            raise TypeError(f"no such column: {values.keys() - self.defaults.keys()}")
        return values

    def complete(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a value for each column, from `values` or by default."""
        return {
            name: values[name] if name in values else default and default()
            for name, default in self.defaults.items()
        }


@cache
def _shape(kind: type[Base]) -> Shape:
    table = cast(Table, kind.__table__)
    key = next(iter(table.primary_key.columns))
    filled = [column for column in table.columns if column is not table.autoincrement_column]
    defaults = {column.name: _default(column.default) for column in filled}
    return Shape(
        defaults=defaults,
        key=key.name,
        insert=Prepared(insert(table).returning(key), list(defaults)),
        # SQLite understands these words of PostgreSQL's, too.
        insert_unless_taken=Prepared(
            insert(table).on_conflict_do_nothing().returning(key), list(defaults)
        ),
    )


def _connection() -> Connection:
    """Return the connection of the session's transaction; it stays the same to its end.

    A savepoint is set when the session is first asked for the connection inside it.
    """
    session = db.session()
    begun, connection = session.info.get(KEPT, (None, None))
    present = session.get_nested_transaction() or session.get_transaction()
    if present is None or present is not begun:
        connection = session.connection()
        present = session.get_nested_transaction() or session.get_transaction()
        session.info[KEPT] = present, connection
    return cast(Connection, connection)


def _default(default: Any) -> Default | None:
    if default is None:
        return None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


def _carry_out(way: Callable[..., Any], statement: Prepared, parameters: Mapping[str, Any]) -> Any:
    """Do it over the session's connection; what fails, fails as everything else does."""
    connection = _connection()
    dialect = connection.dialect
    errors = cast(type[Exception], dialect.loaded_dbapi.Error)
    try:
        return way(connection.connection.driver_connection, dialect, **parameters)
    except errors as error:
        sql = str(statement.statement)
        raise DBAPIError.instance(
            sql, None, error, errors, hide_parameters=True, dialect=dialect
        ) from error
