"""The desk by keyboard alone: forty entries, two keystrokes and one request each."""

import pytest
from playwright.sync_api import expect

from leitsaetze.comments.intake import Contribution, submit
from leitsaetze.extensions import db
from leitsaetze.principles.queries import public_principle
from leitsaetze.text import plain
from tests.browser.scenes import SCRIPTS, both_ways

pytestmark = pytest.mark.browser
with_scripts = pytest.mark.parametrize("way", [SCRIPTS])
MANY = 40


def written(scene, number: int, name: str) -> list[int]:
    """Let somebody have written so many comments."""
    with scene.product.behind_the_scenes():
        principle = db.session.scalars(public_principle(), {"slug": "unterwegs", "number": 2}).one()
        return [
            submit(
                Contribution(plain(f"{name} meint {it}."), f"{name} {it}"),
                principle.dialogue,
                principle,
            ).id
            for it in range(number)
        ]


@with_scripts
def test_forty_entries_need_two_keystrokes_and_one_request_each(scene):
    written(scene, MANY, "Wendelin")
    page = scene.moderator()
    page.goto("/moderation/?name=Wendelin")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    sent: list[str] = []
    page.on("request", lambda it: sent.append(it.method) if wanted(it) else None)

    for number in range(MANY):
        words = f"Danke, Nummer {number}." if number % 4 == 0 else ""
        expect(page.locator("kbd", has_text="p").first).to_be_attached()
        sent.clear()
        if words:
            page.keyboard.press("r")
            page.keyboard.insert_text(words)
        else:
            page.keyboard.press("p")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter" if words else "Enter")
        assert sent == ["POST"], number

    expect(page.locator("main")).to_contain_text("Auf diesen Filter passt hier nichts.")
    page.goto("/moderation/?ansicht=wartet&name=Wendelin")
    expect(page.locator(".queue > li")).to_have_count(MANY * 3 // 4)


def wanted(request) -> bool:
    """Whether the moderator asked for it: neither a redirect followed nor a style of the page."""
    ours = request.resource_type in {"document", "fetch"}
    return ours and request.redirected_from is None


@with_scripts
def test_keys_are_letters_while_somebody_types_and_never_act_with_others(scene):
    (number, *_) = written(scene, 2, "Tobias")
    page = scene.moderator()
    page.goto(f"/moderation/kommentare/{number}?name=Tobias")
    page.keyboard.press("n")
    page.keyboard.type("pjhu?")
    expect(page.get_by_label("Interne Notiz")).to_have_value("pjhu?")
    expect(page.get_by_label("Veröffentlichen", exact=False).first).not_to_be_checked()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("[data-keys]")).to_contain_text("Sie haben hier schon etwas eingetragen")
    page.keyboard.press("Alt+h")
    expect(page.get_by_label("Ausblenden").first).not_to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tastenkürzel")).to_be_visible()
    page.get_by_role("button", name="Ausschalten").click()
    expect(page.get_by_text("Die Tastenkürzel sind aus.")).to_be_visible()
    expect(page.locator("[data-keys]")).to_have_count(0)
    page.goto("/mein/konto/")
    page.get_by_role("button", name="Tastenkürzel einschalten").click()
    expect(page.get_by_text("Die Tastenkürzel sind an.")).to_be_visible()


@with_scripts
def test_u_undoes_what_was_done_last_and_brings_it_back(scene):
    (number, *_) = written(scene, 2, "Ulrike")
    page = scene.moderator()
    page.goto(f"/moderation/kommentare/{number}?name=Ulrike")
    page.keyboard.press("p")
    expect(page.locator("#folgen")).to_contain_text("Der Kommentar wird veröffentlicht.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-keys]")).to_contain_text("Gespeichert.")
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.get_by_role("heading", name="Ulrike 0")).to_be_visible()
    expect(page.locator("#eintrag")).to_contain_text("noch nicht öffentlich")


@both_ways
def test_two_publish_the_same_at_once_and_no_decision_is_lost(scene):
    written(scene, 3, "Bruno" if scene.scripts else "Berta")
    name = "Bruno" if scene.scripts else "Berta"
    jana, oemer = scene.moderator("jana"), scene.moderator("oemer")
    for page in (jana, oemer):
        page.goto(f"/moderation/?name={name}")
        page.get_by_role("link", name="Alle auf dieser Seite auswählen").click()
        page.get_by_label("Mit den gewählten").select_option("veroeffentlichen")
        page.get_by_role("button", name="Weiter zur Vorschau").click()
        expect(page.locator("main")).to_contain_text("Bei 3 Einträgen wird das geschehen")

    jana.get_by_role("button", name="So machen").click()
    expect(jana.locator("main")).to_contain_text("3 Einträge sind erledigt")
    oemer.get_by_role("button", name="So machen").click()
    expect(oemer.locator("main")).to_contain_text("3 Einträge blieben, wie sie waren")
    jana.get_by_role("button", name="Alles rückgängig machen").click()
    expect(jana.locator("main")).to_contain_text("3 Einträge sind wieder wie vorher")
