"""Commands of the mail room."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from leitsaetze.mail import smtp
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.letters import compose, envelope
from leitsaetze.mail.rules import Addressee, NotSent, reason

NO_SERVER = (
    "Es ist kein Mailserver eingetragen: Bitte LEITSAETZE_SMTP_HOST und LEITSAETZE_MAIL_FROM "
    "setzen. Bis dahin warten alle Briefe."
)
TAKEN = (
    "Der Mailserver hat den Probebrief angenommen: Bitte sehen Sie im Postfach nach, "
    "auch unter „Spam“."
)
ADVICE = {
    "connection refused": "Bitte LEITSAETZE_SMTP_HOST und LEITSAETZE_SMTP_PORT prüfen.",
    "connection lost": "Bitte LEITSAETZE_SMTP_PORT und LEITSAETZE_SMTP_TLS prüfen.",
    "host not found": "Bitte LEITSAETZE_SMTP_HOST prüfen.",
    "login refused": "Bitte LEITSAETZE_SMTP_USER und LEITSAETZE_SMTP_PASSWORD prüfen.",
    "timeout": "Bitte LEITSAETZE_SMTP_HOST, LEITSAETZE_SMTP_PORT und die Firewall prüfen.",
    "tls": "Bitte LEITSAETZE_SMTP_TLS (starttls, tls oder none) und das Zertifikat prüfen.",
    "bad letter": "Bitte die Adresse und LEITSAETZE_MAIL_FROM prüfen.",
}
ASK_THE_SERVER = "Bitte die Adresse prüfen und im Protokoll des Mailservers nachsehen."

mail_cli = AppGroup("mail", help="The outbox.")


@mail_cli.command("send")
@click.option("--limit", default=50, show_default=True, help="At most this many letters.")
def send(limit: int) -> None:
    """Send the letters that wait in the outbox. SIGTERM ends it after the letter in hand."""
    with _ended_by_sigterm() as stop:
        click.echo(f"{deliver_waiting(limit=limit, stop=stop)} verschickt")


@click.command("mail-test")
@click.argument("address")
@with_appcontext
def mail_test(address: str) -> None:
    """Send a test letter to ADDRESS at once and say what happened."""
    if not smtp.is_configured():
        raise click.ClickException(NO_SERVER)
    letter = compose("mail_test", Addressee(address), deed="mail-test", about="mail-test")
    try:
        smtp.send(envelope(letter))
    except NotSent as failure:
        where = f"{current_app.config['SMTP_HOST']}:{current_app.config['SMTP_PORT']}"
        advice = ADVICE.get(failure.code, ASK_THE_SERVER)
        words = f"{reason(failure.code)} ({where}, {failure.code}) {advice}"
        raise click.ClickException(words) from failure
    click.echo(TAKEN)


@contextmanager
def _ended_by_sigterm() -> Iterator[Event]:
    stop = Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = signal.signal(signal.SIGTERM, ask_to_stop)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, before)
