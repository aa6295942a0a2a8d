"""Many are invited, reminded, and reminded of the event: the right ones, and nobody twice."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from leitsaetze.accounts.actions import revoke
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import ConsentKind, Hindrance
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.comments.position_rules import Position
from leitsaetze.comments.rules import Status
from leitsaetze.errors import RuleViolation
from leitsaetze.events import bulk, bulk_letters, invitations, life
from leitsaetze.events.actions import change_event
from leitsaetze.events.bulk_rules import Criteria, reminder_due
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.models import Event
from leitsaetze.events.registering import Wish, register_caller
from leitsaetze.events.rules import Answer, EventStatus, Joining
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.actions import block
from leitsaetze.site.actions import change_setting
from tests.events.makers import arrive, details, letters, local, make_guest, make_invitation
from tests.events.test_seats import at_once
from tests.factories import (
    make_comment,
    make_dialogue,
    make_event,
    make_field,
    make_moderator,
    make_person,
    make_principle,
)


def wrote(principle, author=None, **given):
    """Somebody who agreed to be invited and has a published comment."""
    author = author or make_guest()
    values = {"principle": principle, "author_id": author.id, "status": Status.PUBLISHED}
    make_comment(**values | given)
    return author


def all_of(*principles, **given):
    return Criteria(dialogues=(principles[0].dialogue_id,), **given)


def send(event, criteria, by=None, words="Kommen Sie?"):
    by = by or make_moderator()
    begin_writing()
    number = bulk.invite_many(event, criteria, by=by, words=words)
    db.session.commit()
    return number


def write_all():
    """Let the worker write whatever is due."""
    while bulk_letters.write_due():
        db.session.commit()
    db.session.rollback()


def guests_of(event):
    found = db.select(Invitation.guest_id).filter_by(event_id=event.id, withdrawn_at=None)
    return set(db.session.scalars(found))


def sent(kind):
    return [letter for letter in letters() if letter.kind == kind and letter.cancelled_at is None]


@pytest.fixture
def principle(app):
    return make_principle()


def test_principles_fields_and_positions_choose_who_is_invited(principle):
    field = make_field(dialogue=principle.dialogue, position=2)
    fourth = make_principle(field=field)
    seventh = make_principle(field=principle.field)
    one = wrote(principle, position=Position.CONCERN)
    two, three = wrote(fourth, position=Position.QUESTION), wrote(seventh)
    general = wrote(principle, principle_id=None, revision_id=None)
    stranger = wrote(make_principle())
    event = make_event()

    def found(**given):
        return set(bulk.to_be_invited(event, all_of(principle, **given)).chosen)

    assert found() == {one.id, two.id, three.id, general.id}
    assert found(principles=(principle.id,)) == {one.id}
    assert found(principles=(principle.id, seventh.id)) == {one.id, three.id}
    assert found(fields=(field.id,)) == {two.id}
    assert found(fields=(field.id,), principles=(principle.id,)) == {one.id, two.id}
    assert found(positions=(Position.CONCERN, Position.QUESTION)) == {one.id, two.id}
    assert found(fields=(field.id,), positions=(Position.CONCERN,)) == set()
    assert stranger.id not in found()


def test_a_principle_of_another_dialogue_is_not_meant(principle):
    other = make_principle(field=make_field(dialogue=make_dialogue()))
    wrote(other)

    assert bulk.to_be_invited(make_event(), all_of(principle, principles=(other.id,))).found == 0


def test_only_who_may_be_invited_alone_is_invited_with_many(principle):
    event, fine = make_event(), wrote(principle)
    without = wrote(principle, make_person())
    revoked = wrote(principle)
    revoke(revoked, ConsentKind.INVITATIONS)
    blocked, erased, off = (wrote(principle) for _ in range(3))
    block(blocked.address)
    erased.address, off.disabled_at = None, now()
    invited = wrote(principle)
    db.session.commit()
    make_invitation(event, guest=invited)
    hidden = wrote(principle, status=Status.HIDDEN, published_at=now())
    pending = wrote(principle, status=Status.PENDING)
    make_comment(principle=principle, status=Status.PUBLISHED)

    selection = bulk.to_be_invited(event, all_of(principle))

    assert selection.chosen == (fine.id,)
    assert (selection.found, selection.invited) == (7, 1)
    assert (selection.without_consent, selection.out_of_reach) == (2, 3)
    assert selection.hindered == {
        Hindrance.NO_CONSENT: 2,
        Hindrance.UNWANTED: 1,
        Hindrance.UNREACHABLE: 1,
        Hindrance.SWITCHED_OFF: 1,
    }
    assert send(event, all_of(principle)) == 1
    assert guests_of(event) == {fine.id, invited.id}
    for person in (without, revoked, blocked, erased, off):
        assert invitations.obstacle(person, event) != ""
    assert {hidden.id, pending.id}.isdisjoint(guests_of(event))


def test_somebody_with_many_comments_gets_one_invitation_for_the_latest(principle):
    event, author = make_event(), make_guest()
    for _ in range(3):
        wrote(principle, author)
    latest = db.session.scalar(db.select(db.func.max(Comment.id)))

    assert send(event, all_of(principle)) == 1
    write_all()

    assert db.session.scalars(db.select(Invitation.comment_id)).all() == [latest]
    [letter] = sent("invitation")
    assert letter.address == author.address
    assert "Kommen Sie?" in letter.text
    assert letter.attachments[0][0] == "termin.ics"


def test_the_worker_writes_a_few_letters_at_a_time(principle):
    event, crowd = make_event(), bulk_letters.PORTION + 3
    for _ in range(crowd):
        wrote(principle)
    assert send(event, all_of(principle)) == crowd
    assert letters() == []

    begin_writing()
    assert bulk_letters.write_due()
    db.session.commit()
    assert len(letters()) == bulk_letters.PORTION
    write_all()

    assert len(sent("invitation")) == crowd
    assert len({letter.address for letter in letters()}) == crowd
    assert not bulk_letters.write_due()


def test_sending_again_invites_nobody_twice(principle):
    event = make_event()
    wrote(principle)
    send(event, all_of(principle))

    with pytest.raises(RuleViolation, match="niemand mehr"):
        send(event, all_of(principle))
    db.session.rollback()
    newcomer = wrote(principle)
    assert send(event, all_of(principle)) == 1

    assert newcomer.id in guests_of(event)
    write_all()
    assert len(sent("invitation")) == 2


def test_ten_members_of_staff_who_invite_at_once_invite_nobody_twice(app, principle):
    event = make_event()
    crowd = [wrote(principle).id for _ in range(12)]
    people, number_of_event = [make_moderator().id for _ in range(10)], event.id
    criteria = all_of(principle)

    def inviting(number):
        def deed():
            bulk.invite_many(
                db.session.get(Event, number_of_event), criteria, by=db.session.get(Person, number)
            )

        return deed

    at_once(app, [inviting(number) for number in people])
    write_all()

    assert guests_of(event) == set(crowd)
    assert len(sent("invitation")) == len(crowd)
    told = db.session.scalars(db.select(AuditEntry).filter_by(deed="event.invited_many")).all()
    assert sum(entry.details["number"] for entry in told) == len(crowd)


def test_two_workers_write_each_letter_once(app, principle):
    event = make_event()
    for _ in range(15):
        wrote(principle)
    send(event, all_of(principle))

    at_once(app, [bulk_letters.write_due] * 4)
    write_all()

    assert len(sent("invitation")) == 15


def test_the_log_says_how_many_and_by_what_but_names_nobody(principle):
    event, guest, by = make_event(), wrote(principle), make_moderator()
    send(event, all_of(principle, principles=(principle.id,)), by=by)

    entry = db.session.scalars(db.select(AuditEntry).filter_by(deed="event.invited_many")).one()

    assert entry.subject == f"event:{event.id}"
    assert entry.by_id == by.id
    assert entry.details["number"] == 1
    assert entry.details["principles"] == [principle.id]
    assert guest.address not in str(entry.details)


@pytest.mark.parametrize("status", [EventStatus.DRAFT, EventStatus.CANCELLED, EventStatus.HELD])
def test_nobody_is_invited_to_what_does_not_take_place(principle, status):
    wrote(principle)
    event = make_event(status=status)

    with pytest.raises(RuleViolation):
        bulk.invite_many(event, all_of(principle), by=make_moderator())


def test_who_takes_the_consent_back_before_the_letter_gets_none(principle):
    event, guest, other = make_event(), wrote(principle), wrote(principle)
    send(event, all_of(principle))
    revoke(guest, ConsentKind.INVITATIONS)
    db.session.commit()

    write_all()

    assert guests_of(event) == {other.id}
    assert [letter.address for letter in sent("invitation")] == [other.address]


def test_a_cancelled_event_sends_no_invitation_that_was_still_to_be_written(principle):
    event = make_event()
    wrote(principle)
    send(event, all_of(principle))
    begin_writing()
    life.cancel_event(event, by=make_moderator(), seen=str(event.sequence), reason="Krank")
    db.session.commit()

    write_all()

    assert letters() == []
    assert guests_of(event) == set()


def test_what_changes_before_the_letter_is_written_stands_in_it(principle):
    event = make_event()
    wrote(principle)
    send(event, all_of(principle))
    begin_writing()
    change_event(event, details(place="Altes Rathaus"), by=make_moderator(), tell=True)
    db.session.commit()

    write_all()

    [letter] = letters()
    assert letter.kind == "invitation"
    assert "Altes Rathaus" in letter.text


def test_taking_one_back_before_its_letter_is_written_sends_nothing(principle):
    event = make_event()
    wrote(principle)
    send(event, all_of(principle))
    begin_writing()
    invitations.withdraw_invitation(
        db.session.scalars(db.select(Invitation)).one(), by=make_moderator()
    )
    db.session.commit()

    write_all()

    assert letters() == []


def invited(event, said=None, **given):
    """An invitation whose letter arrived three days ago."""
    with time_machine.travel(now() - timedelta(days=3)):
        invitation = make_invitation(event, **given)
    arrive()
    if said is not None:
        begin_writing()
        invitations.answer(invitation, said)
        db.session.commit()
    return invitation


def remind(event):
    by = make_moderator()
    begin_writing()
    number = bulk.remind_many(event, by=by)
    db.session.commit()
    write_all()
    return number


def test_only_who_has_not_answered_is_reminded(app):
    event = make_event()
    silent = invited(event)
    for said in Answer:
        invited(event, said)
    revoked, blocked = invited(event), invited(event)
    revoke(revoked.guest, ConsentKind.INVITATIONS)
    block(blocked.guest.address)
    withdrawn = invited(event)
    begin_writing()
    invitations.withdraw_invitation(withdrawn, by=make_moderator())
    db.session.commit()
    make_invitation(event)

    selection = bulk.to_be_reminded(event)

    assert (selection.found, selection.recent) == (4, 1)
    assert (selection.without_consent, selection.out_of_reach) == (1, 1)
    assert remind(event) == 1
    [letter] = sent("invitation_reminder")
    assert letter.address == silent.guest.address
    assert {path for _link, path in letter.links.values()} == {
        "/einladung/{}",
        "/abbestellen/{}",
    }


def test_nobody_is_reminded_twice(app):
    event = make_event()
    invited(event)
    remind(event)

    with pytest.raises(RuleViolation, match="niemand zu erinnern"):
        remind(event)
    db.session.rollback()

    assert bulk.to_be_reminded(event).invited == 1
    assert len(sent("invitation_reminder")) == 1


def test_ten_who_remind_at_once_remind_each_once(app):
    event = make_event()
    for _ in range(6):
        invited(event)
    people, number_of_event = [make_moderator().id for _ in range(10)], event.id

    def reminding(number):
        def deed():
            bulk.remind_many(
                db.session.get(Event, number_of_event), by=db.session.get(Person, number)
            )

        return deed

    at_once(app, [reminding(number) for number in people])
    write_all()

    assert len(sent("invitation_reminder")) == 6
    assert len({letter.address for letter in sent("invitation_reminder")}) == 6


def test_who_answers_before_the_reminder_is_written_gets_none(app):
    event = make_event()
    invitation = invited(event)
    begin_writing()
    bulk.remind_many(event, by=make_moderator())
    invitations.answer(invitation, Answer.NO)
    db.session.commit()

    write_all()

    assert sent("invitation_reminder") == []


def test_nobody_is_reminded_of_an_invitation_that_has_not_left(app):
    event = make_event()
    with time_machine.travel(now() - timedelta(days=3)):
        make_invitation(event)

    remind(event)

    assert sent("invitation_reminder") == []
    arrive()
    assert remind(event) == 1
    assert len(sent("invitation_reminder")) == 1


def test_nobody_is_reminded_once_the_event_has_begun(app):
    event = make_event()
    invited(event)

    with (
        time_machine.travel(event.starts_at),
        pytest.raises(RuleViolation, match="schon begonnen"),
    ):
        bulk.remind_many(event, by=make_moderator())


def soon(event, days=2):
    """Let the worker look at the hour at which those who come are reminded."""
    with time_machine.travel(reminder_due(event.starts_at, days) + timedelta(minutes=1)):
        bulk.remind_of_events()
        db.session.commit()
        write_all()


def long_ago(**given):
    """An event announced weeks before it begins."""
    values = {
        "starts_at": now() + timedelta(days=10),
        "published_at": now() - timedelta(days=20),
        "joining": Joining.REGISTRATION,
        "directions": "Bus 3 bis Rathaus",
    }
    return make_event(**values | given)


def registered(event, address="ada@post.example", **given):
    begin_writing()
    made = register_caller(
        event, Wish("Ada", **given), address=address, reached_by="Tel.", by=make_moderator()
    )
    db.session.commit()
    return made


def test_all_who_come_are_reminded_once(app):
    event = long_ago(capacity=5)
    yes, perhaps = invited(event, Answer.YES), invited(event, Answer.PERHAPS)
    invited(event, Answer.NO)
    invited(event)
    registered(event)
    registered(event, "zu-viele@post.example", persons=9)
    registered(event, "")

    soon(event)
    soon(event)

    told = sent("event_soon")
    assert {letter.address for letter in told} == {
        yes.guest.address,
        perhaps.guest.address,
        "ada@post.example",
    }
    assert len(told) == 3
    [own] = [letter for letter in told if letter.address == "ada@post.example"]
    assert "Bus 3 bis Rathaus" in own.text
    assert f"/veranstaltungen/{event.id}/termin.ics" in own.text
    assert [path for _link, path in own.links.values()] == ["/anmeldung/{}"]


def test_who_is_invited_and_registered_gets_one_letter(app):
    event = long_ago()
    both = invited(event, Answer.PERHAPS)
    registered(event, both.guest.address)
    early = registered(event, "spaeter-bestaetigt@post.example")
    guest = make_guest(address="spaeter-bestaetigt@post.example")
    invited(event, Answer.YES, guest=guest)
    assert early.person_id is None

    soon(event)

    addresses = [letter.address for letter in sent("event_soon")]
    assert sorted(addresses) == sorted([both.guest.address, guest.address])


def test_nobody_is_reminded_before_the_day_nor_of_what_was_announced_after_it(app):
    early, late = long_ago(), long_ago(published_at=now() + timedelta(days=9))
    for event in (early, late):
        invited(event, Answer.YES)
    with time_machine.travel(reminder_due(early.starts_at, 2) - timedelta(minutes=1)):
        assert not bulk.remind_of_events()

    soon(late)

    assert len(sent("event_soon")) == 1


def test_nobody_is_reminded_of_a_cancelled_event(app):
    event = long_ago()
    invited(event, Answer.YES)
    begin_writing()
    life.cancel_event(event, by=make_moderator(), seen=str(event.sequence), reason="Krank")
    db.session.commit()

    soon(event)

    assert sent("event_soon") == []


def test_a_cancellation_holds_back_reminders_that_have_not_left(app):
    event = long_ago()
    invited(event, Answer.YES)
    registered(event)
    soon(event)
    begin_writing()
    life.cancel_event(event, by=make_moderator(), seen=str(event.sequence), reason="Krank")
    db.session.commit()

    assert sent("event_soon") == []
    assert len(sent("event_cancelled")) == 2


def test_a_new_place_after_the_reminder_is_told_by_the_letter_for_it_only(app):
    event = long_ago()
    invited(event, Answer.YES)
    soon(event)
    arrive()
    begin_writing()
    moved = details(starts_at=event.starts_at, place="Altes Rathaus")
    change_event(event, moved, by=make_moderator(), tell=True)
    db.session.commit()

    soon(event)

    assert len(sent("event_soon")) == 1
    assert len(sent("event_changed")) == 1


def test_the_county_chooses_how_many_days_before(app):
    event = long_ago()
    invited(event, Answer.YES)
    change_setting("event_reminder_days", "5")
    db.session.commit()

    soon(event, days=5)

    assert len(sent("event_soon")) == 1


def test_four_workers_remind_of_an_event_once(app):
    event = long_ago()
    invited(event, Answer.YES)
    registered(event)
    with time_machine.travel(reminder_due(event.starts_at, 2) + timedelta(minutes=1), tick=False):
        at_once(app, [bulk.remind_of_events] * 4)
        write_all()

    assert len(sent("event_soon")) == 2
    told = db.session.scalars(db.select(AuditEntry).filter_by(deed="event.reminded")).all()
    assert [entry.details["number"] for entry in told] == [2]


@pytest.mark.parametrize(
    ("starts", "due"),
    [
        (local(2027, 3, 29, 18), datetime(2027, 3, 27, 7, tzinfo=UTC)),  # summer time begins
        (local(2027, 11, 1, 18), datetime(2027, 10, 30, 6, tzinfo=UTC)),  # and ends
        (local(2027, 6, 3, 0, 30), datetime(2027, 6, 1, 6, tzinfo=UTC)),
    ],
)
def test_days_before_are_days_of_the_calendar(starts, due):
    assert reminder_due(starts, 2) == due
