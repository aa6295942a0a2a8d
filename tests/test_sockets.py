"""What comes in at the socket: broken, hostile, slow, cut off. Nobody else notices."""

import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine, text

from tests.accounts.makers import forms_of
from tests.proofs.writers import TOO_FAST
from tests.serving import Served

pytestmark = pytest.mark.crash

FORM = "/barrierefreiheit/rueckmeldung"
HOST = b"Host: localhost\r\n"
GET = b"GET /impressum HTTP/1.1\r\n" + HOST
POST = b"POST " + FORM.encode() + b" HTTP/1.1\r\n" + HOST
SOON = 3  # seconds in which somebody else has their page
BAD, TOO_LONG_ADDRESS, TOO_LONG_HEAD, NO_LENGTH = 400, 414, 431, 411


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("sockets"), "prepare")
    yield server
    server.kill()


@pytest.fixture
def call(served) -> Iterator:
    """Opens connections that are closed with the test."""
    with ExitStack() as stack:

        def connect(first: bytes = b"") -> socket.socket:
            line = stack.enter_context(socket.create_connection(("127.0.0.1", served.port), 10))
            line.sendall(first)
            return line

        yield connect


@pytest.fixture
def ask(served) -> Iterator[HTTPConnection]:
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=20)) as connection:
        yield connection


def answer_on(line: socket.socket, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    response = HTTPResponse(line, method=method)
    response.begin()
    return response, response.read()


def quick(served: Served) -> bool:
    """Whether somebody else gets a page, and soon."""
    start = time.monotonic()
    return served.get("/impressum")[0] == 200 and time.monotonic() - start < SOON


def filled_form(served: Served) -> tuple[dict[str, str], bytes]:
    """A form that is ready to be sent, and its cookie."""
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=20)) as connection:
        connection.request("GET", FORM)
        answer = connection.getresponse()
        fields = next(f for f in forms_of(answer.read().decode()).values() if "words" in dict(f))
    time.sleep(TOO_FAST)
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    typed = urlencode({**dict(fields), "words": "Der Kontrast ist zu schwach. Bitte ändern."})
    return {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}, typed.encode()


def told(served: Served) -> int:
    """How many have told of a barrier, says the database."""
    engine = create_engine(f"sqlite:///{Path(served.log).parent / 'leitsaetze.sqlite'}")
    with engine.connect() as connection:
        number = connection.scalar(text("SELECT count(*) FROM feedback"))
    engine.dispose()
    return number


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00 this is TLS\r\n\r\n", BAD),
        (b"Guten Tag\r\n\r\n", BAD),
        (b"GET /a\x00b HTTP/1.1\r\n" + HOST + b"\r\n", BAD),
        (b"GET /\xe4 HTTP/1.1\r\n" + HOST + b"\r\n", BAD),
        ("GET /ä?ö=ü HTTP/1.1\r\n".encode() + HOST + b"\r\n", 404),
        (b"GET /%E4%FF HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"GET /impressum%00 HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"GET /impressum%2F HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", TOO_LONG_ADDRESS),
        (GET + b"".join(b"X-%d: a\r\n" % n for n in range(200)) + b"\r\n", TOO_LONG_HEAD),
        (GET + b"X: " + b"a" * 200_000 + b"\r\n\r\n", TOO_LONG_HEAD),
        (GET + b"X: a\r\n folded\r\n\r\n", BAD),
        (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", BAD),
        (POST + b"Content-Length: +3\r\n\r\nabc", BAD),
        (POST + b"Content-Length: -3\r\n\r\nabc", BAD),
        (POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", BAD),
        (POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", BAD),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", NO_LENGTH),
        (POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", NO_LENGTH),
    ],
)
def test_what_is_no_request_is_refused_and_nobody_notices(served, call, sent, status):
    answer, _body = answer_on(call(sent))

    assert answer.status == status
    assert quick(served)


def test_only_the_head_is_sent_when_only_the_head_is_asked_for(ask):
    ask.request("GET", "/impressum")
    page = ask.getresponse()
    length = len(page.read())
    ask.request("HEAD", "/impressum")
    head = ask.getresponse()

    assert (head.status, head.read(), head.headers["Content-Length"]) == (200, b"", str(length))
    assert head.headers["ETag"] == page.headers["ETag"]
    ask.request("GET", "/healthz")  # the same connection goes on
    assert ask.getresponse().status == 200


def test_no_answer_tells_a_version_of_the_server(ask):
    ask.request("GET", "/impressum")

    assert ask.getresponse().headers["Server"] == "granian"


def test_questions_asked_in_a_row_are_answered_in_their_order(call):
    paths = ["/impressum", "/nirgends", "/healthz"]
    line = call(b"".join(f"GET {path} HTTP/1.1\r\n".encode() + HOST + b"\r\n" for path in paths))
    file = line.makefile("rb")

    found = []
    for _ in paths:
        found.append(int(file.readline().split()[1]))
        length = 0
        while (header := file.readline().lower()) != b"\r\n":
            if header.startswith(b"content-length:"):
                length = int(header.split()[1])
        file.read(length)

    assert found == [200, 404, 200]


def test_a_body_without_a_length_is_refused_each_time_and_never_taken_for_a_request(call):
    inner = GET + b"\r\n"
    rest = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(inner), inner)
    line = call(POST + rest + POST + b"Connection: close\r\n" + rest)

    answers = b"".join(iter(lambda: line.recv(65_536), b""))

    assert answers.count(b"HTTP/1.1 411") == 2
    assert answers.count(b"HTTP/1.1 ") == 2


def test_who_asks_whether_to_go_on_is_told_so(call):
    line = call(POST + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
    assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    line.sendall(b"a=b")
    assert answer_on(line)[0].status == 409  # no form of ours

    line = call(POST + b"Expect: 100-continue\r\nContent-Length: 10000000\r\n\r\n")
    assert line.recv(12) == b"HTTP/1.1 413"


def test_ten_million_bytes_are_heard_out_and_refused_on_a_page_for_people(served, ask):
    headers, typed = filled_form(served)

    ask.request("POST", FORM, typed + b"a" * 10_000_000, headers)
    answer = ask.getresponse()

    assert answer.status == 413
    assert "Mit „Zurück“ im Browser kommen Sie zu Ihrem Text" in answer.read().decode()
    ask.request("POST", FORM, typed, headers)  # the same connection goes on
    assert ask.getresponse().status == 303
    assert told(served) == 1


def test_words_that_were_cut_off_on_their_way_are_not_taken_for_the_whole(served, call):
    before = told(served)
    headers, typed = filled_form(served)
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
    line = call(POST + head + b"Content-Length: %d\r\n\r\n" % len(typed) + typed[:-12])
    line.shutdown(socket.SHUT_WR)

    assert answer_on(line)[0].status == BAD
    assert told(served) == before


def test_who_sends_slowly_keeps_nobody_waiting(served, call):
    for _ in range(20):
        call()
        call(GET)
        call(POST + b"Content-Length: 1000\r\n\r\nwords=Ich+denke+noch")

    assert all(quick(served) for _ in range(5))


def test_who_reads_slowly_keeps_nobody_waiting(served, call):
    style = re.search(r'"(/static/[^"]*kern[^"]*css[^"]*)"', served.get("/impressum")[1])[1]
    for _ in range(40):
        line = call()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.sendall((f"GET {style} HTTP/1.1\r\n".encode() + HOST + b"\r\n") * 10)

    assert all(quick(served) for _ in range(5))


def test_who_waits_for_the_right_to_write_keeps_no_reader_waiting(served):
    headers, typed = filled_form(served)
    lock = create_engine(f"sqlite:///{Path(served.log).parent / 'leitsaetze.sqlite'}")
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=20)) as writer:
        with lock.connect() as holder:
            holder.exec_driver_sql("BEGIN IMMEDIATE")
            writer.request("POST", FORM, typed, headers)
            assert all(quick(served) for _ in range(5))
            holder.rollback()
        assert writer.getresponse().status == 303
    lock.dispose()


def alone(tmp_path) -> Served:
    return Served(tmp_path / "instance", "prepare")


def test_a_killed_server_leaves_nothing_behind_that_holds_the_port(tmp_path):
    server = alone(tmp_path)

    os.kill(server.process.pid, signal.SIGKILL)  # not its group
    server.process.wait()

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=2)
    with pytest.raises(ProcessLookupError):
        os.killpg(server.process.pid, 0)


def test_asked_to_end_it_waits_for_words_on_their_way_and_not_for_open_connections(tmp_path):
    server = alone(tmp_path)
    with ExitStack() as stack:
        for first in (b"", GET):  # browsers open connections they may need
            line = socket.create_connection(("127.0.0.1", server.port))
            stack.enter_context(line).sendall(first)
        start = time.monotonic()

        assert server.stop() == 0
        assert time.monotonic() - start < 15  # a head may take 30


def test_asked_a_second_time_it_ends_at_once(tmp_path):
    server = alone(tmp_path)
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(POST + b"Content-Length: 1000\r\n\r\nwords=Moment")
        time.sleep(0.5)
        server.process.send_signal(signal.SIGINT)
        time.sleep(3)
        assert server.process.poll() is None

        start = time.monotonic()
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=20) == 130
        assert time.monotonic() - start < 5  # not the 30 of the last requests
    assert "Traceback" not in server.output()
