"""Links by e-mail: asked for, opened, used once, as a browser sees it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from leitsaetze.accounts.actions import add_staff, switch_off
from leitsaetze.accounts.models import SignIn
from leitsaetze.accounts.rules import (
    CITIZEN_END,
    INVITATION_HOLDS,
    SIGN_IN_LINK_HOLDS,
    LinkPurpose,
    Role,
)
from leitsaetze.clock import now
from leitsaetze.extensions import db
from tests.accounts.makers import letters, make_staff, secret_for
from tests.factories import make_person
from tests.listening import heard

NEW = "ein ganz anderes Passwort"
GONE = "Dieser Link gilt nicht mehr"


def password_page(person, lifetime=INVITATION_HOLDS) -> str:
    return "/passwort/" + secret_for(person, LinkPurpose.PASSWORD, lifetime)


def sign_in_page(person) -> str:
    return "/mein/" + secret_for(person, LinkPurpose.SIGN_IN, SIGN_IN_LINK_HOLDS)


def ask(client, path, address):
    name = "link-address" if path == "/anmelden/link" else "address"
    return client.post(path, data={name: address})


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collects what the database is asked to do, without the values."""
    asked: list[str] = []
    with heard() as everything:
        yield asked
    # Savepoints are released for the one, rolled back for the other.
    asked += [statement for statement, _values in everything if "SAVEPOINT" not in statement]


def sessions() -> list[int]:
    return list(db.session.scalars(db.select(SignIn.person_id).where(SignIn.ended_at.is_(None))))


@pytest.mark.parametrize("path", ["/anmelden/link", "/passwort-vergessen"])
def test_the_answer_is_the_same_whether_an_address_is_known_or_not(client, path):
    addresses = [make_staff().address, make_person().address, "niemand@musterland.example"]

    answers = [ask(client, path, address) for address in addresses]

    assert len({(a.status_code, a.location, a.text) for a in answers}) == 1
    assert answers[0].status_code == 303
    assert "@" not in answers[0].location
    page = client.get(answers[0].location)
    assert "Wenn wir diese Adresse kennen" in page.text
    assert len(letters()) == 1


@pytest.mark.parametrize("path", ["/anmelden/link", "/passwort-vergessen"])
def test_the_same_work_is_done_for_an_unknown_address(client, path):
    known = make_staff().address if path == "/passwort-vergessen" else make_person().address

    with statements() as for_known:
        ask(client, path, known)
    with statements() as for_unknown:
        ask(client, path, "niemand@musterland.example")

    assert for_unknown == for_known
    assert sum("INSERT INTO outgoing_mail" in statement for statement in for_unknown) == 1


def test_an_incomplete_address_is_an_error_at_the_field(client):
    answer = ask(client, "/anmelden/link", "oma@")

    assert answer.status_code == 422
    assert 'value="oma@"' in answer.text
    assert "vollständig" in answer.text
    assert letters() == []


def test_a_double_click_sends_one_letter(client):
    citizen = make_person()
    for _ in range(2):
        client.post(
            "/anmelden/link",
            data={"link-address": citizen.address, "link-submission_key": "one-form-sent-twice"},
        )

    assert letters() == [("sign_in_link", citizen.address)]


def test_a_link_lets_a_citizen_in_by_a_button(client):
    citizen = make_person()
    path = sign_in_page(citizen)

    page = client.get(path)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    client.head(path)
    client.get(path)
    assert sessions() == []

    answer = client.post(path)
    assert (answer.status_code, answer.location) == (303, "/mein/")
    assert "Expires" in answer.headers["Set-Cookie"]
    assert sessions() == [citizen.id]
    assert "Möchten Sie sich auf diesem Gerät abmelden" in client.get("/abmelden").text


def test_a_link_lets_nobody_in_twice(app, client):
    path = sign_in_page(make_person())
    client.post(path)
    stranger = app.test_client()

    again = stranger.post(path)

    assert again.status_code == 404
    assert GONE in again.text
    assert GONE in stranger.get(path).text
    assert len(sessions()) == 1


def test_of_many_who_use_a_link_at_the_same_moment_one_gets_in(app):
    citizen = make_person()
    path = sign_in_page(citizen)
    browsers = [FlaskClient(app, app.response_class) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda browser: browser.post(path).status_code, browsers))

    assert sorted(answers)[0] == 303
    assert set(sorted(answers)[1:]) <= {404, 422}
    db.session.rollback()
    assert sessions() == [citizen.id]


@pytest.mark.parametrize("change", ["role", "off"])
def test_a_link_is_worthless_once_its_owner_is_staff_or_switched_off(client, change):
    citizen = make_person()
    path = sign_in_page(citizen)
    if change == "role":
        add_staff(citizen.address, name="Carla", roles=[Role.EDITOR], by=None)
    else:
        switch_off(citizen, by=None)
    db.session.commit()

    assert client.post(path).status_code == 404
    assert sessions() == []


def test_a_citizen_stays_signed_in_for_thirty_days(client):
    citizen = make_person()
    client.post(sign_in_page(citizen))

    for time_passed, is_in in [(CITIZEN_END - timedelta(hours=1), True), (CITIZEN_END, False)]:
        with time_machine.travel(now() + time_passed + timedelta(minutes=1), tick=False):
            page = client.get("/abmelden")
            assert ("Möchten Sie sich auf diesem Gerät abmelden" in page.text) is is_in


def test_a_link_opens_no_other_door(client):
    citizen, staff = make_person(), make_staff()
    for path in (
        sign_in_page(citizen).replace("/mein/", "/passwort/"),
        password_page(staff).replace("/passwort/", "/mein/"),
        "/passwort/" + "a" * 43,
        "/mein/" + "a" * 43,
        "/passwort/%F0%9F%9A%B2",
    ):
        answers = [
            client.get(path),
            client.post(path, data={"password": NEW, "password_again": NEW}),
        ]
        assert [(a.status_code, GONE in a.text) for a in answers] == [(404, True)] * 2
    assert sessions() == []
