"""Several workers on one database, each with pages of its own, and what each had to do."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import psycopg
from flask import Flask, request_started
from sqlalchemy import event

from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from tests.conftest import SETTINGS, Client

ARE_YOU_THERE = ";"  # asked of a connection before it is lent


class Level(StrEnum):
    """What it took to answer (decision 21)."""

    SAME = "the stamp was asked, the same bytes sent"
    FEWER = "something changed, but nothing of this page had to be read again"
    REMADE = "the page was put together from its pieces"
    MADE = "the application made the page"


class Worker:
    """A process of the product, as far as its pages go: an application with a cache of its own.

    It counts what it asks the database and whether Flask saw the request.
    """

    def __init__(self, app: Flask, **settings: object) -> None:
        place = {name: app.config[name] for name in ("DATABASE_URL", "INSTANCE")}
        self.app = create_app(SETTINGS | place | settings)
        self.app.test_client_class = Client
        self.client = self.app.test_client()
        self.asked = self.made = 0
        request_started.connect(self._note_request, self.app)
        with self.app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "connect", self._listen)

    def get(self, path: str, **headers: str) -> Any:
        """Read a page as a stranger; headers are named as in Python."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=told)

    def get_and_tell(self, path: str, **headers: str) -> tuple[Any, Level]:
        """Read a page and tell what it took."""
        asked, made = self.asked, self.made
        answer = self.get(path, **headers)
        if self.made > made:
            return answer, Level.MADE
        questions = self.asked - asked
        assert questions, "an answer without a question is not proven"
        return answer, {1: Level.SAME, 2: Level.FEWER}.get(questions, Level.REMADE)

    def forget(self) -> None:
        """Begin anew, as after a start."""
        self.app.extensions["pages"].clear()

    def close(self) -> None:
        self.engine.dispose()

    def _note_request(self, _sender: Flask, **_more: object) -> None:
        self.made += 1

    def _note_question(self, *_question: object) -> None:
        self.asked += 1

    def _listen(self, connection: Any, _record: object) -> None:
        if self.engine.dialect.name == "sqlite":
            connection.set_trace_callback(self._note_question)
        else:
            connection.cursor_factory = self._counting_cursor()

    def _counting_cursor(self) -> type[psycopg.Cursor]:
        worker = self

        class Counting(psycopg.Cursor):
            def execute(self, query, *values, **more):
                if query != ARE_YOU_THERE:
                    worker._note_question(query)
                return super().execute(query, *values, **more)

        return Counting


@contextmanager
def workers(app: Flask, number: int = 2) -> Iterator[tuple[list[Worker], Worker]]:
    """Lend workers that keep pages, and one that makes each page anew; none may complain."""
    some = [Worker(app) for _ in range(number)]
    fresh = Worker(app, PAGE_CACHE_MB=0)
    with complaints() as heard:
        yield some, fresh
    for worker in (*some, fresh):
        worker.close()
    assert heard == []


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Collect what anything logs as a warning or worse."""
    heard: list[str] = []
    ear = logging.Handler(logging.WARNING)
    ear.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]  # only listens
    logging.getLogger().addHandler(ear)
    try:
        yield heard
    finally:
        logging.getLogger().removeHandler(ear)


def whole(answer: Any) -> tuple[int, list[tuple[str, str]], bytes]:
    """Everything of an answer that a reader gets."""
    return answer.status_code, sorted(answer.headers), answer.data


class Readers:
    """What readers have been sent so far: a tag stands for the same bytes for ever."""

    def __init__(self) -> None:
        self.bodies: dict[tuple[str, str], bytes] = {}
        self.tags: dict[tuple[str, str], str] = {}
        self.levels: Counter[Level] = Counter()

    def compare(self, worker: Worker, fresh: Worker, path: str, coding: str, known: bool) -> None:
        """Read a page of a worker and check it against one made at the same moment."""
        earlier = self.tags.get((path, coding), "") if known else ""
        told = {"Accept_Encoding": coding} | ({"If_None_Match": earlier} if earlier else {})
        answer, level = worker.get_and_tell(path, **told)
        right = fresh.get(path, Accept_Encoding=coding)
        self.levels[level] += 1
        if answer.status_code == 304:
            assert earlier == answer.headers["ETag"], f"304 for another tag: {path}"
            assert self.bodies[path, earlier] == right.data, f"304 for old bytes: {path} ({level})"
            assert earlier == right.headers["ETag"], path
            return
        assert whole(answer) == whole(right), f"not as a fresh one: {path} ({level})"
        tag = answer.headers.get("ETag")
        if tag is not None:
            self.tags[path, coding] = tag
            kept = self.bodies.setdefault((path, tag), answer.data)
            assert kept == answer.data, f"two pages under one tag: {path}"
