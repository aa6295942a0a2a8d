"""Signing out, as a browser sees it."""

from leitsaetze.accounts.models import SignIn
from leitsaetze.extensions import db
from tests.accounts.makers import make_staff


def test_looking_at_the_page_signs_nobody_out(client):
    client.sign_in(make_staff())

    for _ in range(2):
        page = client.get("/abmelden")
        assert "Möchten Sie sich auf diesem Gerät abmelden" in page.text


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(client):
    client.sign_in(make_staff())
    with client.session_transaction() as cookie:
        copy = dict(cookie)

    answer = client.post("/abmelden")
    assert (answer.status_code, answer.location) == (303, "/abmelden")

    assert "Sie sind abgemeldet" in client.get("/abmelden").text
    with client.session_transaction() as cookie:
        cookie.update(copy)
    assert "Sie sind abgemeldet" in client.get("/abmelden").text
    assert db.session.scalars(db.select(SignIn.ended_at)).one() is not None


def test_signing_out_leaves_no_cookie_behind(client):
    client.sign_in(make_staff())
    client.post("/abmelden")

    assert client.get_cookie("leitsaetze") is None
    client.get("/abmelden")
    assert client.get_cookie("leitsaetze") is None


def test_signing_out_without_a_session_is_harmless(client):
    assert "Sie sind abgemeldet" in client.post("/abmelden").text
