"""How SQLite answers: which indexes a question reads, and how many steps a request costs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, text

from leitsaetze.extensions import db
from tests.listening import heard

GRAIN = 10  # steps of SQLite's machine between two counts
# Tables that grow with what citizens write, and what is read of them in the order of an index
# until a page is full.
GROW = (
    "access_link audit_entry claim comment comment_stem comment_version confirmation decision"
    " hand_over"
    " follower invitation news news_letter outgoing_mail person queue_entry reply reply_comment"
    " reply_version report review_request search_due search_ending search_entry search_places"
    " search_word submission subscription support support_request"
).split()


@contextmanager
def asked() -> Iterator[list[tuple[str, object]]]:
    """Collect the questions asked of the database, with their values."""
    questions: list[tuple[str, object]] = []
    with heard() as everything:
        yield questions
    questions += [it for it in everything if it[0].startswith(("SELECT", "UPDATE", "DELETE"))]


@contextmanager
def steps() -> Iterator[list[int]]:
    """Count the steps SQLite takes; the one number in the list grows meanwhile."""
    taken = [0]

    def count() -> int:
        taken[0] += GRAIN
        return 0

    def watch(connection, *_rest):
        connection.set_progress_handler(count, GRAIN)

    def leave(connection, *_rest):
        connection.set_progress_handler(None, 0)

    db.session.rollback()
    event.listen(db.engine, "checkout", watch)
    event.listen(db.engine, "checkin", leave)
    try:
        yield taken
    finally:
        db.session.rollback()
        event.remove(db.engine, "checkout", watch)
        event.remove(db.engine, "checkin", leave)


@contextmanager
def statistics() -> Iterator[None]:
    """Let SQLite plan by what the tables hold now; the tests that follow plan without again."""
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    try:
        yield
    finally:
        # Dropped, not emptied: other connections then read the schema anew. The one that drops it
        # goes on planning by what it has read, and therefore is closed.
        db.session.execute(text("DROP TABLE sqlite_stat1"))
        db.session.commit()
        db.engine.dispose()


def plan_of(statement: str, values: object) -> list[str]:
    """The lines of SQLite's plan."""
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return [row[3] for row in rows]


def walks_through(statement: str, values: object) -> list[str]:
    """What of a plan reads a whole table that grows, in no order that could end early."""
    return [
        line
        for line in plan_of(statement, values)
        if line.startswith("SCAN ") and line.split()[1] in GROW and "USING" not in line
    ]
