"""A moderator asks a department; it proposes an answer by link; the moderator publishes it."""

import pytest
from playwright.sync_api import expect

from leitsaetze.accounts.models import Person
from leitsaetze.extensions import db
from leitsaetze.moderation.blocks import add_department
from leitsaetze.moderation.models import Department
from tests.browser.letters import NEWS, QUESTION
from tests.browser.people import Mouse, decide, send
from tests.browser.scenes import every_way
from tests.browser.test_second_looks import has_no_faults

pytestmark = pytest.mark.browser

ASKED = "Wann beginnt der Bau?"
ANSWER = "Der Bau beginnt im **Herbst**."


def department_of(scene, number: int) -> str:
    """Let a department be in the list; return the name of its answers."""
    heading = f"Antwort des Sachgebiets Bauen {number}"
    with scene.product.behind_the_scenes():
        by = db.session.scalars(db.select(Person)).first()
        if db.session.scalar(db.select(Department).filter_by(heading=heading)) is None:
            add_department(heading, by=by)
    return heading


@every_way
def test_a_department_answers_by_link_and_the_moderator_publishes(scene):
    citizen, jana, office = scene.citizen(), scene.moderator("jana"), scene.visitor()
    number = scene.comment_of(citizen, published=True)
    heading, address = department_of(scene, number), f"bauen.{citizen.address}"

    jana.goto(f"/moderation/kommentare/{number}")
    jana.get_by_role("link", name="Sachgebiet fragen").click()
    send(jana, jana.get_by_role("button", name="Fragen"))
    expect(jana.get_by_role("alert")).to_contain_text("Bitte wählen Sie das Sachgebiet.")
    if scene.scripts:
        has_no_faults(jana)
    Mouse(jana).pick(jana.get_by_label("Sachgebiet", exact=True), heading)
    jana.get_by_label("Wer die Frage liest").fill("Sachgebiet Bauen")
    jana.get_by_label("E-Mail-Adresse").fill(address)
    jana.get_by_label("Ihre Frage").fill(ASKED)
    send(jana, jana.get_by_role("button", name="Fragen"))
    expect(jana.get_by_role("heading", name="Liegt bei: Sachgebiet Bauen")).to_be_visible()

    letter = scene.post.letter(address, QUESTION)
    assert citizen.words not in letter.text
    assert ASKED not in letter.text
    office.goto(letter.link("/stellungnahme/"))
    expect(office.get_by_text(citizen.words)).to_be_visible()
    expect(office.get_by_text(ASKED)).to_be_visible()
    assert citizen.name not in office.content()
    office.get_by_label("Wir schlagen eine Antwort vor").check()
    office.get_by_label("Ihr Text").fill(ANSWER)
    send(office, office.get_by_role("button", name="Absenden"))
    expect(office.get_by_role("alert")).to_contain_text("Bitte nennen Sie Ihren Namen.")
    if scene.scripts:
        has_no_faults(office)
    office.get_by_label("Ihr Name").fill("Frau Baum")
    send(office, office.get_by_role("button", name="Absenden"))
    expect(office.get_by_text("Ihr Vorschlag ist angekommen.")).to_be_visible()
    assert citizen.words not in office.content()

    jana.goto(f"/moderation/kommentare/{number}")
    expect(jana.get_by_text("vorgeschlagen von Sachgebiet Bauen (Frau Baum)")).to_be_visible()
    jana.get_by_label("Veröffentlichen, wie vorgeschlagen").check()
    decide(jana)

    assert "Der Bau beginnt im **Herbst**." in scene.post.letter(citizen.address, NEWS).text
    reader = scene.visitor()
    reader.goto(f"/kommentare/{number}")
    expect(reader.get_by_text(heading)).to_be_visible()
    expect(reader.get_by_text("Der Bau beginnt im Herbst.")).to_be_visible()
    assert "Frau Baum" not in reader.content()
