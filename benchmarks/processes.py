"""Servers as processes of their own: started, asked, weighed, ended."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.databases import DATA, Database
from benchmarks.ground import CHIEF, PASSWORD
from leitsaetze.config import DEFAULTS, ROOT

TICK = os.sysconf("SC_CLK_TCK")
HIDDEN = re.compile(r"<input[^>]*>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
OURS = {f"LEITSAETZE_{name}" for name in DEFAULTS}


@dataclass(frozen=True)
class Answer:
    """What a server said, as it came over the wire."""

    status: int
    headers: HTTPMessage
    body: bytes


def hidden_fields(page: str) -> dict[str, str]:
    """Return what the hidden fields of a page's forms hold."""
    inputs = [dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(page)]
    return {
        tag["name"]: unescape(tag.get("value", ""))
        for tag in inputs
        if tag.get("type") == "hidden" and "name" in tag
    }


class Server:
    """A server on a free port of this machine, in a process group of its own.

    `beside` are other processes that work for it: the PostgreSQL it asks.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        beside: Sequence[int] = (),
    ) -> None:
        self.name, self.port, self.beside = name, free_port(), beside
        self.cookies: dict[str, str] = {}
        folder = DATA / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / f"{name}.log"
        inherited = {key: value for key, value in os.environ.items() if key not in OURS}
        given = {key: value.replace("{port}", str(self.port)) for key, value in environment.items()}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [word.replace("{port}", str(self.port)) for word in command],
                cwd=ROOT,
                env=inherited | given,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once; cookies are kept and sent as a browser does."""
        said = {"Cookie": self.cookie} if self.cookies else {}
        if body is not None and method == "POST":
            said["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, said | dict(headers or {}))
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    @property
    def cookie(self) -> str:
        """What the header of this name says."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def cpu(self) -> float:
        """Return the seconds the server and what works for it have computed so far."""
        return sum(
            _computed(pid) for root in (self.process.pid, *self.beside) for pid in tree(root)
        )

    def memory(self) -> list[float]:
        """Return the proportional set size of each of its processes in MiB, largest first."""
        return sorted((_pss(pid) for pid in tree(self.process.pid)), reverse=True)

    def stop(self) -> None:
        """Ask it to end, and make it end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=15)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _wait(self) -> None:
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                self.ask("/")
            except OSError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise RuntimeError(f"{self.name} did not start: {self.log.read_text(encoding='utf-8')}")


def product(
    name: str, database: Database, *, beside: Sequence[int] = (), **settings: object
) -> Server:
    """Serve the product on a database, as `python app.py` does it; no jobs run unless asked for."""
    return _serve(name, ["app.py"], database, beside, settings)


def const(database: Database) -> Server:
    """Serve the empty view on the product's server; the database is never asked."""
    return _serve("const", ["-m", "benchmarks.const"], database, (), {})


def _serve(
    name: str,
    program: list[str],
    database: Database,
    beside: Sequence[int],
    settings: Mapping[str, object],
) -> Server:
    given = {"MAIL_THREAD": 0} | dict(settings)
    environment = {f"LEITSAETZE_{key}": str(value) for key, value in given.items()}
    environment |= database.environment() | {"LEITSAETZE_PORT": "{port}"}
    return Server(name, [sys.executable, *program], environment, beside=beside)


def sign_in(server: Server) -> None:
    """Sign in as the made-up member of staff with every role."""
    fields = hidden_fields(server.ask("/anmelden").body.decode())
    answer = server.ask(
        "/anmelden", "POST", urlencode(fields | {"address": CHIEF, "password": PASSWORD})
    )
    if answer.status != 303:
        raise RuntimeError(f"{server.name}: nobody is signed in, the answer was {answer.status}")


def free_port() -> int:
    """Return a port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tree(root: int) -> list[int]:
    """Return a process and everything it has started."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                children.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def _stat(pid: int) -> list[str]:
    """Return the fields of a process behind its name: state, parent, …"""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    return text.rpartition(")")[2].split()


def _computed(pid: int) -> float:
    with suppress(OSError):
        return sum(map(int, _stat(pid)[11:15])) / TICK  # its own and its ended children's
    return 0.0


def _pss(pid: int) -> float:
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return 0.0
