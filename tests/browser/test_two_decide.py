"""One moderator proposes to hide by a rule for two; another confirms, and only then it is told."""

import pytest
from playwright.sync_api import expect

from tests.browser.letters import HIDDEN
from tests.browser.people import Mouse, decide
from tests.browser.scenes import SCRIPTS, both_ways

pytestmark = pytest.mark.browser
with_scripts = pytest.mark.parametrize("way", [SCRIPTS])
WHY = "Ihr zweiter Satz ruft zu einer Straftat auf."


def propose(scene, citizen) -> int:
    """Let Jana propose to hide a published comment of a citizen."""
    number = scene.comment_of(citizen, published=True)
    jana = scene.moderator("jana")
    jana.goto(f"/moderation/kommentare/{number}?ansicht=wartet")
    jana.get_by_label("Ausblenden").check()
    Mouse(jana).pick(jana.get_by_label("Regel, gegen die"), "6.")
    Mouse(jana).write(jana.get_by_label("Begründung in eigenen Worten"), WHY)
    decide(jana)
    return number


@both_ways
def test_until_somebody_else_has_confirmed_it_is_held_back_and_nobody_is_told(scene):
    citizen, reader = scene.citizen(), scene.visitor()
    number = propose(scene, citizen)

    reader.goto(f"/kommentare/{number}")
    expect(reader.locator("main")).to_contain_text("sieht ihn sich gerade noch einmal an")
    expect(reader.locator("main")).not_to_contain_text(citizen.words)
    oemer = scene.moderator("oemer")
    oemer.goto("/moderation/?zu-zweit=ausblenden")
    expect(oemer.locator(".queue")).to_contain_text("Ausblenden vorgeschlagen")
    oemer.get_by_role("button", name=citizen.name).click()
    expect(oemer.locator("#eintrag")).to_contain_text(WHY)
    assert HIDDEN not in scene.post.subjects(citizen.address)

    oemer.get_by_role("radio", name="Ausblenden").check()
    decide(oemer)

    assert WHY in scene.post.letter(citizen.address, HIDDEN).text
    reader.goto(f"/kommentare/{number}")
    expect(reader.locator("main")).to_contain_text("(Regel 6)")


@with_scripts
def test_by_keyboard_h_and_enter_confirm(scene):
    citizen = scene.citizen()
    number = propose(scene, citizen)
    oemer = scene.moderator("oemer")
    oemer.goto(f"/moderation/kommentare/{number}")

    oemer.keyboard.press("h")
    expect(oemer.locator("[data-keys]")).to_contain_text("Regel und Begründung stehen schon da")
    expect(oemer.locator("#folgen")).to_contain_text("Der Kommentar wird ausgeblendet")
    with oemer.expect_navigation():
        oemer.keyboard.press("Enter")

    assert WHY in scene.post.letter(citizen.address, HIDDEN).text
