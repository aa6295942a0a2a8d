"""Signing in with a password, and out, as a browser sees it."""

import time
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher

from leitsaetze.accounts.actions import switch_off
from leitsaetze.accounts.forms import SignInForm
from leitsaetze.accounts.models import Credential, SignIn
from leitsaetze.accounts.rules import Role
from leitsaetze.extensions import db
from tests.accounts.makers import PASSWORD, forms_of, make_staff
from tests.factories import make_person, saved

WRONG = "passen nicht zusammen"


def sign_in(client, address, password=PASSWORD, network="203.0.113.7", **more):
    return client.post(
        "/anmelden",
        data={"address": address, "password": password} | more,
        environ_base={"REMOTE_ADDR": network},
    )


def where(response) -> str:
    """The place a response leads to, asserted to be on this site."""
    target = urlsplit(response.location)
    assert (response.status_code, target.scheme, target.netloc) == (303, "", "")
    return response.location


def is_in(client) -> bool:
    return "Möchten Sie sich auf diesem Gerät abmelden" in client.get("/abmelden").text


def test_staff_sign_in_with_their_password(client):
    person = make_staff(Role.MODERATOR, Role.EDITOR)

    response = sign_in(client, person.address)

    assert where(response) == "/moderation/"
    assert is_in(client)
    assert db.session.scalars(db.select(SignIn.person_id)).all() == [person.id]


@pytest.mark.parametrize(
    ("role", "desk"), [(Role.EDITOR, "/redaktion/"), (Role.ADMINISTRATOR, "/verwaltung/")]
)
def test_who_is_no_moderator_is_led_to_their_own_desk(client, role, desk):
    assert where(sign_in(client, make_staff(role).address)) == desk


def test_the_sign_in_page_has_a_part_for_everybody(client):
    page = client.get("/anmelden?weiter=/mein/")

    assert page.headers["Cache-Control"] == "no-store"
    assert {"/anmelden", "/anmelden/link"} == set(forms_of(page.text))
    assert ("weiter", "/mein/") in forms_of(page.text)["/anmelden"]
    assert page.text.count('id="address"') == page.text.count('id="link-address"') == 1


def test_the_part_somebody_probably_needs_stands_first(client):
    def first(address):
        return next(iter(forms_of(client.get(address).text)))

    assert first("/anmelden?weiter=/mein/") == "/anmelden/link"
    assert first("/anmelden?weiter=/moderation/") == first("/anmelden") == "/anmelden"


@pytest.mark.parametrize("known", [True, False])
def test_the_answer_is_the_same_whether_an_address_is_known_or_not(client, known):
    address = make_staff().address if known else "niemand@musterland.example"

    response = sign_in(client, address, "falsch geraten")

    assert response.status_code == 422
    assert response.text.count(WRONG) == 1
    assert "falsch geraten" not in response.text
    assert not is_in(client)
    assert db.session.scalars(db.select(SignIn.id)).all() == []


def test_a_citizen_or_somebody_switched_off_cannot_sign_in_with_a_password(client):
    citizen, off = make_person(), make_staff()
    saved(Credential(person_id=citizen.id, password_hash=PasswordHasher().hash(PASSWORD)))
    switch_off(off, by=None)
    db.session.commit()

    assert WRONG in sign_in(client, citizen.address).text
    assert WRONG in sign_in(client, off.address).text


def test_both_fields_are_needed(client):
    response = sign_in(client, "", "")

    assert response.status_code == 422
    assert "Bitte geben Sie Ihre E-Mail-Adresse an." in response.text
    assert "Bitte geben Sie Ihr Passwort ein." in response.text


def test_after_five_wrong_tries_an_account_rests_for_this_network_only(client):
    person, other = make_staff(), make_staff()
    for _ in range(5):
        assert sign_in(client, person.address, "falsch geraten").status_code == 422

    refused = sign_in(client, person.address.upper())
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "zu viele Versuche" in refused.text
    assert sign_in(client, other.address, "falsch geraten").status_code == 422
    assert where(sign_in(client, person.address, network="198.51.100.4")) == "/moderation/"


def test_an_unknown_address_rests_as_well(client):
    answers = [sign_in(client, "niemand@musterland.example").status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


def test_a_right_password_makes_earlier_tries_forgotten(client):
    person = make_staff()
    for _ in range(3):
        for _ in range(4):
            sign_in(client, person.address, "falsch geraten")
        assert where(sign_in(client, person.address)) == "/moderation/"


def test_one_network_has_only_so_many_tries_with_all_accounts_together(client, monkeypatch):
    monkeypatch.setattr(SignInForm, "limits", "3 per minute")

    answers = [sign_in(client, f"n{n}@musterland.example", "x").status_code for n in range(4)]

    assert answers == [422] * 3 + [429]


def test_an_unknown_address_takes_as_long_as_a_wrong_password(client):
    durations = {make_staff().address: [], "niemand@musterland.example": []}
    for _ in range(3):
        for address, measured in durations.items():
            start = time.thread_time()
            sign_in(client, address, "falsch geraten")
            measured.append(time.thread_time() - start)

    known, unknown = (min(measured) for measured in durations.values())
    assert unknown > known / 2


def test_every_sign_in_gets_a_new_session_and_ends_the_one_before(client):
    person = make_staff()
    sign_in(client, person.address)
    with client.session_transaction() as cookie:
        first = dict(cookie)
    sign_in(client, person.address)
    with client.session_transaction() as cookie:
        second = dict(cookie)

    assert first["_user_id"] != second["_user_id"]
    ended = [row is not None for row in db.session.scalars(db.select(SignIn.ended_at))]
    assert sorted(ended) == [False, True]


def test_a_planted_session_is_not_taken_over(client):
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "planted"
        cookie["planted"] = "something"
    sign_in(client, make_staff().address)

    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != "planted"
        assert "planted" not in cookie


def test_after_signing_in_only_pages_of_this_site_are_targets(client):
    person = make_staff()
    foreign = ["//evil.example/", "/\\evil.example/", "/\t/evil.example/", "https://evil.example/"]
    for target in ["/moderation/?reiter=neu", "/abmelden", "", *foreign]:
        kept = target if target.startswith("/moderation/") else ""
        page = client.get("/anmelden", query_string={"weiter": target}).text

        assert ("weiter", kept) in forms_of(page)["/anmelden"]
        assert where(sign_in(client, person.address, weiter=target)) == (kept or "/moderation/")


def test_the_cookie_is_out_of_reach_of_scripts_and_ends_with_the_window_for_staff(client):
    response = sign_in(client, make_staff().address)

    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_signing_in_needs_the_token_of_the_form(csrf_app):
    person = make_staff()
    client = csrf_app.test_client()

    refused = sign_in(client, person.address)
    token = dict(forms_of(refused.text)["/anmelden"])["csrf_token"]

    assert refused.status_code == 400
    assert not is_in(client)
    assert where(sign_in(client, person.address, csrf_token=token)) == "/moderation/"


def test_whoever_is_signed_in_is_told_so(client):
    client.sign_in(make_staff())

    assert "Sie sind bereits angemeldet" in client.get("/anmelden").text
