"""From the minutes of an evening to a comment that waits for an answer, and a task."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from leitsaetze.clock import now
from leitsaetze.events.actions import hold_event
from leitsaetze.events.rules import Details, EventKind
from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue
from tests.browser.people import send
from tests.browser.scenes import both_ways
from tests.browser.test_events_desk import DESK, editor

pytestmark = pytest.mark.browser

WORDS = "Der letzte Bus fährt erst nach der Chorprobe."


def press(page, button):
    send(page, page.get_by_role("button", name=button, exact=True))


def an_evening(scene) -> int:
    began = now() - timedelta(days=2)
    facts = Details(EventKind.ON_SITE_DIALOGUE, "Abend in Oberau", began, now())
    with scene.product.behind_the_scenes():
        dialogues = db.session.scalars(db.select(Dialogue)).all()
        return hold_event(facts, by=None, dialogues=dialogues).id


@both_ways
def test_a_result_is_written_published_and_becomes_a_comment(scene):
    number = an_evening(scene)
    page, reader = editor(scene), scene.visitor()
    page.goto(f"{DESK}{number}/")
    page.get_by_role("link", name="Zum Protokoll").click()
    page.get_by_role("link", name="Protokoll schreiben").click()
    page.get_by_label("Zahl der Teilnehmenden").fill("17")
    page.get_by_label("Ergebnis 1").fill(WORDS)
    press(page, "Speichern")
    reader.goto(f"/veranstaltungen/{number}/")
    expect(reader.get_by_text(WORDS)).to_have_count(0)
    press(page, "Protokoll veröffentlichen")
    page.get_by_role("link", name="Als Kommentar veröffentlichen").click()
    page.get_by_label("Wozu gehört der Kommentar?").select_option(index=1)
    press(page, "Kommentar veröffentlichen")
    page.get_by_role("link", name="Zur Aufgabe machen").click()
    page.get_by_label("Zuständig").fill("Amt für Verkehr")
    page.locator("#due_day").fill("2099-05-20")
    press(page, "Speichern")

    reader.reload()
    expect(reader.get_by_text("Amt für Verkehr")).to_be_visible()
    reader.get_by_role("link", name="Kommentar", exact=False).first.click()
    expect(reader.get_by_text(WORDS).first).to_be_visible()
    reader.get_by_role("link", name="aus der Veranstaltung, Ergebnis 1").click()
    expect(reader).to_have_url(re.compile(r"/protokoll/#ergebnis-1$"))
    expect(reader.get_by_text("17 Personen")).to_be_visible()
