"""One event from many invitations to the words it changed, with everybody who has to do with it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.clock import now
from leitsaetze.comments.actions import decide
from leitsaetze.comments.confirming import confirm
from leitsaetze.comments.intake import Contribution, submit
from leitsaetze.comments.rules import Verdict
from leitsaetze.events.actions import hold_event
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Details, EventKind, Joining
from leitsaetze.extensions import db
from leitsaetze.principles.models import Principle
from leitsaetze.text import plain
from tests.browser.letters import (
    INVITATION,
    REGISTER,
    SEAT_OFFERED,
    THANKS,
)
from tests.browser.people import send, take_time
from tests.browser.scenes import every_way
from tests.browser.test_events_desk import DESK, editor, press
from tests.browser.test_the_way import AFTER, looks_right, principle

pytestmark = pytest.mark.browser

RESULT = "Die Radwege zwischen den Dörfern bekommen Licht."


def an_evening(scene, citizen, principle_id: int) -> int:
    """An event with one seat about a principle, on which somebody has written."""
    begins = now() + timedelta(days=3)
    with scene.product.behind_the_scenes():
        about = db.session.get_one(Principle, principle_id)
        words = Contribution(
            plain(citizen.words), citizen.name, address=citizen.address, wants_invitations=True
        )
        comment = submit(words, about.dialogue, about)
        confirm(comment)
        decide(comment, Verdict.PUBLISH, by=None)
        facts = Details(
            EventKind.ON_SITE_DIALOGUE,
            f"Abend mit {citizen.name}",
            begins,
            begins + timedelta(hours=2),
            place="Alte Schule",
            joining=Joining.REGISTRATION,
            capacity=1,
        )
        return hold_event(facts, by=None, dialogues=[about.dialogue], principles=[about]).id


def begin(scene, number: int) -> None:
    """Let the time of the event come."""
    with scene.product.behind_the_scenes():
        event = db.session.get_one(Event, number)
        event.starts_at = now() - timedelta(hours=1)


def answer(page: Page, label: str, button: str) -> None:
    page.get_by_label(label, exact=True).check()
    send(page, page.get_by_role("button", name=button))


def register(scene, page: Page, somebody, number: int) -> None:
    """Ask for a seat without an account, and confirm it by the link of the letter."""
    page.goto(f"/veranstaltungen/{number}/")
    page.get_by_role("link", name="Auf die Warteliste").click()
    page.get_by_label("Name", exact=False).first.fill(somebody.name)
    page.get_by_label("E-Mail-Adresse").fill(somebody.address)
    looks_right(scene, page)
    take_time(page)
    press(page, "Auf die Warteliste")
    page.goto(scene.post.letter(somebody.address, REGISTER).link("/anmeldung/"))
    press(page, "Anmeldung bestätigen")


def invite_many(scene, desk: Page, number: int, somebody) -> None:
    """Invite everybody who wrote about a principle; what is shown are numbers."""
    desk.get_by_role("link", name="Viele auf einmal einladen …").click()
    desk.get_by_label(re.compile(f"^{number} · ")).check()
    press(desk, "Zahlen zeigen")
    expect(desk.get_by_text("Eine Einladung bekommt: eine Person")).to_be_visible()
    expect(desk.get_by_text(somebody.name, exact=True)).to_have_count(0)
    looks_right(scene, desk)
    press(desk, "Eine Person einladen")


def move_up(scene, guest: Page, other: Page, newcomer) -> str:
    """Let the guest say no, so that who waits gets the seat; return the code for the door."""
    expect(other.get_by_text("Sie stehen auf der Warteliste")).to_be_visible()
    answer(guest, "Nein, ich kann nicht", "Antwort ändern")
    other.goto(scene.post.letter(newcomer.address, SEAT_OFFERED).link("/anmeldung/"))
    press(other, "Ja, ich nehme an")
    expect(other.get_by_text("Sie sind angemeldet, mit einem Platz.")).to_be_visible()
    assert len(scene.post.letters(newcomer.address, SEAT_OFFERED)) == 1
    looks_right(scene, other)
    return other.locator(".code").inner_text()


def let_in(scene, desk: Page, code: str, newcomer) -> None:
    """Check somebody in by the code they show."""
    desk.reload()
    desk.get_by_role("link", name="Zum Einlass").click()
    desk.get_by_role("textbox", name="Code").fill(code.lower())
    press(desk, "Code prüfen")
    expect(desk.get_by_text(f"{newcomer.name} ist da")).to_be_visible()
    looks_right(scene, desk)


def write_down(desk: Page, principle_id: int) -> None:
    """Publish the minutes; let the result become a comment, and new words of the principle."""
    desk.get_by_label("Ergebnis 1").fill(RESULT)
    press(desk, "Speichern")
    desk.get_by_label(re.compile("^Ja")).check()
    press(desk, "Protokoll veröffentlichen")
    desk.get_by_role("link", name="Als Kommentar veröffentlichen").click()
    desk.get_by_label("Wozu gehört der Kommentar?").select_option(f"leitsatz {principle_id}")
    press(desk, "Kommentar veröffentlichen")
    desk.get_by_role("link", name="In einen Entwurf übernehmen").click()
    desk.locator("#target").select_option(f"Principle {principle_id}")
    press(desk, "In den Entwurf übernehmen")
    desk.get_by_label("Leitsatz", exact=True).fill(AFTER)
    press(desk, "Speichern und ansehen")
    desk.get_by_label("Ich habe das bedacht").check()
    press(desk, "Neue Fassung veröffentlichen")


@every_way
def test_invitations_seats_door_minutes_and_the_words_that_changed(scene):
    invited, newcomer = scene.citizen(), scene.citizen()
    number, principle_id = principle(scene)
    event = an_evening(scene, invited, principle_id)
    desk, guest, other, reader = editor(scene), scene.visitor(), scene.visitor(), scene.visitor()

    desk.goto(f"{DESK}{event}/")
    invite_many(scene, desk, number, invited)
    guest.goto(scene.post.letter(invited.address, INVITATION).link("/einladung/"))
    answer(guest, "Ja, ich komme", "Antwort senden")
    register(scene, other, newcomer, event)
    code = move_up(scene, guest, other, newcomer)
    desk.reload()
    looks_right(scene, desk)

    begin(scene, event)
    let_in(scene, desk, code, newcomer)
    desk.goto(f"{DESK}{event}/protokoll/bearbeiten")
    write_down(desk, principle_id)
    assert scene.post.letter(newcomer.address, THANKS).links(f"/veranstaltungen/{event}/protokoll/")

    # Everybody reads where it led, from each of the pages; nobody, who was there.
    reader.goto(f"/veranstaltungen/{event}/protokoll/")
    expect(reader.get_by_text("Daraus wurde Kommentar")).to_be_visible()
    looks_right(scene, reader)
    seen = reader.content()
    reader.get_by_role("link", name=f"Fassung 2 von Leitsatz {number}").click()
    expect(reader.get_by_text(AFTER).first).to_be_visible()
    expect(reader.get_by_text(f"Veranstaltung „Abend mit {invited.name}“")).to_be_visible()
    seen += reader.content()
    reader.goto(f"/dialoge/unterwegs/leitsaetze/{number}/")
    expect(reader.get_by_text(RESULT).first).to_be_visible()
    seen += reader.content()
    assert newcomer.name not in seen
    assert newcomer.address not in seen
    assert code not in seen
