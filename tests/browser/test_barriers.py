"""Somebody tells of a barrier; an administrator answers; the answer is found by number."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import take_time
from tests.browser.scenes import both_ways, every_way

pytestmark = pytest.mark.browser

RECEIVED = "Ihre Rückmeldung zur Barrierefreiheit"
ANSWERED = "Antwort auf Ihre Rückmeldung zur Barrierefreiheit"
WORDS = "Der Knopf „Absenden“ hat für mein Vorleseprogramm keinen Namen."


def tell(page, address: str, words: str = WORDS) -> str:
    """Tell of a barrier from the foot of a page, and return the receipt number."""
    page.goto("/dialoge/unterwegs/")
    page.get_by_role("link", name="Barriere melden").click()
    expect(page.get_by_label("Um welche Seite geht es?")).to_have_value("/dialoge/unterwegs/")
    take_time(page)
    page.get_by_role("button", name="Absenden").click()
    missing = "Bitte beschreiben Sie, was nicht funktioniert hat."
    expect(page.get_by_role("alert")).to_contain_text(missing)
    page.get_by_label("Was hat nicht funktioniert?").fill(words)
    page.get_by_label("E-Mail-Adresse").fill(address)
    expect(page.get_by_label("Ich möchte eine Antwort.")).not_to_be_checked()
    page.get_by_label("Ich möchte eine Antwort.").check()
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_role("heading", name="Vielen Dank für Ihre Rückmeldung")).to_be_visible()
    return page.locator(".receipt-number").inner_text()


def look_up(page, number: str) -> None:
    page.goto("/beleg/")
    page.get_by_label("Belegnummer").fill(number)
    page.get_by_role("button", name="Nachsehen").click()


@every_way
def test_from_the_barrier_to_the_answer_by_number(scene):
    citizen, page = scene.citizen(), scene.visitor()
    words = f"{WORDS} {citizen.name}"
    number = tell(page, citizen.address, words)
    letter = scene.post.letter(citizen.address, RECEIVED)
    assert number.replace(" ", "") in letter.text
    assert words not in letter.text
    look_up(page, number)
    expect(page.get_by_text("Wir arbeiten daran")).to_be_visible()

    desk = scene.moderator("pawel")
    desk.goto("/verwaltung/")
    desk.get_by_role("link", name="Rückmeldungen ansehen").click()
    desk.get_by_role("link", name=re.compile(citizen.name)).click()
    expect(desk.get_by_text(words)).to_be_visible()
    desk.get_by_label("Antworten").check()
    desk.get_by_label("Antwort oder Begründung").fill("Danke, jetzt heißt er **Absenden**.")
    desk.get_by_role("button", name="Vorschau").click()
    expect(desk.get_by_role("region", name="Vorschau").locator("strong")).to_have_text("Absenden")
    desk.get_by_label("Interne Notiz").fill("Knopf umbenannt.")
    desk.get_by_role("button", name="Speichern").click()
    expect(desk.get_by_text("Gespeichert.")).to_be_visible()

    answer = scene.post.letter(citizen.address, ANSWERED)
    assert "jetzt heißt er **Absenden**" in answer.text
    look_up(page, number.lower())
    told = page.get_by_role("region", name="Antwort der Verwaltung")
    expect(told.locator("strong").last).to_have_text("Absenden")
    expect(page.get_by_text("Knopf umbenannt.")).to_have_count(0)
    expect(page.get_by_text(citizen.address)).to_have_count(0)


@both_ways
def test_two_who_answer_at_once_lose_nothing(scene):
    citizen = scene.citizen()
    tell(scene.visitor(), citizen.address, f"{WORDS} {citizen.name}")
    first, second = scene.moderator("pawel"), scene.moderator("pawel")
    for desk in (first, second):
        desk.goto("/verwaltung/rueckmeldungen/")
        desk.get_by_role("link", name=re.compile(citizen.name)).click()
        desk.get_by_label("Antworten").check()
    first.get_by_label("Antwort oder Begründung").fill("Ich war schneller.")
    first.get_by_role("button", name="Speichern").click()
    expect(first.get_by_text("Gespeichert.")).to_be_visible()

    second.get_by_label("Antwort oder Begründung").fill("Meine Worte bleiben.")
    second.get_by_role("button", name="Speichern").click()

    expect(second.get_by_role("alert")).to_contain_text("Jemand anderes hat das inzwischen")
    expect(second.get_by_label("Antwort oder Begründung")).to_have_value("Meine Worte bleiben.")
    expect(second.get_by_text("Ich war schneller.")).to_be_visible()


@both_ways
def test_the_notice_opens_beside_the_form_and_nothing_typed_is_lost(scene):
    page = scene.visitor()
    page.goto("/dialoge/unterwegs/leitsaetze/1/kommentieren")
    page.get_by_label("Ihr Kommentar").fill("Halb fertig")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=re.compile(r"Datenschutzhinweis, Fassung \d+ vom")).click()

    expect(opened.value.get_by_role("heading", name="Datenschutz", exact=True)).to_be_visible()
    expect(page.get_by_label("Ihr Kommentar")).to_have_value("Halb fertig")
