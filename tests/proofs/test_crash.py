"""A server that ends while people write: what it acknowledged is there, and there once."""

import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import SystemRandom

import pytest
from sqlalchemy import create_engine, text

from leitsaetze.config import database_url
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from tests.conftest import SETTINGS
from tests.proofs.world import make_dialogue, make_principles
from tests.proofs.writers import Writer, streaming, writers
from tests.serving import Served

pytestmark = pytest.mark.crash

PATH = "/dialoge/digital/leitsaetze/1/kommentieren"
ROUNDS, PER_ROUND = 5, 24
chance = SystemRandom()
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path, new_postgres) -> str:
    """The address of a database that holds an open dialogue."""
    url = "" if request.param == "sqlite" else new_postgres("crash")
    app = create_app(SETTINGS | {"INSTANCE": str(tmp_path), "DATABASE_URL": url})
    app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
    with app.app_context():
        make_principles(make_dialogue())
        db.session.remove()
        db.engine.dispose()
    return url


@pytest.fixture
def serve(url, tmp_path) -> Iterator[Callable[..., Served]]:
    """Starts the server, again on the port it had."""
    started: list[Served] = []

    def start() -> Served:
        port = started[0].port if started else 0
        secret = SETTINGS["SECRET_KEY"]
        started.append(Served(tmp_path, port=port, DATABASE_URL=url, SECRET_KEY=secret))
        return started[-1]

    yield start
    for server in started:
        server.kill()


@pytest.fixture
def kept(url, tmp_path) -> Callable[[str], list]:
    """Asks the database for one column, past the server."""

    def ask(question: str) -> list:
        engine = create_engine(database_url(url, tmp_path))
        with engine.connect() as connection:
            found = list(connection.scalars(text(question)))
        engine.dispose()
        return found

    return ask


def in_the_middle(batch: list[Writer]) -> None:
    """Wait until some of them have their answer and others have not."""
    enough = chance.randint(1, len(batch) // 2)
    until = time.monotonic() + 20
    while sum(bool(writer.answers) for writer in batch) < enough:
        assert time.monotonic() < until
        time.sleep(0.001)


def each_once(kept, people: list[Writer]) -> None:
    """Everything written is there, once, in every book."""
    texts = Counter(kept("SELECT text FROM comment_version"))
    assert texts == Counter(writer.text for writer in people)
    assert kept("SELECT count(*) FROM comment") == [len(people)]
    assert kept("SELECT count(*) FROM queue_entry") == [len(people)]
    assert kept("SELECT number FROM comment_count") == [len(people)]
    assert kept("SELECT count(*) FROM audit_entry WHERE deed = 'comment.submitted'") == [
        len(people)
    ]


def test_sigkill_loses_no_acknowledged_comment_and_doubles_none(serve, kept, url):
    server = serve()
    people = writers(server.port, PATH, ROUNDS * PER_ROUND)

    for first in range(0, len(people), PER_ROUND):
        batch = people[first : first + PER_ROUND]
        with streaming(batch):
            in_the_middle(batch)
            server.kill()
            server = serve()
    with streaming(people):  # a reload, long after the crash: the answer of the first time
        pass

    assert {len(writer.answers) for writer in people} == {2}
    assert [writer for writer in people if len(set(writer.answers)) > 1] == []
    each_once(kept, people)
    assert url or kept("PRAGMA integrity_check") == ["ok"]
    assert "Beitrag" not in server.output()


@on_sqlite
def test_sigterm_lets_the_requests_in_hand_finish(serve, kept):
    server = serve()
    people = writers(server.port, PATH, 6)
    lines = [writer.begin_sending() for writer in people]
    time.sleep(0.5)

    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    for writer, line in zip(people, lines, strict=True):
        writer.finish_sending(line)

    assert server.process.wait(timeout=20) == 0
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", server.port), timeout=2)
    each_once(kept, people)


@on_sqlite
def test_sigterm_in_a_stream_of_posts_loses_and_doubles_none(serve, kept):
    server = serve()
    people = writers(server.port, PATH, PER_ROUND)

    with streaming(people):
        in_the_middle(people)
        assert server.stop() == 0
        serve()

    each_once(kept, people)
