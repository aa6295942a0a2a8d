"""People who write comments while the server is killed: each with a form, sent until it answers."""

import http.client
import socket
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

from tests.accounts.makers import forms_of

NETWORKS = 38  # as many senders from 127.0.0.2 on; what is limited is limited per network
SLOWEST = 40  # seconds in which a server must be back
TOO_FAST = 3.1  # seconds a form must have been open


class Writer:
    """Somebody with an own network, an own cookie and a text that nobody else has."""

    def __init__(self, port: int, path: str, number: int) -> None:
        self.port, self.path, self.number = port, path, number
        self.text = f"Beitrag Nummer {number:04}."
        self.home = f"127.0.0.{2 + number % NETWORKS}"
        self.cookie = self.form = ""
        self.answers: list[str] = []

    def open_form(self) -> None:
        status, headers, page = self.ask("GET")
        assert status == 200, status
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        fields = dict(next(form for form in forms_of(page).values() if dict(form).get("started")))
        del fields["invitations"]
        self.form = urlencode(fields | {"text": self.text, "name": "Eine Stimme", "email": ""})

    def send(self) -> None:
        """Send the form until the server says where it led to."""
        until = time.monotonic() + SLOWEST
        while time.monotonic() < until:
            try:
                status, headers, _page = self.ask("POST", self.form)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)  # the server was killed, or is not there yet
                continue
            assert status == 303, status
            self.answers.append(headers["Location"])
            return
        raise TimeoutError(self.text)

    def ask(self, method: str, body: str = "") -> tuple[int, http.client.HTTPMessage, str]:
        home = (self.home, 0)
        line = http.client.HTTPConnection("127.0.0.1", self.port, 20, source_address=home)
        with closing(line):
            line.request(method, self.path, body or None, self.headers())
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    def headers(self) -> dict[str, str]:
        kind = "application/x-www-form-urlencoded"
        return {"Cookie": self.cookie, "Content-Type": kind, "Connection": "close"}

    def begin_sending(self) -> socket.socket:
        """Send the head and half of the form; `finish_sending` sends the rest."""
        line = socket.create_connection(("127.0.0.1", self.port), 20, (self.home, 0))
        given = self.headers() | {"Host": "localhost", "Content-Length": str(len(self.form))}
        head = [f"POST {self.path} HTTP/1.1", *(f"{n}: {value}" for n, value in given.items())]
        half = self.form[: len(self.form) // 2]
        line.sendall("\r\n".join([*head, "", half]).encode())
        return line

    def finish_sending(self, line: socket.socket) -> None:
        with closing(line):
            line.sendall(self.form[len(self.form) // 2 :].encode())
            answer = http.client.HTTPResponse(line)
            answer.begin()
            assert answer.status == 303, answer.status
            self.answers.append(answer.headers["Location"])


def writers(port: int, path: str, number: int) -> list[Writer]:
    """Writers whose forms have been open long enough to be sent."""
    found = [Writer(port, path, n) for n in range(number)]
    for writer in found:
        writer.open_form()
    time.sleep(TOO_FAST)
    return found


def streaming(some: Iterable[Writer]) -> "Stream":
    """Let them send, four at a time; leave the `with` when all have their answer."""
    stream = Stream(max_workers=4)
    stream.sent = [stream.submit(writer.send) for writer in some]
    return stream


class Stream(ThreadPoolExecutor):
    """Threads whose failures come out at the end."""

    sent: list[Future]

    def __exit__(self, *why) -> None:
        super().__exit__(*why)
        for one in self.sent:
            one.result()
