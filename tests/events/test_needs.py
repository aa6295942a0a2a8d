"""What people need: asked only where it is offered, kept with consent, deleted soon."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.rules import Role
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.events import door_keeping, life, needs, registered, registering, seat_keeping
from leitsaetze.events.door_list import door_list
from leitsaetze.events.door_models import EventNeed, StatedNeeds
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.need_rules import Need, Stated, kept
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import EventStatus, Joining
from leitsaetze.extensions import db
from leitsaetze.site.wording import publish_wording, words_in_force
from tests.accounts.makers import make_staff
from tests.events.makers import letters, make_invitation
from tests.events.makers import page_of as invitation_page
from tests.events.test_registering import do, page_of
from tests.factories import make_event, make_moderator, make_person

OFFERED = {Need.CHILDCARE, Need.OTHER}
SECRET = "Begleithund"
YES = {"needs": ["childcare", "other"], "need_words": SECRET, "needs_agreed": "y"}


@pytest.fixture
def event(app):
    made = make_event(joining=Joining.REGISTRATION, capacity=5)
    do(needs.offer, made, OFFERED, by=make_moderator())
    return made


def stated(words=SECRET):
    return Stated((Need.CHILDCARE, Need.OTHER), words, "Ich bin einverstanden.", 1)


def kept_needs():
    db.session.expire_all()
    found = db.session.scalars(db.select(StatedNeeds).order_by(StatedNeeds.id))
    return [(it.registration_id, it.needs, it.words, it.version) for it in found]


def sent(client, event, **typed):
    """Send the form as a browser does, some time after it was shown."""
    path = f"/veranstaltungen/{event.id}/anmelden"
    with time_machine.travel(now() - timedelta(minutes=1)):
        page = client.get(path).text
    unseen = {
        name: page.partition(f'name="{name}"')[2].partition('value="')[2].partition('"')[0]
        for name in ("started", "notice_seen", "submission_key")
    }
    given = {"name": "Ada", "email": "ada@post.example", "persons": "1"}
    return client.post(path, data=unseen | given | typed)


def registration():
    return db.session.scalars(db.select(Registration).order_by(Registration.id.desc())).first()


def test_only_an_event_that_offers_something_asks(app, event):
    client = app.test_client()
    other = make_event(joining=Joining.REGISTRATION)
    assert "Kinderbetreuung" not in client.get(f"/veranstaltungen/{other.id}/anmelden").text
    page = client.get(f"/veranstaltungen/{event.id}/anmelden").text
    assert "Kinderbetreuung" in page
    assert "Gebärdensprach-Dolmetschen" not in page
    assert "checked" not in page


def test_needs_are_kept_with_the_words_agreed_to_and_apart(app, event):
    answer = sent(app.test_client(), event, **YES)

    assert answer.status_code == 303
    own = registration()
    assert kept_needs() == [(own.id, ["childcare", "other"], SECRET, 1)]
    wording = db.session.scalars(db.select(StatedNeeds.wording)).one()
    assert wording.startswith("Sie dürfen speichern, was ich zum Teilnehmen brauche")
    assert not [letter for letter in letters() if SECRET in letter.text]
    assert not [it for it in db.session.scalars(db.select(AuditEntry.details)) if SECRET in str(it)]


def test_without_needs_nobody_has_to_agree_and_nothing_is_kept(app, event):
    assert sent(app.test_client(), event, needs_agreed="y").status_code == 303
    assert kept_needs() == []


@pytest.mark.parametrize(
    "typed",
    [
        {"needs": ["childcare"]},
        {"need_words": SECRET},
        {"needs": ["other"], "needs_agreed": "y"},
    ],
)
def test_needs_without_consent_or_words_are_refused_and_still_there(app, event, typed):
    answer = sent(app.test_client(), event, **typed)
    assert answer.status_code == 422
    assert (SECRET in answer.text) == ("need_words" in typed)
    assert (registration(), kept_needs()) == (None, [])


def test_what_the_event_does_not_offer_counts_as_not_ticked(app, event):
    answer = sent(app.test_client(), event, needs=["sign_language"], needs_agreed="y")
    assert answer.status_code == 303
    assert kept_needs() == []
    with pytest.raises(RuleViolation):
        kept(Stated((Need.SIGN_LANGUAGE,), "", "Ja", 1), OFFERED)
    with pytest.raises(RuleViolation):
        kept(Stated((Need.CHILDCARE,), "", "", 1), OFFERED)


def test_nobody_is_taken_to_have_agreed_to_words_they_have_not_read(app, event):
    version, words = words_in_force("needs")
    with time_machine.travel(now() - timedelta(minutes=1)):
        page = app.test_client().get(f"/veranstaltungen/{event.id}/anmelden").text
    new = {locale: parts | {"consent": f"Neu: {locale}"} for locale, parts in words.items()}
    do(publish_wording, "needs", new, seen=version, by_id=None)
    unseen = {
        name: page.partition(f'name="{name}"')[2].partition('value="')[2].partition('"')[0]
        for name in ("started", "notice_seen", "submission_key")
    }
    given = unseen | {"name": "Ada", "email": "ada@post.example", "persons": "1"} | YES
    answer = app.test_client().post(f"/veranstaltungen/{event.id}/anmelden", data=given)

    assert answer.status_code == 409
    assert "Neu: de" in answer.text
    assert kept_needs() == []
    box = answer.text.partition('name="needs_agreed"')[0].rpartition("<input")[2]
    assert "checked" not in box


def test_who_registers_again_says_anew_what_they_need(app, event):
    person = make_person(address="ada@post.example")
    first = do(registering.register, event, person, Wish("Ada", needs=stated("Früher")))
    do(registering.ask, event, "ada@post.example", Wish("Ada", needs=stated("Später")))
    assert len(kept_needs()) == 2
    do(registering.confirm, registration())
    assert [(it[0], it[2]) for it in kept_needs()] == [(first.id, "Später")]
    do(registering.register, event, person, Wish("Ada", needs=stated("Zuletzt")))
    do(registering.register, event, person, Wish("Ada"))
    assert [it[2] for it in kept_needs()] == ["Zuletzt"]


def test_staff_note_the_consent_of_a_caller(app, event):
    editor = make_staff(Role.EDITOR)
    client = app.test_client().sign_in(editor)
    path = f"/redaktion/veranstaltungen/{event.id}/anmeldungen/neu"
    given = {"name": "Kim", "persons": "1", "reached_by": "06131 1"}
    page = client.get(path).text
    assert "Bitte vorlesen" in page
    refused = client.post(path, data=given | {"needs": ["childcare"]})
    assert (refused.status_code, kept_needs()) == (422, [])
    client.post(path, data=given | {"needs": ["childcare"], "needs_agreed": "y"})
    [it] = db.session.scalars(db.select(StatedNeeds))
    assert (it.needs, it.by_id) == (["childcare"], editor.id)


def test_one_click_on_the_own_page_withdraws_and_the_registration_stays(app, event):
    own = do(registering.register, event, make_person(), Wish("Ada", needs=stated()))
    client, page = app.test_client(), page_of(own)
    assert SECRET in client.get(page).text

    for _ in range(2):
        assert client.post(page, data={"tat": "widerrufen"}).status_code == 303

    assert kept_needs() == []
    shown = client.get(page).text
    assert SECRET not in shown
    assert "Sie sind angemeldet" in shown
    deeds = list(db.session.scalars(db.select(AuditEntry.deed)))
    assert deeds.count("needs.withdrawn") == 1


def test_an_invited_guest_says_with_a_yes_what_they_need_and_takes_it_back(app, event):
    invitation = make_invitation(event)
    client, path = app.test_client(), invitation_page(invitation)
    seen = client.get(path).text.partition('name="notice_seen"')[2].partition('value="')[2]
    given = {"persons": "1", "notice_seen": seen.partition('"')[0]} | YES

    assert client.post(path, data=given | {"answer": "perhaps"}).status_code == 303
    assert kept_needs() == []
    without = {name: value for name, value in given.items() if name != "needs_agreed"}
    refused = client.post(path, data=without | {"answer": "yes"})
    assert (refused.status_code, kept_needs()) == (422, [])
    assert client.post(path, data=given | {"answer": "yes"}).status_code == 303
    assert [it[2] for it in kept_needs()] == [SECRET]
    assert SECRET in client.get(path).text
    assert client.post(path, data={"tat": "widerrufen"}).status_code == 303
    assert kept_needs() == []
    client.post(path, data=given | {"answer": "yes"})
    assert len(kept_needs()) == 1
    client.post(path, data=given | {"answer": "no"})
    assert kept_needs() == []


def test_a_draft_goes_with_what_it_offers(app):
    draft, by = make_event(status=EventStatus.DRAFT), make_moderator()
    do(needs.offer, draft, OFFERED, by=by)
    do(life.delete_event, draft, by=by, seen=str(draft.sequence))
    assert db.session.scalars(db.select(EventNeed)).all() == []


def test_they_can_be_withdrawn_as_long_as_they_are_kept(app, event):
    own = do(registering.register, event, make_person(), Wish("Ada", needs=stated()))
    page = page_of(own)
    with time_machine.travel(event.ends_at + timedelta(days=3, minutes=-1)):
        assert door_keeping.forget_needs() is False
        assert app.test_client().post(page, data={"tat": "widerrufen"}).status_code == 303
    assert kept_needs() == []


def test_they_are_deleted_soon_after_the_event(app, event):
    do(registering.register, event, make_person(), Wish("Ada", needs=stated()))
    with time_machine.travel(event.ends_at + timedelta(days=3, minutes=1)):
        assert door_keeping.forget_needs() is True
        db.session.commit()
        assert door_keeping.forget_needs() is False
    assert kept_needs() == []
    assert registration().name == "Ada"


def test_who_signs_off_or_never_confirms_leaves_no_needs_behind(app, event):
    own = do(registering.register, event, make_person(), Wish("Ada", needs=stated()))
    do(registering.ask, event, "bo@post.example", Wish("Bo", needs=stated()))
    do(registered.sign_off, own)
    assert do(door_keeping.forget_needs) is True
    assert len(kept_needs()) == 1
    with time_machine.travel(now() + timedelta(days=8)):
        do(seat_keeping.keep_time)
    assert kept_needs() == []


def test_editors_choose_what_is_asked_and_see_totals_and_names(app, event):
    do(registering.register, event, make_person(), Wish("Ada", needs=stated()))
    client = app.test_client().sign_in(make_staff(Role.EDITOR))
    path = f"/redaktion/veranstaltungen/{event.id}/anmeldungen/bedarf"
    page = client.get(path).text
    assert "Kinderbetreuung: 1" in page
    assert SECRET in page

    client.post(path, data={"needs": ["step_free", "unknown"]})

    form = app.test_client().get(f"/veranstaltungen/{event.id}/anmelden").text
    assert "Platz ohne Stufen" in form
    assert 'value="childcare"' not in form
    assert len(kept_needs()) == 1
    [entry] = door_list(event.id).entries
    assert (entry.needs, entry.need_words) == ((Need.CHILDCARE, Need.OTHER), SECRET)
    client.post(path, data={"seen": ""})
    assert (
        "Das brauche ich" not in app.test_client().get(f"/veranstaltungen/{event.id}/anmelden").text
    )
