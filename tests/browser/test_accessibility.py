"""Every kind of page, looked at by axe at 360 and 1280 pixels, light and dark."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.exc import OperationalError

from leitsaetze.extensions import db
from leitsaetze.mail.letters import html_of
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.web.errors import database_away
from tests.browser.axe import AXE_SCRIPT, WCAG, faults_of_document, faults_of_page
from tests.browser.facts import gather
from tests.browser.people import send
from tests.browser.places import PLACES, Place
from tests.browser.places_in_english import PLACES_IN_ENGLISH
from tests.browser.styles import left_without_style
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

# Letters leave the colour of the paper to the reader's program; axe would always take it for white.
PAPER = "() => { document.body.style.background = 'Canvas'; }"
STAFF = {"leaving": "colleague", "returning": "colleague"}
EVERYWHERE = [
    pytest.param(who, place, id=f"{who}: {place.name}")
    for who, places in [*PLACES.items(), *PLACES_IN_ENGLISH.items()]
    for place in places
]


@pytest.fixture(scope="module")
def facts(demonstration) -> dict[str, str]:
    return gather(demonstration)


@pytest.fixture(scope="module")
def watched() -> Watch:
    return Watch()


@pytest.fixture(scope="module")
def browser_of(browser: Browser, demonstration, facts, watched) -> Iterator[Callable[[str], Page]]:
    """The browser of a reader, a guest, a citizen or somebody of the staff, opened once."""

    @cache
    def open_browser(who: str) -> Page:
        context = browser.new_context(base_url=demonstration.address, locale="de-DE")
        context.add_init_script(AXE_SCRIPT)  # once, not with every page
        watched.follow(context, demonstration.address)
        page = context.new_page()
        if who == "citizen":
            page.goto(f"/mein/{facts['citizen']}")
            send(page, page.get_by_role("button", name="Jetzt anmelden"))
        elif who not in {"reader", "guest"}:
            page.goto(f"/demo/anmelden/{STAFF.get(who, who)}")
            send(page, page.get_by_role("button", name="Anmelden"))
        contexts.append(context)
        return page

    contexts = []
    yield open_browser
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("who", "place"), EVERYWHERE)
def test_every_page_is_accessible(who: str, place: Place, browser_of, facts, watched):
    page = browser_of(who)
    answer = page.goto(place.address.format(**facts))
    assert answer.status == place.status
    for step in place.steps:
        step(page, facts)

    assert faults_of_page(page) == []
    assert left_without_style(page) == set()
    assert watched.taken() == []
    assert who != "reader" or page.context.cookies() == []


def test_the_page_without_a_database_is_accessible(browser_of, demonstration):
    page, app = browser_of("guest"), demonstration.back_door
    with app.test_request_context(method="POST", data={"text": "Ein ganzer Satz."}):
        body, status, _headers = database_away(OperationalError("", {}, Exception()))
    answer = {"status": status, "content_type": "text/html", "body": body}
    page.route("**/weg", lambda route: route.fulfill(**answer))
    page.goto("/weg")

    expect(page.get_by_label("Ihr Text")).to_have_value("Ein ganzer Satz.")
    assert faults_of_page(page) == []


def test_every_letter_is_accessible(browser_of, demonstration):
    with demonstration.behind_the_scenes():
        outbox = db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id))
        letters = {letter.kind: html_of(letter) for letter in outbox}
    page = browser_of("guest")
    page.goto("about:blank")  # what is set on a page of ours keeps its policy: letters have styles
    assert {"confirm", "decision", "hidden", "invitation"} <= set(letters)
    assert {"report_received", "report_decided"} <= set(letters)
    assert {"review_received", "review_asked", "review_restored"} <= set(letters)
    assert {"event_changed", "event_cancelled", "event_reinstated"} <= set(letters)
    assert {"digest", "escalation"} <= set(letters)
    for kind, html in letters.items():
        page.set_content(html)
        page.evaluate(PAPER)
        assert (kind, faults_of_document(page, WCAG)) == (kind, [])


def test_the_first_press_of_tab_leads_past_the_menu(browser_of):
    page = browser_of("reader")
    page.goto("/dialoge/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
