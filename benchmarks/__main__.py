"""The one command: builds what is missing, measures, writes docs/performance.md."""

import fcntl
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from benchmarks.chapters import growth, memory, pages, posting, queue, search, start, visit
from benchmarks.databases import DATA, STORES, PostgresStore
from benchmarks.laboratory import Laboratory, Options
from benchmarks.plan import SIZES
from benchmarks.profiling import LIKE, profile
from benchmarks.report import Report
from benchmarks.rows import Found
from leitsaetze.config import ROOT

CHAPTERS: dict[str, Callable[[Laboratory, str], Found]] = {
    "pages": pages.measure,
    "changes": pages.measure_changed,
    "queue": queue.measure,
    "growth": growth.measure,
    "search": search.measure,
    "posting": posting.measure,
    "reading": posting.measure_reading,
    "memory": memory.measure,
    "visit": visit.measure,
    "start": start.measure,
}
FULL = Options(sizes=SIZES, kinds=tuple(STORES), rounds=5, seconds=2)
QUICK = Options(sizes=SIZES[:2], kinds=tuple(STORES), rounds=2, seconds=1)
DOCUMENT = ROOT / "docs" / "performance.md"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--quick", is_flag=True, help="Small data, few rounds; for work on the product.")
@click.option("--only", multiple=True, type=click.Choice(list(CHAPTERS)), help="Some chapters.")
@click.option("--on", "kinds", multiple=True, type=click.Choice(list(STORES)), help="One database.")
@click.option("--size", "sizes", multiple=True, type=int, help="How many comments; repeatable.")
@click.option("--rounds", type=click.IntRange(1), help="How often everything is visited.")
@click.option("--seconds", type=click.IntRange(1), help="How long each visit lasts.")
@click.option("--profiles/--no-profiles", default=True, help="Profile rows that miss their bound.")
@click.option("--output", type=click.Path(path_type=Path), help="Where the document goes.")
def main(
    *,
    quick: bool,
    only: tuple[str, ...],
    kinds: tuple[str, ...],
    sizes: tuple[int, ...],
    rounds: int | None,
    seconds: int | None,
    profiles: bool,
    output: Path | None,
) -> None:
    """Measure the product and write what was found.

    A quick or partial run writes to benchmarks/data/performance.md unless --output says otherwise.
    """
    usual = QUICK if quick else FULL
    options = Options(
        sizes=sizes or usual.sizes,
        kinds=kinds or usual.kinds,
        rounds=rounds or usual.rounds,
        seconds=seconds or usual.seconds,
    )
    partial = bool(quick or only or kinds or sizes)
    path = output or (DATA / "performance.md" if partial else DOCUMENT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are ended
    with _alone(), closing(Laboratory(options)) as lab:
        report = _measured(lab, only or tuple(CHAPTERS))
        if profiles:
            _profile(lab, report)
    report.write(path)
    (DATA / "found.json").write_text(json.dumps([asdict(one) for one in report.found], indent=1))
    click.echo(path.read_text(encoding="utf-8"))


@contextmanager
def _alone() -> Iterator[None]:
    """Refuse to measure beside another run, whose copies and processor these are."""
    DATA.mkdir(exist_ok=True)
    with (DATA / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException("Another run is under way.") from None
        yield


def _measured(lab: Laboratory, chapters: tuple[str, ...]) -> Report:
    postgresql = _version(lab) if "postgresql" in lab.options.kinds else "not measured"
    report = Report(lab.options, postgresql)
    for name, measure in CHAPTERS.items():
        for kind in lab.options.kinds if name in chapters else ():
            begun = time.monotonic()
            report.found += measure(lab, kind)
            click.echo(f"{name}, {kind}: {time.monotonic() - begun:.0f} s", err=True)
    return report


def _profile(lab: Laboratory, report: Report) -> None:
    """Profile what missed, once for each way through the code: on SQLite if that missed."""
    for one in report.findings():
        way = LIKE.get(one.row, one.row)
        if not one.passed and one.kind and way not in report.profiles:
            database = lab.database(one.kind, lab.options.largest)
            report.profiles[way] = (one.kind, profile(way, database, one.note))


def _version(lab: Laboratory) -> str:
    store = lab.store("postgresql")
    return store.number if isinstance(store, PostgresStore) else ""


if __name__ == "__main__":
    main()
