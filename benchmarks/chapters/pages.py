"""Principle pages: warm, unchanged, cold, and where a principle has a hundred thousand comments."""

import statistics
import time
from http.client import HTTPConnection

from benchmarks.databases import application
from benchmarks.deeds import hide_or_restore
from benchmarks.laboratory import Laboratory, running
from benchmarks.load import Request
from benchmarks.places import places_in, principle_page
from benchmarks.plan import FEW, MORE
from benchmarks.processes import Server
from benchmarks.rounds import BASE, Ratio, Target
from benchmarks.rows import Detail, Finding, Found
from leitsaetze.extensions import db

BROTLI = {"Accept-Encoding": "br"}
CHANGES = 20  # in each round, for each page
WHOLE = "200 comments read whole (four pages)"


def measure(lab: Laboratory, kind: str) -> Found:
    """Measure all rows about principle pages on one kind of database."""
    size = lab.options.largest
    with running(
        lambda: lab.product("warm", kind, size),
        lambda: lab.product("cold", kind, size, PAGE_CACHE_MB=0),
    ) as (warm, cold):
        places = places_in(lab.database(kind, size))
        pages = _targets(warm)
        states = {"warm": warm, "cold": cold}
        whole = {
            state: Target(f"{WHOLE}, {state}", server, Request(places.pages_of_more))
            for state, server in states.items()
        }
        anew = [
            Target(f"Principle page, {n} comments, cold", cold, Request((principle_page(place),)))
            for place, n in ((FEW, 50), (MORE, 200))
        ]
        crowd = {
            Target(f"crowd-{state}-{where}", server, Request(paths)): whole[state]
            for state, server in states.items()
            for where, paths in places.crowd.items()
        }
        base = lab.alternate([*pages, *anew, *whole.values(), *crowd])[BASE]
    return [
        *(_against_const(kind, page, base) for page in pages),
        *(Finding(page.name, kind, page.cost_against(like)) for page, like in crowd.items()),
        *(_further(kind, target, base) for target in (*anew, *whole.values())),
    ]


def _targets(warm: Server) -> list[Target]:
    few, more = principle_page(FEW), principle_page(MORE)
    tag = {"If-None-Match": warm.ask(few).headers["ETag"]}
    return [
        Target("warm-50", warm, Request((few,))),
        Target("warm-50-br", warm, Request((few,), headers=BROTLI)),
        Target("warm-200", warm, Request((more,))),
        Target("warm-200-br", warm, Request((more,), headers=BROTLI)),
        Target("unchanged", warm, Request((few,), headers=tag), status=304),
    ]


def _against_const(kind: str, target: Target, base: Target) -> Finding:
    kept = f", {target.encoding}" if target.encoding else ""
    note = f"{target.size / 1000:.1f} KB{kept}"
    speed, cost = target.speed_against(base), target.cost_against(base)
    return Finding(target.name, kind, speed, cpu=cost, note=note)


def _further(kind: str, target: Target, base: Target) -> Detail:
    speed, cost = target.speed_against(base), target.cost_against(base)
    return Detail("further", (target.name, kind, f"{speed.median:.3f}", f"{cost.median:.1f}"))


def measure_changed(lab: Laboratory, kind: str) -> Found:
    """Read a page after a real change of a comment on it, again and again; time only the reading.

    Each reading is paired with one of the empty view, one at a time over one connection.
    """
    size = lab.options.largest
    database = lab.database(kind, size)
    places = places_in(database)
    app = application(database)
    found: Found = []
    with running(lambda: lab.product("changed", kind, size)) as (server,), app.app_context():
        for number, row in ((FEW, "changed-50"), (MORE, "changed-200")):
            path, ids = principle_page(number), places.shown[number]
            ratios = [
                _pairs(lab.const.port, server.port, path, ids) for _ in range(lab.options.rounds)
            ]
            note = f"{CHANGES * lab.options.rounds} changes, one connection"
            found.append(Finding(row, kind, Ratio.of(ratios), note=note))
        db.session.remove()
        db.engine.dispose()
    return found


def _pairs(const: int, product: int, path: str, ids: list[int]) -> float:
    """Return how the median time of the empty view compares with that of the changed page."""
    empty, page = HTTPConnection("127.0.0.1", const), HTTPConnection("127.0.0.1", product)
    times: dict[str, list[float]] = {"empty": [], "page": []}
    tags = set()
    for turn in range(CHANGES):
        hide_or_restore(ids, turn)
        # Whoever comes first finds the processor's caches full of the change.
        if turn // 2 % 2:
            _timed(empty, "/", times["empty"])
        tags.add(_timed(page, path, times["page"]))
        if not turn // 2 % 2:
            _timed(empty, "/", times["empty"])
    empty.close()
    page.close()
    if len(tags) != CHANGES:
        raise RuntimeError(f"{path}: {CHANGES} changes, but {len(tags)} different pages")
    return statistics.median(times["empty"]) / statistics.median(times["page"])


def _timed(connection: HTTPConnection, path: str, times: list[float]) -> str:
    begun = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    times.append(time.perf_counter() - begun)
    return answer.headers.get("ETag", "")
