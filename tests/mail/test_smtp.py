"""The conversation with mail servers that are kind, strict, rude or gone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from leitsaetze.mail import smtp
from leitsaetze.mail.rules import Envelope, NotSent, Step
from tests.mail.servers import CERTIFICATE

LETTER = Envelope(
    "leitsaetze@musterland.example",
    "a@musterland.example",
    b"To: a@musterland.example\r\n\r\nHallo\r\n",
)


def refusal() -> tuple[Step, str]:
    """What the attempt to send a letter ends with."""
    with pytest.raises(NotSent) as failure:
        smtp.send(LETTER)
    return failure.value.step, failure.value.code


@contextmanager
def rude_server(*answers: bytes) -> Iterator[int]:
    """Gives these answers, whatever is said, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=_answer, args=(listener, answers))
        thread.start()
        yield listener.getsockname()[1]
        thread.join(timeout=10)


def _answer(listener: socket.socket, answers: tuple[bytes, ...]) -> None:
    line, _address = listener.accept()
    with line, line.makefile("rb") as words:
        for number, answer in enumerate(answers):
            if number:
                words.readline()
            if answer.startswith(b"354"):
                line.sendall(answer)
                while words.readline() != b".\r\n":
                    pass
                return
            line.sendall(answer)


@pytest.fixture
def talk_to(app, monkeypatch):
    def configure(port: int) -> None:
        monkeypatch.setitem(app.config, "SMTP_HOST", "127.0.0.1")
        monkeypatch.setitem(app.config, "SMTP_PORT", port)
        monkeypatch.setitem(app.config, "SMTP_TLS", "none")

    return configure


def test_a_letter_goes_out_encrypted_and_signed_in(app, start_server, monkeypatch):
    server = start_server(tls=True, password="geheim")
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    for name, value in {"TLS": "starttls", "USER": "amt", "PASSWORD": "geheim"}.items():
        monkeypatch.setitem(app.config, f"SMTP_{name}", value)

    smtp.send(LETTER)

    assert server.recipients == ["a@musterland.example"]


@pytest.mark.parametrize("password", ["falsch", "gehäim"])
def test_a_refused_sign_in_is_no_fault_of_the_letter(app, start_server, monkeypatch, password):
    start_server(tls=True, password="geheim")
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    for name, value in {"TLS": "starttls", "USER": "amt", "PASSWORD": password}.items():
        monkeypatch.setitem(app.config, f"SMTP_{name}", value)

    assert refusal() == (Step.DEFERRED, "login refused")


def test_a_certificate_nobody_vouches_for_is_refused(app, start_server, monkeypatch):
    server = start_server(tls=True)
    monkeypatch.setitem(app.config, "SMTP_TLS", "starttls")

    assert refusal() == (Step.DEFERRED, "tls")
    assert server.taken == []


@pytest.mark.parametrize("way", ["starttls", "tls", "beliebig"])
def test_what_is_to_be_encrypted_never_goes_in_the_clear(app, server, monkeypatch, way):
    monkeypatch.setitem(app.config, "SMTP_TLS", way)

    assert refusal() == (Step.DEFERRED, "tls")
    assert server.taken == []


def test_a_name_nobody_has_is_reported(app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_HOST", "mail..invalid")

    assert refusal() == (Step.DEFERRED, "host not found")


def test_silence_after_the_last_byte_means_nobody_knows(talk_to):
    with rude_server(
        *[b"220 ok\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n"], b"354\r\n"
    ) as port:
        talk_to(port)
        assert refusal() == (Step.UNKNOWN, "connection lost")


def test_silence_before_the_last_byte_means_it_was_not_sent(talk_to):
    with rude_server(b"220 ok\r\n", b"250 ok\r\n", b"250 ok\r\n") as port:
        talk_to(port)
        assert refusal() == (Step.DEFERRED, "connection lost")


def test_a_server_that_takes_no_mail_now_is_out_of_reach(talk_to):
    with rude_server(b"421 zu viel zu tun\r\n") as port:
        talk_to(port)
        assert refusal() == (Step.DEFERRED, "connection refused")


def test_a_server_that_never_answers_is_given_up(talk_to, monkeypatch):
    monkeypatch.setattr(smtp, "ANSWER_WITHIN", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        talk_to(silent.getsockname()[1])
        assert refusal() == (Step.DEFERRED, "timeout")


def test_a_connection_the_server_closed_is_opened_again(app, start_server):
    server = start_server()
    with smtp.Post(app.config) as post:
        post.send(LETTER)
        server.stop()
        again = start_server(port=server.port)
        post.send(LETTER)

    assert (len(server.taken), len(again.taken)) == (1, 1)
