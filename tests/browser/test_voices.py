"""Citizens among themselves: they quote, take a position, reply to each other and join in."""

import pytest
from playwright.sync_api import expect

from tests.browser.letters import SUPPORT
from tests.browser.people import take_time
from tests.browser.scenes import both_ways

pytestmark = pytest.mark.browser

PRINCIPLE = "/dialoge/unterwegs/leitsaetze/2/"


@both_ways
def test_a_guest_joins_in_by_letter_and_leaves_again(scene):
    comment_id = scene.comment_of(scene.citizen(), published=True)
    guest, page = scene.citizen(), scene.visitor()
    page.goto(f"/kommentare/{comment_id}")
    page.get_by_role("link", name="Ich schließe mich an").click()
    take_time(page)
    page.get_by_role("button", name="Ich schließe mich an").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte geben Sie Ihre E-Mail-Adresse an.")
    page.get_by_label("Ihre E-Mail-Adresse").fill(guest.address)
    page.get_by_role("button", name="Ich schließe mich an").click()
    expect(page.get_by_text("Wir haben Ihnen eine E-Mail geschickt")).to_be_visible()

    # Looking counts nothing; the button does, and takes it back as well.
    elsewhere = scene.visitor()
    elsewhere.goto(scene.post.letter(guest.address, SUPPORT).link("/unterstuetzen/"))
    page.goto(f"/kommentare/{comment_id}")
    expect(page.get_by_text("schließt sich an")).to_have_count(0)
    elsewhere.get_by_role("button", name="Ich schließe mich an").click()
    expect(elsewhere.get_by_role("heading", name="Sie haben sich angeschlossen")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 Person schließt sich an")).to_be_visible()
    elsewhere.get_by_role("button", name="Nicht mehr anschließen").click()
    expect(elsewhere.get_by_role("heading", name="Sie haben es zurückgenommen")).to_be_visible()
    page.reload()
    expect(page.get_by_text("schließt sich an")).to_have_count(0)


@both_ways
def test_a_citizen_replies_to_another(scene):
    comment_id = scene.comment_of(scene.citizen(), published=True)
    replier, page, desk = scene.citizen(), scene.visitor(), scene.moderator()
    page.goto(f"/kommentare/{comment_id}")
    page.get_by_role("link", name="Erwidern").click()
    take_time(page)
    expect(page.get_by_label("Was ist Ihr Anliegen?")).to_have_count(0)
    page.get_by_label("Ihr Kommentar").fill(replier.words)
    page.get_by_label("Ihr Name").fill(replier.name)
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_role("heading", name="Vielen Dank")).to_be_visible()

    desk.goto("/moderation/")
    line = desk.get_by_role("button", name=replier.name)
    expect(line).to_contain_text("Erwiderung")
    line.click()
    expect(desk.get_by_text(f"Erwiderung auf Kommentar {comment_id}")).to_be_visible()
    desk.get_by_label("Veröffentlichen").check()
    desk.get_by_role("button", name="Entscheiden und weiter").click()

    page.goto(f"/kommentare/{comment_id}")
    thread = page.get_by_role("region", name="1 Erwiderung")
    expect(thread).to_contain_text(replier.words)
    expect(thread.get_by_role("link", name="Erwidern")).to_have_count(0)


@both_ways
def test_a_passage_is_quoted_and_a_position_taken(scene):
    writer, page, desk = scene.citizen(), scene.visitor(), scene.moderator()
    page.goto(PRINCIPLE)
    statement = page.locator("h1.statement").inner_text().partition("„")[2].removesuffix("“")
    if scene.scripts:
        page.locator(".principle-head h1").click(click_count=3)
        page.get_by_role("link", name="Diese Stelle kommentieren").click()
        expect(page.get_by_label("Auf welche Stelle")).not_to_have_value("")
    else:
        page.get_by_role("link", name="Kommentar schreiben").first.click()
    take_time(page)
    page.get_by_label("Auf welche Stelle").select_option("0")
    page.get_by_label("Bedenken").check()
    page.get_by_label("Ihr Kommentar").fill(writer.words)
    page.get_by_label("Ihr Name").fill(writer.name)
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_role("heading", name="Vielen Dank")).to_be_visible()

    desk.goto("/moderation/")
    desk.get_by_role("button", name=writer.name).click()
    desk.get_by_label("Veröffentlichen").check()
    desk.get_by_role("button", name="Entscheiden und weiter").click()

    page.goto(f"{PRINCIPLE}?sortierung=neueste&position=bedenken")
    said = page.locator("article.comment", has_text=writer.words)
    expect(said.locator(".cited q")).to_have_text(statement)
    expect(said.locator(".position")).to_contain_text("Bedenken")
    page.goto(f"{PRINCIPLE}?sortierung=neueste&position=frage")
    expect(page.get_by_text(writer.words)).to_have_count(0)
