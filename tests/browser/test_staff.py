"""A new colleague gets a letter, chooses a password, forgets it and chooses another."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.letters import PASSWORD_CHANGED, PASSWORD_LINK, STAFF_INVITATION
from tests.browser.people import send, sign_in
from tests.browser.scenes import both_ways

pytestmark = pytest.mark.browser

FIRST = "Regenschirm Lokomotive Pfefferminz"
SECOND = "Gießkanne Sternwarte Butterbrot"


@both_ways
def test_a_new_colleague_chooses_a_password_forgets_it_and_chooses_another(scene, new_colleague):
    page = scene.visitor()
    page.goto(scene.post.letter(new_colleague, STAFF_INVITATION).link("/passwort/"))
    choose(page, "kurz")
    expect(page.get_by_role("alert")).to_be_visible()
    choose(page, FIRST)
    sign_in(page, new_colleague, FIRST)
    expect(page.get_by_role("link", name="Moderation")).to_be_visible()
    assert scene.post.letter(new_colleague, PASSWORD_CHANGED)

    elsewhere = scene.visitor()
    elsewhere.goto("/anmelden")
    elsewhere.get_by_role("link", name="Passwort vergessen?").click()
    elsewhere.get_by_label("E-Mail-Adresse").fill(new_colleague)
    elsewhere.get_by_role("button", name="Link per E-Mail schicken").click()
    elsewhere.goto(scene.post.letter(new_colleague, PASSWORD_LINK).link("/passwort/"))
    choose(elsewhere, SECOND)
    sign_in(elsewhere, new_colleague, SECOND)
    expect(elsewhere.get_by_role("link", name="Moderation")).to_be_visible()
    page.goto("/moderation/")  # the new password ended the session of the old one
    expect(page.get_by_role("heading", name="Anmelden", exact=True)).to_be_visible()


@pytest.fixture
def new_colleague(scene) -> str:
    """The address of somebody who was just made a moderator."""
    address = scene.citizen().address
    scene.product.command(
        "add-staff", address, "--name", "Neu Hier", "--role", "moderator", "--mail"
    )
    return address


def choose(page: Page, password: str) -> None:
    """Fill in and send the form for a new password."""
    for label in ("Neues Passwort", "Passwort wiederholen"):
        page.get_by_label(label).fill(password)
    send(page, page.get_by_role("button", name="Passwort speichern"))
