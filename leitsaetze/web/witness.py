"""Who asks the database about kept pages, past everything that belongs to the application."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import Any

from sqlalchemy import Engine, event

from leitsaetze.prepared import Prepared
from leitsaetze.web.stamps import Asked


class Witness:
    """Asks the database past the sessions of the application, each question by itself."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.idle: deque[Any] = deque()
        # SQLite's module gives the interpreter away for each of its few microseconds, and every
        # thread that waits for it would take it. So they wait elsewhere, one behind the other.
        self.turn = Lock() if engine.dialect.name == "sqlite" else nullcontext()
        event.listen(engine, "engine_disposed", self.close)

    def again(self, asked: Asked) -> list[Any]:
        """Return the rows the database answers now to what it was asked."""
        with self._connected() as connection:
            rows: list[Any] = connection.execute(asked.statement, asked.parameters).fetchall()
            return rows

    def ask(self, question: Prepared, **parameters: Any) -> list[Any]:
        """Return the rows the database answers now."""
        with self._connected() as connection:
            return question.ask(connection, self.engine.dialect, **parameters)

    def close(self, _engine: Engine) -> None:
        """Close all connections with those of the engine; the next question opens one."""
        while self.idle:
            self.idle.pop().close()

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """Lend a connection; one that failed is not used again."""
        try:
            connection = self.idle.pop()
        except IndexError:
            connection = self._connection()
        try:
            with self.turn:
                yield connection
        except BaseException:
            connection.close()
            raise
        self.idle.append(connection)

    def _connection(self) -> Any:
        pooled = self.engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if self.engine.dialect.name == "postgresql":
            connection.autocommit = True
        return connection
