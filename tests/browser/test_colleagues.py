"""Two moderators in two browsers at one comment; a session that ends while somebody writes."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.accounts.rules import IDLE_AFTER
from tests.browser.people import decide, fill_in_password, open_entry
from tests.browser.scenes import both_ways

pytestmark = pytest.mark.browser

TYPED = "Vielen Dank, Frau Fahrrad. Wir prüfen die Stelle am Montag und melden uns."
FASTER = "Das Straßenbauamt weiß Bescheid."


@both_ways
def test_the_slower_of_two_is_refused_told_why_and_keeps_every_word(scene):
    citizen = scene.citizen()
    comment_id = scene.comment_of(citizen)
    jana, oemer = scene.moderator("jana"), scene.moderator("oemer")
    open_entry(jana, citizen.name)
    jana.get_by_label("Veröffentlichen").check()
    jana.get_by_label("Antwort der Moderation").fill(TYPED)

    oemer.goto("/moderation/")
    listed = oemer.get_by_role("button", name=citizen.name)
    expect(listed).to_contain_text("In Bearbeitung bei Jana Moderation")
    listed.click()
    expect(oemer.locator("main")).to_contain_text("In Bearbeitung bei Jana Moderation bis")
    oemer.get_by_role("button", name="Übernehmen").click()
    expect(oemer.locator("main")).to_contain_text("Bei Ihnen in Bearbeitung")
    oemer.get_by_label("Veröffentlichen").check()
    oemer.get_by_label("Antwort der Moderation").fill(FASTER)
    decide(oemer)

    with jana.expect_navigation() as refused:  # what is typed is sent to be kept, too
        jana.get_by_role("button", name="Entscheiden und weiter").click()
    assert refused.value.status == 409
    expect(jana.get_by_role("alert")).to_contain_text("Inzwischen hat jemand anderes")
    expect(jana.get_by_role("textbox", name="Antwort")).to_have_value(TYPED)
    course = jana.get_by_role("region", name="Verlauf")
    expect(course.get_by_text("neu, während Sie schrieben")).to_have_count(2)
    expect(course).to_contain_text("veröffentlicht, Ömer Moderation")
    reader = scene.visitor()
    reader.goto(f"/kommentare/{comment_id}")
    expect(reader.locator("main")).to_contain_text(FASTER)
    expect(reader.locator("main")).not_to_contain_text(TYPED)


@both_ways
def test_a_session_that_ended_while_somebody_wrote_loses_no_word(scene):
    citizen, page = scene.citizen(), scene.moderator()
    comment_id = scene.comment_of(citizen)
    open_entry(page, citizen.name)
    page.get_by_label("Veröffentlichen").check()
    page.get_by_label("Antwort der Moderation").fill(TYPED)
    be_idle(page, scene)

    page.get_by_role("button", name="Entscheiden und weiter").click()
    expect(page.locator("main")).to_contain_text("Ihre Eingaben sind noch da")
    fill_in_password(page, "jana@musterland.example")
    page.get_by_role("button", name="Weiter zum ausgefüllten Formular").click()
    expect(page.get_by_label("Veröffentlichen")).to_be_checked()
    expect(page.get_by_label("Antwort der Moderation")).to_have_value(TYPED)
    decide(page)
    reader = scene.visitor()
    reader.goto(f"/kommentare/{comment_id}")
    expect(reader.get_by_text(TYPED)).to_be_visible()


def be_idle(page: Page, scene) -> None:
    """Let the browser's session look as if nothing was done for longer than is allowed."""
    app = scene.product.back_door
    (cookie,) = page.context.cookies()
    signer = app.session_interface.get_signing_serializer(app)
    held = signer.loads(cookie["value"])
    held["seen"] -= (IDLE_AFTER + timedelta(minutes=1)).total_seconds()
    page.context.add_cookies([cookie | {"value": signer.dumps(held)}])
