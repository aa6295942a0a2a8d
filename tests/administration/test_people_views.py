"""Colleagues in the browser: what is shown, what a refusal keeps, what holds at the next click."""

import re

import pytest

from leitsaetze.accounts import staff
from leitsaetze.accounts.models import Person, SignIn
from leitsaetze.accounts.rules import End, Role
from leitsaetze.accounts.sessions import note_use
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.moderation import claims
from tests.accounts.makers import letters, make_staff
from tests.factories import make_comment, make_moderator, make_person
from tests.pages.makers import statements

MENSCHEN = "/verwaltung/menschen"
INVITED = {"address": "neu@a.example", "name": "Nele Neu", "roles": "editor", "locale": "de"}


@pytest.fixture
def boss(app) -> Person:
    return make_staff(Role.ADMINISTRATOR, name="Bea Boss")


@pytest.fixture
def desk(client, boss):
    return client.sign_in(boss)


def test_alone_an_administrator_is_told_why_a_second_one_helps(desk):
    page = desk.get(f"{MENSCHEN}/").text

    assert "Noch arbeiten Sie hier allein" in page
    assert "Bea Boss" in page


def test_an_invitation_leads_to_the_page_of_the_new_colleague(desk):
    answer = desk.post(f"{MENSCHEN}/einladen", data=INVITED)

    person = db.session.scalars(db.select(Person).filter_by(address="neu@a.example")).one()
    assert answer.location == f"{MENSCHEN}/{person.id}"
    assert "eingeladen bis" in desk.get(answer.location).text
    assert letters() == [("staff_invitation", "neu@a.example")]


def test_the_same_form_sent_twice_invites_once(desk):
    form = INVITED | {"submission_key": "einmal-und-nie-wieder"}

    answers = [desk.post(f"{MENSCHEN}/einladen", data=form).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(letters()) == 1


def test_refused_invitations_keep_what_was_typed(desk):
    for wrong in ({"address": "neu"}, {"roles": ""}, {"roles": "root"}, {"locale": "tlh"}):
        found = desk.post(f"{MENSCHEN}/einladen", data=INVITED | wrong)
        assert found.status_code == 422
        assert 'value="Nele Neu"' in found.text
    assert letters() == []


def test_the_account_of_a_citizen_is_explained_before_it_is_invited(desk):
    make_person(address="neu@a.example")

    asked = desk.post(f"{MENSCHEN}/einladen", data=INVITED)
    assert (asked.status_code, letters()) == (422, [])
    assert "Beruf und Beteiligung trennen" in asked.text
    answer = desk.post(f"{MENSCHEN}/einladen", data=INVITED | {"although_known": "y"})

    assert answer.status_code == 303
    assert letters() == [("staff_invitation", "neu@a.example")]


def test_a_citizen_whose_invitation_is_revoked_is_no_more_on_these_pages(desk):
    citizen = make_person(address="neu@a.example")
    make_comment(author_id=citizen.id)
    invited = desk.post(f"{MENSCHEN}/einladen", data=INVITED | {"although_known": "y"}).location
    form = {"tat": "zurueckziehen", "submission_key": "einmal-und-nie-wieder"}

    for _twice in range(2):
        form["seen"] = staff.state_of(citizen)
        answer = desk.post(f"{invited}/einladung", data=form)
        assert (answer.status_code, answer.location) == (303, f"{MENSCHEN}/")
        page = desk.get(answer.location).text
        assert "Die Einladung ist zurückgezogen" in page
        assert "Nele Neu" not in page
        assert "neu@a.example" not in page


def test_colleagues_at_that_address_are_a_link_away(desk):
    colleague = make_staff(address="neu@a.example", name="Ist Da")

    found = desk.post(f"{MENSCHEN}/einladen", data=INVITED)

    assert found.status_code == 422
    assert f'href="{MENSCHEN}/{colleague.id}"' in found.text


def test_citizens_have_no_page_here(desk):
    citizen = make_person()

    for path in ("", "/ausschalten", "/einschalten"):
        assert desk.get(f"{MENSCHEN}/{citizen.id}{path}").status_code == 404


def test_a_taken_role_counts_no_more_with_the_next_click(app, desk):
    person = make_staff(Role.MODERATOR, Role.EDITOR)
    other = app.test_client().sign_in(person)
    assert other.get("/moderation/").status_code == 200

    data = {"name": person.name, "roles": "editor", "seen": staff.state_of(person)}
    desk.post(f"{MENSCHEN}/{person.id}", data=data)

    assert other.get("/moderation/").status_code == 403
    assert other.get("/redaktion/").status_code == 200


def test_who_is_switched_off_is_out_with_the_next_click_and_the_comment_free(app, desk):
    person, comment, colleague = make_staff(), make_comment(), make_moderator()
    other = app.test_client().sign_in(person)
    claims.claim(comment.id, by=person)
    db.session.commit()
    question = desk.get(f"{MENSCHEN}/{person.id}/ausschalten").text
    assert "Möchten Sie das Konto von" in question
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', question)[1]

    assert desk.post(f"{MENSCHEN}/{person.id}/ausschalten", data={"seen": seen}).status_code == 303

    assert other.get("/moderation/").location.startswith("/anmelden")
    assert claims.claim(comment.id, by=colleague)


def test_a_form_a_colleague_overtook_is_answered_with_what_holds_now(desk):
    person = make_staff(Role.EDITOR, name="Zweit")
    data = {"name": "Dritt", "roles": "editor", "seen": "veraltet"}

    found = desk.post(f"{MENSCHEN}/{person.id}", data=data)

    assert found.status_code == 409
    assert 'value="Dritt"' in found.text
    assert "Zweit" in found.text
    assert db.session.get(Person, person.id).name == "Zweit"


def test_the_last_administrator_is_told_on_the_form(desk, boss):
    seen = {"seen": staff.state_of(boss)}
    fewer = {"name": boss.name, "roles": "editor"}

    for path, data in (("", fewer), ("/ausschalten", {})):
        found = desk.post(f"{MENSCHEN}/{boss.id}{path}", data=data | seen)
        assert found.status_code == 422
        assert "die einzige Person in der Administration" in found.text
    assert desk.get(f"{MENSCHEN}/").status_code == 200


def test_sessions_show_the_kind_of_device_and_can_be_ended(app, desk):
    person = make_staff()
    app.test_client().sign_in(person)
    session = db.session.scalars(db.select(SignIn).filter_by(person_id=person.id)).one()
    session.device = "Firefox/Linux"

    page = desk.get(f"{MENSCHEN}/{person.id}").text
    assert "Firefox auf Linux" in page
    desk.post(f"{MENSCHEN}/{person.id}/sitzungen", data={"sitzung": str(session.id)})

    assert db.session.get(SignIn, session.id).ended_how is End.BY_ADMINISTRATION
    assert "von der Administration" in desk.get(f"{MENSCHEN}/{person.id}").text


def test_a_session_ended_meanwhile_is_not_noted_as_used(boss):
    session = SignIn(person_id=boss.id, digest="x", ended_at=now())
    db.session.add(session)
    db.session.commit()

    note_use(session.id, now())

    assert db.session.get(SignIn, session.id).last_seen_at is None


def test_filters_of_the_list_stand_in_the_address_and_unknown_ones_mean_all(desk):
    make_staff(Role.EDITOR, name="Edda Edit")

    assert "Edda Edit" not in desk.get(f"{MENSCHEN}/?rolle=moderator").text
    assert "Edda Edit" in desk.get(f"{MENSCHEN}/?rolle=editor&stand=aktiv").text
    assert "Edda Edit" in desk.get(f"{MENSCHEN}/?rolle=x&stand=y&nach=z").text
    assert "passt niemand" in desk.get(f"{MENSCHEN}/?stand=abgelaufen").text


def test_pages_about_people_ask_as_much_with_many_as_with_few(desk, boss):
    def asked_with(more: int) -> list[int]:
        for number in range(more):
            make_staff(Role.EDITOR, name=f"Kollegin {number}")
            db.session.add(SignIn(person_id=boss.id, digest=f"{more}:{number}"))
        db.session.commit()
        counted = []
        for path in (f"{MENSCHEN}/", f"{MENSCHEN}/{boss.id}", "/mein/konto/"):
            with statements() as asked:
                assert desk.get(path).status_code == 200
            counted.append(len(asked))
        return counted

    assert asked_with(3) == asked_with(25)
