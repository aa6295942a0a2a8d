"""Statements whose SQL is made once: one costs little more than the database's own work."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete
Processor = Callable[[Any], Any]
# Told of each statement and its values, as SQLAlchemy's events tell of all others.
hearers: list[Callable[[str, Any], None]] = []


@dataclass(frozen=True, slots=True)
class Made:
    """A statement as one kind of database takes it: `order` tells the places of its values.

    `into` and `out_of` translate values between Python and this database, where they differ.
    """

    sql: str
    order: Sequence[str] | None
    constants: Mapping[str, Any]
    into: Mapping[str, Processor]
    out_of: Sequence[Processor | None]

    def sent(self, parameters: Mapping[str, Any]) -> Any:
        """Return the values to send along with the statement."""
        values = {**self.constants, **parameters}
        for name, process in self.into.items():
            values[name] = process(values[name])
        return values if self.order is None else tuple(values[name] for name in self.order)


class Prepared:
    """A statement for the few places where putting it together costs more than what it does.

    What differs from time to time are its `bindparam`s (beside a list of constants they need some
    value to begin with), or the `columns` an INSERT fills. Rows are named tuples of the columns it
    returns with values as everywhere else.
    """

    def __init__(self, statement: Statement, columns: Sequence[str] | None = None) -> None:
        self.statement = statement
        self.columns = columns
        returned = statement.exported_columns
        self.types = [column.type for column in returned]
        names: Any = returned.keys()
        row: Any = namedtuple("row", names)  # type: ignore[misc]  # known only here
        self.row = row
        self.made: dict[str, Made] = {}

    def ask(self, connection: Any, dialect: Dialect, **parameters: Any) -> list[Any]:
        """Return the rows a DBAPI `connection` to a database of this kind answers now."""
        made = self._made_for(dialect)
        found = self._carried_out(connection, made, parameters).fetchall()
        return [self.row._make(_processed(values, made.out_of)) for values in found]

    def do(self, connection: Any, dialect: Dialect, **parameters: Any) -> int:
        """Change what the statement says; return how many rows it met."""
        met: int = self._carried_out(connection, self._made_for(dialect), parameters).rowcount
        return met

    def _carried_out(self, connection: Any, made: Made, parameters: Mapping[str, Any]) -> Any:
        sent = made.sent(parameters)
        for hear in hearers:
            hear(made.sql, sent)
        return connection.execute(made.sql, sent)

    def _made_for(self, dialect: Dialect) -> Made:
        if dialect.name not in self.made:
            self.made[dialect.name] = self._make(dialect)
        return self.made[dialect.name]

    def _make(self, dialect: Dialect) -> Made:
        compiled = self._compiled(dialect)
        if compiled.post_compile_params:  # a list of constants: every one gets its own place
            compiled = self._compiled(dialect, render_postcompile=True)
        constants = {name: _plain(value) for name, value in compiled.params.items()}
        into = {}
        for name, bind in compiled.binds.items():
            process = _into(bind.type, dialect)
            if bind.required:
                constants.pop(name, None)  # so that one forgotten is missed
            if process is not None and bind.unique and name in constants:
                constants[name] = process(constants[name])  # written into the statement
            elif process is not None and not bind.unique:
                into[name] = process
        kinds = [kind.dialect_impl(dialect) for kind in self.types]
        return Made(
            sql=str(compiled),
            order=compiled.positiontup,
            constants=constants,
            into=into,
            out_of=[kind.result_processor(dialect, None) for kind in kinds],
        )

    def _compiled(self, dialect: Dialect, **how: bool) -> Any:
        return self.statement.compile(dialect=dialect, column_keys=self.columns, compile_kwargs=how)


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _processed(values: Any, processors: Sequence[Processor | None]) -> list[Any]:
    return [
        process(value) if process is not None else value
        for value, process in zip(values, processors, strict=True)
    ]
