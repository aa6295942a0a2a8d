"""Two at the same moment, on PostgreSQL: who comes second waits for the first.

On SQLite there is one writer at a time, so there the second begins only after the first.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from sqlalchemy import Engine, insert, text

from leitsaetze.extensions import Base, begin_writing, db

LONG = 5  # seconds after which nobody will come any more
WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@contextmanager
def somebody_else_adding(row: Base) -> Iterator[None]:
    """Somebody else has added this row, and commits as soon as the block waits for it."""
    kind = type(row)
    values = {name: value for name, value in vars(row).items() if name != "_sa_instance_state"}
    engine = db.engine
    with engine.connect() as other:
        other.execute(insert(kind).values(values))
        committing = Thread(target=lambda: (_until_somebody_waits(engine), other.commit()))
        committing.start()
        yield
        committing.join()


def meanwhile(app: Flask, deed: Callable[[], object]) -> Thread:
    """Begin a deed of somebody else, who commits it, and return once they wait for us."""

    def act() -> None:
        with app.app_context():
            begin_writing()
            deed()
            db.session.commit()

    acting = Thread(target=act)
    acting.start()
    _until_somebody_waits(db.engine)
    return acting


def _until_somebody_waits(engine: Engine) -> None:
    end = time.monotonic() + LONG
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as looking:
        while not looking.scalar(WAITING) and time.monotonic() < end:
            time.sleep(0.01)
