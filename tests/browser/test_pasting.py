"""An editor pastes the text of a consultation, puts one thing right, and has fifteen drafts."""

from datetime import timedelta
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.accounts.actions import add_staff
from leitsaetze.accounts.models import Credential
from leitsaetze.accounts.passwords import hashed
from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.principles.actions import found_dialogue
from tests.browser.people import PASSWORD, send, sign_in
from tests.browser.scenes import Scene, both_ways
from tests.editing.papers import WORD, printed

pytestmark = pytest.mark.browser

numbers = count(1)
# A line that somebody left between two principles, and a number typed twice.
STRAY = WORD.replace("\nLeitsatz 5\n", "\nNoch abzustimmen\nLeitsatz 5\n").replace(
    "\nLeitsatz 12\n", "\nLeitsatz 11\n"
)


@both_ways
@pytest.mark.parametrize("text", [STRAY, printed(STRAY)], ids=["word", "printed"])
def test_fifteen_principles_are_drafts_after_one_correction(scene, text):
    page, slug = editor(scene), dialogue(scene)
    page.goto(f"/redaktion/dialoge/{slug}/")
    page.get_by_role("link", name="Ganzen Text einfügen").click()
    page.get_by_label("Ihr Text").fill(text)
    send(page, page.get_by_role("button", name="Text durchsehen lassen"))
    expect(
        page.get_by_text("Die Nummer 12 fehlt: Der vorige Leitsatz hat die Nummer 11.").first
    ).to_be_visible()

    stray = page.get_by_role("group", name="Handlungsfeld").filter(
        has=page.locator('input[value="Noch abzustimmen"]')
    )
    stray.get_by_text("Zuordnung ändern").click()
    send(page, stray.get_by_role("button", name="Weglassen"))
    page.get_by_role("group", name="Leitsatz 11").nth(1).get_by_label("Nummer").fill("12")
    send(page, page.get_by_role("button", name="Als Entwürfe übernehmen").last)

    expect(page.get_by_text("15 Entwürfe in 5 Handlungsfeldern übernommen.")).to_be_visible()
    expect(page.get_by_role("link", name="Wir geben offen zu")).to_be_visible()
    assert page.locator(".numbered li").count() == 15
    assert page.request.get(f"/dialoge/{slug}/").status == 404


@both_ways
def test_what_stands_in_the_way_is_told_at_its_place(scene):
    page, slug = editor(scene), dialogue(scene)
    page.goto(f"/redaktion/dialoge/{slug}/einfuegen")
    page.get_by_label("Ihr Text").fill(STRAY)
    send(page, page.get_by_role("button", name="Text durchsehen lassen"))

    send(page, page.get_by_role("button", name="Als Entwürfe übernehmen").first)

    told = page.get_by_role("alert")
    expect(told).to_contain_text("Auch ein anderer Leitsatz in diesem Text hat die Nummer 11.")
    told.get_by_role("link").first.click()
    expect(page.get_by_role("group", name="Leitsatz 11").first).to_be_in_viewport()


@pytest.mark.parametrize("way", [("sqlite", True)])
def test_what_was_typed_into_the_preview_is_there_again(scene):
    page, slug = editor(scene), dialogue(scene)
    page.goto(f"/redaktion/dialoge/{slug}/einfuegen")
    page.get_by_label("Ihr Text").fill(STRAY)
    send(page, page.get_by_role("button", name="Text durchsehen lassen"))
    words = page.get_by_role("group", name="Leitsatz 7").get_by_label("Wortlaut")
    words.fill("Wir fragen nur einmal.")
    expect(page.get_by_text("Zwischenstand gesichert")).to_be_visible()

    page.reload()

    expect(words).to_have_value("Wir fragen nur einmal.")


def editor(scene: Scene) -> Page:
    """A browser in which an editor is signed in."""
    address = f"pasting{next(numbers)}@musterland.example"
    with scene.product.behind_the_scenes():
        person = add_staff(address, name="Kirsten Redaktion", roles=[Role.EDITOR], by=None)
        db.session.add(Credential(person_id=person.id, password_hash=hashed(PASSWORD)))
    page = scene.visitor()
    sign_in(page, address)
    return page


def dialogue(scene: Scene) -> str:
    """The slug of a dialogue nobody but editors knows, with nothing in it."""
    slug = f"auental-{next(numbers)}"
    with scene.product.behind_the_scenes():
        found_dialogue(
            slug,
            title="Leitsätze fürs Auental",
            opens_at=now() + timedelta(days=7),
            closes_at=now() + timedelta(days=28),
            contact_email="dialog@musterland.example",
            by=None,
            published=False,
        )
    return slug
