"""How long `make run` takes to its first answer, when it ran before."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from benchmarks.laboratory import Laboratory
from benchmarks.processes import OURS, free_port, tree
from benchmarks.rounds import Ratio
from benchmarks.rows import Finding, Found
from leitsaetze.config import ROOT

FIRST = 600  # seconds the first start may take: it installs everything
STARTS = 3


def measure(_lab: Laboratory, kind: str) -> Found:
    """Start the product in a copy of the working tree once, then again and again."""
    if kind != "sqlite":
        return []
    with TemporaryDirectory(prefix="leitsaetze-start-") as name:
        folder = Path(name)
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        for path in subprocess.check_output(listed, cwd=ROOT, text=True).split("\0"):
            if path and (ROOT / path).is_file():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, folder / path)
        first = _started(folder)
        again = [_started(folder) for _ in range(STARTS)]
    note = f"first start, which sets everything up: {first:.0f} s"
    return [Finding("start", "", Ratio.of(again), note=note)]


def _started(folder: Path) -> float:
    """Return the seconds from `make run` to the first page."""
    port = free_port()
    inherited = {key: value for key, value in os.environ.items() if key not in OURS}
    begun = time.monotonic()
    with (folder / "instance" / "start.log").open("ab") as log:
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=folder,
            env=inherited,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        while time.monotonic() < begun + FIRST and process.poll() is None:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return time.monotonic() - begun
            time.sleep(0.02)
        raise RuntimeError((folder / "instance" / "start.log").read_text(encoding="utf-8"))
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the server below make to end, and make sure that nothing of the group is left."""
    for server in tree(process.pid)[1:2]:
        os.kill(server, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=20)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
