"""Somebody without account follows a principle, hears what is new, and ends it with one click."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leitsaetze import clock
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.following.gathering import gather
from leitsaetze.following.letters import send_due
from tests.browser.letters import FOLLOW, WHAT_IS_NEW
from tests.browser.people import take_time
from tests.browser.scenes import Scene, every_way

pytestmark = pytest.mark.browser


def begin(page: Page) -> None:
    page.goto("/dialoge/unterwegs/leitsaetze/2/")
    page.get_by_role("link", name="Diesem Leitsatz per E-Mail folgen").click()
    expect(page.get_by_role("heading", name="Leitsatz 2 folgen")).to_be_visible()
    take_time(page)


def something_happens(scene: Scene, citizen) -> int:
    """A comment published two minutes ago, which nobody can undo any more, is told now."""
    with clock.moved_to(now() - timedelta(minutes=2)):
        number = scene.comment_of(citizen, published=True)
    with scene.product.behind_the_scenes():
        gather()
        db.session.commit()
        send_due()
    return number


@every_way
def test_from_the_page_of_a_principle_to_the_letter_and_out_again(scene):
    page, reader, author = scene.visitor(), scene.citizen(), scene.citizen()
    begin(page)
    page.get_by_role("button", name="Folgen", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte wählen Sie, wie oft")
    page.get_by_label("E-Mail-Adresse").fill(reader.address)
    page.get_by_label("sofort").check()
    page.get_by_role("button", name="Folgen", exact=True).click()
    expect(page.get_by_role("heading", name="Jetzt fehlt noch ein Klick")).to_be_visible()

    (confirm,) = scene.post.letter(reader.address, FOLLOW).links("/folgen/")
    other = scene.visitor()
    other.goto(confirm)
    other.get_by_role("button", name="Ja, ich möchte folgen").click()
    expect(other.get_by_role("heading", name="Sie folgen jetzt")).to_be_visible()

    number = something_happens(scene, author)
    letter = scene.post.letter(reader.address, WHAT_IS_NEW)
    assert author.words in letter.text
    assert letter.links(f"/kommentare/{number}")
    (end,) = letter.links("/abbestellen/nachrichten/")
    assert letter.message["List-Unsubscribe"] == f"<{end}>"
    other.goto(end)
    expect(other.locator("main")).to_contain_text(re.compile("Leitsatz 2"))
    other.get_by_role("button", name="Das abbestellen").click()
    expect(other.get_by_role("heading", name="Abbestellt")).to_be_visible()

    something_happens(scene, scene.citizen())
    assert len(scene.post.letters(reader.address, WHAT_IS_NEW)) == 1
