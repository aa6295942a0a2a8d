"""One's own account: language, password, sessions; what is kept of a device."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.devices import LONGEST, device_family
from leitsaetze.accounts.models import Credential, SignIn
from leitsaetze.accounts.passwords import matches
from leitsaetze.accounts.rules import End
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from tests.accounts.makers import PASSWORD, letters, make_staff
from tests.factories import make_person

NEW = "drei Dinge, die niemand rät"
CHANGE = {"present": PASSWORD, "password": NEW, "password_again": NEW}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
AGENTS = {
    FIREFOX: "Firefox/Linux",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0": (
        "Edge/Windows"
    ),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15": "Safari/macOS",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile/15E148 Safari/604.1": (
        "Safari/iOS"
    ),
    "Mozilla/5.0 (Linux; Android 10; K) Chrome/139.0 Mobile Safari/537.36": "Chrome/Android",
    "Wget/1.21": "",
    "": "",
}


def sessions() -> list[SignIn]:
    return list(db.session.scalars(db.select(SignIn).order_by(SignIn.id)))


def test_of_a_device_only_its_family_is_kept():
    assert {agent: device_family(agent) for agent in AGENTS} == AGENTS
    assert len(device_family(" ".join(AGENTS) * 9)) <= LONGEST


def test_signing_in_keeps_the_family_and_no_network(client):
    person = make_staff()
    data = {"address": person.address, "password": PASSWORD}
    client.post("/anmelden", data=data, headers={"User-Agent": FIREFOX})

    (session,) = sessions()
    assert session.device == "Firefox/Linux"
    assert "127.0.0.1" not in repr(vars(session))


@pytest.mark.parametrize(("make", "every"), [(make_staff, 60), (make_person, 86_400)])
def test_use_is_noted_rarely(client, make, every):
    client.sign_in(make())
    begun = now()

    for seconds in (every // 2, every + 1, every + 2, every + 3):
        with time_machine.travel(begun + timedelta(seconds=seconds), tick=False):
            client.get("/mein/konto/")

    assert sessions()[0].last_seen_at == begun + timedelta(seconds=every + 1)


def test_the_password_changes_only_for_who_knows_the_present_one(client):
    person = make_staff()
    client.sign_in(person)

    wrong = client.post("/mein/konto/passwort", data=CHANGE | {"present": "geraten"})
    assert wrong.status_code == 422
    assert "nicht Ihr jetziges Passwort" in wrong.text
    right = client.post("/mein/konto/passwort", data=CHANGE)

    assert right.status_code == 303
    assert matches(db.session.get(Credential, person.id).password_hash, NEW)


def test_a_new_password_ends_all_other_sessions_and_tells_the_owner(app, client):
    person = make_staff()
    other = app.test_client().sign_in(person)
    client.sign_in(person)

    client.post("/mein/konto/passwort", data=CHANGE)

    assert client.get("/mein/konto/").status_code == 200
    assert other.get("/mein/konto/").status_code == 303
    assert [session.ended_how for session in sessions()] == [End.NEW_PASSWORD, None]
    assert letters() == [("password_changed", person.address)]
    assert "Auf allen anderen Geräten" in db.session.scalars(db.select(OutgoingMail)).one().text


def test_a_password_form_sent_twice_changes_once(client):
    client.sign_in(make_staff())
    form = CHANGE | {"submission_key": "einmal-und-nie-wieder"}

    answers = [client.post("/mein/konto/passwort", data=form).status_code for _ in range(2)]

    assert (answers, len(letters())) == ([303, 303], 1)


def test_guessing_the_present_password_is_slowed_down(client):
    client.sign_in(make_staff())
    guess = CHANGE | {"present": "geraten"}

    answers = [client.post("/mein/konto/passwort", data=guess).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert client.post("/mein/konto/passwort", data=CHANGE).status_code == 429


def test_citizens_have_a_language_and_sessions_and_no_password(client):
    person = make_person()
    client.sign_in(person)

    page = client.get("/mein/konto/").text
    assert "diese Sitzung" in page
    assert "Passwort" not in page
    assert client.get("/mein/konto/passwort").status_code == 403
    assert client.post("/mein/konto/", data={"locale": "en"}).status_code == 303
    assert client.post("/mein/konto/", data={"locale": "tlh"}).status_code == 422

    db.session.refresh(person)
    assert person.locale == "en"


@pytest.mark.parametrize(
    ("which", "left"), [("andere", [0, 1, 0]), ("alle", [0, 0, 0]), ("1", [0, 1, 1])]
)
def test_sessions_end_one_by_one_or_together(app, client, which, left):
    person = make_person()
    browsers = [app.test_client(), client, app.test_client()]
    for browser in browsers:
        browser.sign_in(person)
    number = str(sessions()[0].id) if which == "1" else which

    answer = client.post("/mein/konto/sitzungen", data={"sitzung": number})

    assert answer.location == ("/abmelden" if which == "alle" else "/mein/konto/#sitzungen")
    assert [int(b.get("/mein/konto/").status_code == 200) for b in browsers] == left


def test_nobody_ends_the_session_of_somebody_else(app, client):
    app.test_client().sign_in(make_person())
    client.sign_in(make_person())
    foreign = sessions()[0].id

    for number in (str(foreign), "0", "x", ""):
        client.post("/mein/konto/sitzungen", data={"sitzung": number})

    assert [session.ended_at for session in sessions()] == [None, None]


def test_the_address_of_the_account_is_no_secret_link(client):
    assert client.get("/mein/konto").location in {"/mein/konto/", "/anmelden?weiter=/mein/konto/"}
