"""The way of a letter from the outbox to a real mail server."""

from datetime import timedelta
from threading import Event, Thread

import pytest

from leitsaetze.clock import moved_to, now
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail import actions
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import LEASE, MAX_ATTEMPTS, MailState, NotSent, Step
from leitsaetze.site.actions import make_link, secret_of
from tests.mail.servers import free_port, make_letter

pytestmark = pytest.mark.usefixtures("templates")


class Killed(BaseException):
    """The process is gone: nothing after this line of it runs."""


def state_of(letter) -> tuple[MailState, int, str | None]:
    db.session.refresh(letter)
    return letter.state, letter.attempts, letter.last_error


def kill_after_sending(letter) -> None:
    """Let the worker die between the server's 250 and its own commit."""

    def die(_envelope) -> None:
        raise Killed

    with pytest.raises(Killed):
        deliver_waiting(die)
    assert state_of(letter)[0] is MailState.SENDING


def test_a_waiting_letter_arrives_once_and_is_written_down(server):
    link = make_link("test", "comment:1", lifetime=timedelta(days=1))
    letter = make_letter(words="Hallo\n.\n..", links={"page": (link, "/mein/{}")})

    assert (deliver_waiting(), deliver_waiting()) == (1, 0)

    [arrived] = server.taken
    assert server.recipients == [letter.address]
    assert arrived["Message-ID"] == letter.message_id
    text = arrived.get_body(("plain",)).get_content()
    assert "Hallo\n.\n..\n" in text.replace("\r\n", "\n")
    assert secret_of(link) in text
    assert state_of(letter) == (MailState.SENT, 1, None)
    assert letter.sent_at is not None


def test_a_batch_uses_one_connection_and_one_recipient_per_letter(server):
    letters = [make_letter(words="Hallo") for _ in range(5)]

    assert deliver_waiting() == 5

    assert server.recipients == [letter.address for letter in letters]
    assert all(letter["To"].count("@") == 1 for letter in server.taken)
    assert len(server.connections) == 1


def test_at_most_as_many_leave_as_are_asked_for(server):
    for _ in range(3):
        make_letter(words="Hallo")

    assert deliver_waiting(limit=2) == 2
    assert len(server.taken) == 2


def test_no_transaction_is_open_while_the_server_thinks(app):
    make_letter(words="Hallo")
    open_ones = []

    deliver_waiting(lambda _letter: open_ones.append(db.session().in_transaction()))

    assert open_ones == [False]


def test_without_a_mail_server_letters_wait(app):
    letter = make_letter(words="Hallo")

    assert deliver_waiting() == 0

    assert state_of(letter) == (MailState.WAITING, 0, None)


def test_the_application_can_name_another_way_out(app, monkeypatch):
    letter = make_letter(words="Hallo")
    carried = []
    monkeypatch.setitem(app.extensions, "mail_sender", carried.append)

    assert deliver_waiting() == 1

    assert [envelope.recipient for envelope in carried] == [letter.address]
    assert state_of(letter)[0] is MailState.SENT


def test_a_letter_put_off_is_tried_again_after_growing_rests(server):
    letter = make_letter(words="Hallo")
    server.answers[letter.address] = "451 später"
    rests = []

    for _ in range(3):
        with moved_to(letter.not_before):
            assert deliver_waiting() == 0
            db.session.refresh(letter)
            rests.append(letter.not_before - now())
            assert deliver_waiting() == 0  # not due yet
    assert state_of(letter) == (MailState.WAITING, 3, "451")
    assert rests == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15)]

    server.answers.clear()
    with moved_to(letter.not_before):
        assert deliver_waiting() == 1
    assert state_of(letter) == (MailState.SENT, 4, None)
    assert len(server.taken) == 1


def test_a_letter_put_off_for_days_is_shown_to_staff(server):
    letter = make_letter(words="Hallo")
    server.answers[letter.address] = "452 voll"
    letter.attempts = MAX_ATTEMPTS - 1
    db.session.commit()

    deliver_waiting()

    assert state_of(letter) == (MailState.FAILED, MAX_ATTEMPTS, "452")


@pytest.mark.parametrize("where", ["answers", "verdicts"])
def test_a_refused_letter_fails_and_holds_nobody_up(server, where):
    refused, fine = make_letter(words="Hallo"), make_letter(words="Hallo")
    getattr(server, where)[refused.address] = "550 5.1.1 unbekannt"

    assert deliver_waiting() == 1

    assert state_of(refused) == (MailState.FAILED, 1, "550")
    assert state_of(fine) == (MailState.SENT, 1, None)
    assert server.recipients == [fine.address]


def test_a_server_out_of_reach_costs_one_attempt_per_round(app, server, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_PORT", free_port())
    first, second = make_letter(words="Hallo"), make_letter(words="Hallo")

    assert deliver_waiting() == 0

    assert state_of(first) == (MailState.WAITING, 1, "connection refused")
    assert state_of(second) == (MailState.WAITING, 0, None)


def test_a_letter_with_a_crooked_head_fails_before_it_leaves(server):
    letter = make_letter(words="Hallo")
    letter.subject = "Betreff\r\nBcc: alle@musterland.example"
    db.session.commit()

    assert deliver_waiting() == 0

    assert state_of(letter) == (MailState.FAILED, 1, "bad letter")
    assert server.taken == []


def test_after_a_crash_a_harmless_letter_goes_again(server):
    letter = make_letter("confirm")
    kill_after_sending(letter)

    with moved_to(now() + LEASE):
        assert deliver_waiting() == 0
        assert state_of(letter) == (MailState.WAITING, 1, "interrupted")
    with moved_to(letter.not_before):
        assert deliver_waiting() == 1

    assert len(server.taken) == 1
    assert state_of(letter)[0] is MailState.SENT


def test_after_a_crash_other_letters_wait_for_staff(server):
    letter = make_letter(words="Hallo")
    kill_after_sending(letter)

    with moved_to(now() + 2 * LEASE):
        assert deliver_waiting() == 0

    assert state_of(letter) == (MailState.UNCLEAR, 1, "interrupted")
    assert server.taken == []


def test_a_lease_that_holds_is_respected(server):
    letter = make_letter("confirm")
    kill_after_sending(letter)

    with moved_to(now() + LEASE - timedelta(seconds=5)):
        assert deliver_waiting() == 0

    assert state_of(letter)[0] is MailState.SENDING


def test_a_worker_that_lost_its_lease_writes_nothing_down(app):
    letter = make_letter(words="Hallo")

    def slow(_envelope) -> None:
        with moved_to(now() + LEASE):
            begin_writing()
            actions.recover()  # another worker's deed
            db.session.commit()

    deliver_waiting(slow)

    assert state_of(letter) == (MailState.UNCLEAR, 1, "interrupted")


def test_a_connection_lost_after_the_last_byte_leaves_it_unclear(app):
    letter, harmless = make_letter(words="Hallo"), make_letter("confirm")

    def silence(_envelope) -> None:
        raise NotSent(Step.UNKNOWN, "timeout")

    deliver_waiting(silence)
    deliver_waiting(silence)

    assert state_of(letter) == (MailState.UNCLEAR, 1, "timeout")
    assert state_of(harmless) == (MailState.WAITING, 1, "timeout")


def test_cancelled_letters_never_leave(server):
    letter = make_letter(words="Hallo", about="comment:7")
    actions.cancel_letters("comment:7")
    db.session.commit()

    assert deliver_waiting() == 0

    assert server.taken == []
    assert state_of(letter) == (MailState.WAITING, 0, None)


@pytest.mark.parametrize("deed", ["cancel", "block"])
def test_what_happens_between_claim_and_sending_still_counts(server, deed):
    letter = make_letter(words="Hallo", about="comment:7")
    begin_writing()
    actions.claim("worker")
    db.session.commit()
    if deed == "cancel":
        actions.cancel_letters("comment:7")
    else:
        actions.block(letter.address)
    actions.settle(letter.id, "worker", Step.DEFERRED, "451")
    db.session.commit()

    with moved_to(now() + timedelta(days=1)):
        assert deliver_waiting() == 0

    assert server.taken == []
    assert letter.cancelled_at is not None


def test_cancelling_reaches_a_letter_in_the_worker_s_hand(app, monkeypatch):
    first, second = make_letter(words="Hallo"), make_letter(words="Hallo", about="comment:7")
    carried = []

    def send(envelope) -> None:
        carried.append(envelope.recipient)
        actions.cancel_letters("comment:7")
        db.session.commit()

    assert deliver_waiting(send) == 1
    assert carried == [first.address]
    assert second.cancelled_at is not None


def test_a_stopped_worker_finishes_the_letter_in_hand_only(server):
    first, second = make_letter(words="Hallo"), make_letter(words="Hallo")
    stop = Event()
    server.seen = lambda _letter: stop.set()

    assert deliver_waiting(stop=stop) == 1

    assert state_of(first)[0] is MailState.SENT
    assert state_of(second) == (MailState.WAITING, 0, None)


def test_three_workers_deliver_every_letter_once(app, server):
    letters = {make_letter(words="Hallo").address for _ in range(24)}
    server.delay = 0.01

    def work() -> None:
        with app.app_context():
            deliver_waiting()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)

    assert sorted(server.recipients) == sorted(letters)
    db.session.rollback()
    left = db.select(OutgoingMail).where(OutgoingMail.state != MailState.SENT)
    assert db.session.scalars(left).all() == []
