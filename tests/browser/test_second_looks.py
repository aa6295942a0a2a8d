"""An author asks for a second look; somebody else decides, in the team or by a one-time link."""

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.comments.actions import decide as decide_on
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.principles.actions import change_dialogue
from tests.browser.axe import AXE_SCRIPT, faults_of_page
from tests.browser.letters import ASKED, HIDDEN, RECEIVED, RESTORED, UPHELD
from tests.browser.people import Keyboard, Mouse, decide, send
from tests.browser.scenes import both_ways, every_way

pytestmark = pytest.mark.browser

WHY = "Nennt die Telefonnummer einer dritten Person."
WORDS = "Es ist meine eigene Nummer."
REASONS = "Die Nummer gehört der Verfasserin selbst."


def hide(scene, citizen, staff: Page) -> int:
    """Let a moderator hide a published comment in the queue."""
    number = scene.comment_of(citizen, published=True)
    staff.goto(f"/moderation/kommentare/{number}")
    staff.get_by_label("Ausblenden").check()
    Mouse(staff).pick(staff.get_by_label("Regel, gegen die"), "4.")
    Mouse(staff).write(staff.get_by_label("Begründung in eigenen Worten"), WHY)
    decide(staff)
    return number


def ask(author: Page, address: str, hands: type[Mouse] = Mouse) -> None:
    author.goto(address)
    expect(author.get_by_text(WHY)).to_be_visible()
    hands(author).write(author.get_by_label("Was sollen wir dabei bedenken?"), WORDS)
    hands(author).press(author.get_by_role("button", name="Um Überprüfung bitten"))
    expect(author.get_by_text("Ihre Bitte ist am")).to_be_visible()


def has_no_faults(page: Page) -> None:
    """Look at a page with axe, where scripts can run."""
    page.evaluate(AXE_SCRIPT)
    assert faults_of_page(page) == []


def shown(reader: Page, number: int, words: str) -> bool:
    return words in reader.request.get(f"/kommentare/{number}").text()


@every_way
def test_a_colleague_shows_it_again_and_the_author_reads_why(scene):
    citizen, jana, oemer = scene.citizen(), scene.moderator("jana"), scene.moderator("oemer")
    author, reader = scene.visitor(), scene.visitor()
    number = hide(scene, citizen, jana)
    link = scene.post.letter(citizen.address, HIDDEN).link("/ueberpruefung/")

    ask(author, link, Keyboard)
    if scene.scripts:
        has_no_faults(author)
    assert WORDS in scene.post.letter(citizen.address, RECEIVED).text
    jana.goto(f"/moderation/kommentare/{number}")
    expect(jana.get_by_text("Deshalb entscheidet jemand anderes.")).to_be_visible()
    expect(jana.get_by_text("Entscheiden können: Ömer Moderation.")).to_be_visible()
    assert not shown(reader, number, citizen.words)

    oemer.goto("/moderation/?ansicht=ueberpruefungen")
    oemer.get_by_role("button", name=citizen.name).click()
    expect(oemer.get_by_text(WORDS)).to_be_visible()
    region = oemer.get_by_role("region", name="Überprüfung")
    Keyboard(oemer).press(region.get_by_role("button", name="Über die Überprüfung entscheiden"))
    expect(oemer.get_by_role("alert")).to_contain_text("Bitte wählen Sie, wie Sie entscheiden.")
    if scene.scripts:
        has_no_faults(oemer)
    oemer.get_by_label("Wieder zeigen").check()
    oemer.get_by_label("Begründung der Überprüfung").fill(REASONS)
    send(oemer, oemer.get_by_role("button", name="Über die Überprüfung entscheiden"))
    expect(oemer.get_by_text("Nach der Überprüfung wieder gezeigt")).to_be_visible()

    assert shown(reader, number, citizen.words)
    letter = scene.post.letter(citizen.address, RESTORED)
    assert REASONS in letter.text
    reader.goto(letter.link("/kommentare/"))
    expect(reader.get_by_text(citizen.words)).to_be_visible()
    author.reload()
    expect(author.get_by_text("Der Kommentar wird wieder gezeigt.")).to_be_visible()


@both_ways
def test_the_second_person_decides_by_a_link_that_shows_nothing_afterwards(scene):
    citizen, jana, ruth = scene.citizen(), scene.moderator("jana"), scene.visitor()
    author, reader = scene.visitor(), scene.visitor()
    number = hide(scene, citizen, jana)
    name_ruth(scene, number)
    ask(author, scene.post.letter(citizen.address, HIDDEN).link("/ueberpruefung/"))
    jana.goto(f"/moderation/kommentare/{number}")
    send(jana, jana.get_by_role("button", name="Um Entscheidung bitten"))
    expect(jana.get_by_text("Auch die zweite Person, Ruth Zwei, kann entscheiden.")).to_be_visible()

    letter = scene.post.letter(ruth_of(number), ASKED)
    assert citizen.words not in letter.text
    ruth.goto(letter.link("/ueberpruefen/"))
    expect(ruth.get_by_text(citizen.words)).to_be_visible()
    expect(ruth.get_by_text(WORDS)).to_be_visible()
    assert citizen.name not in ruth.content()
    if scene.scripts:
        has_no_faults(ruth)
    ruth.get_by_label("Ausblendung aufrechterhalten").check()
    ruth.get_by_label("Begründung der Überprüfung").fill("Es bleibt eine fremde Nummer.")
    send(ruth, ruth.get_by_role("button", name="Entscheiden"))
    expect(ruth.get_by_text("die Entscheidung ist getroffen")).to_be_visible()
    assert citizen.words not in ruth.content()

    assert not shown(reader, number, citizen.words)
    told = scene.post.letter(citizen.address, UPHELD).text
    assert "Es bleibt eine fremde Nummer." in told
    assert "letzte Schritt" in told
    assert "Sie haben das Recht" in told


def ruth_of(number: int) -> str:
    """The address of a second person whom no other journey knows."""
    return f"ruth{number}@post.example"


def name_ruth(scene, number: int) -> None:
    """Let editors have named her."""
    with scene.product.behind_the_scenes():
        dialogue = db.session.get_one(Comment, number).dialogue
        change_dialogue(dialogue, by=None, second_name="Ruth Zwei", second_email=ruth_of(number))


@both_ways
def test_with_the_receipt_number_alone_it_can_be_asked_for(scene):
    citizen, author = scene.citizen(), scene.visitor()
    number = hide(scene, citizen, scene.moderator("jana"))
    with scene.product.behind_the_scenes():
        comment = db.session.get_one(Comment, number)
        receipt = comment.receipt_number

    author.goto("/beleg/")
    author.get_by_label("Belegnummer").fill(receipt)
    send(author, author.get_by_role("button", name="Nachsehen"))
    assert citizen.words not in author.content()
    send(author, author.get_by_role("button", name="Um Überprüfung bitten"))
    ask(author, author.url)

    with scene.product.behind_the_scenes():
        decide_on(db.session.get_one(Comment, number), Verdict.WITHDRAW, by=None)
    author.reload()
    expect(author.get_by_text("Deshalb gibt es nichts mehr zu überprüfen.")).to_be_visible()
