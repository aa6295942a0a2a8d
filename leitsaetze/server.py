"""Serves the application: gunicorn with one worker, its threads, and the jobs beside them."""

import signal
import socket
from collections.abc import Sequence
from threading import Event, Thread
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo
from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from leitsaetze import schema, worker
from leitsaetze.extensions import db

LAST_REQUESTS = 30  # seconds the last requests have after SIGTERM
LAST_LETTER = 330  # seconds the letter in hand has; mail.smtp waits that long for its last answer


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
        db.engine.dispose()  # no connection may cross the fork
    Server(app, listener).run()


def bound(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, or end with a line that says why not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise SystemExit(
            f"Port {port} auf {host} ist nicht frei ({error.strerror}). "
            f"Ein anderer: make run PORT={port + 1}, sonst LEITSAETZE_PORT={port + 1}"
        ) from None
    return listener


class Server(BaseApplication):  # type: ignore[misc]  # the library is untyped
    """gunicorn, configured here and nowhere else."""

    def __init__(self, app: Flask, listener: socket.socket) -> None:
        self.app = app
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to serve."""
        for name, value in {
            "bind": f"fd://{self.listener.fileno()}",
            "workers": 1,
            "worker_class": ThreadsAndJobs,
            "threads": self.app.config["THREADS"],
            "graceful_timeout": LAST_LETTER,
            "control_socket_disable": True,
            "loglevel": "warning",
            "when_ready": self.announce,
            # What proxies say is believed where LEITSAETZE_PROXIES declares them, not here.
            "secure_scheme_headers": {},
            "forwarded_allow_ips": "",
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application, made before the fork."""
        return self.app

    def announce(self, _arbiter: Any) -> None:
        """Say where the pages are; the demonstration has said it already."""
        if not self.app.config["DEMO"]:
            click.echo(f"{self.app.config['BASE_URL']}/ – mit Strg+C beenden")


class ThreadsAndJobs(ThreadWorker):  # type: ignore[misc]  # the library is untyped
    """gunicorn's threaded worker with the jobs in a thread of their own, and a calm end."""

    def init_signals(self) -> None:
        """Leave Ctrl-C to the master, who passes it on; it reaches both in a terminal."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.stop = Event()

    def handle_exit(self, number: int, frame: Any) -> None:
        """End gracefully; no further letter is begun while the last requests are answered."""
        self.stop.set()
        super().handle_exit(number, frame)

    def run(self) -> None:
        """Answer requests and do the jobs; the letter in hand is finished before the end."""
        app: Flask = self.wsgi
        with app.app_context():
            db.engine.dispose(close=False)  # what the master had belongs to the master
        self.cfg.set("graceful_timeout", LAST_REQUESTS)  # here, in the copy of this process
        jobs = Thread(target=worker.run, args=(app, worker.jobs_of(app), self.stop), name="jobs")
        if app.config["MAIL_THREAD"]:
            jobs.start()
        try:
            super().run()
        finally:
            self.stop.set()
            if jobs.ident is not None:
                jobs.join()
