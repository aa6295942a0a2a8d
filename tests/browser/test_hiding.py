"""A moderator hides a comment: the author learns why, readers see that something was there."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.letters import HIDDEN
from tests.browser.people import Mouse, decide
from tests.browser.scenes import both_ways

pytestmark = pytest.mark.browser

WHY = "Ihr dritter Satz beleidigt die Mitarbeiterin im Bürgerbüro."


@both_ways
def test_the_very_next_answer_shows_the_placeholder_and_the_author_reads_why(scene):
    citizen, staff, reader = scene.citizen(), scene.moderator(), scene.visitor()
    comment_id = scene.comment_of(citizen, published=True)
    addresses = [f"/kommentare/{comment_id}", "/dialoge/unterwegs/leitsaetze/2/"]
    tags = {address: tag_of(reader, address, citizen) for address in addresses}
    staff.goto("/moderation/?ansicht=wartet")
    staff.get_by_role("button", name=citizen.name).click()
    staff.get_by_label("Ausblenden").check()
    Mouse(staff).pick(staff.get_by_label("Regel, gegen die"), "2.")
    Mouse(staff).write(staff.get_by_label("Begründung in eigenen Worten"), WHY)
    decide(staff)

    for address, tag in tags.items():
        answer = reader.request.get(address, headers={"If-None-Match": tag})
        assert answer.status == 200
        page = answer.text()
        assert citizen.words not in page
        assert citizen.name not in page
        assert "von der Moderation ausgeblendet" in page
    reader.goto(addresses[0])
    expect(reader.locator("main")).to_contain_text("(Regel 2)")
    expect(reader.get_by_role("link", name="Unsere Regeln")).to_be_visible()

    letter = scene.post.letter(citizen.address, HIDDEN)
    assert citizen.words in letter.text
    assert "Regel 2 in der Fassung 1:" in letter.text
    assert WHY in letter.text
    assert "Ein Mensch aus der Moderation hat das entschieden" in letter.text
    assert "dialog@musterland.example" in letter.text
    assert "Telefon 01234 567-89" in letter.text


def tag_of(reader: Page, address: str, citizen) -> str:
    """Read a public page twice and return its ETag; the second time it costs nothing."""
    first = reader.request.get(address)
    assert citizen.words in first.text()
    tag = first.headers["etag"]
    second = reader.request.get(address, headers={"If-None-Match": tag})
    assert (second.status, second.body()) == (304, b"")
    return tag
