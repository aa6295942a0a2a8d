"""The extensions, bound to the application in factory.py, and how the database behaves."""

import enum
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, TypeVarTuple, cast

from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Connection,
    CursorResult,
    DateTime,
    Delete,
    Dialect,
    Engine,
    Enum,
    Index,
    LargeBinary,
    MetaData,
    Select,
    Update,
    any_,
    bindparam,
    event,
    func,
    select,
    text,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

Columns = TypeVarTuple("Columns")
CACHE_KB = 1000  # of each connection: what one page of the queue reads of a large database
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


def rows_of(question: Select[*Columns], values: Mapping[str, Any] | None = None) -> list[Any]:
    """Return the rows of a question about columns, not things, in a third of the session's time.

    It is asked in the session's transaction and sees what the session holds, like any other.
    """
    db.session.flush()
    return list(db.session.connection().execute(question, values).all())


def among(
    column: Any, values: Collection[int] | Collection[str] | Collection[bytes]
) -> ColumnElement[bool]:
    """Ask that a column is one of these values, which travel as one however many they are.

    So the question stays the same, and a thousand of them are not written, read and planned anew
    each time. For hundreds; a few are put into words with `in_`.
    """
    if db.engine.dialect.name == "postgresql":
        given = bindparam(None, list(values), type_=ARRAY(column.type), unique=True)
        return cast(ColumnElement[bool], column == any_(given))
    if isinstance(column.type, LargeBinary):  # which JSON does not carry
        return cast(ColumnElement[bool], column.in_(values))
    listed = bindparam(None, list(values), type_=JSON, unique=True)
    return cast(
        ColumnElement[bool],
        column.in_(select(func.json_each(listed).table_valued("value").c.value)),
    )


def plan_for_any_values() -> None:
    """Let PostgreSQL plan each question of this transaction once, not anew for other values.

    For questions that look things up by their numbers, where planning takes longer than answering:
    tables joined by their keys are read in the same way whichever rows are asked for.
    """
    if db.engine.dialect.name == "postgresql":
        local = func.set_config("plan_cache_mode", "force_generic_plan", True)
        db.session.connection().execute(select(local))


def changed(statement: Update | Delete) -> int:
    """Carry out a statement that compares and sets at once; return how many rows it met."""
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return cast(CursorResult[Any], result).rowcount


def tame(engine: Engine) -> None:
    """Make connections fit for serving.

    SQLite's get the settings that make an acknowledged commit durable; PostgreSQL's keep the plans
    of what they are asked again and again.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settle)
        event.listen(engine, "begin", _begin)
    else:
        # Its driver weighs nine megabytes, which SQLite's servers are spared.
        event.listen(engine, "do_connect", import_module("leitsaetze.postgresql").connect)


def _settle(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 itself begins no transaction for a SELECT
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"cache_size=-{CACHE_KB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
