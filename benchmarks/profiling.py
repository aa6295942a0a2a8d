"""Where the time of a page goes: cProfile over the product in this process, in short."""

import cProfile
import pstats
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.databases import Database, application
from benchmarks.deeds import hide_or_restore
from benchmarks.forms import TEXT, WRITE
from benchmarks.ground import CHIEF, PASSWORD
from benchmarks.places import places_in, principle_page
from benchmarks.plan import CROWDED, FEW, MORE
from benchmarks.processes import hidden_fields
from leitsaetze.clock import moved_to, now
from leitsaetze.config import ROOT
from leitsaetze.extensions import db
from leitsaetze.web.public_forms import FASTEST

TIMES = 15
SHOWN = 10
# Rows whose requests take the same way through the code.
LIKE = {
    "warm-50-br": "warm-50",
    "warm-200": "warm-50",
    "warm-200-br": "warm-50",
    "changed-200": "changed-50",
    "crowd-warm-middle": "crowd-warm-first",
    "crowd-warm-last": "crowd-warm-first",
    "crowd-cold-middle": "crowd-cold-first",
    "crowd-cold-last": "crowd-cold-first",
    "posting-isso": "posting",
    "queue-const": "queue",
}
Ask = Callable[[int], int]


def profile(row: str, database: Database, view: str = "") -> list[str]:
    """Return what takes most of the time of a row's page: milliseconds, calls, where; per request.

    Nothing for rows that are no page.
    """
    app = application(database, PROXIES=1, PAGE_CACHE_MB=0 if "cold" in row else 16)
    client, watch = app.test_client(), cProfile.Profile(time.process_time)
    ask = _asking(row, client, database, view)
    if ask is None:
        return []
    expected = ask(0)
    answers = set()
    for number in range(1, TIMES + 1):
        if row.startswith("changed"):
            with app.app_context():
                hide_or_restore(places_in(database).shown[FEW], number - 1)
        watch.enable()
        answers.add(ask(number))
        watch.disable()
    with app.app_context():
        db.engine.dispose()
    if answers != {expected}:
        raise RuntimeError(f"{row}: answered {answers}")
    return _lines(watch)


def _asking(row: str, client: FlaskClient, database: Database, view: str) -> Ask | None:
    if row.startswith("posting"):
        return _posting(client)
    if row.startswith("queue"):
        sign_in = client.get("/anmelden").text
        typed = {"address": CHIEF, "password": PASSWORD}
        client.post("/anmelden", data=hidden_fields(sign_in) | typed)
        address = places_in(database).queue[view]
        return lambda _number: client.get(address).status_code
    pages = {"50": FEW, "200": MORE, "crowd": CROWDED, "unchanged": FEW}
    number = next((pages[word] for word in row.split("-") if word in pages), None)
    if number is None:
        return None
    page = principle_page(number)
    tag = client.get(page).headers.get("ETag", "") if row == "unchanged" else ""
    headers = {"If-None-Match": tag} if tag else {}
    if row.endswith("br"):
        headers["Accept-Encoding"] = "br"
    return lambda _number: client.get(page, headers=headers).status_code


def _posting(client: FlaskClient) -> Ask:
    fields = hidden_fields(client.get(WRITE).text)

    def post(number: int) -> int:
        typed = {
            "submission_key": f"profil-{number:06}",
            "text": TEXT,
            "name": "Amsel",
            "email": f"profil{number}@musterland.example",
            "tat": "absenden",
        }
        network = {"X-Forwarded-For": f"10.9.{number // 256}.{number % 256}"}
        with moved_to(now() + timedelta(seconds=FASTEST + 1)):
            return client.post(WRITE, data=fields | typed, headers=network).status_code

    return post


def _lines(watch: cProfile.Profile) -> list[str]:
    stats = pstats.Stats(watch).stats  # type: ignore[attr-defined]  # documented, not declared
    ranked = sorted(stats.items(), key=lambda item: -item[1][2])[:SHOWN]
    total = sum(own for _calls, _primitive, own, *_more in stats.values())
    lines = [f"{total * 1000 / TIMES:8.2f} ms in all, the profiler's own weight included"]
    for (file, _line, function), (_calls, calls, own, *_more) in ranked:
        where = _short(file)
        lines.append(
            f"{own * 1000 / TIMES:8.2f} ms  {calls / TIMES:7.1f} ×  {where}:{_named(function)}"
        )
    return lines


def _short(file: str) -> str:
    """Return a file's name without the places of this machine."""
    if file.startswith(str(ROOT)) and "site-packages" not in file:
        return str(Path(file).relative_to(ROOT))
    parts = Path(file).parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return parts[-1] if parts else file


def _named(function: str) -> str:
    """Return a function's name without its place in memory."""
    return re.sub(r" at 0x[0-9a-f]+", "", function)
