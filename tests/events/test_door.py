"""The door: one list of everybody who is to come, checked in by hand or by code, once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.comments.rules import Status
from leitsaetze.errors import RuleViolation
from leitsaetze.events import (
    door,
    door_keeping,
    invitations,
    life,
    minutes,
    needs,
    registered,
    registering,
)
from leitsaetze.events.door_list import door_list
from leitsaetze.events.door_models import Arrival
from leitsaetze.events.door_rules import LETTERS, new_code, read_code, shown_code
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import Need, Stated
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import Answer, EventStatus, Joining
from leitsaetze.extensions import db
from tests.accounts.makers import make_staff
from tests.events.makers import letters, make_guest, make_invitation, page_of
from tests.events.test_registering import do
from tests.events.test_registering import page_of as own_page
from tests.events.test_seats import at_once
from tests.factories import make_comment, make_event, make_moderator, make_person
from tests.listening import heard


def make_evening(**given):
    """An event that begins in some minutes, so that the door is open and people may register."""
    return make_event(
        **{"joining": Joining.REGISTRATION, "starts_at": now() + timedelta(minutes=9)} | given
    )


def register(event, name, persons=1, **given):
    return do(registering.register, event, make_person(**given), Wish(name, persons))


def invited(event, name, said, persons=1, **given):
    guest = given.pop("guest", None) or make_guest(**given)
    comment = make_comment(author=guest, name=name, status=Status.PUBLISHED)
    invitation = make_invitation(event, guest=guest, comment=comment)
    do(invitations.answer, invitation, said, persons=persons)
    return invitation


def listed(event):
    db.session.expire_all()
    return [(it.name, it.persons, it.perhaps) for it in door_list(event.id).entries]


def totals(event):
    db.session.expire_all()
    doors = door_list(event.id)
    return doors.expected, doors.perhaps, doors.came, doors.walked_in, doors.missing


def key_of(registration):
    return f"a{registration.id}"


def deeds():
    return [it for it in db.session.scalars(db.select(AuditEntry.deed)) if "arrival" in it]


@pytest.fixture(autouse=True)
def noon(app):
    """Let it be noon: whatever begins in some minutes begins today."""
    with time_machine.travel(datetime(2026, 5, 20, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def by(app):
    return make_moderator()


def test_everybody_stands_in_one_list_in_order_of_the_last_word(app):
    event = make_evening(capacity=9)
    register(event, "Zoe Ähre", 2)
    register(event, "Ada Zander")
    register(event, "Kim")
    invited(event, "Bo Aal", Answer.YES, 3)
    invited(event, "Lu Hecht", Answer.PERHAPS)
    invited(event, "Nina Nein", Answer.NO)
    register(event, "Waldo Wartet", 9)

    assert listed(event) == [
        ("Bo Aal", 3, False),
        ("Zoe Ähre", 2, False),
        ("Lu Hecht", 1, True),
        ("Kim", 1, False),
        ("Ada Zander", 1, False),
    ]
    assert totals(event) == (7, 1, 0, 0, 7)


def test_who_is_invited_and_registered_stands_once_and_the_last_word_counts(app):
    event = make_evening()
    ada, bo = make_guest(), make_guest()
    for name, guest in (("Ada Muster", ada), ("Bo Beispiel", bo)):
        do(registering.register, event, guest, Wish(name, 2))
    invited(event, "Bürgerin", Answer.YES, 3, guest=ada)
    invited(event, "Bürger", Answer.PERHAPS, guest=bo)

    assert listed(event) == [("Bürger", 1, True), ("Ada Muster", 3, False)]


def test_of_two_entries_with_one_address_the_larger_counts_and_both_codes_hold(app, by):
    event = make_evening()
    given = {"address": "ada@post.example", "reached_by": "", "by": by}
    caller = do(registering.register_caller, event, Wish("Ada Anruf", 1), **given)
    invited(event, "Bürgerin", Answer.YES, 3, address="ada@post.example")
    seats = db.select(Registration).where(Registration.invitation_id.is_not(None))
    guest = db.session.scalars(seats).one()
    assert listed(event) == [("Bürgerin", 3, False)]

    do(door.check_in_by_code, event, caller.code, by=by)
    with pytest.raises(RuleViolation, match="schon jemand da"):
        door.check_in_by_code(event, guest.code, by=by)
    db.session.rollback()
    assert totals(event) == (3, 0, 3, 0, 0)


def test_the_list_shows_no_address_on_paper(app, by):
    event = make_evening()
    register(event, "Ada Muster", address="geheim@post.example")
    client = app.test_client().sign_in(make_staff(Role.EDITOR))
    for page in ("", "liste"):
        text = client.get(f"/redaktion/veranstaltungen/{event.id}/einlass/{page}").text
        assert "Muster" in text
        assert "geheim" not in text


def test_checked_in_with_so_many_as_really_came_and_taken_back(app, by):
    event = make_evening()
    ada = register(event, "Ada Muster", 3)
    register(event, "Kim")

    do(door.check_in, event, key_of(ada), 2, by=by)
    assert totals(event) == (4, 0, 2, 0, 2)
    do(door.check_in, event, key_of(ada), 3, by=by)
    assert totals(event) == (4, 0, 2, 0, 2)

    number = db.session.scalars(db.select(Arrival.id)).one()
    do(door.take_back, event, number, by=by)
    do(door.take_back, event, number, by=by)
    assert totals(event) == (4, 0, 0, 0, 4)
    assert deeds() == ["arrival.noted", "arrival.taken_back"]


def test_a_code_is_read_however_it_was_written_down_and_counts_once(app, by):
    event = make_evening()
    ada = register(event, "Ada Muster", 2)
    written = shown_code(ada.code).lower().replace("-", " ")

    entry = do(door.check_in_by_code, event, f" {written}", by=by)

    assert entry.name == "Ada Muster"
    assert totals(event)[2] == 2
    with pytest.raises(RuleViolation, match="schon jemand da"):
        door.check_in_by_code(event, ada.code, by=by)
    db.session.rollback()
    assert totals(event)[2] == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "geben Sie einen Code ein"),
        ("XXX-XXX", "gibt es nicht"),
        ("elsewhere", "anderen Veranstaltung"),
        ("longer", "gibt es nicht"),
        ("waiting", "kein Platz verbunden"),
        ("signed off", "kein Platz verbunden"),
    ],
)
def test_a_code_that_does_not_fit_is_refused_with_the_reason(app, by, typed, said):
    event = make_evening(capacity=1)
    own = register(event, "Ada Muster")
    codes = {
        "elsewhere": register(make_evening(), "Bo").code,
        "longer": f"{own.code}3",
        "waiting": register(event, "Kim").code,
    }
    if typed == "signed off":
        do(registered.sign_off, own)
        codes[typed] = own.code

    with pytest.raises(RuleViolation, match=said):
        door.check_in_by_code(event, codes.get(typed, typed), by=by)
    db.session.rollback()
    assert db.session.scalars(db.select(Arrival)).all() == []


def test_codes_have_no_letters_that_pass_for_each_other():
    assert not set(LETTERS) & set("AEIOULSZB012568")
    assert {len(new_code()) for _ in range(50)} == {6}
    assert read_code("k7m – p4r") == "K7MP4R"


def test_the_code_stands_in_the_letter_on_the_page_and_with_the_answer(app):
    event = make_evening()
    ada = register(event, "Ada Muster")
    invitation = invited(event, "Bo", Answer.YES)
    seat = db.session.scalars(db.select(Registration).filter_by(invitation_id=invitation.id)).one()
    client = app.test_client()

    assert shown_code(ada.code) in letters()[0].text
    assert shown_code(ada.code) in client.get(own_page(ada)).text
    assert shown_code(seat.code) in client.get(page_of(invitation)).text
    assert ada.code != seat.code


def test_the_code_stays_whatever_happens_and_waits_with_who_waits(app):
    event = make_evening(capacity=1)
    first, second = register(event, "Ada"), register(event, "Bo")
    code = second.code
    do(registered.sign_off, first)
    do(registered.accept, second)
    assert (second.code, len(code)) == (code, 6)
    assert shown_code(code) in letters()[-1].text


def test_of_twenty_who_check_in_the_same_entry_at_once_one_is_written_down(app, by):
    event = make_evening()
    ada = register(event, "Ada Muster", 2)
    number, staff, code = event.id, by.id, ada.code
    get = db.session.get

    def by_list():
        door.check_in(get(Event, number), f"a{ada_id}", by=get(Person, staff))

    def by_code():
        door.check_in_by_code(get(Event, number), code, by=get(Person, staff))

    ada_id = ada.id
    refused = at_once(app, [by_list, by_code] * 10)

    assert totals(event)[2] == 2
    assert deeds() == ["arrival.noted"]
    assert sum(1 for it in refused if it) in {9, 10}


def test_who_comes_unannounced_need_not_say_a_name(app, by):
    event = make_evening()
    register(event, "Ada Muster")
    do(door.walk_in, event, 2, by=by)
    do(door.walk_in, event, 1, " Zora Neu ", by=by)

    assert totals(event) == (1, 0, 3, 3, 1)
    assert [it.name for it in door_list(event.id).others] == ["", "Zora Neu"]
    for wrong in (0, 201):
        with pytest.raises(RuleViolation):
            door.walk_in(event, wrong, by=by)


def test_a_double_click_lets_nobody_in_twice(app):
    event = make_evening()
    client = app.test_client().sign_in(make_staff(Role.EDITOR))
    path = f"/redaktion/veranstaltungen/{event.id}/einlass/"
    sent = {"tat": "ohne", "guests": "2", "submission_key": "einmal-und-nie-wieder"}

    assert [client.post(path, data=sent).status_code for _ in range(2)] == [303, 303]
    assert totals(event)[3] == 2


def test_at_the_desk_one_tap_checks_in_and_another_takes_it_back(app):
    event = make_evening()
    ada = register(event, "Ada Muster", 2)
    client = app.test_client().sign_in(make_staff(Role.EDITOR))
    path = f"/redaktion/veranstaltungen/{event.id}/einlass/"

    answer = client.post(path, data={"tat": "da", "choice": key_of(ada), "persons": "1"})
    assert answer.location == f"{path}#{key_of(ada)}"
    assert totals(event)[2] == 1
    assert "da, eine Person" in client.get(path).text
    refused = client.post(path, data={"tat": "da", "choice": key_of(ada), "persons": "viele"})
    assert refused.status_code == 422
    assert "eine Zahl von 1 bis 200" in refused.text
    number = str(db.session.scalars(db.select(Arrival.id)).one())
    client.post(path, data={"tat": "zurueck", "choice": number})
    assert totals(event)[2] == 0
    wrong = client.post(path, data={"tat": "code", "code": "XXX-XXX"})
    assert (wrong.status_code, "Diesen Code gibt es nicht." in wrong.text) == (422, True)
    client.post(path, data={"tat": "code", "code": shown_code(ada.code)})
    assert totals(event)[2] == 2


@pytest.mark.parametrize("way", ["too early", "cancelled", "draft", "long ago"])
def test_the_door_is_open_from_the_day_of_the_event_until_the_names_go(app, by, way):
    event = make_evening(starts_at=now() + timedelta(days=2))
    ada = register(event, "Ada Muster")
    at = event.starts_at
    if way == "too early":
        at = now()
    elif way == "long ago":
        at = event.ends_at + timedelta(days=30)
    else:
        event.status = EventStatus(way)
        db.session.commit()
    with time_machine.travel(at), pytest.raises(RuleViolation):
        door.check_in(event, key_of(ada), by=by)
    db.session.rollback()
    assert db.session.scalars(db.select(Arrival)).all() == []


def test_after_the_event_the_desk_says_who_did_not_come(app, by):
    event = make_evening()
    ada, _kim = register(event, "Ada Muster", 3), register(event, "Kim Leer", 2)
    invited(event, "Lu Hecht", Answer.PERHAPS)
    with time_machine.travel(event.ends_at + timedelta(hours=1)):
        client = app.test_client().sign_in(make_staff(Role.EDITOR))
        do(door.check_in, event, key_of(ada), 2, by=by)
        page = client.get(f"/redaktion/veranstaltungen/{event.id}/einlass/").text
    assert totals(event) == (5, 1, 2, 0, 3)
    assert "nicht gekommen: 3 Personen" in page
    absent = page.partition('id="fehlend"')[2].partition("</section>")[0]
    assert "Leer" in absent
    assert "Hecht" not in absent
    assert "Muster" not in absent


def test_who_said_perhaps_can_be_checked_in_and_change_their_mind(app, by):
    event = make_evening()
    invitation = invited(event, "Lu Hecht", Answer.PERHAPS)
    do(door.check_in, event, f"e{invitation.id}", by=by)
    assert totals(event) == (0, 1, 1, 0, 0)
    do(invitations.answer, invitation, Answer.YES, persons=2)
    assert totals(event) == (2, 0, 1, 0, 1)
    do(invitations.answer, invitation, Answer.NO, persons=2)
    assert totals(event) == (0, 0, 1, 1, 0)


def test_a_guest_who_is_checked_in_may_still_say_no(app, by):
    event = make_evening()
    invitation = invited(event, "Lu Hecht", Answer.YES)
    seat = db.session.scalars(db.select(Registration)).one()
    do(door.check_in, event, key_of(seat), by=by)
    do(invitations.answer, invitation, Answer.NO)
    assert db.session.scalars(db.select(Registration)).all() == []
    assert totals(event) == (0, 0, 0, 0, 0)


def test_a_cancelled_event_lets_everybody_go(app, by):
    event = make_evening()
    invited(event, "Lu Hecht", Answer.YES)
    seat = db.session.scalars(db.select(Registration)).one()
    do(door.check_in, event, key_of(seat), by=by)
    do(life.cancel_event, event, by=by, seen=str(event.sequence), reason="Krank.")
    assert listed(event) == []


def test_names_of_unannounced_guests_go_with_all_others_and_numbers_stay(app, by):
    event = make_evening()
    do(door.walk_in, event, 2, "Zora Neu", by=by)
    with time_machine.travel(event.ends_at + timedelta(days=29)):
        assert door_keeping.forget_walk_ins() is False
    with time_machine.travel(event.ends_at + timedelta(days=31)):
        assert door_keeping.forget_walk_ins() is True
        db.session.commit()
        assert door_keeping.forget_walk_ins() is False
    db.session.expire_all()
    assert [(it.name, it.persons) for it in door_list(event.id).others] == [("", 2)]


def test_minutes_begin_with_the_number_that_came(app, by):
    event = make_evening()
    assert minutes.first_words(event).participants is None
    do(door.check_in, event, key_of(register(event, "Ada Muster", 3)), 2, by=by)
    do(door.walk_in, event, 4, by=by)
    assert minutes.first_words(event).participants == 6


@pytest.mark.parametrize("ending", ["einlass/", "einlass/liste", "anmeldungen/bedarf"])
def test_the_pages_ask_as_much_with_many_guests_as_with_few(app, ending):
    event = make_evening()
    do(needs.offer, event, set(Need), by=make_moderator())
    client = app.test_client().sign_in(make_staff(Role.EDITOR))
    path = f"/redaktion/veranstaltungen/{event.id}/{ending}"
    said = Stated((Need.CHILDCARE,), "", "Ja", 1)

    def asked_with(more):
        for _ in range(more):
            do(registering.register, event, make_person(), Wish("Ada Muster", needs=said))
            invited(event, "Lu Hecht", Answer.PERHAPS)
        with heard() as questions:
            assert client.get(path).status_code == 200
        return len(questions)

    assert asked_with(2) == asked_with(9)


@pytest.mark.parametrize("ending", ["einlass/", "einlass/liste", "anmeldungen/bedarf"])
@pytest.mark.parametrize("reader", [None, Role.MODERATOR, Role.ADMINISTRATOR])
def test_nobody_but_editors_sees_the_door(app, ending, reader):
    event = make_evening()
    register(event, "Ada Muster")
    client = app.test_client().sign_in(make_staff(reader)) if reader else app.test_client()
    answer = client.get(f"/redaktion/veranstaltungen/{event.id}/{ending}")
    assert answer.status_code in {302, 303, 403}
    assert "Muster" not in answer.text
