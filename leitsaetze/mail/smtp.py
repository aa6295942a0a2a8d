"""Talking to the mail server."""

import re
import smtplib
import socket
import ssl
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from flask import current_app

from leitsaetze.mail.rules import Envelope, NotSent, Step

ANSWER_WITHIN = 20  # seconds, for each step of the conversation
LAST_ANSWER_WITHIN = 300  # servers check a letter before they take it; RFC 5321, 4.5.3.2.6
SEND_IT = 354
CLOSING = "421"
TLS_WAYS = ("starttls", "tls", "none")

# The first that fits names the trouble.
TROUBLES: list[tuple[type[OSError], str]] = [
    (socket.gaierror, "host not found"),
    (ConnectionRefusedError, "connection refused"),
    (TimeoutError, "timeout"),
    (ssl.SSLError, "tls"),
    (smtplib.SMTPAuthenticationError, "login refused"),
    (smtplib.SMTPConnectError, "connection refused"),
    (smtplib.SMTPHeloError, "connection refused"),
    (smtplib.SMTPNotSupportedError, "tls"),
    (smtplib.SMTPResponseException, "tls"),  # the answer to STARTTLS
    (OSError, "connection lost"),
]


def is_configured() -> bool:
    """Tell whether there is a mail server, and an address letters come from."""
    return bool(current_app.config["SMTP_HOST"] and current_app.config["MAIL_FROM"])


def send(envelope: Envelope) -> None:
    """Hand over one letter on a connection of its own. Raises NotSent if that failed."""
    with Post(current_app.config) as post:
        post.send(envelope)


class Post:
    """A connection to the mail server: opened by the first letter, kept for the next ones."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._settings = settings
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def send(self, envelope: Envelope) -> None:
        """Hand over one letter. Raises NotSent if the server did not take it."""
        line = self._open_line()
        try:
            _hand_over(line, envelope)
        except NotSent as failure:
            self._clear_up(failure.code)
            raise
        except OSError as error:
            self._hang_up()
            raise NotSent(Step.DEFERRED, _code(error)) from error

    def _open_line(self) -> smtplib.SMTP:
        if self._line is not None and not _answers(self._line):
            self._hang_up()
        if self._line is None:
            try:
                self._line = _connect(self._settings)
            except OSError as error:
                raise NotSent(Step.DEFERRED, _code(error)) from error
            except UnicodeError as error:  # a name no host can have
                raise NotSent(Step.DEFERRED, "host not found") from error
        return self._line

    def _clear_up(self, code: str) -> None:
        """Keep the line for the next letter if the server only refused this one."""
        try:
            if self._line is not None and code.isdigit() and code != CLOSING:
                self._line.rset()
            else:
                self._hang_up()
        except OSError:
            self._hang_up()

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        try:
            line.quit()
        except OSError:
            line.close()


def _connect(settings: Mapping[str, Any]) -> smtplib.SMTP:
    way = settings["SMTP_TLS"]
    address = settings["SMTP_HOST"], settings["SMTP_PORT"]
    name = urlsplit(settings["BASE_URL"]).hostname or "localhost"
    if way not in TLS_WAYS:
        raise ssl.SSLError(f"SMTP_TLS is none of {TLS_WAYS}")
    if way == "tls":
        trusted = ssl.create_default_context()
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            *address, local_hostname=name, timeout=ANSWER_WITHIN, context=trusted
        )
    else:
        line = smtplib.SMTP(*address, local_hostname=name, timeout=ANSWER_WITHIN)
    try:
        if way == "starttls":
            line.starttls(context=ssl.create_default_context())
        if settings["SMTP_USER"]:
            _log_in(line, settings["SMTP_USER"], settings["SMTP_PASSWORD"])
    except OSError:
        line.close()
        raise
    return line


def _log_in(line: smtplib.SMTP, user: str, password: str) -> None:
    try:
        line.login(user, password)
    except (smtplib.SMTPException, UnicodeError) as error:
        raise smtplib.SMTPAuthenticationError(535, "login failed") from error


def _answers(line: smtplib.SMTP) -> bool:
    try:
        return 200 <= line.noop()[0] < 300  # noqa: PLR2004  the answers of SMTP that mean yes
    except OSError:
        return False


def _hand_over(line: smtplib.SMTP, envelope: Envelope) -> None:
    """Speak the conversation of one letter.

    Once its last byte is out, silence means that nobody knows whether the server took it; before,
    silence means that it did not.
    """
    line.ehlo_or_helo_if_needed()
    _expect(line.mail(envelope.sender))
    _expect(line.rcpt(envelope.recipient))
    _expect(line.docmd("DATA"), SEND_IT)
    line.send(re.sub(rb"(?m)^\.", b"..", envelope.content) + b".\r\n")
    try:
        if line.sock is not None:
            line.sock.settimeout(LAST_ANSWER_WITHIN)
        answer = line.getreply()
        if line.sock is not None:
            line.sock.settimeout(ANSWER_WITHIN)
    except OSError as error:
        raise NotSent(Step.UNKNOWN, _code(error)) from error
    _expect(answer)


def _expect(answer: tuple[int, bytes], wanted: int | None = None) -> None:
    code = answer[0]
    if code == wanted or (wanted is None and 200 <= code < 300):  # noqa: PLR2004  SMTP's yes
        return
    step = Step.REFUSED if 500 <= code < 600 else Step.DEFERRED  # noqa: PLR2004  SMTP's no
    raise NotSent(step, str(code))


def _code(error: OSError) -> str:
    cause = error.__context__
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(cause, OSError):
        error = cause  # smtplib says "disconnected" for whatever happened while it read
    return next(code for kind, code in TROUBLES if isinstance(error, kind))
