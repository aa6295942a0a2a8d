"""The version of the database: whether it is that of the code, and how to bring it there."""

from importlib import import_module
from typing import Any

from flask import current_app
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from leitsaetze.config import ROOT
from leitsaetze.extensions import db

MIGRATIONS = ROOT / "migrations"
AWAY = "Die Datenbank ist nicht erreichbar. Einrichten: flask prepare"


def wanted() -> str:
    """Return the version of the code: the last migration, as its file's name begins."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("0*_*.py"))


def refuse_other() -> None:
    """End with one line unless the database is exactly of this version (trust.md, "Running")."""
    try:
        with db.engine.connect() as connection:
            known = inspect(connection).has_table("alembic_version")
            versions = text("SELECT version_num FROM alembic_version")
            found = connection.scalars(versions).all() if known else []
    except OperationalError:
        raise SystemExit(AWAY) from None
    if found != [wanted()]:
        stand = ", ".join(sorted(found)) or "leer"
        raise SystemExit(
            f"Die Datenbank hat den Stand {stand}, gebraucht wird {wanted()}. "
            "Aktualisieren: flask prepare"
        )


def tools() -> Any:
    """Return flask_migrate, ready for this application.

    It is loaded here and not with the application: serving does without, in ten megabytes less.
    """
    flask_migrate = import_module("flask_migrate")
    if "migrate" not in current_app.extensions:
        flask_migrate.Migrate(current_app, db, directory=str(MIGRATIONS), render_as_batch=True)
    return flask_migrate


def upgrade(revision: str = "head") -> None:
    """Bring the database to a version. Raises OperationalError when it is not reachable."""
    tools().upgrade(revision=revision)


def downgrade(revision: str) -> None:
    """Take the database back to a version."""
    tools().downgrade(revision=revision)
