"""How much memory the worker needs when every kind of page of a large database was read."""

from benchmarks.forms import WRITE
from benchmarks.laboratory import Laboratory, running
from benchmarks.load import Request, ask
from benchmarks.places import DIALOGUE, Places, places_in, principle_page
from benchmarks.plan import FEW, MORE
from benchmarks.processes import sign_in
from benchmarks.rounds import Ratio, numbers
from benchmarks.rows import Detail, Finding, Found

SECONDS = 3


def measure(lab: Laboratory, kind: str) -> Found:
    """Weigh the worker while it serves, with the jobs in its thread."""
    size = lab.options.largest
    places = places_in(lab.database(kind, size))
    with running(lambda: lab.product("memory", kind, size, MAIL_THREAD=1)) as (server,):
        begun = server.memory()
        for path in _public(places):
            _read(server.ask(path).status, path)
        for headers in ({}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip"}):
            many = Request(places.comments, headers=headers)
            ask(server.port, many, SECONDS, next(numbers))
        sign_in(server)
        for path in _desks(places):
            _read(server.ask(path).status, path)
        weighed = server.memory()
    worker, everything = weighed[0], sum(weighed)
    note = f"at the start {begun[0]:.0f}; all {len(weighed)} processes {everything:.0f}"
    return [
        Finding("memory", kind, Ratio.of([worker]), note=note),
        Detail("memory", (kind, f"{begun[0]:.0f}", f"{worker:.0f}", f"{everything:.0f}")),
    ]


def _public(places: Places) -> list[str]:
    return [
        *("/", "/dialoge/", DIALOGUE, f"{DIALOGUE}aenderungen/", f"{DIALOGUE}kommentare/"),
        *(principle_page(FEW), f"{principle_page(MORE)}?sortierung=neueste", WRITE),
        *places.pages_of_more,
        *(page for pages in places.crowd.values() for page in pages),
        *places.comments[:200],
        f"{principle_page(FEW)}fassungen/1",
        *("/regeln", "/datenschutz", "/veranstaltungen/", f"/en{DIALOGUE}"),
    ]


def _desks(places: Places) -> list[str]:
    return [
        *places.queue.values(),
        places.entry,
        *("/verwaltung/", "/verwaltung/protokoll/", "/verwaltung/menschen/", "/redaktion/"),
    ]


def _read(status: int, path: str) -> None:
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
