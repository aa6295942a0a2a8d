"""An editor writes in Einfacher Sprache and sees what is hard to read, with and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import send
from tests.browser.scenes import Scene, both_ways
from tests.browser.test_editing import new_draft

pytestmark = pytest.mark.browser

HARD = "🚲 Neue Radwege braucht das Land.\n\nDer Radweg wird gebaut."
LONG = "Digitalisierungsstrategie"


def text(page: Page):
    return page.get_by_role("textbox", name="In Einfacher Sprache")


def look(scene: Scene, page: Page) -> None:
    """Ask for hints; with script they come by themselves."""
    if not scene.scripts:
        send(page, page.get_by_role("button", name="Hinweise ansehen"))


@both_ways
def test_hints_follow_what_is_written_and_keep_nobody_from_saving(scene):
    page = scene.moderator("kirsten")
    page.goto(f"/redaktion/entwuerfe/{new_draft(scene)}/")
    told = page.get_by_role("region", name="Hinweise").get_by_role("status")
    expect(told).to_have_text("Sobald hier etwas steht, sehen Sie, was sich leichter sagen lässt.")
    page.get_by_label("Erläuterung").fill("Noch nicht gespeichert.")

    text(page).fill(HARD)
    look(scene, page)

    hints = page.get_by_role("region", name="Hinweise")
    expect(told).to_have_text("Ein Hinweis – er hindert nicht am Speichern.")
    expect(hints.get_by_role("heading", name="Passiv")).to_be_visible()
    expect(hints.get_by_role("listitem")).to_contain_text("wird gebaut")
    expect(page.get_by_label("Erläuterung")).to_have_value("Noch nicht gespeichert.")
    expect(text(page)).to_have_value(HARD)
    shown = hints.get_by_role("button", name=re.compile("Im Text zeigen"))
    expect(shown).to_have_count(1 if scene.scripts else 0)
    if scene.scripts:
        expect(hints.get_by_role("button", name="Hinweise ansehen")).to_be_hidden()
        shown.click()
        expect(text(page)).to_be_focused()
        marked = "it => it.value.slice(it.selectionStart, it.selectionEnd)"
        assert text(page).evaluate(marked) == "wird gebaut"

    text(page).fill(f"Unsere {LONG}.")
    look(scene, page)
    expect(told).to_have_text("2 Hinweise – nichts davon hindert am Speichern.")
    expect(hints.get_by_role("heading", name="Passiv")).to_have_count(0)
    send(page, page.get_by_role("button", name="Speichern", exact=True))
    expect(page.get_by_text("Gespeichert.", exact=True)).to_be_visible()
    expect(text(page)).to_have_value(f"Unsere {LONG}.")
    expect(hints.get_by_role("listitem")).to_have_count(2)

    text(page).fill("Wir bauen einen Weg.")
    look(scene, page)
    expect(told).to_contain_text("Keine Hinweise.")
    expect(hints.get_by_role("listitem")).to_have_count(0)
