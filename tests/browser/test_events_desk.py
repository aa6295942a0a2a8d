"""An editor plans an event; a guest's calendar follows it to the end."""

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from leitsaetze.accounts.actions import add_staff
from leitsaetze.accounts.models import Credential
from leitsaetze.accounts.passwords import hashed
from leitsaetze.accounts.queries import person_with
from leitsaetze.accounts.rules import Role
from leitsaetze.events.invitations import invite
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from tests.browser.letters import CANCELLED, CHANGED, INVITATION, REINSTATED
from tests.browser.people import PASSWORD, send, sign_in
from tests.browser.scenes import both_ways

pytestmark = pytest.mark.browser

REASON = "Der Saal steht unter Wasser."
DESK = "/redaktion/veranstaltungen/"
EDITORS = {"kirsten": "Kirsten Redaktion", "mila": "Mila Redaktion"}


def editor(scene, key="kirsten"):
    """A browser in which an editor is signed in."""
    address = f"{key}@musterland.example"
    with scene.product.behind_the_scenes():
        if db.session.scalar(person_with(address)) is None:
            made = add_staff(address, name=EDITORS[key], roles=[Role.EDITOR], by=None)
            db.session.add(Credential(person_id=made.id, password_hash=hashed(PASSWORD)))
    page = scene.visitor()
    sign_in(page, address)
    return page


def fill_in(page, title):
    page.goto(f"{DESK}neu")
    page.get_by_label("Art der Veranstaltung").select_option(label="Digital-Werkstatt")
    page.get_by_label("Titel").fill(title)
    page.locator("#starts_day").fill("2099-05-20")
    page.locator("#starts_time").fill("17:00")
    page.locator("#ends_time").fill("19:00")
    page.locator("#place").fill("Alte Schule")
    page.locator("#contact_email").fill("dialog@musterland.example")


def press(page, button):
    send(page, page.get_by_role("button", name=button, exact=True))


def entry(letter):
    [found] = Calendar.from_ical(letter.calendar).walk("VEVENT")
    return found


def invite_behind_the_scenes(scene, citizen, title):
    """Invite somebody as a moderator would, and wait until the letter is there."""
    scene.comment_of(citizen)
    with scene.product.behind_the_scenes():
        event = db.session.scalars(db.select(Event).where(Event.title == title)).one()
        guest = db.session.scalars(person_with(citizen.address)).one()
        by = db.session.scalars(person_with("jana@musterland.example")).one()
        invite(guest, event, by=by)
    return scene.post.letter(citizen.address, INVITATION)


@both_ways
def test_an_event_from_the_first_word_to_its_end_in_a_calendar(scene):
    page, reader, citizen = editor(scene), scene.visitor(), scene.citizen()
    title = f"Werkstatt mit {citizen.name}"
    fill_in(page, title)
    press(page, "Vorschau")
    expect(page.get_by_role("region", name="Vorschau – nicht öffentlich")).to_contain_text(title)
    publish_after_looking(page, reader, title)
    public = address_of(page)

    invitation = invite_behind_the_scenes(scene, citizen, title)
    uid = entry(invitation)["UID"]
    guest = scene.visitor()
    guest.goto(invitation.link("/einladung/").removeprefix(scene.product.address))
    guest.get_by_label("Ja, ich komme").check()
    send(guest, guest.get_by_role("button", name="Antwort senden"))

    move(page)
    moved = scene.post.letter(citizen.address, CHANGED)
    assert (moved.method, entry(moved)["UID"]) == ("REQUEST", uid)
    assert entry(moved)["LOCATION"] == "Neues Rathaus"
    assert entry(moved)["SEQUENCE"] > entry(invitation)["SEQUENCE"]

    cancel(page)
    cancelled = scene.post.letter(citizen.address, CANCELLED)
    assert REASON in cancelled.text
    assert (cancelled.method, entry(cancelled)["UID"]) == ("CANCEL", uid)
    assert entry(cancelled)["STATUS"] == "CANCELLED"
    assert entry(cancelled)["SEQUENCE"] > entry(moved)["SEQUENCE"]
    reader.goto(public)
    expect(reader.get_by_text(REASON)).to_be_visible()

    page.get_by_role("link", name="Sie findet doch statt …").click()
    press(page, "Ja, sie findet doch statt")
    back = scene.post.letter(citizen.address, REINSTATED)
    assert (back.method, entry(back)["STATUS"]) == ("PUBLISH", "CONFIRMED")
    assert entry(back)["SEQUENCE"] > entry(cancelled)["SEQUENCE"]
    guest.goto(back.link("/einladung/").removeprefix(scene.product.address))
    expect(guest.get_by_role("button", name="Antwort senden")).to_be_visible()


def address_of(page):
    """The public address of the event on the desk."""
    return f"/veranstaltungen/{page.url.rstrip('/').rpartition('/')[2]}/"


def publish_after_looking(page, reader, title):
    press(page, "Als Entwurf speichern")
    expect(page.get_by_text("Nur die Redaktion sieht diesen Entwurf.")).to_be_visible()
    public = address_of(page)
    assert reader.goto(public).status == 404
    assert reader.goto(f"{public}termin.ics").status == 404
    page.get_by_role("link", name="Vorschau", exact=True).click()
    expect(page.get_by_text("Vorschau – nicht öffentlich")).to_be_visible()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    page.get_by_role("link", name="Zurück zur Redaktion").click()
    press(page, "Veröffentlichen")
    expect(page.get_by_text("Die Veranstaltung ist jetzt öffentlich.")).to_be_visible()
    assert reader.goto(public).status == 200


def move(page):
    page.get_by_role("link", name="Bearbeiten", exact=True).click()
    page.locator("#place").fill("Neues Rathaus")
    press(page, "Speichern")
    expect(page.get_by_role("alert")).to_contain_text("ob Ihre Gäste davon erfahren")
    page.get_by_label("Ja: Eine Person").check()
    press(page, "Speichern")
    expect(page.get_by_text("Eine Person bekommt eine E-Mail.")).to_be_visible()


def cancel(page):
    page.get_by_role("link", name="Veranstaltung absagen …").click()
    expect(page.get_by_text("Eine eingeladene Person bekommt eine E-Mail mit")).to_be_visible()
    page.get_by_label("Grund der Absage").fill(REASON)
    press(page, "Veranstaltung absagen")
    expect(page.get_by_text("Die Veranstaltung ist abgesagt.")).to_be_visible()


@both_ways
def test_many_are_invited_by_what_they_wrote_about_and_the_desk_counts_their_answers(scene):
    page, citizen = editor(scene), scene.citizen()
    scene.comment_of(citizen, published=True)
    title = f"Viele mit {citizen.name}"
    fill_in(page, title)
    press(page, "Als Entwurf speichern")
    press(page, "Veröffentlichen")
    expect(page.get_by_text("Noch ist niemand eingeladen.")).to_be_visible()
    at_desk = page.url

    page.get_by_role("link", name="Viele auf einmal einladen …").click()
    page.get_by_role("group", name="Leitsätze").get_by_role("checkbox").first.check()
    press(page, "Zahlen zeigen")
    region = page.get_by_role("region", name="Ihre Auswahl in Zahlen")
    expect(region).to_contain_text("Gefunden:")
    page.get_by_role("group", name="Leitsätze").get_by_role("checkbox").first.uncheck()
    press(page, "Zahlen zeigen")
    expect(region).not_to_contain_text(citizen.address)
    page.get_by_label("Ihre Worte in der Einladung").fill("Es gibt Tee und Zeit.")
    send(page, region.get_by_role("button", name="einladen"))
    expect(page.get_by_role("status")).to_contain_text("eingeladen")

    letter = scene.post.letter(citizen.address, INVITATION)
    assert "Es gibt Tee und Zeit." in letter.text
    guest = scene.visitor()
    guest.goto(letter.link("/einladung/").removeprefix(scene.product.address))
    guest.get_by_label("Ja, ich komme").check()
    send(guest, guest.get_by_role("button", name="Antwort senden"))
    page.goto(at_desk)
    expect(page.get_by_role("row", name="zugesagt 1 1")).to_be_visible()
    page.goto(f"{at_desk}erinnern")
    expect(page.get_by_role("main")).to_contain_text("Zurzeit ist niemand zu erinnern.")


@both_ways
def test_two_editors_at_one_event_lose_nothing(scene):
    first, title = editor(scene), f"Werkstatt von {scene.citizen().name}"
    fill_in(first, title)
    press(first, "Als Entwurf speichern")
    edit = f"{first.url}bearbeiten"
    second = editor(scene, "mila")
    for page in (first, second):
        page.goto(edit)
    second.locator("#place").fill("Saal von Mila")
    press(second, "Speichern")

    first.locator("#place").fill("Saal von Kirsten")
    press(first, "Speichern")
    between = first.get_by_role("region", name="Was inzwischen gespeichert ist")
    expect(between).to_contain_text("Mila Redaktion hat um")
    expect(between).to_contain_text("Saal von Mila")
    expect(first.locator("#place")).to_have_value("Saal von Kirsten")
    press(first, "Speichern")
    expect(first.get_by_text("Saal von Kirsten").first).to_be_visible()


@both_ways
def test_the_clock_is_asked_when_it_shows_a_time_twice_or_never(scene):
    page = editor(scene)
    fill_in(page, f"Nachtwache von {scene.citizen().name}")
    page.locator("#starts_day").fill("2027-03-28")
    page.locator("#starts_time").fill("02:30")
    press(page, "Als Entwurf speichern")
    expect(page.get_by_text("gibt es an diesem Tag nicht").last).to_be_visible()

    page.locator("#starts_day").fill("2026-10-25")
    press(page, "Als Entwurf speichern")
    page.get_by_label("das zweite Mal, schon in der Winterzeit").check()
    press(page, "Als Entwurf speichern")
    expect(page.get_by_text("Nur die Redaktion sieht diesen Entwurf.")).to_be_visible()
