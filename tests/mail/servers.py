"""A real mail server on this machine that remembers what it took, and letters for it."""

import asyncio
import email
import socket
import ssl
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from itertools import count
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from leitsaetze.extensions import db
from leitsaetze.mail.actions import enqueue
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import Addressee

CERTIFICATE = Path(__file__).parent / "localhost.pem"  # self-signed, for these tests only
numbers = count(1)


class MailServer:
    """Takes letters on a free port.

    `answers` maps a recipient to the refusal of RCPT, `verdicts` to the answer to the finished
    letter; `seen` is called with each letter before it is answered.
    """

    def __init__(self, *, tls: bool = False, password: str = "", port: int = 0) -> None:
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.connections: set[tuple[str, int]] = set()
        self.answers: dict[str, str] = {}
        self.verdicts: dict[str, str] = {}
        self.seen: Callable[[EmailMessage], None] = lambda letter: None
        self.delay = 0.0
        self.port = port or free_port()
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            tls_context=_tls() if tls else None,
            require_starttls=tls,
            auth_required=bool(password),
            authenticator=lambda *given: AuthResult(
                success=given[4].password == password.encode(), handled=False
            ),
        )
        self.controller.start()

    def stop(self) -> None:
        if self.controller.loop.is_running():
            self.controller.stop()

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802  the library calls it so
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope) -> str:  # noqa: N802  the library calls it so  named by aiosmtpd
        verdict = self.verdicts.get(envelope.rcpt_tos[0], "250 OK")
        letter = email.message_from_bytes(envelope.content, policy=policy.default)
        if verdict.startswith("250"):
            self.taken.append(letter)
            self.recipients.extend(envelope.rcpt_tos)
            self.connections.add(session.peer)
        self.seen(letter)
        await asyncio.sleep(self.delay)
        return verdict


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_letter(kind: str = "probe", *, address: str = "", **given) -> OutgoingMail:
    """A letter in the outbox, committed."""
    number = next(numbers)
    to = Addressee(address or f"person{number}@musterland.example")
    letter = enqueue(kind, to, **{"deed": f"deed:{number}", "about": "comment:1"} | given)
    db.session.commit()
    return letter


def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context
