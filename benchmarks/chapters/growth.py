"""How the cost of each kind of page grows from the smallest to the largest database."""

from functools import partial

from benchmarks.forms import comment_form
from benchmarks.laboratory import Laboratory, running
from benchmarks.load import Request
from benchmarks.places import DIALOGUE, places_in, principle_page
from benchmarks.plan import MORE
from benchmarks.processes import Server, sign_in
from benchmarks.rounds import Target
from benchmarks.rows import Detail, Found

WARM = "principle page, warm"


def measure(lab: Laboratory, kind: str) -> Found:
    """Return a line for each kind of page: milliseconds of computing at each size."""
    targets: dict[tuple[str, int], Target] = {}
    sizes = sorted(lab.options.sizes)
    states: dict[str, dict[str, object]] = {
        "warm": {},
        "cold": {"PAGE_CACHE_MB": 0, "PROXIES": 1},
    }
    starts = [
        partial(lab.product, f"{state}-{size}", kind, size, **settings)
        for state, settings in states.items()
        for size in sizes
    ]
    with running(*starts) as servers:
        for number, size in enumerate(sizes):
            page = Request((principle_page(MORE),))
            targets[WARM, size] = Target(f"{size} {WARM}", servers[number], page)
            for name, target in _pages(lab, kind, size, servers[len(sizes) + number]):
                targets[name, size] = target
        lab.alternate(list(targets.values()), rounds=2, seconds=1)
    names = list(dict.fromkeys(name for name, _size in targets))
    return [_line(kind, name, [targets[name, size] for size in sizes]) for name in names]


def _pages(lab: Laboratory, kind: str, size: int, server: Server) -> list[tuple[str, Target]]:
    places = places_in(lab.database(kind, size))
    posting = comment_form(server)
    server.cookies.clear()
    sign_in(server)
    staff = {"Cookie": server.cookie}
    asked = {
        "principle page, cold": Request((principle_page(MORE),)),
        "dialogue, cold": Request((DIALOGUE,)),
        "start page, cold": Request(("/",)),
        "one comment, cold": Request(places.comments[:50]),
        "queue, new": Request((places.queue["tab „neu“"],), headers=staff),
        "one entry of the queue": Request((places.entry,), headers=staff),
        "log": Request(("/verwaltung/protokoll/",), headers=staff),
    }
    targets = [
        (name, Target(f"{size} {name}", server, request, apart=True))
        for name, request in asked.items()
    ]
    return [*targets, ("posting", Target(f"{size} posting", server, posting, status=303))]


def _line(kind: str, name: str, targets: list[Target]) -> Detail:
    costs = [target.cpu for target in targets]
    growth = f"{costs[-1] / max(costs[0], 0.001):.2f}"
    return Detail("growth", (name, kind, *(f"{cost:.2f}" for cost in costs), growth))
