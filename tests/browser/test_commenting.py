"""A citizen comments, confirms, follows the comment, and takes it back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.letters import CONFIRM, NEWS, SIGN_IN
from tests.browser.people import take_time
from tests.browser.scenes import both_ways, every_way

pytestmark = pytest.mark.browser

PRINCIPLE = "/dialoge/unterwegs/leitsaetze/1/"
WORDS = "Guten Tag,\n\nam 20. Mai um 17 Uhr fuhr kein #Bus – schade! 🚌\n\nFrieda"
MISSING = "Bitte geben Sie einen Namen an. Ein Fantasiename genügt."


@every_way
def test_a_comment_is_confirmed_elsewhere_and_found_by_its_receipt(scene):
    citizen, page = scene.citizen(), scene.visitor()
    page.goto(PRINCIPLE)
    page.get_by_role("link", name="Kommentar schreiben").first.click()
    take_time(page)

    # Something is missing: it is said above and at the field, and everything typed is kept.
    page.get_by_label("Ihr Kommentar").fill(WORDS)
    page.get_by_label("E-Mail-Adresse").fill(citizen.address)
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_role("alert")).to_contain_text(MISSING)
    expect(page.get_by_label("Ihr Name")).to_have_accessible_description(re.compile(MISSING))
    expect(page.get_by_label("Ihr Kommentar")).to_have_value(WORDS)
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value(citizen.address)

    # The preview shows it as others will see it.
    page.get_by_label("Ihr Name").fill(citizen.name)
    page.get_by_role("button", name="Vorschau").click()
    preview = page.get_by_role("region", name="Vorschau")
    expect(preview).to_contain_text("am 20. Mai um 17 Uhr fuhr kein #Bus – schade! 🚌")
    expect(preview.locator(".comment-text p")).to_have_count(3)
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_text("Jetzt fehlt noch ein Klick")).to_be_visible()
    number = page.locator(".receipt-number").inner_text()

    # Another browser opens the link; looking alone confirms nothing.
    letter = scene.post.letter(citizen.address, CONFIRM)
    assert number.replace(" ", "") in letter.text
    elsewhere = scene.visitor()
    elsewhere.goto(letter.link("/bestaetigen/"))
    page.reload()
    expect(page.get_by_text("Jetzt fehlt noch ein Klick")).to_be_visible()
    elsewhere.get_by_role("button", name="Ja, das ist mein Kommentar").click()
    expect(elsewhere.get_by_role("heading", name="Ihr Kommentar ist bestätigt")).to_be_visible()

    # The receipt says that it waits, with and without the link to it; nobody else can read it.
    page.reload()
    expect(page.get_by_text("Die Moderation liest Ihren Kommentar")).to_be_visible()
    page.get_by_role("link", name="Mein Beleg").first.click()
    page.get_by_label("Belegnummer").fill(number.lower())
    page.get_by_role("button", name="Nachsehen").click()
    expect(page.get_by_text("Die Moderation hat ihn noch nicht gelesen.")).to_be_visible()
    page.goto(PRINCIPLE)
    expect(page.get_by_text(citizen.name)).to_have_count(0)
    assert scene.post.subjects(citizen.address) == [CONFIRM]


@both_ways
def test_a_citizen_signs_in_by_letter_and_withdraws_a_comment(scene):
    citizen, page = scene.citizen(), scene.visitor()
    comment_id = scene.comment_of(citizen, published=True)
    page.goto("/mein/")
    citizens = page.get_by_role("region", name="Bürgerinnen und Bürger")
    citizens.get_by_label("E-Mail-Adresse").fill(citizen.address)
    citizens.get_by_role("button", name="Link per E-Mail schicken").click()
    expect(page.get_by_role("heading", name="Schauen Sie in Ihr Postfach")).to_be_visible()

    page.goto(scene.post.letter(citizen.address, SIGN_IN).link("/mein/"))
    page.get_by_role("button", name="Jetzt anmelden").click()
    expect(page.get_by_text(f"Angemeldet als {citizen.address}")).to_be_visible()
    page.get_by_role("link", name="Zurückziehen").click()
    page.get_by_role("button", name="Zurückziehen").click()
    expect(page.get_by_text("Ihr Kommentar ist zurückgezogen.")).to_be_visible()

    reader = scene.visitor()
    reader.goto(f"/kommentare/{comment_id}")
    expect(
        reader.get_by_text("von der Verfasserin oder dem Verfasser zurückgezogen")
    ).to_be_visible()
    expect(reader.get_by_text(citizen.name)).to_have_count(0)
    assert NEWS not in scene.post.subjects(citizen.address)
