"""Readers search: with the keyboard, without script, on a phone; what is hidden is gone at once."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.comments.actions import decide
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.site.queries import house_rules
from tests.browser.scenes import Scene, both_ways

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
QUESTION = "Wonach suchen Sie?"


def comment(scene: Scene, words: str) -> int:
    return scene.comment_of(replace(scene.citizen(), words=words), published=True)


def hide(scene: Scene, number: int) -> None:
    with scene.product.behind_the_scenes():
        rule = db.session.scalars(house_rules()).first()
        thing = db.session.get_one(Comment, number)
        decide(thing, Verdict.HIDE, by=None, rule=rule, words="Gehört nicht hierher.")


def search(page: Page, words: str) -> None:
    """From the menu of a page to the list of hits, by keyboard alone."""
    page.goto("/dialoge/")
    page.get_by_role("link", name="Suche", exact=True).press("Enter")
    page.get_by_role("search").get_by_label(QUESTION).fill(words)
    page.get_by_label(QUESTION).press("Enter")
    expect(page.get_by_label(QUESTION)).to_have_value(words)


def find(page: Page, words: str, hits: str) -> None:
    """Search until the worker has read what is new."""
    heading = page.get_by_role("heading", name=hits, exact=True)
    for _ in range(20):
        search(page, words)
        if heading.count():
            break
        page.wait_for_timeout(500)
    expect(heading).to_be_visible()


@both_ways
def test_a_comment_is_found_by_a_part_of_a_word_until_it_is_hidden(scene: Scene):
    words = "Am Kaulquappenteich fehlt eine Bank."
    number = comment(scene, words)
    page = scene.visitor()
    page.set_viewport_size(PHONE)

    find(page, "Kaulquappe", "1 Treffer")
    expect(page.get_by_role("status")).to_contain_text("1 Treffer")
    expect(page.locator("mark")).to_have_text(["Kaulquappenteich"])
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Kommentar zu Leitsatz").press("Enter")
    expect(page.locator("main")).to_contain_text(words)
    assert page.url.endswith(f"/kommentare/{number}")

    search(page, "Kaulqappenteich")
    expect(page.get_by_text("Meinten Sie")).to_be_visible()
    page.get_by_role("link", name="Kaulquappenteich").press("Enter")
    expect(page.get_by_role("heading", name="1 Treffer")).to_be_visible()

    hide(scene, number)
    search(page, "Kaulquappe")
    expect(page.get_by_role("heading", name="Keine Treffer")).to_be_visible()
    search(page, "Kaulqappenteich")
    expect(page.get_by_role("heading", name="Keine Treffer")).to_be_visible()
    expect(page.get_by_text("Meinten Sie")).to_have_count(0)


@both_ways
def test_a_list_is_narrowed_down_and_widened_again(scene: Scene):
    number = comment(scene, "Unter den Platanen am Bahnhof fehlt ein Trinkbrunnen.")
    page = scene.visitor()
    find(page, "Brunnen Platane", "1 Treffer")

    page.get_by_text("Eingrenzen und sortieren").press("Enter")
    page.get_by_label("Art", exact=True).select_option("Veranstaltungen")
    page.get_by_role("button", name="Suchen").press("Enter")
    expect(page.get_by_role("heading", name="Keine Treffer")).to_be_visible()
    page.get_by_role("link", name="Überall danach suchen").press("Enter")
    expect(page.get_by_role("heading", name="1 Treffer")).to_be_visible()
    hide(scene, number)
