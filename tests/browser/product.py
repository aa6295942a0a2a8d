"""The real product as a process of its own, and its back door for what a test arranges."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

from leitsaetze import clock
from leitsaetze.config import ROOT
from leitsaetze.extensions import begin_writing, db
from leitsaetze.factory import create_app
from tests.mail.servers import free_port

TEMPLATE = Path(__file__).parent / "dialogue.yaml"
SENDER = "leitsaetze@musterland.example"
# Serves until the pipe from the tests closes, also when they are killed.
UNTIL_CLOSED = '"$@" & read _; kill -TERM $!; wait $!'


class Product:
    """`python app.py` on a free port with data of its own in `folder`; answers when made.

    `prepared` gets this object before the start; `commands` are those `app.py` carries out itself.
    """

    def __init__(self, folder: Path, *commands: str, prepared=lambda product: None, **settings):
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.settings = {
            "INSTANCE": str(folder),
            "SECRET_KEY": "a-secret-only-for-tests-0123456789",
            "HOST": "127.0.0.1",
            "PORT": port,
            "BASE_URL": self.address,
            "PROXIES": 1,  # each visitor comes from an address of their own
            "MAIL_FROM": SENDER,
            **settings,
        }
        self.back_door = create_app(self.settings)
        prepared(self)
        self.log = folder / "log"
        self.process = self._start(commands)
        self._wait()

    def command(self, *words: str) -> str:
        """Carry out a `flask` command and return what it printed."""
        done = self.back_door.test_cli_runner().invoke(args=words)
        assert done.exit_code == 0, done.output
        return done.output

    def import_dialogue(self, slug: str, **days: int) -> None:
        """Import the dialogue of dialogue.yaml; it opens and closes so many days from today."""
        at = {"first": 20, "second": 27} | days
        dates = {name: clock.today("Europe/Berlin") + timedelta(days=n) for name, n in at.items()}
        source = Path(self.settings["INSTANCE"]) / f"{slug}.yaml"
        source.write_text(TEMPLATE.read_text("utf-8").format(slug=slug, **dates), "utf-8")
        self.command("import-dialogue", str(source))

    @contextmanager
    def behind_the_scenes(self):
        """Arrange something by the real actions; committed at the end."""
        with self.back_door.app_context():
            begin_writing()
            yield
            db.session.commit()

    def stop(self) -> None:
        """End the whole group of processes; one that stays is an error."""
        with self.back_door.app_context():
            db.engine.dispose()
        self.process.stdin.close()
        try:
            self.process.wait(timeout=20)
        finally:
            left_over = _is_alive(self.process.pid)
            if left_over:
                os.killpg(self.process.pid, signal.SIGKILL)
        assert not left_over, self.log.read_text()

    def _start(self, commands) -> subprocess.Popen:
        if _is_taken(self.settings["PORT"]):
            raise RuntimeError(f"Port {self.settings['PORT']} is in use.")
        given = {f"LEITSAETZE_{name}": str(value) for name, value in self.settings.items()}
        with self.log.open("wb") as log:
            return subprocess.Popen(
                ["sh", "-c", UNTIL_CLOSED, "product", sys.executable, "app.py", *commands],
                cwd=ROOT,
                env=os.environ | given,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _wait(self) -> None:
        for _ in range(300):
            try:
                urlopen(f"{self.address}/healthz", timeout=5).close()  # noqa: S310  our own
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise RuntimeError(self.log.read_text())


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
