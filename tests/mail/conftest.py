"""Fixtures of the mail room: a real mail server, and templates of letters that need no context."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from leitsaetze.mail import letters
from tests.mail.servers import MailServer

TEMPLATES = {
    # kind "probe": whether it arrived twice matters
    "emails/probe.txt": "Ein fester Betreff\nGuten Tag,\n\n{{ words }}\n\n{{ links.page }}\n",
    # kind "confirm": a second copy does no harm
    "emails/confirm.txt": "Bitte bestätigen\nGuten Tag,\n\n{{ links.page }}\n",
}


@pytest.fixture
def templates(app, monkeypatch) -> Iterator[None]:
    """Letters of the kinds "probe" and "confirm" that can be queued without any other room."""
    forget_templates(app)
    both = ChoiceLoader([DictLoader(TEMPLATES), app.jinja_loader])
    monkeypatch.setattr(app, "jinja_loader", both)
    yield
    forget_templates(app)


def forget_templates(app: Flask) -> None:
    app.jinja_env.cache.clear()
    letters._subject_in.cache_clear()


@pytest.fixture
def start_server(app, monkeypatch) -> Iterator[Callable[..., MailServer]]:
    """Starts a mail server and tells the application where it is."""
    running = []

    def start(**given) -> MailServer:
        server = MailServer(**given)
        running.append(server)
        configure(app, monkeypatch, server)
        return server

    yield start
    for server in running:
        server.stop()


@pytest.fixture
def server(start_server) -> MailServer:
    return start_server()


def configure(app: Flask, monkeypatch, server: MailServer) -> None:
    for name, value in {"HOST": "127.0.0.1", "PORT": server.port, "TLS": "none"}.items():
        monkeypatch.setitem(app.config, f"SMTP_{name}", value)
