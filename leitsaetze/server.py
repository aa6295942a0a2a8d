"""Serves the application: granian's threads answer requests, the jobs run beside them."""

import asyncio
import ctypes
import logging
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from threading import Event, Thread

import click
from flask import Flask
from flask.cli import ScriptInfo
from granian._futures import _new_cbscheduler
from granian._granian import SocketHolder, WorkerSignal, WSGIWorker
from granian.http import HTTP1Settings

from leitsaetze import schema, worker
from leitsaetze.extensions import db
from leitsaetze.gateway import Gateway

LAST_REQUESTS = 30  # seconds the last requests have after SIGTERM
LAST_WORDS = 2  # seconds those have who have begun to ask and not gone on
LAST_LETTER = 330  # seconds the letter in hand has; mail.smtp waits that long for its last answer
AT_ONCE = 130  # exit code of who is asked twice to end
SLOW_SENDERS = 24  # threads for those whose request is still on its way
CONNECTIONS = 2000
OTHER_FILES = 200  # of the database, of what is read and written
WAITING = 1024  # connections the system keeps until they are taken
HEAD_WITHIN = 30_000  # milliseconds for the head of a request, and for none at all
LONGEST_HEAD = 65_536  # bytes
M_ARENA_MAX = -8


def serve(app: Flask, commands: Sequence[str] = ()) -> None:
    """Serve until SIGTERM or Ctrl-C; before, carry out `commands` ("prepare") in this process.

    Ends with one line and exit code 1 when the port is taken or the database is not of this
    version (trust.md, "Running").
    """
    listener = bound(app.config["HOST"], app.config["PORT"])
    for name in commands:
        info = ScriptInfo(create_app=lambda: app)
        app.cli.main([name], prog_name="app.py", obj=info, standalone_mode=False)
    with app.app_context():
        schema.refuse_other()
    keep_memory_together()
    Server(app).run(listener)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, or end with a line that says why not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise SystemExit(
            f"Port {port} auf {host} ist nicht frei ({error.strerror}). "
            f"Ein anderer: make run PORT={port + 1}, sonst LEITSAETZE_PORT={port + 1}"
        ) from None
    return listener


class Server:
    """This one process: granian's threads, the jobs, and the main thread that waits for signals.

    Nothing is forked. Whatever kills a part of it ends the whole, so that the port is never held
    by a process that does not answer; the service manager starts it again.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.gateway = Gateway(app, app.config["THREADS"])
        self.granian = WorkerSignal()
        self.closed = Event()  # the last connection is
        self.stop = Event()  # no further letter is begun
        self.jobs = Thread(
            target=worker.run, args=(app, worker.jobs_of(app), self.stop), name="jobs"
        )
        self.signals, self.told = socket.socketpair()
        self.told.setblocking(False)

    def run(self, listener: socket.socket) -> None:
        """Serve on the socket until a signal comes; ends the process.

        The system may let any thread hear the signal, and only a main thread that runs would learn
        of it. So it waits for a byte that whichever thread hears it writes (signal.set_wakeup_fd).
        """
        signal.set_wakeup_fd(self.told.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: None)
        if self.app.config["MAIL_THREAD"]:
            self.jobs.start()
        self._listen(listener)
        if not self.app.config["DEMO"]:  # the demonstration has said it already
            click.echo(f"{self.app.config['BASE_URL']}/ – mit Strg+C beenden")
        self._signal()
        self._end()

    def _listen(self, listener: socket.socket) -> None:
        logging.getLogger("_granian").setLevel(logging.WARNING)
        self.granian.add_cb(self.closed.set)
        loop = asyncio.new_event_loop()  # asked for by granian, used by none of its threads
        WSGIWorker(
            worker_id=1,
            sock=(None, SocketHolder(listener.detach(), False, WAITING)),
            ipc=None,
            py_threads=self.app.config["THREADS"] + SLOW_SENDERS,
            backpressure=connections(),
            http1_opts=HTTP1Settings(HEAD_WITHIN, max_buffer_size=LONGEST_HEAD),
        ).serve_mtr(_new_cbscheduler(loop, self.gateway, impl_asyncio=True), loop, self.granian)

    def _end(self) -> None:
        """Answer the last requests, finish the letter in hand, leave nothing open."""
        self.stop.set()
        self.granian.set()
        self._wait(lambda: self.closed.is_set() or not self.gateway.under_way, LAST_REQUESTS)
        self._wait(self.closed.is_set, LAST_WORDS)
        self._wait(lambda: not self.jobs.is_alive(), LAST_LETTER)
        with self.app.app_context():
            db.engine.dispose()
        leave(0)

    def _wait(self, done: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not done() and time.monotonic() < until:
            if self._signal(within=0.05) == signal.SIGINT:
                leave(AT_ONCE)

    def _signal(self, within: float | None = None) -> int | None:
        """Wait for the next signal; None when there is none within some seconds."""
        self.signals.settimeout(within)
        try:
            return self.signals.recv(1)[0]
        except TimeoutError:
            return None


def keep_memory_together() -> None:
    """Let all threads take memory from one heap instead of one each (mallopt(3)).

    What a thread gives back can be had by others then; of granian's threads each would keep some.
    Other C libraries than glibc have no such heaps.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)


def connections() -> int:
    """Return how many connections may be open; past the system's limit none could be taken."""
    wanted = CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return CONNECTIONS
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(allowed - OTHER_FILES, 1)


def leave(code: int) -> None:
    """End now, whatever other threads do; the interpreter's own end would wait for them."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
