"""Two administrators at one text; words that outlive a closed window; a colour and a logo."""

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.accounts.actions import add_staff
from leitsaetze.accounts.models import Credential
from leitsaetze.accounts.passwords import hashed
from leitsaetze.accounts.queries import person_with
from leitsaetze.accounts.rules import Role
from leitsaetze.extensions import db
from leitsaetze.site import queries
from tests.browser.people import PASSWORD, send, sign_in
from tests.browser.scenes import SCRIPTS, Scene, both_ways
from tests.site.makers import svg

pytestmark = pytest.mark.browser

IMPRESSUM = "/verwaltung/texte/impressum/"
LOOKS = "/verwaltung/einstellungen/erscheinungsbild"
COLOUR_OF_LINK = "it => getComputedStyle(it).color"


def administrator(scene: Scene, name: str) -> Page:
    """A browser in which an administrator is signed in."""
    address = f"{name.lower()}@musterland.example"
    with scene.product.behind_the_scenes():
        if db.session.scalar(person_with(address)) is None:
            person = add_staff(address, name=name, roles=[Role.ADMINISTRATOR], by=None)
            db.session.add(Credential(person_id=person.id, password_hash=hashed(PASSWORD)))
    page = scene.visitor()
    sign_in(page, address)
    return page


def version_of(scene: Scene, slug: str) -> int:
    with scene.product.back_door.app_context():
        return db.session.scalar(queries.text_version(slug))


def publish(page: Page, words: str, note: str) -> None:
    """Fill in the form of a text and publish it."""
    page.get_by_role("textbox", name="Text").fill(words)
    page.get_by_label("Was wurde geändert?").fill(note)
    send(page, page.get_by_role("button", name="Als Fassung"))


@both_ways
def test_of_two_administrators_at_one_text_nobody_loses_a_word(scene):
    pawel, petra = administrator(scene, "Pawel"), administrator(scene, "Petra")
    pawel.goto(IMPRESSUM)
    petra.goto(IMPRESSUM)
    before = version_of(scene, "impressum")

    publish(pawel, "Von Pawel, {{county}}", "Pawels Satz")
    publish(petra, "Von Petra, {{county}}", "Petras Satz")

    expect(petra.get_by_role("alert")).to_contain_text("Inzwischen hat jemand anderes")
    expect(petra.get_by_role("textbox", name="Text")).to_have_value("Von Petra, {{county}}")
    expect(petra.locator("main")).to_contain_text("Von Pawel, {{county}}")
    reader = scene.visitor()
    reader.goto("/impressum")
    expect(reader.locator("main")).to_contain_text("Von Pawel, Landkreis")
    send(petra, petra.get_by_role("button", name="Als Fassung"))
    reader.reload()
    expect(reader.locator("main")).to_contain_text("Von Petra, Landkreis")
    petra.get_by_role("link", name=f"Fassung {before + 1}", exact=True).click()
    expect(petra.locator("main")).to_contain_text("Pawels Satz")


@pytest.mark.parametrize("way", [SCRIPTS])
def test_what_is_typed_into_the_rules_is_there_again_after_the_window_closed(scene):
    page = administrator(scene, "Pawel")
    page.goto("/verwaltung/regeln/")
    send(page, page.get_by_role("button", name="Weitere Regel"))
    new = page.get_by_role("group", name="neu")
    new.get_by_label("Überschrift").fill("Kurz und klar")
    expect(page.get_by_text("Zwischenstand gesichert")).to_be_visible()
    page.close()

    again = administrator(scene, "Pawel")
    again.goto("/verwaltung/regeln/")

    expect(again.get_by_text("Hier steht Ihr Zwischenstand")).to_be_visible()
    kept = again.get_by_role("group", name="neu").get_by_label("Überschrift")
    expect(kept).to_have_value("Kurz und klar")
    send(again, again.get_by_role("button", name="Zwischenstand verwerfen"))
    expect(again.get_by_role("group", name="neu")).to_have_count(0)


@both_ways
def test_a_colour_nobody_could_read_is_refused_and_its_neighbour_is_on_every_page(scene):
    page, reader = administrator(scene, "Pawel"), scene.visitor()
    page.goto(LOOKS)
    colour = page.locator("#accent")
    colour.fill("#ffcc00")
    send(page, page.get_by_role("button", name="Speichern"))
    expect(page.get_by_role("alert")).to_contain_text("#836808")

    colour.fill("#836808")
    page.locator("#upload").set_input_files(
        {"name": "wappen.svg", "mimeType": "image/svg+xml", "buffer": svg()}
    )
    page.get_by_label("Was auf dem Logo").fill("Wappen")
    send(page, page.get_by_role("button", name="Vorschau"))
    expect(page.locator(".sample img").first).to_be_visible()
    reader.goto("/")
    expect(reader.get_by_role("img", name="Wappen")).to_have_count(0)
    send(page, page.get_by_role("button", name="Speichern"))
    reader.reload()

    logo = reader.get_by_role("img", name="Wappen")
    assert logo.evaluate("it => it.naturalWidth") > 0
    link = reader.get_by_role("link", name="Impressum")
    assert link.evaluate(COLOUR_OF_LINK) == "rgb(131, 104, 8)"
    reader.emulate_media(color_scheme="dark")
    assert link.evaluate(COLOUR_OF_LINK) != "rgb(131, 104, 8)"
    page.goto(LOOKS)
    page.locator("#accent").fill("")
    page.get_by_label("Logo entfernen").check()
    send(page, page.get_by_role("button", name="Speichern"))
    reader.reload()
    expect(logo).to_have_count(0)
