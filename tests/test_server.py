"""The server as a process: what it refuses, how it ends, what it carries out meanwhile."""

import ctypes
import os
import resource
import signal
import socket
import time
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from leitsaetze.config import ROOT
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.server import CONNECTIONS, OTHER_FILES, connections
from tests.conftest import SETTINGS
from tests.serving import Served

pytestmark = pytest.mark.crash


@pytest.fixture
def start(tmp_path):
    """Starts servers that end with the test."""
    started = []

    def make(*commands: str, **settings) -> Served:
        started.append(Served(tmp_path / "instance", *commands, **settings))
        return started[-1]

    yield make
    for server in started:
        server.kill()


def prepare(tmp_path: Path) -> None:
    app = create_app(SETTINGS | {"INSTANCE": str(tmp_path / "instance"), "DATABASE_URL": ""})
    app.test_cli_runner().invoke(args=["prepare"])
    with app.app_context():
        db.engine.dispose()


def database(tmp_path: Path):
    return create_engine(f"sqlite:///{tmp_path / 'instance' / 'leitsaetze.sqlite'}")


def change(tmp_path: Path, *statements: str) -> None:
    engine = database(tmp_path)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_servers_run_side_by_side_and_end_without_a_word(tmp_path):
    for server in [Served(tmp_path / name, "prepare") for name in ("one", "two")]:
        assert server.get("/impressum")[0] == 200
        assert server.get("/readyz") == (200, '{"failing":[],"status":"ok"}\n')
        assert server.stop() == 0
        assert server.output() == f"{server.address}/ – mit Strg+C beenden\n"


def test_ctrl_c_reaches_all_processes_and_ends_them_calmly(start):
    server = start("prepare")

    os.killpg(server.process.pid, signal.SIGINT)  # as a terminal does

    assert server.process.wait(timeout=20) == 0
    assert server.output() == f"{server.address}/ – mit Strg+C beenden\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_whichever_thread_hears_a_signal_the_server_ends(start, number):
    server = start("prepare")
    threads = [int(name) for name in os.listdir(f"/proc/{server.process.pid}/task")]

    ctypes.CDLL(None).tgkill(server.process.pid, max(threads), number)

    assert max(threads) != server.process.pid  # the main thread, which waits for signals
    assert server.process.wait(timeout=20) == 0


def test_a_taken_port_is_refused_in_one_line_before_anything_is_done(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        server = start("prepare", port=other.getsockname()[1])

    assert server.process.returncode == 1
    assert server.output().count("\n") == 1
    assert f"Port {server.port} auf 127.0.0.1 ist nicht frei" in server.output()
    assert not (tmp_path / "instance" / "leitsaetze.sqlite").exists()


def test_an_empty_database_is_refused_in_one_line(start):
    server = start()

    assert server.process.returncode == 1
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    assert server.output() == (
        f"Die Datenbank hat den Stand leer, gebraucht wird {head}. Aktualisieren: flask prepare\n"
    )


def test_a_database_of_another_version_is_refused(start, tmp_path):
    prepare(tmp_path)
    change(tmp_path, "UPDATE alembic_version SET version_num = '9999'")

    server = start()

    assert server.process.returncode == 1
    assert server.output().endswith("Aktualisieren: flask prepare\n")
    assert "den Stand 9999" in server.output()


def test_a_database_that_is_away_is_refused_in_one_line(start):
    server = start(DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")

    assert server.process.returncode == 1
    assert server.output() == "Die Datenbank ist nicht erreichbar. Einrichten: flask prepare\n"


def test_the_jobs_run_beside_the_requests_unless_a_worker_does_them(start, tmp_path):
    prepare(tmp_path)
    idle = start(MAIL_THREAD=0)
    change(
        tmp_path,
        "INSERT INTO audit_entry (at, deed, subject, details) "
        "VALUES ('2026-05-01', 'comment.note', 'comment:1', '{}')",
    )
    time.sleep(1.5)
    unsealed = sealed(tmp_path)
    idle.stop()

    start()
    deadline = time.monotonic() + 10
    while not sealed(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert (unsealed, sealed(tmp_path)) == (0, 1)


def sealed(tmp_path: Path) -> int:
    engine = database(tmp_path)
    with engine.connect() as connection:
        number = connection.scalar(text("SELECT count(seq) FROM audit_entry"))
    engine.dispose()
    return number


def test_what_a_proxy_says_is_not_believed_unless_declared(start):
    server = start("prepare")
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(
            b"GET /moderation HTTP/1.1\r\nHost: x.example\r\nX-Forwarded-Proto: https\r\n"
            b"X-Forwarded-Host: fremd.example\r\nScript-Name: /fremd\r\nConnection: close\r\n\r\n"
        )
        answer = b"".join(iter(lambda: line.recv(65536), b"")).decode()

    assert "fremd" not in answer
    assert "https://" not in answer.partition("\r\n\r\n")[0]


@pytest.mark.parametrize(
    ("soft", "hard", "room", "open_files"),
    [
        (65_536, 65_536, CONNECTIONS, 65_536),
        (1024, 524_288, CONNECTIONS, CONNECTIONS + OTHER_FILES),
        (1024, 1024, 1024 - OTHER_FILES, 1024),
        (1024, resource.RLIM_INFINITY, CONNECTIONS, CONNECTIONS + OTHER_FILES),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, CONNECTIONS, resource.RLIM_INFINITY),
    ],
)
def test_no_more_connections_are_taken_than_the_system_lets_be_open(
    monkeypatch, soft, hard, room, open_files
):
    limits = {resource.RLIMIT_NOFILE: (soft, hard)}
    monkeypatch.setattr(resource, "getrlimit", limits.get)
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)

    assert connections() == room
    assert limits[resource.RLIMIT_NOFILE] == (open_files, hard)
