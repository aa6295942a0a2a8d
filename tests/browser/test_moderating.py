"""A moderator publishes, answers, shows an event and invites in one go; the citizen says yes."""

from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.letters import INVITATION, NEWS
from tests.browser.people import Keyboard, Mouse, decide, open_entry
from tests.browser.scenes import both_ways, every_way

pytestmark = pytest.mark.browser

PRINCIPLE = "/dialoge/unterwegs/leitsaetze/2/"
MEETING = "Werkstatt Radwege"
ANSWER = "Danke für den Hinweis! Am Ortsschild wird **dieses Jahr** gebaut."
INVITING = "Bringen Sie gern ein Foto der Stelle mit."
BRINGS = "Fotos vom Ortsschild & einen Plan"
CONSEQUENCES = [
    "Der Kommentar wird veröffentlicht.",
    "Die Antwort erscheint darunter.",
    f"Die Antwort zeigt „{MEETING}“.",
    f"Eine persönliche Einladung zu „{MEETING}“ geht per E-Mail hinaus.",
    "bekommt eine E-Mail.",
]


@every_way
def test_publishing_answering_and_inviting_is_one_deed_by_mouse(scene):
    carry_out_everything(scene, Mouse)


@both_ways
def test_publishing_answering_and_inviting_is_one_deed_by_keyboard(scene):
    carry_out_everything(scene, Keyboard)


def carry_out_everything(scene, hands) -> None:
    citizen, page = scene.citizen(), scene.moderator()
    comment_id = scene.comment_of(citizen)
    open_entry(page, citizen.name, hands)
    fill_in_everything(page, hands(page))
    if not scene.scripts:  # the preview says what a script says while the form is filled in
        hands(page).press(page.get_by_role("button", name="Vorschau"))
        expect(page.get_by_role("region", name="Vorschau")).to_contain_text("dieses Jahr")
    for consequence in CONSEQUENCES:
        expect(page.locator("#folgen")).to_contain_text(consequence)
    decide(page, hands)

    reader = scene.visitor()
    reader.goto(f"{PRINCIPLE}?sortierung=neueste")
    comment = reader.locator(f"#kommentar-{comment_id}")
    expect(comment).to_contain_text(citizen.words)
    expect(comment.locator("strong")).to_have_text("dieses Jahr")
    expect(comment.get_by_role("link", name=MEETING).first).to_be_visible()
    news = scene.post.letter(citizen.address, NEWS)
    assert "ist jetzt veröffentlicht" in news.text
    assert ANSWER in news.text
    assert news.link("/kommentare/") == f"{scene.product.address}/kommentare/{comment_id}"
    assert INVITING in scene.post.letter(citizen.address, INVITATION).text


def fill_in_everything(page, hands) -> None:
    """Publish, answer, show an event and invite to it."""
    hands.tick(page.get_by_label("Veröffentlichen"))
    hands.write(page.get_by_label("Antwort der Moderation"), ANSWER)
    hands.pick(page.get_by_label("Veranstaltung in der Antwort zeigen"), MEETING)
    hands.pick(page.get_by_label("Persönlich einladen"), MEETING)
    hands.write(page.get_by_label("Persönliche Worte"), INVITING)


@every_way
def test_an_invited_citizen_says_yes_and_only_staff_learn_of_it(scene):
    citizen, staff = scene.citizen(), scene.moderator()
    comment_id = scene.comment_of(citizen)
    open_entry(staff, citizen.name)
    fill_in_everything(staff, Mouse(staff))
    decide(staff)
    letter = scene.post.letter(citizen.address, INVITATION)
    guest = scene.visitor()
    guest.goto(letter.link("/einladung/"))
    free = free_seats(guest)

    guest.get_by_label("Ja, ich komme").check()
    guest.get_by_label("Zahl der Personen").fill("2")
    guest.get_by_label("Das möchte ich mitbringen").fill(BRINGS)
    guest.get_by_role("button", name="Antwort senden").click()
    expect(guest.get_by_role("status")).to_contain_text("Sie haben für 2 Personen zugesagt.")
    expect(guest.get_by_role("status")).to_contain_text(BRINGS)
    assert free_seats(guest) == free - 2

    with guest.expect_download() as download:
        guest.get_by_role("link", name="In den Kalender").first.click()
    downloaded = event_in(download.value.path().read_bytes())
    attached = event_in(letter.calendar)
    for name in ("UID", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "SEQUENCE"):
        assert attached[name] == downloaded[name]
    assert attached["SUMMARY"] == MEETING
    assert attached.start.tzinfo.key == "Europe/Berlin"
    assert (attached.start.hour, attached.end.hour) == (18, 20)

    staff.goto(f"/moderation/kommentare/{comment_id}")
    invitations = staff.get_by_role("region", name="Einladungen")
    expect(invitations).to_contain_text("zugesagt, 2 Personen")
    expect(invitations).to_contain_text(BRINGS)
    nowhere_public(scene, comment_id, citizen.address, BRINGS, "Fotos vom Ortsschild", "zugesagt")


def nowhere_public(scene, comment_id: int, *secrets: str) -> None:
    """Nobody who reads learns who was invited, who comes and what they bring."""
    reader = scene.visitor()
    reader.goto("/veranstaltungen/")
    reader.get_by_role("link", name=MEETING, exact=True).click()
    event = reader.url
    addresses = ["/", "/dialoge/", "/dialoge/unterwegs/", PRINCIPLE, "/veranstaltungen/"]
    addresses += [f"/kommentare/{comment_id}", "/veranstaltungen.ics"]
    for address in [*(scene.product.address + a for a in addresses), event, f"{event}termin.ics"]:
        with urlopen(address) as answer:  # noqa: S310  our own
            page = answer.read().decode()
        assert [secret for secret in secrets if secret in page] == [], address


def free_seats(page) -> int:
    """The number of free seats the page of an invitation names."""
    return int(page.get_by_text("Zurzeit:").inner_text().split()[1])


def event_in(calendar: str | bytes):
    """The one event in a calendar file."""
    (event,) = Calendar.from_ical(calendar).events
    return event
