"""Taking in, answering, closing, forgetting."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.feedback import actions
from leitsaetze.feedback.models import Feedback
from leitsaetze.feedback.rules import ADDRESS_KEPT_FOR, KEPT_FOR, Deed, State
from leitsaetze.mail.actions import block
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site.actions import change_setting
from tests.accounts.makers import letters
from tests.feedback.makers import ADDRESS, WORDS, course, handle, make_administrator, tell


def deeds() -> list[str]:
    return list(db.session.scalars(db.select(AuditEntry.deed).order_by(AuditEntry.id)))


def only() -> Feedback:
    return db.session.scalars(db.select(Feedback)).one()


def test_it_waits_for_an_answer_until_the_end_of_a_day_a_month_from_now(app):
    with time_machine.travel("2026-05-04T10:00:00Z"):
        feedback = tell()

    assert (feedback.state, feedback.version) == (State.OPEN, 1)
    assert feedback.due_at.isoformat() == "2026-06-03T22:00:00+00:00"
    assert len(feedback.receipt_number) == 9


def test_the_county_sets_another_period(app):
    change_setting("feedback_answer_days", "14")
    with time_machine.travel("2026-05-04T10:00:00Z"):
        assert tell().due_at.isoformat() == "2026-05-18T22:00:00+00:00"


def test_an_address_gets_the_number_and_not_the_words(app):
    feedback = tell(address=ADDRESS, name="Vera")

    letter = db.session.scalars(db.select(OutgoingMail)).one()
    assert (letter.kind, letter.address) == ("feedback_received", ADDRESS)
    assert feedback.receipt_number in letter.text
    assert WORDS not in letter.text
    assert "Vera" not in letter.text


def test_without_an_address_nothing_is_written(app):
    handle(tell(wants_answer=True))

    assert letters() == []


def test_one_address_gets_only_so_many_letters_a_day(app):
    for _ in range(5):
        tell(address=ADDRESS)

    assert letters() == [("feedback_received", ADDRESS)] * 3


def test_whoever_wants_no_letters_gets_none(app):
    block(ADDRESS)
    handle(tell(address=ADDRESS, wants_answer=True))

    assert letters() == []


def test_the_answer_goes_to_whoever_wished_one(app):
    handle(tell(address=ADDRESS, wants_answer=True, locale="en"))

    letter = db.session.scalars(db.select(OutgoingMail).filter_by(kind="feedback_answer")).one()
    assert "Jetzt **sagt** er etwas." in letter.text
    assert letter.links
    assert only().state is State.ANSWERED
    assert course() == [("answer", "Jetzt **sagt** er etwas.")]
    assert deeds() == ["feedback.received", "feedback.answer"]


def test_who_did_not_wish_one_reads_it_by_number_only(app):
    handle(tell(address=ADDRESS))

    assert letters() == [("feedback_received", ADDRESS)]
    assert only().state is State.ANSWERED


def test_it_is_closed_with_a_reason_and_no_letter(app):
    handle(tell(address=ADDRESS, wants_answer=True), Deed.CLOSE, "Das ist Werbung.", note="Spam")

    assert only().state is State.CLOSED
    assert course() == [("note", "Spam"), ("close", "Das ist Werbung.")]
    assert letters() == [("feedback_received", ADDRESS)]
    assert deeds() == ["feedback.received", "feedback.note", "feedback.close"]


def test_a_further_answer_may_follow(app):
    feedback = tell(address=ADDRESS, wants_answer=True)
    handle(feedback, words="Wir arbeiten daran.")
    handle(feedback, words="Jetzt ist es behoben.")

    assert [kind for kind, _ in letters()] == ["feedback_received", *["feedback_answer"] * 2]


def test_a_note_makes_no_colleagues_form_stale(app):
    feedback = tell()
    handle(feedback, deed=None, words="", note="Ich frage nach.")

    assert (feedback.version, feedback.state) == (1, State.OPEN)
    assert course() == [("note", "Ich frage nach.")]


def test_what_was_overtaken_changes_nothing(app):
    feedback = tell()
    handle(feedback)

    with pytest.raises(Conflict):
        handle(feedback, words="Noch eine.", note="Notiz", seen=1)
    assert len(course()) == 1


@pytest.mark.parametrize("said", [{"words": ""}, {"deed": None}, {"deed": None, "note": ""}])
def test_saying_nothing_is_no_answer(app, said):
    feedback = tell()

    with pytest.raises(RuleViolation):
        handle(feedback, **said)
    db.session.rollback()
    assert course() == []


def test_name_and_address_go_some_time_after_the_answer_words_stay(app):
    handle(tell(address=ADDRESS, name="Vera", wants_answer=True))

    with time_machine.travel(now() + ADDRESS_KEPT_FOR - timedelta(minutes=1)):
        assert not actions.forget_old()
    with time_machine.travel(now() + ADDRESS_KEPT_FOR + timedelta(minutes=1)):
        assert actions.forget_old()
        db.session.commit()
        assert not actions.forget_old()

    left = only()
    assert (left.address, left.name, left.words) == ("", "", WORDS)
    assert left.anonymous_since is not None
    assert letters() == []
    assert ADDRESS not in str(db.session.execute(db.select(AuditEntry.details)).all())


def test_what_nobody_answered_keeps_its_address(app):
    tell(address=ADDRESS)

    with time_machine.travel(now() + KEPT_FOR * 2):
        assert not actions.forget_old()


def test_after_three_years_nothing_is_left_but_the_proof(app):
    handle(tell(address=ADDRESS, wants_answer=True), note="Notiz")

    with time_machine.travel(now() + KEPT_FOR + timedelta(minutes=1)):
        assert actions.forget_old()
        db.session.commit()

    assert db.session.scalars(db.select(Feedback)).all() == []
    assert course() == letters() == []
    assert deeds()[-2:] == ["feedback.made_anonymous", "feedback.deleted"]


def test_staff_who_answered_stay_named(app):
    by = make_administrator(name="Olga Ordnung")
    handle(tell(), by=by)

    entries = db.session.scalars(db.select(AuditEntry).filter_by(deed="feedback.answer")).one()
    assert entries.by_id == by.id
