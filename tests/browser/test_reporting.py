"""Readers report a comment; a moderator decides; those who reported are told, the author is not."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.letters import REPORT_DECIDED, REPORTED
from tests.browser.people import Keyboard, Mouse, decide, take_time
from tests.browser.scenes import Scene, both_ways, every_way

pytestmark = pytest.mark.browser

GROUND = "§ 185 StGB: Der zweite Satz beleidigt eine Nachbarin."


def begin(scene: Scene, citizen, page: Page) -> None:
    """From the list of comments to the form, by the link screen readers can tell from others."""
    page.goto("/dialoge/unterwegs/leitsaetze/2/?sortierung=neueste")
    page.get_by_role("link", name=f"Melden (Kommentar von {citizen.name})", exact=True).click()
    expect(page.get_by_role("heading", name="Kommentar melden")).to_be_visible()
    expect(page.locator("main")).to_contain_text(citizen.words)
    take_time(page)


def number_on(page: Page) -> str:
    expect(page.get_by_role("heading", name="Vielen Dank für Ihre Meldung")).to_be_visible()
    return page.locator(".receipt-number").inner_text()


def look_up(page: Page, number: str) -> None:
    page.goto("/beleg/")
    page.get_by_label("Belegnummer").fill(number)
    page.get_by_role("button", name="Nachsehen").click()


def open_reported(scene: Scene, citizen) -> Page:
    staff = scene.moderator()
    staff.goto("/moderation/?ansicht=meldungen")
    staff.get_by_role("button", name=re.compile(citizen.name)).click()
    expect(staff.get_by_role("heading", name=citizen.name)).to_be_visible()
    return staff


@every_way
def test_two_report_one_comment_which_stays_and_both_are_told(scene):
    author, reader, other = scene.citizen(), scene.citizen(), scene.visitor()
    comment_id = scene.comment_of(author, published=True)
    page = scene.visitor()
    begin(scene, author, page)
    page.get_by_label("Er ist rechtswidrig.").check()
    page.get_by_role("button", name="Melden", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("welches Recht verletzt wird")
    page.get_by_label("Warum ist er rechtswidrig?").fill(GROUND)
    page.get_by_label("Meine Angaben sind").check()
    page.get_by_label("E-Mail-Adresse").fill(reader.address)
    page.get_by_role("button", name="Melden", exact=True).click()
    number = number_on(page)
    letter = scene.post.letter(reader.address, REPORTED)
    assert number.replace(" ", "") in letter.text
    assert GROUND not in letter.text
    begin(scene, author, other)
    other.get_by_label(re.compile("^Er verstößt gegen Regel 1:")).check()
    other.get_by_role("button", name="Melden", exact=True).click()
    others_number = number_on(other)
    look_up(other, others_number)
    expect(other.get_by_text("entscheidet, ob er bleibt")).to_be_visible()

    staff = open_reported(scene, author)
    reports = staff.get_by_role("region", name="2 Meldungen")
    expect(reports).to_contain_text(GROUND)
    expect(reports).to_contain_text(reader.address)
    staff.get_by_label("Meldung unbegründet").check()
    staff.get_by_label("Worte an alle, die gemeldet haben").fill("Scharf, aber erlaubt.")
    staff.get_by_role("button", name="Vorschau").click()
    expect(staff.locator("#folgen")).to_contain_text("Der Kommentar bleibt.")
    decide(staff)

    decided = scene.post.letter(reader.address, REPORT_DECIDED)
    assert "Der Kommentar bleibt" in decided.text
    assert "Scharf, aber erlaubt." in decided.text
    assert "Ein Mensch aus der Moderation hat das entschieden" in decided.text
    look_up(other, others_number.lower())
    expect(other.get_by_text("Scharf, aber erlaubt.")).to_be_visible()
    other.goto(f"/kommentare/{comment_id}")
    expect(other.locator("main")).to_contain_text(author.words)
    expect(other.get_by_text(GROUND)).to_have_count(0)


@both_ways
def test_by_keyboard_alone_and_hidden_with_the_usual_form(scene):
    author, reader, page = scene.citizen(), scene.citizen(), scene.visitor()
    comment_id = scene.comment_of(author, published=True)
    hands = Keyboard(page)
    page.goto(f"/kommentare/{comment_id}")
    hands.press(page.get_by_role("link", name=f"Melden (Kommentar von {author.name})", exact=True))
    expect(page.get_by_role("heading", name="Kommentar melden")).to_be_visible()
    take_time(page)
    hands.tick(page.get_by_label(re.compile("^Er verstößt gegen Regel 1:")))
    hands.write(page.get_by_label("E-Mail-Adresse"), reader.address)
    hands.press(page.get_by_role("button", name="Melden", exact=True))
    number = number_on(page)

    staff = open_reported(scene, author)
    staff.get_by_label("Ausblenden").check()
    Mouse(staff).pick(staff.get_by_label("Regel, gegen die"), "2.")
    Mouse(staff).write(staff.get_by_label("Begründung in eigenen Worten"), "Nur für Sie.")
    decide(staff)

    letter = scene.post.letter(reader.address, REPORT_DECIDED)
    assert "Wir haben den Kommentar ausgeblendet. Er verstößt gegen Regel 2:" in letter.text
    assert "Nur für Sie." not in letter.text
    look_up(page, number)
    expect(page.get_by_text("Der Kommentar wurde ausgeblendet: Regel 2")).to_be_visible()
    page.goto(f"/kommentare/{comment_id}/melden")
    expect(page.get_by_text("Dieser Kommentar ist schon ausgeblendet.")).to_be_visible()
    expect(page.get_by_text(author.words)).to_have_count(0)
