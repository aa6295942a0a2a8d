"""The bytes in front of the application: which are kept, for how long, and what is sent of them."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from flask import request_started
from sqlalchemy import text, update

from leitsaetze.clock import moved_to, now
from leitsaetze.extensions import db
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import Stamp
from tests.proofs.random_deeds import ON_COMMENTS
from tests.proofs.workers import Level, Worker, complaints, workers
from tests.proofs.world import make_world

PAGE = "/dull/public"
CODINGS = ["br", "gzip", "identity"]
on_postgres = pytest.mark.parametrize("app", ["postgresql"], indirect=True)
on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def made(visitor):
    """How often Flask was asked so far."""
    requests = []

    def note(_app, **_more):
        requests.append(1)

    with request_started.connected_to(note, visitor.application):
        yield lambda: len(requests)


@pytest.fixture(params=["warm", "cold"])
def ask(request, visitor):
    """Asks for the page with these headers: where it is kept, and where it is not."""
    visitor.get(PAGE)

    def get(coding="identity", **headers):
        if request.param == "cold":
            visitor.application.extensions["pages"].clear()
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return visitor.open(
            PAGE, method=told.pop("method", "GET"), headers={"Accept-Encoding": coding} | told
        )

    return get


@on_sqlite
@pytest.mark.parametrize("coding", CODINGS)
def test_head_tells_what_get_sends(ask, coding):
    page = ask(coding)
    head = ask(coding, method="HEAD")

    assert (head.status_code, head.data) == (200, b"")
    assert sorted(head.headers) == sorted(page.headers)
    assert int(head.headers["Content-Length"]) == len(page.data)


@on_sqlite
@pytest.mark.parametrize(
    "path", ["/dull/form", "/dull/error/418", "/dull/public/unproven", "/gibt-es-nicht", PAGE]
)
def test_head_tells_it_of_every_address(visitor, path):
    page, head = visitor.get(path), visitor.head(path)

    assert (head.status_code, head.data) == (page.status_code, b"")
    same = {"Content-Length", "Set-Cookie"}  # a form is another one each time
    assert {n: v for n, v in head.headers if n not in same} == {
        n: v for n, v in page.headers if n not in same
    }


@on_sqlite
@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize(
    "known", ["*", "{}", "W/{}", '"x", {}', '{}, "x"', 'W/"x",W/{},"y"', " {} ", '"a,b", {}']
)
def test_who_knows_the_page_is_told_so(ask, coding, known):
    tag = ask(coding).headers["ETag"]
    answer = ask(coding, If_None_Match=known.format(tag))

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == tag
    assert answer.headers["Vary"] == "Cookie, Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Content-Encoding" not in answer.headers


@on_sqlite
@pytest.mark.parametrize("coding", CODINGS)
def test_who_knows_it_in_another_coding_is_sent_this_one(ask, coding):
    others = [ask(other).headers["ETag"] for other in CODINGS if other != coding]
    answer = ask(coding, If_None_Match=", ".join(others))

    assert answer.status_code == 200
    assert answer.headers["ETag"] not in others
    assert answer.headers.get("Content-Encoding", "identity") == coding


@on_sqlite
@pytest.mark.parametrize("known", ["{}x", "x{}", "", ",", '"', "W/", '"-br"', '""', "\xff"])
def test_who_does_not_know_it_is_sent_it(ask, known):
    tag = ask("br").headers["ETag"].strip('"')

    assert ask("br", If_None_Match=f'"{known.format(tag)}"').status_code == 200
    assert ask("br", If_None_Match=known.format("")).status_code == 200


@on_sqlite
@pytest.mark.parametrize("coding", CODINGS)
def test_every_answer_says_what_it_depends_on(ask, coding):
    for method in ("GET", "HEAD"):
        answer = ask(coding, method=method)
        assert answer.headers["Vary"] == "Cookie, Accept-Encoding"
        assert answer.headers["Cache-Control"] == "public, no-cache"


@on_sqlite
def test_a_page_is_made_once(visitor, made):
    for coding in [*CODINGS, "", "*"]:
        assert visitor.get(PAGE, headers={"Accept-Encoding": coding}).status_code == 200

    assert made() == 1


@on_sqlite
@pytest.mark.parametrize("name", ["cookie", "private", "missing", "unproven"])
def test_what_is_not_surely_for_all_is_never_kept(visitor, made, name):
    for number in range(1, 4):
        answer = visitor.application.test_client().get(f"{PAGE}/{name}")
        assert made() == number, answer.headers

    assert len(visitor.application.extensions["pages"].kept) == 0


@on_sqlite
def test_past_the_next_change_nothing_is_kept(visitor, made):
    at = now() + timedelta(hours=1)
    db.session.execute(update(Stamp).values(next_change_at=at))
    visitor.get(PAGE)
    with moved_to(at):
        tags = [visitor.get(PAGE).headers["ETag"]]
    with moved_to(at + timedelta(seconds=1)):
        tags += [visitor.get(PAGE).headers["ETag"] for _ in range(2)]
        db.session.execute(
            update(Stamp).values(next_change_at=at + timedelta(days=1), version=Stamp.version + 1)
        )
        tags += [visitor.get(PAGE).headers["ETag"] for _ in range(2)]

    assert made() == 5
    assert len(set(tags)) == 3


@on_sqlite
def test_a_clock_put_back_makes_pages_anew(visitor, made):
    visitor.get(PAGE)
    with moved_to(now() - timedelta(minutes=5)):
        visitor.get(PAGE)
        assert made() == 2
        visitor.get(PAGE)

    assert made() == 2


@on_sqlite
def test_a_page_larger_than_the_room_is_sent_all_the_same(dull):
    visitor = dull(PAGE_CACHE_MB=1).test_client()
    kept = visitor.application.extensions["pages"].kept
    visitor.get(PAGE)
    for _ in range(2):
        assert len(visitor.get(f"{PAGE}/large/900000").data) == 900_000

    assert [address[1] for address in kept] == [PAGE]


@on_sqlite
def test_however_many_addresses_are_asked_for_the_room_is_bounded(dull):
    """Long addresses too: who asks chooses them."""
    visitor = dull(PAGE_CACHE_MB=1).test_client()
    cache = visitor.application.extensions["pages"]
    tracemalloc.start()
    try:
        for number in range(300):
            assert visitor.get(f"{PAGE}?{number:0>8000}").status_code == 200
        kept, full = len(cache.kept), tracemalloc.get_traced_memory()[0]
        cache.clear()
        freed = full - tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()

    assert kept > 10
    assert freed < 1_000_000


@on_sqlite
def test_switched_off_nothing_is_kept_and_all_is_compressed(dull):
    visitor = dull(PAGE_CACHE_MB=0).test_client()
    for _ in range(2):
        answer = visitor.get(PAGE, headers={"Accept-Encoding": "br"})
        assert answer.headers["Content-Encoding"] == "br"
        told = {"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]}
        assert visitor.get(PAGE, headers=told).status_code == 304

    assert len(visitor.application.extensions["pages"].kept) == 0


def test_many_at_once_get_the_same(visitor):
    """At first and after each change; whoever asks after it gets the new page."""
    app, together = visitor.application, Barrier(8)

    def get(coding: str) -> tuple[str, bytes]:
        together.wait()
        answer = app.test_client().get(PAGE, headers={"Accept-Encoding": coding})
        return answer.headers["ETag"], answer.data

    app.test_client_class = None
    with ThreadPoolExecutor(8) as pool:
        for number in range(5):
            change_setting("county", f"Landkreis {number}")
            db.session.commit()
            found = set(pool.map(get, ["br", "gzip", "identity", ""] * 2))
            assert len(found) == 3
            assert f"Landkreis {number}".encode() in {body for _tag, body in found}


def end(witness, url: str) -> None:
    """End the connections over which a worker asks, as an administrator would."""
    numbers = [line.info.backend_pid for line in witness.idle]
    assert numbers
    there = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY(%s)"
    with psycopg.connect(url, autocommit=True) as connection:
        for number in numbers:
            connection.execute("SELECT pg_terminate_backend(%s, 5000)", (number,))
        assert connection.execute(there, (numbers,)).fetchone() == (0,)


@on_postgres
def test_when_connections_break_the_next_answer_is_right(app):
    w = make_world()
    path = f"/dialoge/{w.dialogue.slug}/leitsaetze/1/"
    with workers(app, 1) as ([worker], fresh):
        assert [worker.get_and_tell(path)[1] for _ in range(2)] == [Level.MADE, Level.SAME]
        ON_COMMENTS["hide"](w, w.published)
        db.session.commit()
        end(worker.app.extensions["pages"].witness, app.config["DATABASE_URL"])
        answer, level = worker.get_and_tell(path)
        assert (answer.status_code, answer.data) == (200, fresh.get(path).data)
        assert level is Level.MADE
        assert worker.get_and_tell(path)[1] is Level.SAME


@on_sqlite
def test_what_fails_while_a_page_is_remade_is_told_by_the_application(app):
    """The comment's answer shows an event, and events cannot be read."""
    w = make_world()
    path = f"/dialoge/{w.dialogue.slug}/leitsaetze/1/"
    worker = Worker(app)
    with closing(worker), complaints() as heard:
        before = worker.get(path).data
        ON_COMMENTS["correct the reply"](w, w.published)
        db.session.execute(text("ALTER TABLE event RENAME TO elsewhere"))
        db.session.commit()
        try:
            broken = worker.get(path)
        finally:
            db.session.execute(text("ALTER TABLE elsewhere RENAME TO event"))
            db.session.commit()
        answer = worker.get(path)

    assert (broken.status_code, broken.mimetype) == (503, "text/html")
    assert len(heard) == 1
    assert answer.status_code == 200
    assert answer.data != before
