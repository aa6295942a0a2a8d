"""The server carries letters in a thread of its own and never leaves one half sent."""

import signal
import time
from pathlib import Path
from threading import Event

import pytest

from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from tests.mail.servers import make_letter
from tests.serving import Served

pytestmark = [pytest.mark.crash, pytest.mark.usefixtures("templates")]
NAMES = "DATABASE_URL SECRET_KEY MAIL_FROM SMTP_HOST SMTP_PORT SMTP_TLS".split()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_the_server_finishes_the_letter_in_hand(app, server, number):
    for _ in range(3):
        make_letter()
    held, let_go = Event(), Event()
    server.seen = lambda _letter: (held.set(), let_go.wait(20))
    settings = {name: app.config[name] for name in NAMES}

    served = Served(Path(app.config["INSTANCE"]), **settings)
    assert held.wait(20)
    served.process.send_signal(number)
    time.sleep(0.3)
    let_go.set()

    assert served.process.wait(timeout=20) == 0
    states = sorted(db.session.scalars(db.select(OutgoingMail.state)))
    assert states == [MailState.SENT, MailState.WAITING, MailState.WAITING]
    assert len(server.taken) == 1
