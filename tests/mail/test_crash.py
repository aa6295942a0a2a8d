"""Workers that are killed or asked to go while letters stream: nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest

from leitsaetze.clock import moved_to, now
from leitsaetze.config import ROOT
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail import actions, queries
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import LEASE, MailState, Step
from tests.factories import make_person
from tests.mail.servers import MailServer, make_letter

pytestmark = [pytest.mark.crash, pytest.mark.usefixtures("templates")]


class Worker:
    """`flask mail send` as a process of its own, on the database and mail server of the test."""

    def __init__(self, app) -> None:
        names = "DATABASE_URL INSTANCE SECRET_KEY BASE_URL MAIL_FROM SMTP_HOST SMTP_PORT SMTP_TLS"
        settings = {f"LEITSAETZE_{name}": str(app.config[name]) for name in names.split()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "mail", "send", "--limit", "1000"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def signal_when(self, server: MailServer, taken: int, number: signal.Signals) -> None:
        """Send the signal while the server holds the letter that makes `taken`, unanswered."""

        def act(_letter) -> None:
            if len(server.taken) == taken:
                self.process.send_signal(number)
                time.sleep(0.05)

        server.seen = act

    def end(self) -> str:
        """Wait for the end of the process and return what it printed."""
        output, _errors = self.process.communicate(timeout=15)
        return output


def in_state(state: MailState) -> set[str]:
    """The Message-IDs of the letters in a state."""
    db.session.rollback()
    found = db.select(OutgoingMail.message_id).where(OutgoingMail.state == state)
    return set(db.session.scalars(found))


def resend_all_unclear() -> None:
    staff = make_person()
    begin_writing()
    for letter in db.session.scalars(queries.in_trouble(99)).all():
        actions.look_after(letter, Step.RESEND, by=staff)
    db.session.commit()


def test_sigkill_loses_no_letter_and_doubles_only_what_was_in_hand(app, server):
    kinds = {make_letter(kind).message_id: kind for kind in ["probe", "confirm"] * 20}
    in_hand: set[str] = set()
    for taken in (5, 14, 22):
        worker = Worker(app)
        worker.signal_when(server, taken, signal.SIGKILL)
        worker.end()
        assert worker.process.returncode == -signal.SIGKILL
        in_hand |= in_state(MailState.SENDING)
    assert len(in_hand) == 3

    with moved_to(now() + LEASE):
        deliver_waiting(limit=100)
    with moved_to(now() + LEASE + timedelta(hours=1)):
        deliver_waiting(limit=100)

    unclear = in_state(MailState.UNCLEAR)
    arrived = Counter(letter["Message-ID"] for letter in server.taken)
    doubled = {message_id for message_id, copies in arrived.items() if copies > 1}
    assert set(arrived) == set(kinds)  # the server had said 250 to those in hand
    assert unclear == {message_id for message_id in in_hand if kinds[message_id] == "probe"}
    assert doubled == in_hand - unclear


def test_a_letter_killed_before_it_left_arrives_in_the_end(app, server):
    letters = {make_letter().message_id for _ in range(4)}
    server.verdicts = {letter.address: "451 gleich" for letter in all_letters()[1:2]}
    begin_writing()
    actions.claim("a worker that was killed before it could send")
    db.session.commit()

    with moved_to(now() + LEASE):
        deliver_waiting()
        server.verdicts.clear()
    with moved_to(now() + LEASE + timedelta(hours=1)):
        resend_all_unclear()
        deliver_waiting()

    assert Counter(letter["Message-ID"] for letter in server.taken) == Counter(letters)


def test_sigterm_finishes_the_letter_in_hand_and_doubles_none(app, server):
    letters = Counter(make_letter(kind).message_id for kind in ["probe", "confirm"] * 15)
    for taken in (4, 12):
        worker = Worker(app)
        worker.signal_when(server, taken, signal.SIGTERM)
        assert "verschickt" in worker.end()
        assert worker.process.returncode == 0
        assert len(server.taken) == taken
        assert in_state(MailState.SENDING) == set()

    Worker(app).end()

    assert Counter(letter["Message-ID"] for letter in server.taken) == letters
    assert in_state(MailState.SENT) == set(letters)


def all_letters() -> list[OutgoingMail]:
    return list(db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id)))
