"""The product as a process of its own, as people start it: for browsers, crashes and signals."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from leitsaetze.config import DEFAULTS, ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**settings: object) -> dict[str, str]:
    """Return the variables of a process of the product that has these settings and no others."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
    return inherited | {f"LEITSAETZE_{name}": str(value) for name, value in settings.items()}


class Served:
    """`python app.py` with its data in `instance`, after `commands` like "prepare"; it answers.

    It has a process group of its own, all of which `kill` and `stop` end. A port in use is refused
    by the server itself, so that a test never talks to another one's.
    """

    def __init__(self, instance: Path, *commands: str, port: int = 0, **settings: object) -> None:
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        instance.mkdir(exist_ok=True)
        self.log = instance / f"server-{self.port}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program(), *commands],
                cwd=ROOT,
                env=environment(INSTANCE=instance, PORT=self.port, **settings),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def program(self) -> list[str]:
        """Return what Python runs."""
        return ["app.py"]

    def get(self, path: str, timeout: float = 10) -> tuple[int, str]:
        """Return status and body of a page."""
        try:
            with urlopen(self.address + path, timeout=timeout) as response:  # noqa: S310  ours
                return response.status, response.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask the server to end, wait for its whole group and return its exit code."""
        self.process.send_signal(number)
        try:
            return self.process.wait(timeout=60)  # its last requests have thirty
        finally:
            self.kill()

    def kill(self) -> None:
        """End the server and everything it started, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def output(self) -> str:
        """Return what the server wrote."""
        return self.log.read_text(encoding="utf-8")

    def _wait(self) -> None:
        for _ in range(600):
            if self.process.poll() is not None:
                return
            try:
                if self.get("/healthz", timeout=1)[0]:
                    return
            except OSError:
                time.sleep(0.05)
        self.kill()
        raise TimeoutError(self.output())


_OURS = {f"LEITSAETZE_{name}" for name in DEFAULTS}
