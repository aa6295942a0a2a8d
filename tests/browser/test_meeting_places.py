"""An editor keeps a place of the list: chosen for an event, corrected, found by readers."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import send
from tests.browser.scenes import both_ways
from tests.browser.test_events_desk import editor, fill_in, press

pytestmark = pytest.mark.browser

PLACES = "/redaktion/veranstaltungen/orte/"


@both_ways
def test_a_place_is_chosen_and_its_correction_goes_into_what_comes(scene):
    page, name = editor(scene), scene.citizen().name
    hall = f"Mühle von {name}"
    address = f"Mühlweg 1, {name}"
    page.goto(f"{PLACES}neu")
    page.get_by_label("Name").fill(hall)
    page.get_by_label("Anschrift").fill(address)
    page.get_by_label("So kommen Sie hin").fill("Bus 7 bis Mühle.")
    page.get_by_label("teilweise").check()
    page.get_by_label("Weiteres zum Zugang").fill("Lift bis zum ersten Stock")
    press(page, "Speichern")
    expect(page.get_by_text("Gespeichert.")).to_be_visible()

    fill_in(page, "Werkstatt in der Mühle")
    page.get_by_label("Ort aus der Liste").select_option(label=f"{hall}, {address}")
    press(page, "Als Entwurf speichern")
    press(page, "Veröffentlichen")
    expect(page.get_by_text("teilweise stufenlos, Lift bis zum ersten Stock")).to_be_visible()

    page.goto(PLACES)
    send(page, page.get_by_role("link", name=hall))
    page.get_by_label("Anschrift").fill(f"{address}, Hinterhaus")
    page.get_by_label("auch in diese Veranstaltungen übernehmen").check()
    press(page, "Speichern")
    expect(page.get_by_role("alert")).to_contain_text("ob Ihre Gäste davon erfahren")
    page.get_by_label("Nein, niemand bekommt eine E-Mail").check()
    press(page, "Speichern")
    expect(page.get_by_text("Eine Veranstaltung hat die neuen Angaben.")).to_be_visible()

    reader = scene.visitor()
    reader.goto("/veranstaltungen/orte/")
    place = reader.get_by_role("listitem").filter(has=reader.get_by_role("heading", name=hall))
    expect(place).to_contain_text(f"{address}, Hinterhaus")
    expect(place).to_contain_text("Bus 7 bis Mühle.")
