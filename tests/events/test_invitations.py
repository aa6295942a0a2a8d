"""Inviting, withdrawing, answering; what becomes of the seats."""

from datetime import timedelta

import pytest

from leitsaetze.accounts.actions import revoke
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import moved_to, now
from leitsaetze.errors import RuleViolation
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.invitations import answer, invite, obstacle, withdraw_invitation
from leitsaetze.events.queries import invitations_of_guest
from leitsaetze.events.rules import Answer, EventStatus
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block
from leitsaetze.mail.rules import MailState
from leitsaetze.site.models import Stamp
from tests.events.makers import letters, make_guest, make_invitation
from tests.factories import make_comment, make_event, make_moderator, make_person

YES, PERHAPS, NO = Answer.YES, Answer.PERHAPS, Answer.NO


def seats():
    return db.session.execute(db.select(Registration.person_id, Registration.persons)).all()


def deeds():
    return db.session.scalars(
        db.select(AuditEntry.deed)
        .where(AuditEntry.deed.like("invitation.%"))
        .order_by(AuditEntry.id)
    ).all()


def stamp():
    return db.session.scalar(db.select(Stamp.version).where(Stamp.scope == "site"))


def test_an_invitation_keeps_who_whom_why_and_the_words(app):
    guest, event, moderator, comment = make_guest(), make_event(), make_moderator(), make_comment()

    invitation = invite(guest, event, by=moderator, comment=comment, words=" Kommen Sie! ")

    assert (invitation.guest, invitation.event, invitation.by) == (guest, event, moderator)
    assert (invitation.comment, invitation.words, invitation.answer) == (
        comment,
        "Kommen Sie!",
        None,
    )
    assert deeds() == ["invitation.sent"]
    assert [letter.person_id for letter in letters()] == [guest.id]


def test_nobody_is_invited_twice(app):
    guest, event, moderator = make_guest(), make_event(), make_moderator()

    first = invite(guest, event, by=moderator)
    second = invite(guest, event, by=moderator, words="Noch einmal")

    assert second is first
    assert first.words == ""
    assert deeds() == ["invitation.sent"]
    assert len(letters()) == 1


def test_inviting_changes_nothing_the_public_sees(app):
    before = stamp()

    make_invitation()

    assert stamp() == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"status": EventStatus.DRAFT}, "noch nicht veröffentlicht"),
        ({"status": EventStatus.CANCELLED}, "abgesagt"),
        ({"capacity": 2, "seats_taken": 2}, "Alle Plätze"),
        ({"starts_at": timedelta(hours=-1)}, "schon begonnen"),
        ({"starts_at": timedelta(days=-1)}, "schon vorbei"),
    ],
)
def test_nobody_is_invited_to_what_they_could_not_join(app, given, said):
    if "starts_at" in given:
        given = {"starts_at": now() + given["starts_at"]}
    guest, event, moderator = make_guest(), make_event(**given), make_moderator()

    with pytest.raises(RuleViolation, match=said):
        invite(guest, event, by=moderator)

    assert said in obstacle(guest, event)
    assert letters() == []


def test_nobody_is_invited_without_consent_address_or_against_their_wish(app):
    event, moderator = make_event(), make_moderator()
    stranger, unreachable, blocked, former = make_person(), make_guest(), make_guest(), make_guest()
    unreachable.address = None
    block(blocked.address)
    revoke(former, ConsentKind.INVITATIONS)
    db.session.commit()

    for guest in (stranger, unreachable, blocked, former):
        with pytest.raises(RuleViolation):
            invite(guest, event, by=moderator)
        assert obstacle(guest, event)

    assert obstacle(None, event)
    assert letters() == []
    assert db.session.scalars(db.select(Invitation)).all() == []


def test_a_yes_takes_seats_and_a_registration(app):
    event = make_event(capacity=5)
    invitation = make_invitation(event)
    before = stamp()

    answer(invitation, YES, persons=3, brings=" Kuchen ")

    assert (event.seats_taken, event.free_seats) == (3, 2)
    assert seats() == [(invitation.guest_id, 3)]
    assert (invitation.answer, invitation.persons, invitation.brings) == (YES, 3, "Kuchen")
    assert invitation.answered_at is not None
    assert stamp() == before + 1


@pytest.mark.parametrize("said", [PERHAPS, NO])
def test_other_answers_hold_no_seat(app, said):
    event = make_event(capacity=5)
    before = stamp()

    answer(make_invitation(event), said, persons=3)

    assert (event.seats_taken, seats(), stamp()) == (0, [], before)


@pytest.mark.parametrize(
    ("first", "then", "taken"),
    [
        ((YES, 2), (YES, 5), 5),
        ((YES, 5), (YES, 2), 2),
        ((YES, 3), (NO, 3), 0),
        ((YES, 3), (PERHAPS, 1), 0),
        ((NO, 1), (YES, 4), 4),
        ((YES, 5), (YES, 5), 5),
    ],
)
def test_a_changed_answer_takes_and_gives_back_exactly(app, first, then, taken):
    event = make_event(capacity=5)
    invitation = make_invitation(event)

    answer(invitation, first[0], persons=first[1])
    answer(invitation, then[0], persons=then[1])
    db.session.commit()

    assert event.seats_taken == taken
    assert seats() == ([(invitation.guest_id, taken)] if taken else [])


def test_the_same_answer_again_leaves_no_second_trace(app):
    invitation = make_invitation(make_event(capacity=5))
    answer(invitation, YES, persons=2)
    before = (stamp(), invitation.answered_at)

    answer(invitation, YES, persons=2)

    assert deeds() == ["invitation.sent", "invitation.answered"]
    assert (stamp(), invitation.answered_at) == before


def test_the_capacity_is_never_exceeded_and_perhaps_stays_possible(app):
    event = make_event(capacity=3)
    first, second = make_invitation(event), make_invitation(event)
    answer(first, YES, persons=2)
    db.session.commit()

    with pytest.raises(RuleViolation, match=r"für Sie noch: 1.*„Vielleicht“"):
        answer(second, YES, persons=2)
    db.session.rollback()
    with pytest.raises(RuleViolation, match="für Sie noch: 3"):
        answer(first, YES, persons=4)
    db.session.rollback()

    answer(second, PERHAPS, persons=2)
    assert (event.seats_taken, second.answer, first.persons) == (2, PERHAPS, 2)


def test_uncounted_seats_do_not_run_out(app):
    event = make_event(capacity=None)

    for _ in range(3):
        answer(make_invitation(event), YES, persons=10)

    assert (event.seats_taken, event.free_seats) == (30, None)


@pytest.mark.parametrize("persons", [0, 11])
def test_a_guest_brings_no_crowd(app, persons):
    invitation = make_invitation()

    with pytest.raises(RuleViolation, match="1 bis 10"):
        answer(invitation, YES, persons=persons)


def test_what_a_guest_brings_is_said_in_a_thousand_characters(app):
    invitation = make_invitation()

    with pytest.raises(RuleViolation, match="zu lang"):
        answer(invitation, YES, brings="a" * 1001)
    answer(invitation, YES, brings="a" * 1000)

    assert len(invitation.brings) == 1000


def test_an_answer_can_be_given_until_the_event_starts(app):
    event = make_event(capacity=5)
    invitation = make_invitation(event)
    with moved_to(event.starts_at - timedelta(seconds=1)):
        answer(invitation, YES)
    db.session.commit()

    with moved_to(event.starts_at), pytest.raises(RuleViolation, match="nicht mehr beantwortet"):
        answer(invitation, NO)

    assert (invitation.answer, event.seats_taken) == (YES, 1)


def test_a_cancelled_event_takes_no_answers(app):
    invitation = make_invitation()
    invitation.event.status = EventStatus.CANCELLED

    with pytest.raises(RuleViolation, match="nicht mehr beantwortet"):
        answer(invitation, YES)


def test_withdrawing_frees_the_seats_and_ends_the_answering(app):
    event, moderator = make_event(capacity=5), make_moderator()
    invitation = make_invitation(event)
    answer(invitation, YES, persons=3)
    before = stamp()

    withdraw_invitation(invitation, by=moderator)
    withdraw_invitation(invitation, by=moderator)

    assert (event.seats_taken, seats(), stamp()) == (0, [], before + 1)
    assert invitation.withdrawn_at is not None
    assert deeds() == ["invitation.sent", "invitation.answered", "invitation.withdrawn"]
    with pytest.raises(RuleViolation, match="nicht mehr beantwortet"):
        answer(invitation, YES)


def test_a_letter_that_has_not_left_stays_at_home(app):
    invitation = make_invitation()

    withdraw_invitation(invitation, by=make_moderator())

    [letter] = letters()
    assert letter.cancelled_at is not None


@pytest.mark.parametrize("state", [MailState.SENDING, MailState.SENT, MailState.UNCLEAR])
def test_a_letter_that_may_have_arrived_is_taken_back_by_another(app, state):
    invitation = make_invitation()
    letters()[0].state = state
    db.session.commit()

    withdraw_invitation(invitation, by=make_moderator(), reply_to="dialog@musterland.example")

    assert [letter.kind for letter in letters()] == ["invitation", "invitation_withdrawn"]
    assert letters()[1].headers == {"Reply-To": "dialog@musterland.example"}


def test_a_guest_who_answered_is_told_in_any_case(app):
    invitation = make_invitation()
    answer(invitation, PERHAPS)

    withdraw_invitation(invitation, by=make_moderator())

    assert [letter.kind for letter in letters()] == ["invitation", "invitation_withdrawn"]


def test_nothing_is_withdrawn_once_the_event_has_begun(app):
    invitation = make_invitation()

    with (
        moved_to(invitation.event.starts_at),
        pytest.raises(RuleViolation, match="schon begonnen"),
    ):
        withdraw_invitation(invitation, by=make_moderator())

    assert invitation.withdrawn_at is None


def test_a_withdrawn_invitation_can_be_made_anew(app):
    event, moderator, colleague = make_event(capacity=5), make_moderator(), make_moderator()
    invitation = make_invitation(event, by=moderator)
    answer(invitation, YES, persons=3, brings="Kuchen")
    withdraw_invitation(invitation, by=moderator)
    db.session.commit()

    again = invite(invitation.guest, event, by=colleague, words="Doch!")
    db.session.commit()

    assert again is invitation
    assert (again.withdrawn_at, again.answer, again.persons, again.brings) == (None, None, 1, "")
    assert (again.by, again.words) == (colleague, "Doch!")
    waiting = [letter.kind for letter in letters() if letter.cancelled_at is None]
    assert waiting == ["invitation"]
    answer(again, YES, persons=2)
    assert event.seats_taken == 2


def test_staff_find_the_invitations_of_a_guest(app):
    comment, guest = make_comment(), make_guest()
    here = make_invitation(guest=guest, comment=comment)
    elsewhere = make_invitation(guest=guest)
    make_invitation()

    assert db.session.scalars(invitations_of_guest(guest.id)).all() == [here, elsewhere]
