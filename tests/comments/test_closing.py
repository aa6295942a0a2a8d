"""Closing an address for a time: who learns of it, and who does not."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.comments import closing, confirming, intake, marking
from leitsaetze.comments.fair_play import ClosedAddress
from leitsaetze.comments.rules import Status
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from tests.comments.test_intake import ADDRESS, letters, make_open_principle, said
from tests.factories import make_comment, make_moderator, make_person

REASON = "Vierzig gleiche Kommentare an einem Tag."


@pytest.fixture
def author(app):
    return make_person(address=ADDRESS)


@pytest.fixture
def principle(app):
    principle = make_open_principle()
    principle.dialogue.closes_at = now() + timedelta(days=60)
    db.session.commit()
    return principle


@pytest.fixture
def closure(author, principle):
    comment = make_comment(principle=principle, author_id=author.id)
    closure = closing.close_address(comment, days=7, reason=REASON, by=make_moderator())
    db.session.commit()
    return closure


def submit(principle, address=ADDRESS, **given):
    comment = intake.submit(said(address=address), principle.dialogue, principle, **given)
    db.session.commit()
    return comment


def newest_letter() -> OutgoingMail:
    return db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()


def test_its_owner_is_told_by_letter_why_until_when_and_whom_to_ask(closure):
    letter = newest_letter()

    assert (letter.kind, letter.address) == ("address_closed", ADDRESS)
    assert REASON in letter.text
    assert "bis einschließlich" in letter.text
    assert letter.headers["Reply-To"] == "dialog@musterland.example"
    assert "dialog@musterland.example" in letter.text


def test_neither_the_row_nor_the_log_tells_the_address(closure):
    rows = [repr(vars(it)) for it in db.session.scalars(db.select(ClosedAddress))]
    proofs = [f"{it.subject} {it.details}" for it in db.session.scalars(db.select(AuditEntry))]

    assert not any(ADDRESS in it or REASON in it for it in proofs)
    assert not any(ADDRESS in it for it in rows)
    assert any(it.startswith("closed_address:") and "'days': 7" in it for it in proofs)


def test_the_last_day_counts_in_full(closure):
    day = closure.closed_at + timedelta(days=7)
    with time_machine.travel(day.replace(hour=20)):
        assert closing.closure_of(ADDRESS) is not None
    with time_machine.travel(day + timedelta(days=1, hours=3)):
        assert closing.closure_of(ADDRESS) is None


def test_a_guest_gets_the_letter_in_place_of_the_link_and_nothing_is_lost(closure, principle):
    comment = submit(principle, ADDRESS.upper().lower())

    assert comment.status is Status.AWAITING_CONFIRMATION
    assert letters()[-1] == ("address_refused", ADDRESS)
    assert REASON in newest_letter().text
    assert "/bestaetigen/" not in newest_letter().text
    assert "Mehr Radwege" not in newest_letter().text


def test_nobody_is_reminded_of_what_they_cannot_do(closure, principle):
    submit(principle)
    before = letters()

    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        confirming.keep_house()

    assert letters() == before


def test_so_many_refusals_a_day_as_links_go_to_an_address(closure, principle):
    for _ in range(5):
        submit(principle)

    assert [kind for kind, _ in letters()].count("address_refused") == 3


def test_once_open_again_the_link_can_be_asked_for(closure, principle):
    comment = submit(principle)
    closing.reopen(closure, by=make_moderator())
    db.session.commit()

    assert letters()[-1] == ("address_reopened", ADDRESS)
    confirming.send_again(comment, ADDRESS)
    assert letters()[-1] == ("confirm", ADDRESS)
    confirming.confirm(comment)
    assert comment.status is Status.PENDING


def test_a_link_sent_before_does_not_confirm_meanwhile(author, principle):
    waiting = submit(principle)
    comment = make_comment(principle=principle, author_id=author.id)
    closure = closing.close_address(comment, days=3, reason=REASON, by=make_moderator())
    db.session.commit()

    with pytest.raises(RuleViolation, match=r"Vierzig gleiche.*dialog@musterland\.example"):
        confirming.confirm(waiting)
    db.session.rollback()
    assert waiting.status is Status.AWAITING_CONFIRMATION

    with time_machine.travel(closure.until + timedelta(minutes=1)):
        confirming.confirm(waiting)
    assert waiting.status is Status.PENDING


def test_a_moderator_can_confirm_after_a_call_all_the_same(closure, principle):
    waiting = submit(principle)

    confirming.confirm(waiting, by=make_moderator(), words="Angerufen")

    assert (waiting.status, waiting.author_id) == (Status.PENDING, None)


def test_somebody_signed_in_is_refused_with_the_reason(closure, author, principle):
    with pytest.raises(RuleViolation, match="Vierzig gleiche"):
        submit(principle, "", author=author)


def test_others_write_as_before(closure, principle):
    assert submit(principle, "andere@musterland.example") is not None
    assert letters()[-1] == ("confirm", "andere@musterland.example")
    assert submit(principle, "").status is Status.PENDING


def test_an_address_is_closed_once_at_a_time_and_can_be_closed_again(closure):
    comment, by = closure.comment, make_moderator()
    with pytest.raises(RuleViolation, match="schon geschlossen"):
        closing.close_address(comment, days=3, reason="Noch einmal.", by=by)
    db.session.rollback()

    with time_machine.travel(closure.until + timedelta(hours=1)):
        begin_writing()
        again = closing.close_address(comment, days=3, reason="Noch einmal.", by=by)
        db.session.commit()
        assert (again.id, again.reason) == (closure.id, "Noch einmal.")
        assert closing.closure_of(ADDRESS).reason == "Noch einmal."
        assert [kind for kind, _ in letters()] == ["address_closed"] * 2


def test_what_is_open_cannot_be_opened(closure):
    by = make_moderator()
    closing.reopen(closure, by=by)

    with pytest.raises(RuleViolation, match="schon wieder offen"):
        closing.reopen(closure, by=by)


def test_a_comment_without_address_has_none_to_close(principle):
    comment = make_comment(principle=principle)
    with pytest.raises(RuleViolation, match="keine E-Mail-Adresse"):
        closing.close_address(comment, days=3, reason=REASON, by=make_moderator())


def test_what_is_long_over_is_forgotten(closure):
    with time_machine.travel(closure.until + timedelta(days=366)):
        assert marking.forget_old()
        db.session.commit()

    assert db.session.scalars(db.select(ClosedAddress)).all() == []
