"""What is done again and again beside the requests: letters, stamps, sealing, tidying up."""

import logging
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from leitsaetze import schema
from leitsaetze.errors import traced
from leitsaetze.extensions import db

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two rounds
RETRY_AFTER = 10.0  # seconds until a job that failed is tried again


@dataclass(frozen=True)
class Job:
    """A deed for the worker, and after how many seconds it is done again.

    The deed looks first and calls `begin_writing()` only if there is something to do, so that an
    idle worker never takes the right to write; the worker commits. It gets the event that is set
    when the worker shall stop.
    """

    name: str
    deed: Callable[[Event], object]
    every: float = PAUSE


def run(app: Flask, jobs: Sequence[Job], stop: Event) -> None:
    """Do the jobs when they are due until `stop` is set; finishes what is in hand."""
    due = dict.fromkeys((job.name for job in jobs), 0.0)
    while not stop.is_set():
        for job in jobs:
            if time.monotonic() >= due[job.name] and not stop.is_set():
                done = carry_out(app, job, stop)
                due[job.name] = time.monotonic() + (job.every if done else RETRY_AFTER)
        stop.wait(PAUSE)


def carry_out(app: Flask, job: Job, stop: Event) -> bool:
    """Do one job in a context and transaction of its own; tell whether it went well.

    A failure is logged without the words of anybody and keeps no other job from being done.
    """
    with app.app_context():
        try:
            job.deed(stop)
            db.session.commit()
        except Exception as error:
            db.session.rollback()
            log.error("job %s failed: %s", job.name, traced(error))
            return False
    return True


def jobs_of(app: Flask) -> Sequence[Job]:
    """Return the jobs the factory gave to the application."""
    jobs: Sequence[Job] = app.extensions["jobs"]
    return jobs


@click.command("worker")
@click.option("--once", is_flag=True, help="Do every job once, then end.")
@with_appcontext
def command(once: bool) -> None:
    """Carry letters and keep house until SIGTERM or Ctrl-C."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy hides it
    schema.refuse_other()
    stop = Event()
    if once:
        failed = [job for job in jobs_of(app) if not carry_out(app, job, stop)]
        raise SystemExit(1 if failed else 0)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run(app, jobs_of(app), stop)
