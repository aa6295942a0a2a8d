"""From the form over the waiting list to the door, with and without scripts, and on a phone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from leitsaetze.accounts.actions import person_for
from leitsaetze.clock import now
from leitsaetze.events import registering
from leitsaetze.events.actions import hold_event
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import Details, EventKind, Joining
from leitsaetze.extensions import db
from tests.browser.axe import AXE_SCRIPT, faults_of_page
from tests.browser.letters import CONTACT, REGISTER, SEAT_OFFERED
from tests.browser.people import send, take_time
from tests.browser.scenes import NO_SCRIPTS, SCRIPTS
from tests.browser.test_events_desk import DESK, editor

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsversammlung"
LATE = 22  # o'clock, when an event of half an hour from now could begin tomorrow


def zone_of_today():
    """A zone in which the next hour is still today, whenever the test runs."""
    berlin = now().astimezone(ZoneInfo("Europe/Berlin"))
    return "Europe/Berlin" if berlin.hour < LATE else "America/New_York"


def an_event(scene, title, **given):
    starts = now() + timedelta(minutes=30)
    facts = Details(
        EventKind.WORKSHOP,
        title,
        starts,
        starts + timedelta(hours=2),
        time_zone=zone_of_today(),
        place="Oberau",
        contact_email=CONTACT,
        joining=Joining.REGISTRATION,
        **given,
    )
    with scene.product.behind_the_scenes():
        return hold_event(facts, by=None).id


def press(page, button):
    send(page, page.get_by_role("button", name=button, exact=True))


@pytest.mark.parametrize("way", [SCRIPTS, NO_SCRIPTS])
def test_people_are_checked_in_on_a_phone_by_list_by_code_and_unannounced(scene):
    number = an_event(scene, f"Werkstatt für die {LONG}")
    with scene.product.behind_the_scenes():
        event = db.session.get(Event, number)
        for name, persons in (("Hanna Ostertag", 1), ("Familie Brückner", 4)):
            person = person_for(f"personen-{persons}-{number}@post.example")
            registering.register(event, person, Wish(name, persons))
        codes = db.select(Registration.code).filter_by(event_id=number)
        code = db.session.scalars(codes.order_by(Registration.id)).first()
    page = editor(scene)
    page.set_viewport_size(PHONE)
    page.goto(f"{DESK}{number}/")
    page.get_by_role("link", name="Zum Einlass").click()
    expect(page.get_by_text("erwartet: 5 Personen")).to_be_visible()

    page.get_by_label("Wie viele kommen mit Familie Brückner?").fill("3")
    press(page, "Familie Brückner ist da")
    expect(page.get_by_text("da, 3 Personen")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(code.lower())
    press(page, "Code prüfen")
    expect(page.get_by_text("Hanna Ostertag ist da, eine Person.")).to_be_in_viewport()
    page.get_by_label("Code", exact=True).fill(code)
    press(page, "Code prüfen")
    expect(page.get_by_role("alert")).to_contain_text("Mit diesem Code ist schon jemand da.")
    expect(page.locator("#code-fehler")).to_be_in_viewport()
    expect(page.locator("#code")).to_be_in_viewport()
    page.get_by_label("Zahl der Personen").fill("2")
    press(page, "Ohne Anmeldung einlassen")
    expect(page.get_by_text("gekommen: 6 Personen")).to_be_visible()
    press(page, "Familie Brückner doch nicht da")
    expect(page.get_by_text("gekommen: 3 Personen")).to_be_visible()

    width = page.evaluate("document.scrollingElement.scrollWidth") if scene.scripts else 0
    assert width <= PHONE["width"]


@pytest.mark.parametrize("way", [SCRIPTS])
def test_the_door_and_its_list_on_paper_are_free_of_what_axe_finds(scene):
    number = an_event(scene, "Werkstatt auf Papier")
    with scene.product.behind_the_scenes():
        event = db.session.get(Event, number)
        person = person_for("papier@post.example")
        registering.register(event, person, Wish("Hanna Ostertag"))
    page = editor(scene)
    page.context.add_init_script(AXE_SCRIPT)
    for path in ("", "liste"):
        page.goto(f"{DESK}{number}/einlass/{path}")
        assert faults_of_page(page) == []
    page.emulate_media(media="print")
    expect(page.get_by_text("Ostertag")).to_be_visible()
    expect(page.get_by_text("papier@post.example")).to_have_count(0)
    expect(page.get_by_text("Druckfunktion")).to_be_hidden()


@pytest.mark.parametrize("way", [SCRIPTS, NO_SCRIPTS])
def test_from_the_form_over_the_waiting_list_to_the_door(scene):
    number = an_event(scene, "Werkstatt mit einem Platz", capacity=1)
    first, second = scene.citizen(), scene.citizen()
    pages = [register(scene, number, it) for it in (first, second)]
    expect(pages[0].get_by_text("Sie sind angemeldet, mit einem Platz.")).to_be_visible()
    expect(pages[1].get_by_text("Sie stehen auf der Warteliste, mit einer Person.")).to_be_visible()

    press(pages[0], "Von der Veranstaltung abmelden")
    offer = scene.post.letter(second.address, SEAT_OFFERED)
    pages[1].goto(offer.link("/anmeldung/"))
    press(pages[1], "Ja, ich nehme an")
    code = pages[1].locator(".code").inner_text()

    page = editor(scene)
    page.goto(f"{DESK}{number}/einlass/")
    page.get_by_label("Code", exact=True).fill(code)
    press(page, "Code prüfen")
    expect(page.get_by_text(f"{second.name} ist da, eine Person.")).to_be_visible()
    expect(page.get_by_text(first.name)).to_have_count(0)


def register(scene, number, citizen):
    """Fill in the form, confirm by the letter; return the page of the registration."""
    page = scene.visitor()
    page.goto(f"/veranstaltungen/{number}/anmelden")
    take_time(page)
    page.get_by_label("Ihr Name").fill(citizen.name)
    page.get_by_label("Ihre E-Mail-Adresse").fill(citizen.address)
    for button in ("Für die Veranstaltung anmelden", "Auf die Warteliste"):
        if page.get_by_role("button", name=button, exact=True).count():
            press(page, button)
            break
    letter = scene.post.letter(citizen.address, REGISTER)
    page.goto(letter.link("/anmeldung/"))
    press(page, "Anmeldung bestätigen")
    return page
