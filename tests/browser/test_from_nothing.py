"""A county begins: an empty database, one link, and at the end an open dialogue."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leitsaetze import clock
from tests.browser.letters import STAFF_INVITATION
from tests.browser.people import choose_password, fill_in_password, invite, send
from tests.browser.product import Product
from tests.browser.scenes import Scene
from tests.editing.papers import WORD

pytestmark = pytest.mark.browser

COUNTY = {
    "Name des Landkreises": "Landkreis Musterland",
    "Postanschrift": "Am Markt 1\n12345 Musterstadt",
    "E-Mail-Adresse": "beteiligung@musterland.example",
    "Telefonnummer": "01234 567-0",
    "Wer den Landkreis vertritt": "Landrätin Petra Muster",
}


@pytest.mark.parametrize("way", [("sqlite", True), ("postgresql", False)], ids=str)
def test_from_an_empty_database_to_an_open_dialogue_in_the_browser(scene):
    boss = first_administrator(scene)
    fill_in_settings(boss)
    jana = colleague(scene, boss, "jana", "Jana Muster", "Moderation")
    colleague(scene, boss, "oemer", "Ömer Muster", "Moderation")
    kirsten = colleague(scene, boss, "kirsten", "Kirsten Muster", "Redaktion")

    found_dialogue(kirsten)
    paste(kirsten)
    tell_who_answers(kirsten)
    kirsten.get_by_role("link", name="Checkliste und veröffentlichen").click()
    expect(kirsten.locator(".checklist").get_by_text("offen", exact=True)).to_have_count(0)
    send(kirsten, kirsten.get_by_role("button", name="Dialog veröffentlichen"))
    expect(kirsten.get_by_text("Der Dialog ist veröffentlicht.")).to_be_visible()

    reader = scene.visitor()
    reader.goto("/")
    expect(reader.get_by_role("heading", level=1, name="Digitale Leitsätze")).to_be_visible()
    reader.get_by_role("link", name="Zu den 15 Leitsätzen").click()
    expect(reader.get_by_text("Offen bis")).to_be_visible()
    assert reader.locator(".principles li").count() == 15
    reader.locator(".principles a").nth(6).click()
    expect(reader.get_by_role("link", name="Kommentar schreiben").first).to_be_visible()
    jana.goto("/moderation/")
    expect(jana.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture
def product_on(tmp_path_factory, new_postgres, post):
    """A product of its own in which there is nothing yet."""
    made = []

    def make(kind: str) -> Product:
        product = Product(
            tmp_path_factory.mktemp("nothing"),
            prepared=lambda product: product.command("prepare"),
            DATABASE_URL=new_postgres("nothing") if kind == "postgresql" else "",
            SMTP_HOST="127.0.0.1",
            SMTP_PORT=post.server.port,
            SMTP_TLS="none",
        )
        made.append(product)
        return product

    yield make
    for product in made:
        product.stop()


def first_administrator(scene: Scene) -> Page:
    """The one thing that is done at the server: the link for the first administrator."""
    address = "petra@musterland.example"
    words = "add-staff", address, "--name", "Petra Muster", "--role", "administrator"
    page = scene.visitor()
    page.goto(scene.product.command(*words).split()[-1])
    choose_password(page)
    fill_in_password(page, address)
    return page


def fill_in_settings(page: Page) -> None:
    """Enter who the county is and which law holds there."""
    page.goto("/verwaltung/einstellungen/")
    page.get_by_role("link", name="Name und Kontakt").click()
    for label, words in COUNTY.items():
        page.get_by_label(label, exact=True).fill(words)
    save(page)
    page.goto("/verwaltung/einstellungen/")
    page.get_by_role("link", name="Land und Recht").click()
    page.get_by_label("Land", exact=True).select_option("Nordrhein-Westfalen")
    page.get_by_label("E-Mail-Adresse der").fill("datenschutz@musterland.example")
    save(page)


def colleague(scene: Scene, boss: Page, key: str, name: str, role: str) -> Page:
    """Let an administrator invite somebody, who chooses a password and signs in."""
    address = f"{key}-{scene.product.settings['PORT']}@musterland.example"
    invite(boss, address, name, role)
    page = scene.visitor()
    page.goto(scene.post.letter(address, STAFF_INVITATION).link("/passwort/"))
    choose_password(page)
    fill_in_password(page, address)
    return page


def found_dialogue(page: Page) -> None:
    """Begin a dialogue that is open from today on."""
    today = clock.today("Europe/Berlin")
    page.goto("/redaktion/")
    page.get_by_role("link", name="Neuer Dialog").click()
    page.get_by_label("Titel").fill("Digitale Leitsätze")
    page.get_by_label("Kommentieren ab: Tag").fill(str(today))
    page.get_by_label("letzter Tag").fill(str(today + timedelta(days=20)))
    send(page, page.get_by_role("button", name="Dialog anlegen"))


def paste(page: Page) -> None:
    """Take the text of a word processor over as drafts."""
    page.get_by_role("link", name="Ganzen Text einfügen").click()
    page.get_by_label("Ihr Text").fill(WORD)
    send(page, page.get_by_role("button", name="Text durchsehen lassen"))
    send(page, page.get_by_role("button", name="Als Entwürfe übernehmen").last)
    expect(page.get_by_text("15 Entwürfe")).to_be_visible()


def tell_who_answers(page: Page) -> None:
    """Fill in what the checklist still asks for about the dialogue itself."""
    page.get_by_role("link", name="Angaben bearbeiten").click()
    page.get_by_label("Telefon", exact=True).fill("01234 567-89")
    page.get_by_label("Verantwortlich für die Moderation").select_option("Jana Muster")
    page.get_by_label("Vertretung").select_option("Ömer Muster")
    page.get_by_label("Zweite Person: Name").fill("Ruth Muster")
    page.get_by_label("Zweite Person: E-Mail-Adresse").fill("ruth@musterland.example")
    save(page)


def save(page: Page) -> None:
    """Press the button that saves and see that it did."""
    send(page, page.get_by_role("button", name="Speichern", exact=True))
    expect(page.get_by_role("status").get_by_text(re.compile("[Gg]espeichert"))).to_be_visible()
