"""What stands between granian and the application: whole requests, whole answers, few at a time."""

import io
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from flask import Flask, Response, request

from leitsaetze.gateway import ANSWER_IN_MEMORY, BODY_IN_MEMORY, HEARD_OUT, PIECE, Gateway

LONGEST = BODY_IN_MEMORY * 4
closed: list[str] = []


class Sent:
    """What granian was given to send."""

    def __init__(self) -> None:
        self.status, self.headers, self.body, self.pieces = 0, {}, b"", 0

    def response_bytes(self, status, headers, body) -> None:
        self.status, self.headers, self.body = status, dict(headers), body

    def response_iter(self, status, headers, body) -> None:
        for piece in body:
            self.body += piece
            self.pieces += 1
        body.close()
        self.status, self.headers = status, dict(headers)


class Source(io.BytesIO):
    """What granian has of a body; it may be less than was promised."""

    taken = 0

    def read(self, size=-1) -> bytes:
        piece = super().read(size)
        self.taken += len(piece)
        return piece


@pytest.fixture
def gateway() -> Gateway:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST
    most, inside = [0], []

    @app.route("/echo", methods=["GET", "POST"])
    def echo():
        return request.get_data()

    @app.get("/long")
    def long():
        return Response(repeat(b"x" * PIECE, 40), headers={"X-Kept": "yes"})

    @app.get("/torso")
    def torso():
        def pieces():
            yield "Ein Anfang"
            raise ValueError("Geheime Worte")

        answer = Response(pieces())
        answer.call_on_close(lambda: closed.append("torso"))
        return answer

    @app.get("/slow")
    def slow():
        inside.append(1)
        most[0] = max(most[0], len(inside))
        time.sleep(0.02)
        inside.pop()
        return str(most[0])

    return Gateway(app, places=3)


def send(gateway: Gateway, path: str, body: bytes | None = None, **environ) -> Sent:
    sent = Sent()
    given = {"REQUEST_METHOD": "GET" if body is None else "POST", "PATH_INFO": path}
    given |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
    if body is not None:
        given["CONTENT_LENGTH"] = str(len(body))
    gateway(sent, given | {"wsgi.input": Source(body or b"")} | environ)
    return sent


@pytest.mark.parametrize("length", [0, 1, PIECE, PIECE + 1, BODY_IN_MEMORY + 1, LONGEST])
def test_a_body_arrives_as_it_was_sent(gateway, length):
    body = bytes(n % 251 for n in range(length))

    assert send(gateway, "/echo", body).body == body


@pytest.mark.parametrize("missing", [1, 1000])
def test_a_body_that_was_cut_off_never_reaches_the_application(gateway, missing):
    body = b"a" * 2000

    sent = send(gateway, "/echo", body, CONTENT_LENGTH=str(len(body) + missing))

    assert (sent.status, sent.body) == (400, b"400 Bad Request\n")


def test_a_body_without_a_length_is_refused(gateway):
    assert send(gateway, "/echo", b"a", HTTP_TRANSFER_ENCODING="chunked").status == 411


def test_what_is_too_long_is_heard_out_up_to_a_limit_and_kept_nowhere(gateway):
    for length, heard in [(LONGEST + 1, LONGEST + 1), (HEARD_OUT + PIECE, HEARD_OUT)]:
        source = Source(bytes(length))
        assert send(gateway, "/echo", bytes(length), **{"wsgi.input": source}).status == 413
        assert source.taken == heard


def test_who_asks_first_is_told_at_once_that_it_is_too_long(gateway):
    source = Source(bytes(LONGEST + 1))
    asks = {"HTTP_EXPECT": "100-continue", "wsgi.input": source}

    assert send(gateway, "/echo", bytes(LONGEST + 1), **asks).status == 413
    assert source.taken == 0


def test_a_long_answer_waits_in_a_file_and_is_sent_in_pieces(gateway):
    sent = send(gateway, "/long")

    assert len(sent.body) == 40 * PIECE > ANSWER_IN_MEMORY
    assert (sent.status, sent.pieces, sent.headers["X-Kept"]) == (200, 40, "yes")


def test_an_answer_that_breaks_off_is_an_error_and_no_torso(gateway, caplog):
    sent = send(gateway, "/torso")

    assert (sent.status, sent.body) == (500, b"")
    assert closed.pop() == "torso"
    assert "ValueError in test_gateway.py" in caplog.text
    assert "Geheime Worte" not in caplog.text
    assert gateway.under_way == 0
    assert send(gateway, "/echo", b"next").body == b"next"


def test_no_more_are_answered_at_a_time_than_there_are_places(gateway):
    with ThreadPoolExecutor(20) as crowd:
        most = [int(sent.body) for sent in crowd.map(send, repeat(gateway, 40), repeat("/slow"))]

    assert max(most) == 3
    assert gateway.under_way == 0


def test_nothing_of_the_environment_reaches_a_request(gateway, monkeypatch):
    monkeypatch.setenv("HTTP_X_FORWARDED_FOR", "203.0.113.7")
    monkeypatch.setenv("LEITSAETZE_SECRET_KEY", "geheim")
    gateway.app.view_functions["echo"] = lambda: str(sorted(request.environ))

    seen = send(gateway, "/echo").body.decode()

    assert "HTTP_X_FORWARDED_FOR" not in seen
    assert "SECRET" not in seen
