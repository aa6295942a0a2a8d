"""The other way to serve: gunicorn, and `flask worker` beside it (docs/configuration.md)."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from leitsaetze.config import ROOT
from tests.accounts.makers import forms_of
from tests.mail.servers import MailServer
from tests.proofs.writers import TOO_FAST
from tests.serving import Served, environment

pytestmark = pytest.mark.crash

FORM = "/barrierefreiheit/rueckmeldung"
READER = "leserin@musterland.example"


class Gunicorn(Served):
    """`gunicorn app:app`; what it carries out beside requests is left to `flask worker`."""

    def program(self) -> list[str]:
        options = ["--threads", "8", "--no-control-socket", "--bind", f"127.0.0.1:{self.port}"]
        return ["-m", "gunicorn", *options, "app:app"]


@pytest.fixture
def post() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.stop()


def flask(command: str, **settings: object) -> subprocess.Popen:
    given = environment(**settings)
    return subprocess.Popen([sys.executable, "-m", "flask", command], cwd=ROOT, env=given)


def tell_of_a_barrier(port: int) -> int:
    """Fill in the form as a browser does; return the status of the answer."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as browser:
        browser.request("GET", FORM, headers={"Connection": "close"})
        page = browser.getresponse()
        fields = next(f for f in forms_of(page.read().decode()).values() if "words" in dict(f))
        time.sleep(TOO_FAST)
        typed = dict(fields) | {"words": "Der Kontrast ist zu schwach.", "email": READER}
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        kind = "application/x-www-form-urlencoded"
        headers = {"Cookie": cookie, "Content-Type": kind}
        browser.request("POST", FORM, urlencode(typed), headers)
        return browser.getresponse().status


def test_gunicorn_answers_and_the_worker_delivers(tmp_path, post):
    settings = {
        "SECRET_KEY": "a-secret-only-for-tests-0123456789",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": post.port,
        "SMTP_TLS": "none",
        "MAIL_FROM": "leitsaetze@musterland.example",
    }
    assert flask("prepare", INSTANCE=tmp_path, **settings).wait(60) == 0
    server = Gunicorn(tmp_path, **settings)
    try:
        assert server.get("/impressum")[0] == 200
        assert tell_of_a_barrier(server.port) == 303
        time.sleep(1)
        assert post.taken == []  # gunicorn does no jobs

        worker = flask("worker", INSTANCE=tmp_path, **settings)
        until = time.monotonic() + 30
        while not post.taken and time.monotonic() < until:
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(20) == 0
        assert [letter["To"] for letter in post.taken] == [READER]
        assert server.stop() == 0
    finally:
        server.kill()
