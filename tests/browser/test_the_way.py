"""A comment from the first word to the words it changed, read on its timeline by its author."""

import re
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.comments.intake import Contribution, submit
from leitsaetze.extensions import db
from leitsaetze.principles.queries import dialogue_with, public_principle
from leitsaetze.principles.wording import add_principle
from leitsaetze.text import plain
from tests.browser.axe import AXE_SCRIPT, faults_of_page
from tests.browser.letters import CONFIRM, LED, NEWS
from tests.browser.people import decide, open_entry, send
from tests.browser.scenes import both_ways, every_way

pytestmark = pytest.mark.browser

BEFORE = "Wir bauen Radwege zwischen den Dörfern."
AFTER = "Wir bauen beleuchtete Radwege zwischen den Dörfern."
NOTE = "Beleuchtung dazu, weil der Weg sonst im Winter fehlt."
ANSWER = "Das nehmen wir auf."
numbers = count(400)


def principle(scene) -> tuple[int, int]:
    """The number of a principle no other journey knows, for readers and for editors."""
    with scene.product.behind_the_scenes():
        field = db.session.scalars(dialogue_with("unterwegs")).one().fields[0]
        words = {"statement": BEFORE, "explanation": "Weil alle mitkommen sollen.", "by": None}
        added = add_principle(field, number=next(numbers), **words)
        return added.number, added.id


def said(scene, citizen, number: int) -> int:
    """Let somebody have written a comment on it."""
    with scene.product.behind_the_scenes():
        address = {"slug": "unterwegs", "number": number}
        place = db.session.scalars(public_principle(), address).one()
        words = Contribution(plain(citizen.words), citizen.name, address=citizen.address)
        return submit(words, place.dialogue, place).id


def confirm(scene, citizen, page: Page) -> None:
    """Click on the button behind the link of the letter."""
    page.goto(scene.post.letter(citizen.address, CONFIRM).link("/bestaetigen/"))
    send(page, page.get_by_role("button", name="Ja, das ist mein Kommentar"))


def answering(scene, citizen) -> Page:
    """The desk of a moderator who has written an answer and is about to publish both."""
    jana = scene.moderator("jana")
    open_entry(jana, citizen.name)
    jana.get_by_label("Veröffentlichen").check()
    jana.get_by_label("Antwort der Moderation").fill(ANSWER)
    return jana


def looks_right(scene, page: Page) -> None:
    """Look with axe at 360 and 1280 pixels, light and dark, where scripts can run."""
    if scene.scripts:
        page.evaluate(AXE_SCRIPT)
        assert faults_of_page(page) == []


@every_way
def test_comment_answer_revision_and_the_words_that_changed(scene):
    citizen, author, reader = scene.citizen(), scene.visitor(), scene.visitor()
    number, desk = principle(scene)
    comment = said(scene, citizen, number)
    confirm(scene, citizen, author)
    decide(answering(scene, citizen))

    # The author needs no account: the letter leads to the comment and its way.
    author.goto(scene.post.letter(citizen.address, NEWS).link("/beitrag/"))
    expect(author.get_by_text(ANSWER)).to_be_visible()
    expect(author.get_by_role("link", name="beantwortet")).to_be_visible()

    kirsten = scene.moderator("kirsten")
    kirsten.goto(f"/redaktion/leitsaetze/{desk}/")
    send(kirsten, kirsten.get_by_role("button", name="Neue Fassung schreiben"))
    kirsten.get_by_label("Leitsatz", exact=True).fill(AFTER)
    kirsten.get_by_label("Was ändert sich, und warum?").fill(NOTE)
    kirsten.get_by_label("Kommentare, die dazu geführt haben").fill(str(comment))
    send(kirsten, kirsten.get_by_role("button", name="Speichern und ansehen"))
    kirsten.get_by_label("Ich habe das bedacht").check()
    send(kirsten, kirsten.get_by_role("button", name="Neue Fassung veröffentlichen"))

    letter = scene.post.letter(citizen.address, LED)
    author.goto(letter.link("/beitrag/"))
    way = author.get_by_role("region", name="Was bisher geschah")
    expect(way.get_by_role("listitem").nth(4)).to_contain_text(f"Fassung 2 von Leitsatz {number}")
    expect(way.get_by_text("[+ beleuchtete]")).to_be_visible()
    expect(way).to_contain_text(NOTE)
    steps = [it.inner_text() for it in way.locator("ol.history > li").all()]
    course = ("eingegangen", "bestätigt", "veröffentlicht", "beantwortet", "führte zu")
    assert all(words in step for words, step in zip(course, steps, strict=True))
    looks_right(scene, author)

    # By the number on the receipt the same, without the words of the comment.
    receipt = re.search(r"Beleg (\w+)", author.content())[1]
    author.goto("/beleg/")
    author.get_by_label("Belegnummer").fill(receipt)
    author.get_by_role("button", name="Nachsehen").click()
    expect(author.get_by_text("[+ beleuchtete]")).to_be_visible()
    expect(author.get_by_text(citizen.words)).to_have_count(0)
    looks_right(scene, author)

    # And everybody reads it on the page of the comment.
    reader.goto(f"/kommentare/{comment}")
    everybodys = reader.get_by_role("region", name="Der Weg dieses Kommentars")
    expect(everybodys.get_by_text("[+ beleuchtete]")).to_be_visible()
    expect(everybodys.get_by_text("bestätigt")).to_have_count(0)
    looks_right(scene, reader)


@both_ways
def test_changed_while_the_moderator_decides_it_comes_back_with_every_typed_word(scene):
    citizen, author, reader = scene.citizen(), scene.visitor(), scene.visitor()
    number, _desk = principle(scene)
    comment = said(scene, citizen, number)
    confirm(scene, citizen, author)
    jana = answering(scene, citizen)

    author.get_by_role("link", name="Ihren Kommentar ändern oder zurückziehen").click()
    looks_right(scene, author)
    author.get_by_role("link", name="Ändern (bis").click()
    looks_right(scene, author)
    author.get_by_label("Ihr Kommentar").fill("Bei uns fehlt vor allem Licht.")
    author.get_by_role("button", name="Vorschau").click()
    expect(author.get_by_role("region", name="Vorschau")).to_contain_text("vor allem Licht")
    send(author, author.get_by_role("button", name="Neue Fassung absenden"))
    expect(author.get_by_text("Ihre neue Fassung ist gespeichert.")).to_be_visible()

    send(jana, jana.get_by_role("button", name="Entscheiden und weiter"))
    expect(jana.get_by_role("alert")).to_contain_text("Es wurde nichts gespeichert")
    expect(jana.get_by_role("region", name="Beides nebeneinander")).to_contain_text(ANSWER)
    expect(jana.get_by_label("Antwort der Moderation")).to_have_value(ANSWER)
    expect(jana.get_by_role("region", name="1 frühere Fassung")).to_be_visible()
    looks_right(scene, jana)
    assert reader.request.get(f"/kommentare/{comment}").status == 404

    jana.get_by_label("Veröffentlichen").check()
    decide(jana)
    reader.goto(f"/kommentare/{comment}")
    expect(reader.get_by_text("Bei uns fehlt vor allem Licht.")).to_be_visible()
    expect(reader.get_by_text("bearbeitet am")).to_be_visible()
    expect(reader.get_by_text(citizen.words)).to_have_count(0)


@both_ways
def test_a_guest_withdraws_by_the_link_of_a_letter_after_one_question(scene):
    citizen, page, reader = scene.citizen(), scene.visitor(), scene.visitor()
    comment = said(scene, citizen, principle(scene)[0])
    confirm(scene, citizen, page)

    page.get_by_role("link", name="Ihren Kommentar ändern oder zurückziehen").click()
    page.get_by_role("link", name="Zurückziehen").click()
    looks_right(scene, page)
    send(page, page.get_by_role("button", name="Zurückziehen"))

    expect(page.get_by_text("Ihr Kommentar ist zurückgezogen.")).to_be_visible()
    expect(page.get_by_text(citizen.words)).to_have_count(0)
    assert reader.request.get(f"/kommentare/{comment}").status == 404
