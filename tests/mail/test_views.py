"""The pages of the mail room as a browser sees them."""

from datetime import timedelta

import pytest

from leitsaetze.accounts.rules import Role
from leitsaetze.clock import moved_to, now
from leitsaetze.extensions import db
from leitsaetze.mail import actions
from leitsaetze.mail.models import BlockedAddress
from leitsaetze.mail.rules import BLOCK_LINK_LIFETIME, MailState
from leitsaetze.site.actions import secret_of
from tests.factories import make_person
from tests.mail.servers import make_letter

pytestmark = pytest.mark.usefixtures("templates")
ADDRESS = "eva.muster@musterland.example"


@pytest.fixture
def staff(client):
    return client.sign_in(make_person(Role.EDITOR))


@pytest.fixture
def block_page(app) -> str:
    link, path = actions.block_link(ADDRESS)
    db.session.commit()
    return path.format(secret_of(link))


def make_trouble(state: MailState, code: str):
    letter = make_letter(words="Hallo")
    letter.state, letter.last_error = state, code
    db.session.commit()
    return letter


def test_with_nothing_to_do_the_page_says_so(staff):
    page = staff.get("/moderation/post/")

    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Kein Brief wartet auf den Versand." in page.text
    assert "Hier ist nichts zu tun." in page.text


def test_staff_see_what_failed_and_why(staff):
    failed = make_trouble(MailState.FAILED, "550")
    unclear = make_trouble(MailState.UNCLEAR, "interrupted")

    page = staff.get("/moderation/post/").text

    assert page.count("Ein fester Betreff") == 2
    assert failed.address in page
    assert unclear.address in page
    assert "Diese Adresse gibt es nicht" in page
    assert "Vielleicht ist der Brief angekommen." in page


def test_staff_see_how_many_letters_wait_since_when_and_why(staff):
    with moved_to(now() - timedelta(days=1)):
        make_letter(words="Hallo")
    make_trouble(MailState.WAITING, "connection refused")
    make_trouble(MailState.SENT, "")

    page = staff.get("/moderation/post/").text

    assert "2 Briefe warten auf den Versand, der älteste seit" in page
    assert "Der Mailserver nimmt keine Verbindung an." in page


@pytest.mark.parametrize(
    ("choice", "state", "words"),
    [
        ("resend", MailState.WAITING, "Der Brief geht noch einmal hinaus."),
        ("tick_off", MailState.CLOSED, "Der Brief ist als erledigt vermerkt."),
    ],
)
def test_one_click_looks_after_a_letter(staff, choice, state, words):
    letter = make_trouble(MailState.FAILED, "550")

    answer = staff.post("/moderation/post/", data={"choice": f"{choice}:{letter.id}"})

    assert (answer.status_code, answer.location) == (303, "/moderation/post/")
    assert letter.state is state
    page = staff.get("/moderation/post/").text
    assert words in page
    assert "Hier ist nichts zu tun." in page


def test_a_colleague_who_comes_second_is_told(staff):
    letter = make_trouble(MailState.SENT, "")

    answer = staff.post("/moderation/post/", data={"choice": f"resend:{letter.id}"})

    assert answer.status_code == 422
    assert "Das ist in diesem Zustand nicht möglich." in answer.text
    assert letter.state is MailState.SENT


@pytest.mark.parametrize(
    ("choice", "status"),
    [("", 422), ("claim:1", 422), ("resend:x", 422), ("resend:999999999", 404)],
)
def test_crooked_choices_do_nothing(staff, choice, status):
    letter = make_trouble(MailState.FAILED, "550")

    assert staff.post("/moderation/post/", data={"choice": choice}).status_code == status
    assert letter.state is MailState.FAILED


def test_nobody_else_sees_addresses_or_sends_letters(app, client):
    letter = make_trouble(MailState.FAILED, "550")
    data = {"choice": f"resend:{letter.id}"}
    citizen = app.test_client().sign_in(make_person())

    assert client.get("/moderation/post/").status_code == 303
    assert client.post("/moderation/post/", data=data).status_code in {303, 401}
    assert citizen.get("/moderation/post/").status_code == 403
    assert citizen.post("/moderation/post/", data=data).status_code == 403
    assert letter.state is MailState.FAILED


def test_reading_the_link_of_a_letter_changes_nothing(client, block_page):
    for ask in (client.get, client.head):
        page = ask(block_page)
        assert page.status_code == 200
        assert page.headers["Referrer-Policy"] == "no-referrer"

    assert not actions.is_blocked(ADDRESS)


def test_one_click_blocks_further_letters_and_another_allows_them(client, block_page):
    blocked = client.post(block_page, data={"wish": "block"}, follow_redirects=True)

    assert "Sie bekommen keine E-Mails mehr von uns" in blocked.text
    assert actions.is_blocked(ADDRESS)
    assert "Sie bekommen keine E-Mails mehr von uns" in client.get(block_page).text

    allowed = client.post(block_page, data={"wish": "unblock"}, follow_redirects=True)

    assert "Keine E-Mails mehr bekommen?" in allowed.text
    assert not actions.is_blocked(ADDRESS)


def test_a_crooked_wish_is_refused(client, block_page):
    assert client.post(block_page, data={"wish": "alle"}).status_code == 422
    assert db.session.scalars(db.select(BlockedAddress)).all() == []


def test_the_page_never_shows_the_address(client, block_page):
    page = client.post(block_page, data={"wish": "block"}, follow_redirects=True)

    assert ADDRESS not in page.text


def test_an_old_link_says_so(client, block_page):
    with moved_to(now() + BLOCK_LINK_LIFETIME):
        answers = [client.get(block_page), client.post(block_page, data={"wish": "block"})]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "Dieser Link gilt nicht mehr" in answers[0].text
    assert not actions.is_blocked(ADDRESS)


def test_an_unknown_link_gets_a_friendly_page(client):
    answer = client.get("/abbestellen/unbekannt")

    assert answer.status_code == 404
    assert "Diesen Link kennen wir nicht" in answer.text


def test_a_form_from_elsewhere_blocks_nothing(csrf_app, block_page):
    answer = csrf_app.test_client().post(block_page, data={"wish": "block"})

    assert answer.status_code == 400
    assert not actions.is_blocked(ADDRESS)
