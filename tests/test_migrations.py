"""Migrations: an empty database becomes what the models say, and a full one loses nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, MetaData, Table, func, inspect, select

from leitsaetze import schema
from leitsaetze.config import ROOT
from leitsaetze.extensions import Base, db
from leitsaetze.factory import create_app
from leitsaetze.schema import downgrade, upgrade
from leitsaetze.site.processings import PROCESSINGS
from tests.conftest import SETTINGS

DIES = """
import os, sys
from leitsaetze.schema import upgrade
from sqlalchemy import event
from leitsaetze.extensions import db
from leitsaetze.factory import create_app

app, left = create_app(), int(sys.argv[1])

def count_down(*_statement):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), 9)

with app.app_context():
    event.listen(db.engine, "before_cursor_execute", count_down)
    upgrade()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path, new_postgres) -> Iterator[Flask]:
    """The application on an empty database of its own."""
    url = "" if request.param == "sqlite" else new_postgres("migrations")
    app = create_app(SETTINGS | {"INSTANCE": str(tmp_path), "DATABASE_URL": url})
    with app.app_context():
        yield app
        db.engine.dispose()


def differences() -> list:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Base.metadata)


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def present() -> MetaData:
    """The tables as they are in the database now."""
    found = MetaData()
    found.reflect(db.engine, only=lambda name, _metadata: name != "alembic_version")
    return found


def fill() -> None:
    """Put one row into each table that has none: ids and references are 1, the rest is dull."""
    values: dict[type, Callable[[str], object]] = {
        int: lambda _name: 1,
        str: lambda name: name[:8],
        bytes: lambda name: name[:8].encode(),
        bool: lambda _name: False,
        datetime: lambda _name: datetime(2026, 5, 1, tzinfo=UTC),
        date: lambda _name: date(2026, 5, 1),
        object: lambda _name: {},  # JSON
    }
    with db.engine.connect().execution_options(writing=True) as connection:
        for table in present().sorted_tables:
            if not connection.scalar(select(func.count()).select_from(table)):
                row = {c.name: values[c.type.python_type](c.name) for c in table.columns}
                connection.execute(table.insert(), row)
                _count_on(connection, table)
        connection.commit()


def _count_on(connection: Connection, table: Table) -> None:
    """Let the numbers the database gives go on from those that were given."""
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        counts = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.exec_driver_sql(f"SELECT setval({counts}, 1) WHERE {counts} IS NOT NULL")


def rows() -> dict[str, list]:
    with db.engine.connect() as connection:
        return {
            table.name: connection.execute(select(table)).all() for table in present().sorted_tables
        }


def test_the_application_refuses_a_database_of_another_version(empty):
    with pytest.raises(SystemExit, match="hat den Stand leer, gebraucht wird"):
        schema.refuse_other()

    upgrade()

    assert schema.refuse_other() is None


def test_the_version_of_the_code_is_the_last_migration():
    assert schema.wanted() == ScriptDirectory(str(ROOT / "migrations")).get_current_head()


def test_an_empty_database_becomes_what_the_models_say(empty):
    upgrade()

    assert differences() == []


def test_a_full_database_keeps_its_rows_at_every_step(empty):
    script = ScriptDirectory(str(ROOT / "migrations"))
    steps = [step.revision for step in reversed(list(script.walk_revisions()))]
    upgrade(revision=steps[0])
    for step in steps[1:]:
        fill()
        before = {name: len(kept) for name, kept in rows().items()}
        upgrade(revision=step)
        after = {name: len(kept) for name, kept in rows().items()}
        assert [name for name in before if after.get(name, 0) < before[name]] == [], step

    fill()

    assert all(rows().values())
    assert set(rows()) == set(Base.metadata.tables)


def test_plain_words_go_to_the_first_revision_that_had_them_and_back(empty):
    upgrade(revision="0032")
    fill()
    said = [(1, ""), (2, "A"), (3, "A"), (4, "B"), (5, "")]
    with db.engine.connect().execution_options(writing=True) as connection:
        them = present().tables
        own = {"id": 1, "principle_id": 1}
        (first,) = connection.execute(select(them["revision"])).mappings().all()
        connection.execute(them["revision"].update().values(plain_text="", plain_html=""))
        for number, words in said[1:]:
            told = {"id": number, "number": number, "plain_text": words, "plain_html": words * 2}
            connection.execute(them["revision"].insert(), dict(first) | own | told)
        connection.execute(them["edition_principle"].update().values(revision_id=3))
        connection.execute(them["draft"].update().values(based_on=4))
        connection.commit()

    upgrade(revision="0033")
    with db.engine.connect() as connection:
        them = present().tables
        texts = them["plain_text"]
        kept = connection.execute(select(texts.c.revision_number, texts.c.source, texts.c.html))
        moved = [tuple(row) for row in kept]
        by_id = dict(connection.execute(select(texts.c.id, texts.c.source)).all())
        edition = connection.scalar(select(them["edition_principle"].c.plain_text_id))
        draft = connection.scalar(select(them["draft"].c.based_on_plain))
    downgrade(revision="0032")
    with db.engine.connect() as connection:
        revisions = present().tables["revision"]
        asked = select(revisions.c.number, revisions.c.plain_text).order_by(revisions.c.number)
        back = [tuple(row) for row in connection.execute(asked)]

    assert moved == [(2, "A", "AA"), (4, "B", "BB"), (5, "", "")]
    assert (by_id[edition], by_id[draft]) == ("A", "B")
    assert back == said


def test_whoever_has_yet_to_confirm_keeps_the_words_beside_the_ticked_box(empty):
    upgrade(revision="0002")
    fill()
    with db.engine.connect().execution_options(writing=True) as connection:
        waiting = present().tables["confirmation"]
        connection.execute(waiting.update().values(wants_invitations=True))
        connection.commit()

    upgrade()

    with db.engine.connect() as connection:
        waiting = present().tables["confirmation"]
        kept = connection.execute(select(waiting.c.consent, waiting.c.consent_version)).all()
    assert kept == [(PROCESSINGS["invitations"].consent, 1)]


def test_preparing_again_changes_nothing(empty):
    upgrade()
    fill()
    before = rows()

    upgrade()

    assert rows() == before


def test_every_step_can_be_taken_back_and_again(empty):
    upgrade()
    fill()

    downgrade(revision="base")
    assert tables() <= {"alembic_version", "sqlite_sequence"}
    upgrade()

    assert differences() == []


def test_foreign_keys_are_watched_again_after_a_migration(empty):
    upgrade()

    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_ids_in_addresses_are_never_used_again(empty):
    upgrade()

    with db.engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql <> ''")
        reusing = {name for name, sql in made if "\tid INTEGER" in sql and "AUTOINC" not in sql}
    assert reusing == {"comment_count"}  # a counter; its id stands nowhere


@pytest.mark.crash
def test_a_migration_killed_in_the_middle_starts_over(empty):
    settings = {
        f"LEITSAETZE_{name}": str(empty.config[name])
        for name in ("INSTANCE", "DATABASE_URL", "SECRET_KEY", "BASE_URL")
    }
    killed = subprocess.run(
        [sys.executable, "-c", DIES, "40"],
        cwd=ROOT,
        env=os.environ | settings,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert "comment" not in tables()

    upgrade()

    assert differences() == []
