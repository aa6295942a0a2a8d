"""Fixtures: the application on a real database of each kind, as it was after each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from leitsaetze.accounts.actions import start_session
from leitsaetze.clock import now
from leitsaetze.extensions import Base, begin_writing, db
from leitsaetze.factory import create_app
from leitsaetze.schema import upgrade
from leitsaetze.site.actions import furnish
from leitsaetze.site.models import Stamp
from leitsaetze.web import limiting
from tests import postgres

SETTINGS = {
    "TESTING": True,
    "SECRET_KEY": "a-secret-only-for-tests-0123456789",
    "BASE_URL": "http://localhost",
    "MAIL_THREAD": False,
    "MAIL_FROM": "leitsaetze@musterland.example",
    "WTF_CSRF_ENABLED": False,  # csrf_app switches it on
}
ENOUGH_MEMORY = 500_000_000  # bytes
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
server = pytest.StashKey[postgres.Server]()


class Client(FlaskClient):
    """A browser. Each request runs in a context and with a database session of its own.

    What the test prepared is committed before; what it asserts afterwards is read anew from the
    database, so that a view that forgets to commit fails.
    """

    def open(self, *args, **kwargs):
        db.session.commit()
        with self.application.app_context():
            response = super().open(*args, **{"buffered": True} | kwargs)
        db.session.expire_all()
        return response

    def sign_in(self, person) -> "Client":
        """Give this browser a session of `person`."""
        begin_writing()
        secret = start_session(person)
        db.session.commit()
        with self.session_transaction() as cookie:
            cookie["_user_id"] = secret
            cookie["_fresh"] = True
            cookie["seen"] = now().timestamp()
        return self


def pytest_configure_node(node) -> None:
    """Start PostgreSQL once and tell every test worker of xdist where it is."""
    node.workerinput["postgres"] = start_postgres(node.config)


def pytest_unconfigure(config) -> None:
    if server in config.stash:
        config.stash[server].stop()


def start_postgres(config) -> str:
    if server not in config.stash:
        config.stash[server] = postgres.Server()
    return config.stash[server].url("postgres")


@pytest.fixture(scope="session")
def new_postgres(request, worker_id) -> Callable[..., str]:
    """Makes a PostgreSQL database, empty or the copy of another, and returns its address."""
    numbers = count(1)

    def make(name: str, *, copy_of: str = "") -> str:
        known = getattr(request.config, "workerinput", {}).get("postgres")
        own = f"{name}_{worker_id}_{next(numbers)}"
        return postgres.create(own, known or start_postgres(request.config), copy_of)

    return make


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A place for the database, in memory where there is room: no commit waits for a disk."""
    memory = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH_MEMORY
    with TemporaryDirectory(prefix="leitsaetze-", dir=memory if roomy else None) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def app_on(folder, new_postgres) -> Iterator[Callable[[str], tuple[Flask, "Furniture"]]]:
    """The application on "sqlite" or "postgresql", migrated and furnished, one per test worker."""
    made = []

    @cache
    def make(kind: str) -> tuple[Flask, Furniture]:
        url = "" if kind == "sqlite" else new_postgres("tests")
        app = create_app(SETTINGS | {"INSTANCE": str(folder), "DATABASE_URL": url})
        app.test_client_class = Client
        made.append(app)
        with app.app_context():
            upgrade()
            furnish()
            # Clocks moved by a test find only those moments due that the test itself set.
            db.session.execute(update(Stamp).values(next_change_at=NEVER))
            db.session.commit()
            return app, Furniture(db.engine)

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


class Furniture:
    """The rows every test finds: default texts, rules, stamp."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with engine.connect() as connection:
            read = {
                table: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in Base.metadata.sorted_tables
            }
        self.rows = {table: rows for table, rows in read.items() if rows}
        emptying = [str(table.delete()) for table in reversed(Base.metadata.sorted_tables)]
        # PostgreSQL takes them all in one journey, SQLite one after the other.
        self.emptying = emptying if engine.dialect.name == "sqlite" else [";".join(emptying)]

    def restore(self) -> None:
        """Empty all tables and put the furniture back."""
        with self.engine.connect().execution_options(writing=True) as connection:
            for statements in self.emptying:
                connection.exec_driver_sql(statements)
            for table, rows in self.rows.items():
                connection.execute(table.insert(), rows)
            connection.commit()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request, app_on) -> Iterator[Flask]:
    """The application, on each kind of database in turn, furnished with default texts and rules."""
    app, furniture = app_on(request.param)
    settings = dict(app.config)
    app.extensions["pages"].clear()  # the versions of the last test begin anew
    with app.app_context():
        limiting.forget_all()
        yield app
        db.session.rollback()
        furniture.restore()
    app.config.update(settings)


@pytest.fixture
def csrf_app(app) -> Flask:
    """The application with CSRF protection on, as it runs for real."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app


@pytest.fixture
def client(app) -> Client:
    return app.test_client()


@pytest.fixture
def flask(app) -> Callable[..., Result]:
    """Runs a command as `flask …` would, with a context and session of its own."""

    def run(*words: str) -> Result:
        db.session.commit()
        with app.app_context():
            result = app.test_cli_runner().invoke(args=words)
        db.session.expire_all()
        return result

    return run
