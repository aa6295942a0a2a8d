"""Only a passage of a comment is hidden: gone at once for readers, told to the author, and back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import AXE_SCRIPT, faults_of_page
from tests.browser.letters import PASSAGE_HIDDEN, RESTORED
from tests.browser.people import Keyboard, Mouse, send
from tests.browser.scenes import both_ways, every_way

pytestmark = pytest.mark.browser

WHY = "Die Ortsangabe verrät, wo jemand wohnt."
REASONS = "Ein Ortsschild verrät niemanden."
PASSAGE = "am Ortsschild"
MARK = "[…] von der Moderation entfernt (Regel 4)"
MARKED = """it => {
  const words = it.querySelector("p").firstChild, begin = words.data.indexOf("am Ortsschild");
  getSelection().setBaseAndExtent(words, begin, words, begin + "am Ortsschild".length);
  document.dispatchEvent(new PointerEvent("pointerup"));
}"""


def has_no_faults(page: Page) -> None:
    """Look at a page with axe, where scripts can run."""
    page.evaluate(AXE_SCRIPT)
    assert faults_of_page(page) == []


def hide(scene, staff: Page, number: int) -> None:
    """Hide the passage: marked in the text where scripts can run, else typed."""
    staff.goto(f"/moderation/kommentare/{number}")
    Keyboard(staff).press(staff.get_by_role("link", name="Nur eine Stelle ausblenden"))
    staff.wait_for_url("**/stelle")
    exact = staff.get_by_label("Genau diese Worte")
    if scene.scripts:
        staff.locator("[data-markable]").evaluate(MARKED)
        expect(exact).to_have_value(PASSAGE)
    else:
        exact.fill(PASSAGE)
    Mouse(staff).pick(staff.get_by_label("Regel, gegen die"), "4.")
    staff.get_by_label("Begründung in eigenen Worten").fill(WHY)
    send(staff, staff.get_by_role("button", name="Vorschau").first)
    preview = staff.get_by_role("region", name="So wird er dann zu lesen sein")
    expect(preview).to_contain_text(MARK)
    expect(preview).not_to_contain_text(PASSAGE)
    if scene.scripts:
        has_no_faults(staff)
    send(staff, staff.get_by_role("button", name="Stelle ausblenden"))
    expect(staff.get_by_role("region", name="Ausgeblendete Stellen")).to_contain_text(PASSAGE)
    if scene.scripts:
        has_no_faults(staff)


@every_way
def test_the_next_reader_finds_a_mark_and_the_author_has_it_looked_at_again(scene):
    citizen, jana, oemer = scene.citizen(), scene.moderator("jana"), scene.moderator("oemer")
    author, reader = scene.visitor(), scene.visitor()
    number = scene.comment_of(citizen, published=True)
    pages = [f"/kommentare/{number}", "/dialoge/unterwegs/leitsaetze/2/"]
    tags = {page: reader.request.get(page).headers["etag"] for page in pages}

    hide(scene, jana, number)

    for page, tag in tags.items():
        answer = reader.request.get(page, headers={"If-None-Match": tag})
        assert answer.status == 200
        assert citizen.words not in answer.text()
        assert citizen.words.replace(PASSAGE, f"<em>{MARK}</em>") in answer.text()
    letter = scene.post.letter(citizen.address, PASSAGE_HIDDEN)
    assert f"„{PASSAGE}“" in letter.text
    assert WHY in letter.text

    author.goto(letter.link("/ueberpruefung/"))
    assert PASSAGE not in author.content()
    send(author, author.get_by_role("button", name="Um Überprüfung bitten"))
    expect(author.get_by_text("Bis dahin bleibt sie ausgeblendet.")).to_be_visible()
    oemer.goto("/moderation/?ansicht=ueberpruefungen")
    oemer.get_by_role("button", name=citizen.name).click()
    oemer.goto(f"/moderation/kommentare/{number}/ueberpruefung")
    expect(oemer.locator("mark")).to_have_text(PASSAGE)
    if scene.scripts:
        has_no_faults(oemer)
    oemer.get_by_label("Wieder zeigen").check()
    oemer.get_by_label("Begründung der Überprüfung").fill(REASONS)
    send(oemer, oemer.get_by_role("button", name="Über die Überprüfung entscheiden"))

    assert citizen.words in reader.request.get(pages[0]).text()
    assert REASONS in scene.post.letter(citizen.address, RESTORED).text


@both_ways
def test_a_passage_just_hidden_is_back_with_one_button(scene):
    citizen, jana = scene.citizen(), scene.moderator("jana")
    number = scene.comment_of(citizen, published=True)
    hide(scene, jana, number)
    jana.get_by_role("button", name="Rückgängig machen").click()
    # Not by its words alone: with scripts they are said once more, to who cannot see them.
    expect(jana.locator(".kern-alert--success")).to_contain_text("Rückgängig gemacht.")
    expect(jana.get_by_role("region", name="Ausgeblendete Stellen")).to_contain_text(
        "wieder gezeigt am"
    )

    reader = scene.visitor()
    assert citizen.words in reader.request.get(f"/kommentare/{number}").text()


@both_ways
def test_a_whole_comment_is_not_hidden_as_a_passage(scene):
    citizen, jana = scene.citizen(), scene.moderator("jana")
    number = scene.comment_of(citizen, published=True)
    jana.goto(f"/moderation/kommentare/{number}/stelle")
    Keyboard(jana).tick(jana.get_by_label(citizen.words))
    Mouse(jana).pick(jana.get_by_label("Regel, gegen die"), "4.")
    jana.get_by_label("Begründung in eigenen Worten").fill(WHY)
    send(jana, jana.get_by_role("button", name="Stelle ausblenden"))

    expect(jana.get_by_role("alert")).to_contain_text("bliebe vom Kommentar nichts übrig")
    expect(jana.get_by_label(citizen.words)).to_be_checked()
    if scene.scripts:
        has_no_faults(jana)
    assert citizen.words in scene.visitor().request.get(f"/kommentare/{number}").text()
