"""How migrations run: one transaction, on SQLite with foreign keys off and checked at the end."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Enum

from leitsaetze.extensions import UTCDateTime, db


def render_item(kind, thing, _context) -> str | bool:
    """Write plain types into new migrations, so that they import nothing of the product."""
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String({thing.length})"
    return False


def run(connection: Connection) -> None:
    """Carry out the migrations on this connection."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_item=render_item,
        transaction_per_migration=False,
        **current_app.extensions["migrate"].configure_args,
    )
    context.run_migrations()


def run_on_sqlite(connection: Connection) -> None:
    """Rebuild tables without losing their children: foreign keys rest until everything stands.

    The pragma counts only outside a transaction, so it comes before the explicit BEGIN.
    """
    raw = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.execution_options(writing=True).begin():
            run(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"foreign keys broken after migration: {broken[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


with db.engine.connect() as present:
    if present.dialect.name == "sqlite":
        run_on_sqlite(present)
    else:
        with present.begin():
            run(present)
