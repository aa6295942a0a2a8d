"""Questions whose SQL is made once: asking them costs little more than the database's own work."""

from collections import namedtuple
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from sqlalchemy import Dialect, Select

Processor = Callable[[Any], Any]


class Prepared:
    """A question for the few places where putting it together costs more than its answer.

    What differs from time to time are its `bindparam`s, numbers and strings. Rows are named tuples
    of the question's columns with values as everywhere else.
    """

    def __init__(self, question: Select[*tuple[Any, ...]]) -> None:
        self.question = question
        columns = question.selected_columns
        self.types = [column.type for column in columns]
        row: Any = namedtuple("row", columns.keys())  # type: ignore[misc]  # known only here
        self.row = row
        self.made: dict[str, tuple[str, list[str] | None, dict[str, Any], list[Any]]] = {}

    def ask(self, connection: Any, dialect: Dialect, **parameters: Any) -> list[Any]:
        """Return the rows a DBAPI `connection` to a database of this kind answers now."""
        if dialect.name not in self.made:
            self.made[dialect.name] = self._made_for(dialect)
        statement, order, constants, processors = self.made[dialect.name]
        values: Mapping[str, Any] = constants | parameters
        sent = [values[name] for name in order] if order is not None else values
        found = connection.execute(statement, sent).fetchall()
        return [self.row._make(_processed(values, processors)) for values in found]

    def _made_for(
        self, dialect: Dialect
    ) -> tuple[str, list[str] | None, dict[str, Any], list[Any]]:
        compiled = self.question.compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        constants = {name: _plain(value) for name, value in compiled.params.items()}
        kinds = [kind.dialect_impl(dialect) for kind in self.types]
        processors = [kind.result_processor(dialect, None) for kind in kinds]
        return str(compiled), compiled.positiontup, constants, processors


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _processed(values: Any, processors: list[Processor | None]) -> list[Any]:
    return [
        process(value) if process is not None else value
        for value, process in zip(values, processors, strict=True)
    ]
