"""Choosing a password behind a link, as a browser sees it."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.credentials import prove
from leitsaetze.accounts.models import SignIn
from leitsaetze.accounts.rules import INVITATION_HOLDS, PASSWORD_LINK_HOLDS, LinkPurpose
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import PASSWORD, letters, make_staff, secret_for

NEW = "ein ganz anderes Passwort"
GONE = "Dieser Link gilt nicht mehr"


def password_page(person, lifetime=INVITATION_HOLDS) -> str:
    return "/passwort/" + secret_for(person, LinkPurpose.PASSWORD, lifetime)


def choose(client, path, password=NEW, again=None):
    return client.post(path, data={"password": password, "password_again": again or password})


def sessions() -> list[int]:
    return list(db.session.scalars(db.select(SignIn.person_id).where(SignIn.ended_at.is_(None))))


def test_a_link_leads_to_a_password_and_changes_nothing_by_being_opened(client):
    person = make_staff()
    path = password_page(person)

    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert 'autocomplete="new-password"' in page.text
    assert person.address in page.text
    assert db.session.scalars(db.select(AccessLink.used_at)).one() is None

    answer = choose(client, path)
    assert (answer.status_code, answer.location) == (303, "/anmelden")
    assert "Ihr Passwort ist gespeichert" in client.get("/anmelden").text
    assert prove(person.address, NEW).person_id == person.id
    assert prove(person.address, PASSWORD) is None
    assert letters() == [("password_changed", person.address)]


def test_a_link_chooses_one_password(client):
    person = make_staff()
    path = password_page(person)
    choose(client, path)

    again = choose(client, path, "noch ein ganz anderes")

    assert again.status_code == 404
    assert GONE in again.text
    assert prove(person.address, NEW) is not None


def test_a_new_password_signs_out_every_device(app, client):
    person = make_staff()
    thief = app.test_client().sign_in(person)

    choose(client, password_page(person))

    assert sessions() == []
    assert "Sie sind abgemeldet" in thief.get("/abmelden").text


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("kurz", "kurz", "mindestens 12 Zeichen"),
        ("Passwort1234!", "Passwort1234!", "zu leicht zu erraten"),
        ("Moni-Muster-2026", "Moni-Muster-2026", "zu leicht zu erraten"),
        (NEW, NEW + "!", "stimmen nicht überein"),
        ("", "", "Bitte geben Sie ein Passwort ein"),
        ("wortreich " * 21, "wortreich " * 21, "höchstens 200 Zeichen"),
    ],
)
def test_a_refused_password_leaves_link_and_old_password_as_they_are(
    client, password, again, sentence
):
    person = make_staff()
    path = password_page(person)

    answer = client.post(path, data={"password": password, "password_again": again})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not password or f'value="{password}"' not in answer.text
    assert prove(person.address, PASSWORD) is not None
    assert choose(client, path).status_code == 303


def test_a_link_holds_for_its_time_only(client):
    path = password_page(make_staff(), PASSWORD_LINK_HOLDS)

    with time_machine.travel(now() + PASSWORD_LINK_HOLDS - timedelta(minutes=1)):
        assert client.get(path).status_code == 200
    with time_machine.travel(now() + PASSWORD_LINK_HOLDS):
        assert client.get(path).status_code == 404
        assert choose(client, path).status_code == 404
