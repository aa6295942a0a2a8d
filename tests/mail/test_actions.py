"""Deeds on the outbox."""

import pytest

from leitsaetze.accounts.rules import Role
from leitsaetze.audit.models import AuditEntry
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail import actions, queries
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState, Step
from leitsaetze.site.actions import link_for, secret_of
from leitsaetze.site.models import AccessLink
from tests.factories import make_person
from tests.mail.servers import make_letter

pytestmark = pytest.mark.usefixtures("templates")


def make_failed(**given) -> OutgoingMail:
    letter = make_letter(words="Hallo", **given)
    letter.state, letter.attempts, letter.last_error = MailState.FAILED, 3, "550"
    db.session.commit()
    return letter


def test_a_deed_queues_its_letter_once(app):
    first = make_letter(words="Hallo", deed="decision:1:author")
    second = make_letter(words="Noch einmal", deed="decision:1:author")

    assert second is first
    assert db.session.scalars(db.select(OutgoingMail)).all() == [first]


def test_a_letter_of_a_deed_that_was_rolled_back_never_existed(app):
    person = make_person()
    nested = db.session.begin_nested()
    actions.enqueue("probe", person, deed="deed", about="comment:1", words="Hallo")
    nested.rollback()

    assert db.session.scalar(queries.letter_of("deed")) is None


def test_nobody_without_an_address_gets_a_letter(app):
    nobody = make_person(address=None)

    assert actions.enqueue("probe", nobody, deed="deed", about="comment:1") is None


def test_who_blocks_an_address_gets_no_further_letters(app):
    made, path = actions.block_link("Eva.Muster@musterland.example")
    link = db.session.get_one(AccessLink, made.id)
    assert path == "/abbestellen/{}"
    assert "eva" not in link.about.lower()

    actions.block_by(link_for(secret_of(link), actions.BLOCK))
    actions.block_by(link)  # a second click changes nothing
    db.session.commit()

    assert make_letter(address="eva.muster@musterland.example") is None
    assert make_letter(address="someone.else@musterland.example") is not None


def test_a_block_can_be_taken_back(app):
    made, _path = actions.block_link("eva.muster@musterland.example")
    link = db.session.get_one(AccessLink, made.id)
    actions.block_by(link)
    actions.unblock_by(link)
    db.session.commit()

    assert make_letter(address="eva.muster@musterland.example") is not None


def test_cancelling_concerns_one_thing_only(app):
    about_seven, about_eight = make_letter(about="comment:7"), make_letter(about="comment:8")

    actions.cancel_letters("comment:7")

    db.session.expire_all()
    assert about_seven.cancelled_at is not None
    assert about_eight.cancelled_at is None


def test_staff_send_a_failed_letter_again(app):
    letter, staff = make_failed(), make_person(Role.MODERATOR)

    actions.look_after(letter, Step.RESEND, by=staff)
    db.session.commit()

    assert (letter.state, letter.attempts) == (MailState.WAITING, 0)
    entry = db.session.scalars(db.select(AuditEntry).where(AuditEntry.deed == "mail.resend")).one()
    assert (entry.subject, entry.by_id) == (f"outgoing_mail:{letter.id}", staff.id)
    assert entry.details == {"before": "failed"}


def test_two_colleagues_send_a_letter_again_once(app):
    letter, staff = make_failed(), make_person(Role.MODERATOR)
    actions.look_after(letter, Step.RESEND, by=staff)
    db.session.commit()

    with pytest.raises(RuleViolation):
        actions.look_after(letter, Step.RESEND, by=staff)


@pytest.mark.parametrize("obstacle", ["cancelled", "blocked"])
def test_a_letter_that_must_not_leave_is_not_sent_again(app, obstacle):
    letter, staff = make_failed(about="comment:7"), make_person(Role.MODERATOR)
    if obstacle == "cancelled":
        actions.cancel_letters("comment:7")
    else:
        actions.block(letter.address)

    with pytest.raises(RuleViolation):
        actions.look_after(letter, Step.RESEND, by=staff)

    assert letter.state is MailState.FAILED


def test_letters_about_what_is_gone_trouble_nobody(app):
    make_failed(about="comment:7")
    actions.cancel_letters("comment:7")

    assert db.session.scalars(queries.in_trouble(9)).all() == []
