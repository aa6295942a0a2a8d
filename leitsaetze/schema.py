"""Whether the database is of the version of the code."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from leitsaetze.config import ROOT
from leitsaetze.extensions import db

AWAY = "Die Datenbank ist nicht erreichbar. Einrichten: flask prepare"


def refuse_other() -> None:
    """End with one line unless the database is exactly of this version (trust.md, "Running")."""
    wanted = set(ScriptDirectory(str(ROOT / "migrations")).get_heads())
    try:
        with db.engine.connect() as connection:
            found = set(MigrationContext.configure(connection).get_current_heads())
    except OperationalError:
        raise SystemExit(AWAY) from None
    if found != wanted:
        stand = ", ".join(sorted(found)) or "leer"
        raise SystemExit(
            f"Die Datenbank hat den Stand {stand}, gebraucht wird {', '.join(sorted(wanted))}. "
            "Aktualisieren: flask prepare"
        )
