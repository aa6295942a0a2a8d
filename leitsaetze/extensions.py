"""The extensions, bound to the application in factory.py, and how the database behaves."""

import enum
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar, TypeVarTuple, cast

from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    CursorResult,
    DateTime,
    Delete,
    Dialect,
    Engine,
    Enum,
    Index,
    MetaData,
    Select,
    Table,
    Update,
    event,
    inspect,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.types import TypeDecorator

Row = TypeVar("Row")
Columns = TypeVarTuple("Columns")
BUSY_TIMEOUT_MS = 8000  # eight writers may wait one to two seconds for each other


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment; SQLite, which knows no time zones, keeps it as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments instead of guessing their zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share: names of constraints and the meaning of Python types."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads this attribute
        datetime: UTCDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,
            length=32,
            values_callable=lambda members: [member.value for member in members],
        ),
    }
    # Ids stand in addresses and logs; without AUTOINCREMENT SQLite reuses the newest one.
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012  read by SQLAlchemy


def index_of_some(name: str, *columns: str, only: str) -> Index:
    """Return an index that holds only the rows of a table for which `only` is true.

    A question that says `only` in the same words, not with a value handed over, can be answered
    from it; rows outside cost nothing to write.
    """
    return Index(name, *columns, sqlite_where=text(only), postgresql_where=text(only))


db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate()
login_manager = LoginManager()


def begin_writing() -> None:
    """Begin the one transaction of an unsafe request.

    What was read before is dropped and read again when touched, so that the decision is taken on
    what is true now. On SQLite the transaction is the only one that writes, from here to its end.
    On PostgreSQL others write meanwhile: what must not happen twice is guarded by constraints, by
    statements that compare and set at once, by versions and by FOR UPDATE. Costly work (Argon2,
    Markdown, the check of the form) belongs before it.
    """
    db.session.rollback()
    db.session.connection(execution_options={"writing": True})


def added(row: Row) -> Row | None:
    """Save a new row at once; return it, saved, or None when one of its unique keys is taken.

    Looking and writing are one statement: of two who write one key at the same moment, the second
    waits for the first and then hears None. Nothing else is undone, so that no savepoint is needed.
    """
    kind: Any = type(row)
    statement, columns, key = _insert_unless_taken(kind, db.session.get_bind().dialect.name)
    values = {name: vars(row)[name] for name in columns if name in vars(row)}
    for name in columns.keys() - values.keys():
        default = columns[name]
        if default is not None:
            value = default.arg(None) if default.is_callable else default.arg
            values[name] = value
            set_committed_value(row, name, value)
    saved = db.session.execute(statement, values).one_or_none()
    if saved is None:
        return None
    set_committed_value(row, key, saved[0])
    make_transient_to_detached(row)
    # A row whose writing was taken back may still be held under the number that is free again.
    gone = db.session.identity_map.get(inspect(row).key)
    if gone is not None:
        db.session.expunge(gone)
    db.session.add(row)
    return row


@cache
def _insert_unless_taken(kind: type, dialect: str) -> tuple[Any, dict[str, Any], str]:
    """Return the statement, the columns it takes with their defaults, and the name of the key."""
    table = cast(Table, inspect(kind).local_table)
    (key,) = table.primary_key.columns
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    columns = {column.name: column.default for column in table.columns}
    return insert.on_conflict_do_nothing().returning(key), columns, key.name


def rows_of(question: Select[*Columns], values: Mapping[str, Any] | None = None) -> list[Any]:
    """Return the rows of a question about columns, not things, in a third of the session's time.

    It is asked in the session's transaction and sees what the session holds, like any other.
    """
    db.session.flush()
    return list(db.session.connection().execute(question, values).all())


def changed(statement: Update | Delete) -> int:
    """Carry out a statement that compares and sets at once; return how many rows it met."""
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return cast(CursorResult[Any], result).rowcount


def tame(engine: Engine) -> None:
    """Give every new SQLite connection the settings that make an acknowledged commit durable."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)


def _settle(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 itself begins no transaction for a SELECT
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
