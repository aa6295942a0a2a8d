"""On PostgreSQL plans outlive a request that only read, and nothing half done outlives its end."""

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DBAPIError

from leitsaetze import direct
from leitsaetze.extensions import begin_writing, db
from leitsaetze.site.models import Stamp
from tests.proofs.world import make_world

pytestmark = pytest.mark.parametrize("app", ["postgresql"], indirect=True)
TIMES = 8  # psycopg prepares what it is asked for the sixth time
VALUES = {"scope": "probe", "version": 1, "frame": 1}


def plans() -> set[str]:
    """What the only connection of the pool has prepared."""
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT statement FROM pg_prepared_statements")
        return set(rows.scalars())


def left() -> int:
    """How many rows the probe left, as another connection sees it."""
    with db.engine.connect() as connection:
        question = text("SELECT count(*) FROM stamp WHERE scope = 'probe'")
        return connection.execute(question).scalar_one()


def test_readers_find_their_questions_planned(app):
    world = make_world()
    address = f"/dialoge/{world.dialogue.slug}/"
    client = app.test_client().sign_in(world.citizen)
    db.engine.dispose()
    for _ in range(TIMES):
        assert client.get(address).status_code == 200

    assert any("FROM dialogue" in statement for statement in plans())


def by_object():
    db.session.add(Stamp(**VALUES))
    db.session.flush()


def by_statement():
    db.session.execute(insert(Stamp).values(**VALUES))


def in_bulk():
    db.session.execute(insert(Stamp), [VALUES])


def past_the_orm():
    direct.put(Stamp, **VALUES)


def inside_a_question():
    question = "WITH new AS (INSERT INTO stamp (scope, version, frame)"
    question += " VALUES ('probe', 1, 1) RETURNING id) SELECT id FROM new"
    db.session.execute(text(question))


def by_copy():
    connection = db.session.connection().connection.driver_connection
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY stamp (scope, version, frame) FROM STDIN") as rows,
    ):
        rows.write_row(("probe", 1, 1))


WAYS = [by_object, by_statement, in_bulk, past_the_orm, inside_a_question, by_copy]


@pytest.mark.parametrize("write", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("end", ["rollback", "close"])
def test_what_was_not_committed_is_gone(app, write, end):
    write()
    db.session.scalar(text("SELECT 1"))
    getattr(db.session, end)()

    assert left() == 0


@pytest.mark.parametrize("write", WAYS, ids=lambda way: way.__name__)
def test_what_was_committed_stays(app, write):
    begin_writing()
    write()
    db.session.commit()
    db.session.rollback()

    assert left() == 1


def test_an_error_takes_back_what_stood_before_it(app):
    by_statement()
    with pytest.raises(DBAPIError):
        db.session.scalar(text("SELECT 1/0"))
    db.session.rollback()

    assert left() == 0
    assert db.session.scalar(text("SELECT 1")) == 1


def test_reading_after_an_error_goes_on(app):
    with pytest.raises(DBAPIError):
        db.session.scalar(text("SELECT 1/0"))
    db.session.rollback()

    assert db.session.scalar(text("SELECT 1")) == 1


def test_an_inner_transaction_taken_back_leaves_the_outer_one(app):
    by_statement()
    inner = db.session.begin_nested()
    db.session.execute(update(Stamp).values(version=7).where(Stamp.scope == "probe"))
    inner.rollback()
    db.session.commit()

    version = text("SELECT version FROM stamp WHERE scope = 'probe'")
    assert db.session.scalar(version) == 1
