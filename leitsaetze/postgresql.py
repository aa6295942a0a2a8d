"""PostgreSQL's connections: what only reads ends in a way that keeps its plans."""

from typing import Any

from psycopg import Connection, Cursor
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow


def connect(_dialect: object, _record: object, words: list[Any], named: dict[str, Any]) -> Any:
    """Open a connection that keeps its plans, when SQLAlchemy asks for one (`do_connect`)."""
    return PlanKeepingConnection.connect(*words, **named)


class PlanKeepingConnection(Connection[TupleRow]):
    """A connection that rolls back only what could have changed something.

    Rolling back, psycopg forgets every statement it has prepared, and each question is planned
    anew. Sessions roll back whenever they end, so a transaction that sent nothing but SELECT is
    ended by COMMIT, which is the same to the database. Any other word makes it roll back; so does
    an error, and everything not sent by `Cursor.execute`.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.cursor_factory = WatchedCursor
        self.only_read = True

    def commit(self) -> None:
        """Make lasting what was done since the last end."""
        super().commit()
        self.only_read = True

    def rollback(self) -> None:
        """Take back what was done since the last end."""
        healthy = self.info.transaction_status == TransactionStatus.INTRANS
        if self.only_read and healthy:
            super().commit()
        else:
            super().rollback()
            self.only_read = True


class WatchedCursor(Cursor[TupleRow]):
    """Tells its connection of everything that is no SELECT."""

    def execute(self, query: Any, *given: Any, **named: Any) -> "WatchedCursor":
        """Carry out one statement."""
        # A query written as `WITH … SELECT` may change rows in its first half.
        if not (isinstance(query, str) and query.startswith("SELECT")):
            self._changes()
        return super().execute(query, *given, **named)

    def executemany(self, *given: Any, **named: Any) -> None:
        """Carry out one statement for each set of values."""
        self._changes()
        super().executemany(*given, **named)

    def stream(self, *given: Any, **named: Any) -> Any:
        """Carry out one statement, row by row."""
        self._changes()
        return super().stream(*given, **named)

    def copy(self, *given: Any, **named: Any) -> Any:
        """Send or fetch rows in bulk."""
        self._changes()
        return super().copy(*given, **named)

    def _changes(self) -> None:
        connection: Any = self._conn
        # By itself a statement is final at once, like the empty one that asks who is still there.
        connection.only_read = connection.autocommit
