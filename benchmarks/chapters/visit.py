"""What a browser loads on the first visit to a principle page, and how much of it there is."""

import os
import shutil
from urllib.parse import urlsplit

import click
from playwright.sync_api import sync_playwright

from benchmarks.laboratory import Laboratory, running
from benchmarks.places import principle_page
from benchmarks.plan import FEW
from benchmarks.processes import Server
from benchmarks.rounds import Ratio
from benchmarks.rows import Detail, Finding, Found

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def measure(lab: Laboratory, kind: str) -> Found:
    """Let Chromium say what it loads, then weigh each part as it comes with `br`."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if kind != "sqlite":
        return []
    if not chromium:
        click.echo("First visit: left out, no Chromium found.", err=True)
        return []
    with running(lambda: lab.product("visit", kind, lab.options.smallest)) as (server,):
        loaded = _loaded(chromium, server)
        sizes = {path: _weight(server, path) for path in loaded}
    details = [
        Detail("visit", (path.partition("?")[0], f"{size / 1000:.1f}"))
        for path, size in sorted(sizes.items(), key=lambda pair: -pair[1])
    ]
    total = sum(sizes.values()) / 1000
    return [Finding("visit", "", Ratio.of([total]), note=f"{len(sizes)} files"), *details]


def _loaded(chromium: str, server: Server) -> list[str]:
    """Return the paths a browser asks for, fonts it needs included."""
    asked: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS.split())
        page = browser.new_page(locale="de-DE", viewport={"width": 1280, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"http://127.0.0.1:{server.port}{principle_page(FEW)}")
        page.wait_for_load_state("networkidle")
        browser.close()
    here = [urlsplit(url) for url in asked if url.startswith("http")]
    paths = [url.path + (f"?{url.query}" if url.query else "") for url in here]
    return list(dict.fromkeys(paths))


def _weight(server: Server, path: str) -> int:
    """Return the bytes of one answer: its head as HTTP writes it, and its body."""
    answer = server.ask(path, headers={"Accept-Encoding": "br"})
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return head + len(answer.body)
