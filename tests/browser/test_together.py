"""A moderator answers similar comments once; each author hears of it, everybody sees it."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from leitsaetze.comments.marking import look_through
from tests.browser.axe import AXE_SCRIPT, faults_of_page
from tests.browser.letters import NEWS
from tests.browser.people import Keyboard, Mouse, decide, send
from tests.browser.scenes import both_ways

pytestmark = pytest.mark.browser

ALIKE = [
    "Am Wendehammer im Krähenwinkel fehlt seit Ostern die Beleuchtung.",
    "Die Beleuchtung am Wendehammer fehlt, im Krähenwinkel ist es stockdunkel.",
    "Wann kommt im Krähenwinkel die Beleuchtung am Wendehammer?",
]
ANSWER = "Am Ortsschild wird dieses Jahr gebaut."


@both_ways
def test_three_are_answered_once_by_mouse_and_keyboard(scene):
    # In words nobody else uses: of very many alike only some are suggested.
    writers = [replace(scene.citizen(), words=words) for words in ALIKE]
    numbers = [scene.comment_of(writer) for writer in writers]
    with scene.product.behind_the_scenes():
        look_through()
    page, hands = scene.moderator(), Keyboard if scene.scripts else Mouse
    page.goto(f"/moderation/kommentare/{numbers[0]}")
    also = hands(page)
    also.press(page.locator("summary", has_text="Gleiche Antwort auch für"))
    also.tick(page.get_by_label(re.compile(f"Kommentar {numbers[1]}(?![0-9])")))
    also.write(page.get_by_label("Weitere dazunehmen"), str(numbers[2]))
    send(page, page.get_by_role("button", name="Dazunehmen"))
    expect(page.get_by_label(re.compile(f"Kommentar {numbers[2]}(?![0-9])"))).to_be_checked()
    also.tick(page.get_by_label("Veröffentlichen"))
    also.write(page.get_by_role("textbox", name="Antwort der Moderation"), ANSWER)
    if not scene.scripts:
        send(page, page.get_by_role("button", name="Vorschau"))
    expect(page.locator("#folgen")).to_contain_text("für 2 weitere Kommentare")
    expect(page.locator("#folgen")).to_contain_text("2 davon werden dabei veröffentlicht")
    decide(page, hands)

    reader = scene.visitor()
    reader.goto(f"/kommentare/{numbers[0]}")
    expect(reader.get_by_text("Gemeinsame Antwort auf 3 Kommentare:")).to_be_visible()
    send(reader, reader.get_by_role("link", name=f"Kommentar {numbers[2]}"))
    expect(reader.get_by_text(ANSWER)).to_be_visible()
    if scene.scripts:
        reader.evaluate(AXE_SCRIPT)
        assert faults_of_page(reader) == []
    letters = [scene.post.letter(writer.address, NEWS).text for writer in writers]
    for writer, letter in zip(writers, letters, strict=True):
        assert ANSWER in letter
        assert not any(other.name in letter for other in writers if other is not writer)

    page.goto(f"/moderation/kommentare/{numbers[1]}")
    expect(page.get_by_text("Sie steht unter 3 Kommentaren")).to_be_visible()
    Mouse(page).tick(page.get_by_label("Die gemeinsame Antwort nur hier wegnehmen"))
    decide(page)
    reader.goto(f"/kommentare/{numbers[0]}")
    expect(reader.get_by_text("Gemeinsame Antwort auf 2 Kommentare:")).to_be_visible()


@both_ways
def test_entries_picked_in_the_list_are_answered_together(scene):
    writers = [scene.citizen() for _ in range(2)]
    numbers = [scene.comment_of(writer) for writer in writers]
    page = scene.moderator()
    page.goto("/moderation/?text=Radweg+Nummer")
    for number in numbers:
        page.locator(f'input[name="eintrag"][value="{number}"]').check()
    page.get_by_label("Mit den gewählten").select_option("gemeinsam")
    send(page, page.get_by_role("button", name="Weiter zur Vorschau"))

    box = page.locator('input[name="companions"]:checked')
    expect(box).to_have_count(1)
    send(page, page.get_by_role("button", name="Jetzt bearbeiten"))
    expect(box).to_have_count(1)
