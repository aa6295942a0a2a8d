"""Registration without account, the waiting list, signing off; one seat for one person."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.events import invitations, life, registered, registering, seat_keeping
from leitsaetze.events.actions import change_event
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import Answer, EventStatus, Joining
from leitsaetze.events.seat_rules import REGISTRATION, Seat
from leitsaetze.extensions import begin_writing, db
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from tests.events.makers import details, letters, make_guest, make_invitation
from tests.events.test_seats import at_once
from tests.factories import make_event, make_moderator, make_person

CROWD = 50


def make_workshop(**given):
    return make_event(**{"joining": Joining.REGISTRATION, "capacity": 2} | given)


def do(deed, *given, **more):
    begin_writing()
    found = deed(*given, **more)
    db.session.commit()
    return found


def asked(event, address, persons=1):
    """A request as the form makes it, with its letter."""
    do(registering.ask, event, address, Wish("Ada Muster", persons))
    return db.session.scalars(db.select(Registration).order_by(Registration.id.desc())).first()


def somebody_registered(event, persons=1):
    person = make_person()
    return do(registering.register, event, person, Wish("Ada Muster", persons))


def page_of(registration):
    links = db.select(AccessLink).filter_by(about=f"{REGISTRATION}:{registration.id}")
    return f"/anmeldung/{secret_of(db.session.scalars(links).first())}"


def kinds():
    return [letter.kind for letter in letters() if letter.cancelled_at is None]


def state_of(*registrations):
    db.session.expire_all()
    return [it.state for it in registrations]


def test_nothing_is_taken_before_the_click_and_one_seat_after_it(app):
    event = make_workshop()
    registration = asked(event, "ada@post.example", 2)
    assert (event.seats_taken, registration.state) == (0, Seat.REQUESTED)

    client = app.test_client()
    page = page_of(registration)
    assert "Noch nicht bestätigt" in client.get(page).text
    assert state_of(registration) == [Seat.REQUESTED]
    client.post(page, data={"tat": "bestaetigen"})
    client.post(page, data={"tat": "bestaetigen"})

    assert state_of(registration) == [Seat.SEATED]
    assert (event.seats_taken, registration.address) == (2, "")
    assert kinds() == ["registration_confirm", "registration_seat"]
    calendar = str(letters()[1].attachments)
    assert "METHOD:REQUEST" in calendar
    assert "PARTSTAT=ACCEPTED" in calendar
    assert "RSVP=FALSE" in calendar


def test_the_form_answers_alike_whether_an_address_is_known(app):
    event = make_workshop()
    person = make_person(address="bekannt@post.example")
    do(registering.register, event, person, Wish("Ada"))
    client = app.test_client()
    answers = []
    for address in ("bekannt@post.example", "fremd@post.example"):
        path = f"/veranstaltungen/{event.id}/anmelden"
        with time_machine.travel(now() - timedelta(minutes=1)):
            page = client.get(path).text
        unseen = {
            name: page.partition(f'name="{name}"')[2].partition('value="')[2].partition('"')[0]
            for name in ("started", "notice_seen", "submission_key")
        }
        typed = unseen | {"name": "Ada", "email": address, "persons": "1"}
        answer = client.post(path, data=typed)
        answers.append(
            (answer.status_code, answer.location, client.get(answer.location).status_code)
        )

    assert answers[0] == answers[1] == (303, f"/veranstaltungen/{event.id}/anmelden?post=1", 200)
    assert kinds() == ["registration_seat", "registration_confirm", "registration_confirm"]


def test_whoever_is_registered_stays_so_when_asking_again(app):
    event = make_workshop()
    first = asked(event, "ada@post.example", 2)
    do(registering.confirm, first)
    second = asked(event, "ADA@post.example".lower(), 1)
    do(registering.confirm, second)

    assert state_of(first, second) == [Seat.SEATED, Seat.REPEATED]
    assert (event.seats_taken, second.same_as) == (2, first)
    assert kinds().count("registration_seat") == 1
    assert "Sie sind angemeldet, mit 2 Plätzen." in app.test_client().get(page_of(second)).text


def test_only_so_many_letters_a_day_ask_one_address(app):
    event = make_workshop()
    for _ in range(5):
        do(registering.ask, event, "ada@post.example", Wish("Ada"))
    assert kinds() == ["registration_confirm"] * 3


@pytest.mark.parametrize(
    "given",
    [
        {"joining": Joining.OPEN},
        {"status": EventStatus.CANCELLED},
        {"starts_at": now() - timedelta(hours=1)},
        {"register_by": now().date() - timedelta(days=2)},
    ],
)
def test_nobody_registers_when_it_is_closed(app, given):
    event = make_workshop(**given)
    with pytest.raises(RuleViolation):
        registering.ask(event, "ada@post.example", Wish("Ada"))
    assert letters() == []


def test_a_request_in_time_may_be_confirmed_after_the_deadline(app):
    event = make_workshop(register_by=now().date() + timedelta(days=1))
    registration = asked(event, "ada@post.example")
    with time_machine.travel(now() + timedelta(days=4)):
        do(registering.confirm, registration)
    assert state_of(registration) == [Seat.SEATED]


def test_what_is_not_confirmed_is_forgotten_with_its_letter(app):
    asked(make_workshop(), "ada@post.example")
    assert seat_keeping.keep_time() is False
    with time_machine.travel(now() + timedelta(days=8)):
        assert seat_keeping.keep_time() is True
        db.session.commit()
    assert db.session.scalars(db.select(Registration)).all() == []
    assert letters() == []


def test_one_signed_off_moves_up_exactly_one_with_one_letter(app):
    event = make_workshop()
    first, second = somebody_registered(event), somebody_registered(event)
    third, fourth = somebody_registered(event), somebody_registered(event)
    assert state_of(third, fourth) == [Seat.WAITING, Seat.WAITING]
    before = len(letters())

    do(registered.sign_off, first)
    do(registered.sign_off, first)

    assert state_of(first, second, third, fourth) == [
        Seat.SIGNED_OFF,
        Seat.SEATED,
        Seat.OFFERED,
        Seat.WAITING,
    ]
    assert event.seats_taken == 2
    assert [letter.kind for letter in letters()[before:]] == ["registration_offer"]
    do(registered.accept, third)
    assert state_of(third) == [Seat.SEATED]
    assert event.seats_taken == 2
    assert letters()[-1].kind == "registration_seat"
    assert "METHOD:REQUEST" in str(letters()[-1].attachments)


def test_whoever_needs_more_than_is_free_keeps_the_place(app):
    event = make_workshop(capacity=3)
    one, two = somebody_registered(event), somebody_registered(event, 2)
    big, small = somebody_registered(event, 2), somebody_registered(event, 1)

    do(registered.sign_off, one)
    assert state_of(big, small) == [Seat.WAITING, Seat.OFFERED]
    do(registered.sign_off, two)
    assert state_of(big, small) == [Seat.OFFERED, Seat.OFFERED]
    assert event.seats_taken == 3


def test_an_offer_not_accepted_goes_to_the_next(app):
    event = make_workshop(capacity=1)
    first, second, third = (somebody_registered(event) for _ in range(3))
    do(registered.sign_off, first)
    with time_machine.travel(now() + timedelta(hours=47)):
        assert seat_keeping.keep_time() is False
    with time_machine.travel(now() + timedelta(hours=49)):
        with pytest.raises(RuleViolation):
            registered.accept(second)
        assert seat_keeping.keep_time() is True
        db.session.commit()
        assert seat_keeping.keep_time() is False
    assert state_of(second, third) == [Seat.LAPSED, Seat.OFFERED]
    assert event.seats_taken == 1
    do(registered.come_again, second)
    assert state_of(second) == [Seat.WAITING]


def test_an_offer_holds_at_most_until_the_event_begins(app):
    event = make_workshop(capacity=1, starts_at=now() + timedelta(hours=5))
    first, second = somebody_registered(event), somebody_registered(event)
    do(registered.sign_off, first)
    assert state_of(second) == [Seat.OFFERED]
    assert second.due_at == event.starts_at
    with time_machine.travel(event.starts_at + timedelta(seconds=1)):
        seat_keeping.keep_time()
        db.session.commit()
        assert state_of(second) == [Seat.LAPSED]


@pytest.mark.parametrize("way", ["fewer", "more seats", "invitation", "no limit"])
def test_every_seat_that_becomes_free_is_offered(app, way):
    event = make_workshop(capacity=4)
    invitation = make_invitation(event)
    do(invitations.answer, invitation, Answer.YES, persons=2)
    pair = somebody_registered(event, 2)
    waiting = somebody_registered(event)
    assert state_of(waiting) == [Seat.WAITING]

    facts = details(
        joining=Joining.REGISTRATION,
        starts_at=event.starts_at,
        capacity=None if way == "no limit" else 5,
    )
    if way == "fewer":
        do(registered.change_persons, pair, 1)
    elif way == "invitation":
        do(invitations.withdraw_invitation, invitation, by=make_moderator())
    else:
        do(change_event, event, facts, by=None)

    assert state_of(waiting) == [Seat.OFFERED]
    assert kinds().count("registration_offer") == 1


def test_more_persons_only_as_far_as_seats_are_free(app):
    event = make_workshop(capacity=3)
    registration = somebody_registered(event, 2)
    do(registered.change_persons, registration, 3)
    with pytest.raises(RuleViolation):
        registered.change_persons(registration, 4)
    db.session.rollback()
    assert event.seats_taken == 3


def test_whoever_is_invited_and_registered_holds_seats_once_and_hears_once(app):
    event = make_workshop(capacity=9)
    guest = make_guest()
    invitation = make_invitation(event, guest=guest)
    registration = do(registering.register, event, guest, Wish("Ada"))
    do(invitations.answer, invitation, Answer.YES, persons=3)
    assert event.seats_taken == 3
    before = len(letters())

    facts = details(joining=Joining.REGISTRATION, starts_at=event.starts_at, place="Kreishaus")
    do(change_event, event, facts, by=None, tell=True)
    assert [letter.kind for letter in letters()[before:]] == ["event_changed"]

    do(registered.sign_off, registration)
    db.session.expire_all()
    assert (event.seats_taken, invitation.answer) == (0, Answer.NO)


def test_cancelled_everybody_hears_once_and_may_come_again(app):
    event = make_workshop(capacity=1)
    editor = make_moderator()
    seated, waiting = somebody_registered(event), somebody_registered(event)
    gone = somebody_registered(event)
    do(registered.sign_off, gone)
    before = len(letters())
    do(life.cancel_event, event, by=editor, seen=str(event.sequence), reason="Krank.")

    assert state_of(seated, waiting, gone) == [Seat.GIVEN_BACK, Seat.GIVEN_BACK, Seat.SIGNED_OFF]
    assert event.seats_taken == 0
    told = letters()[before:]
    assert [(it.kind, it.person_id) for it in told] == [
        ("event_cancelled", seated.person_id),
        ("event_cancelled", waiting.person_id),
    ]
    assert "METHOD:CANCEL" in str(told[0].attachments)
    assert not told[1].attachments

    do(life.reinstate_event, event, by=editor, seen=str(event.sequence))
    assert [it.kind for it in letters()[before + 2 :]] == ["event_reinstated"] * 2
    do(registered.come_again, waiting)
    do(registered.come_again, seated)
    assert state_of(waiting, seated) == [Seat.SEATED, Seat.WAITING]


def test_staff_register_callers_with_and_without_address(app):
    event = make_workshop(capacity=2, register_by=now().date() - timedelta(days=2))
    by = make_moderator()
    given = {"reached_by": "06131 1", "by": by}
    phone = do(registering.register_caller, event, Wish("Kim"), address="", **given)
    mail = do(registering.register_caller, event, Wish("Ada"), address="ada@post.example", **given)
    again = do(registering.register_caller, event, Wish("Ada"), address="ada@post.example", **given)
    third = do(registering.register_caller, event, Wish("Bo"), address="", **given)

    assert again == mail
    assert state_of(phone, mail, third) == [Seat.SEATED, Seat.SEATED, Seat.WAITING]
    assert [(it.kind, it.address) for it in letters()] == [
        ("registration_seat", "ada@post.example")
    ]
    do(registered.sign_off, mail, by=by)
    assert kinds() == ["registration_ended"]
    assert state_of(third) == [Seat.OFFERED]


def test_after_the_event_the_link_only_tells_and_later_the_names_are_gone(app):
    event = make_workshop()
    registration = asked(event, "ada@post.example")
    do(registering.confirm, registration)
    page = page_of(registration)
    with time_machine.travel(event.ends_at + timedelta(hours=1)):
        client = app.test_client()
        shown = client.get(page).text
        assert 'name="tat"' not in shown
        client.post(page, data={"tat": "abmelden"})
        assert state_of(registration) == [Seat.SEATED]
        assert seat_keeping.forget_names() is False
    with time_machine.travel(event.ends_at + timedelta(days=31)):
        assert seat_keeping.forget_names() is True
        db.session.commit()
    db.session.expire_all()
    assert (registration.name, registration.person_id, registration.persons) == ("", None, 1)


def test_of_fifty_at_once_one_gets_the_last_seat(app):
    event = make_workshop(capacity=1)
    numbers = [asked(event, f"gast{n}@post.example").id for n in range(CROWD)]

    def confirming(number):
        return lambda: registering.confirm(db.session.get(Registration, number))

    refused = at_once(app, [confirming(number) for number in numbers])

    db.session.expire_all()
    states = list(db.session.scalars(db.select(Registration.state)))
    assert not any(refused)
    assert (states.count(Seat.SEATED), states.count(Seat.WAITING)) == (1, CROWD - 1)
    assert db.session.get(Event, event.id).seats_taken == 1
    assert kinds().count("registration_seat") == 1
    assert kinds().count("registration_waiting") == CROWD - 1


def test_signing_off_and_joining_the_list_at_once_leaves_no_seat_empty(app):
    event = make_workshop(capacity=10)
    holders = [somebody_registered(event).id for _ in range(10)]
    newcomers = [asked(event, f"gast{n}@post.example").id for n in range(10)]

    def off(number):
        return lambda: registered.sign_off(db.session.get(Registration, number))

    def on(number):
        return lambda: registering.confirm(db.session.get(Registration, number))

    deeds = [
        deed for pair in zip(map(off, holders), map(on, newcomers), strict=True) for deed in pair
    ]
    assert not any(at_once(app, deeds))

    db.session.expire_all()
    states = list(db.session.scalars(db.select(Registration.state)))
    assert states.count(Seat.SIGNED_OFF) == 10
    assert states.count(Seat.SEATED) + states.count(Seat.OFFERED) == 10
    assert db.session.get(Event, event.id).seats_taken == 10


def test_two_workers_let_one_offer_lapse_once(app):
    event = make_workshop(capacity=1)
    first, *_rest = (somebody_registered(event) for _ in range(4))
    do(registered.sign_off, first)
    with time_machine.travel(now() + timedelta(hours=49), tick=False):
        at_once(app, [seat_keeping.keep_time] * 4)
    db.session.expire_all()
    states = list(db.session.scalars(db.select(Registration.state).order_by(Registration.id)))
    assert states == [Seat.SIGNED_OFF, Seat.LAPSED, Seat.OFFERED, Seat.WAITING]
    assert kinds().count("registration_offer") == 1
