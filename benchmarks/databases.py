"""Where built data lie and are found again; each run works on copies, so they stay as built."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Protocol

import click
import psycopg
from flask import Flask

from benchmarks import ground
from leitsaetze.config import ROOT
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.worker import carry_out, jobs_of
from tests import postgres

DATA = ROOT / "benchmarks" / "data"
SECRET = "only-for-measuring-on-this-machine-0123456789"  # noqa: S105  guards nothing
# What the data are made by: any change of it builds them anew.
MADE_BY = (
    *(
        ROOT / "benchmarks" / f"{name}.py"
        for name in "building bulk ground life plan tables trail words".split()
    ),
    ROOT / "leitsaetze" / "demo" / "dialog.yaml",
    *sorted((ROOT / "migrations" / "versions").glob("*.py")),
    *(
        ROOT / "leitsaetze" / "search" / f"{name}.py"
        for name in "bits compounds indexing models readable rules texts".split()
    ),
)


@dataclass(frozen=True)
class Database:
    """One database to measure: its kind, how many comments it holds, where it is."""

    kind: str
    size: int
    instance: Path
    url: str = ""

    def environment(self) -> dict[str, str]:
        """Return the settings with which the product serves it."""
        given = {"INSTANCE": self.instance, "DATABASE_URL": self.url, "SECRET_KEY": SECRET}
        return {f"LEITSAETZE_{name}": str(value) for name, value in given.items()}


class Store(Protocol):
    """Builds databases of one kind, and lends copies of them."""

    kind: str

    def lend(self, size: int) -> Database:
        """Return a copy of the database with so many comments; built first if need be."""

    def take_back(self) -> None:
        """Remove every copy."""

    def stop(self) -> None:
        """End what the store has started."""


def version(*also: Path) -> str:
    """Return what tells data made by another builder or schema from today's; or `also` by these."""
    digest = hashlib.sha256()
    for path in (*MADE_BY, *also):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def application(database: Database, **settings: Any) -> Flask:
    """Return the product on this database, in this process."""
    given = {"INSTANCE": str(database.instance), "DATABASE_URL": database.url}
    return create_app(given | {"SECRET_KEY": SECRET, "MAIL_THREAD": False} | settings)


class SqliteStore:
    """SQLite: a folder for each size."""

    kind = "sqlite"

    def __init__(self, folder: Path = DATA) -> None:
        self.built = folder / version() / "sqlite"
        self.copies = folder / "copies"

    def lend(self, size: int) -> Database:
        """Return a copy of the file with so many comments."""
        built = self.built / str(size)
        if not (built / "leitsaetze.sqlite").exists():
            making = self.built / f"{size}-making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(parents=True)
            _build(Database(self.kind, size, making))
            making.rename(built)
        copy = self.copies / f"sqlite-{size}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(built, copy)
        return _woken(Database(self.kind, size, copy))

    def take_back(self) -> None:
        """Remove every copy."""
        for copy in self.copies.glob("sqlite-*"):
            shutil.rmtree(copy)

    def stop(self) -> None:
        """Nothing runs."""


class PostgresStore:
    """PostgreSQL with its own defaults: a private cluster, a database for each size."""

    kind = "postgresql"

    def __init__(self, folder: Path = DATA) -> None:
        self.instances = folder / "copies"
        self.server = postgres.Server(folder / version() / "postgresql", settings=())
        self.pid = self.server.process.pid
        with self._office() as office:
            names = office.execute("SELECT datname FROM pg_database").fetchall()
            self.number = (
                f"{office.info.server_version // 10_000}.{office.info.server_version % 10_000}"
            )
        self.known = {name for (name,) in names}
        self.take_back()

    def lend(self, size: int) -> Database:
        """Return a copy of the database with so many comments."""
        built, making = f"built_{size}", f"making_{size}"
        if built not in self.known:
            self._drop(making)
            postgres.create(making, self.server.url("postgres"))
            _build(self._database(size, making))
            with self._office() as office:
                office.execute(f'ALTER DATABASE "{making}" RENAME TO "{built}"')
            self.known.add(built)
        copy = f"copy_{size}"
        self._drop(copy)
        with self._office() as office:
            office.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{built}" STRATEGY FILE_COPY')
        self.known.add(copy)
        return _woken(self._database(size, copy))

    def take_back(self) -> None:
        """Remove every copy."""
        for name in [name for name in self.known if name.startswith("copy_")]:
            self._drop(name)

    def stop(self) -> None:
        """End the cluster; what was built stays."""
        self.server.stop()

    def _database(self, size: int, name: str) -> Database:
        instance = self.instances / f"postgresql-{size}"
        return Database(self.kind, size, instance, self.server.url(name))

    def _drop(self, name: str) -> None:
        with self._office() as office:
            office.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.known.discard(name)

    @contextmanager
    def _office(self) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            yield connection


STORES = {store.kind: store for store in (SqliteStore, PostgresStore)}


def _woken(database: Database) -> Database:
    """Do the worker's jobs once: midnights have passed since the data were built."""
    app = application(database)
    failed = [job.name for job in jobs_of(app) if not carry_out(app, job, Event())]
    with app.app_context():
        db.engine.dispose()
    if failed:
        raise RuntimeError(f"jobs that failed: {', '.join(failed)}")
    return database


def _build(database: Database) -> None:
    click.echo(f"Building {database.size:,} comments on {database.kind} …", err=True)
    app = application(database)
    with app.app_context():
        ground.build(database.size)
        db.engine.dispose()
