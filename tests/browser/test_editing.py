"""Two editors in two browsers at one principle; a server that is killed while somebody writes."""

import time
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.accounts.rules import Role
from leitsaetze.editing.actions import begin_draft
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.principles.queries import dialogue_with
from leitsaetze.web.filters import isolated_in_text
from tests.accounts.makers import PASSWORD, make_staff
from tests.browser.people import send, sign_in
from tests.browser.scenes import Scene, both_ways
from tests.conftest import SETTINGS
from tests.proofs.world import make_dialogue, make_principles
from tests.serving import Served

pytestmark = pytest.mark.browser

MINE = "Wir fragen zuerst die Leute vor Ort."
THEIRS = "Wir hören zuerst den Gemeinden zu."
AT_MOST = 5  # seconds of typing a crash may cost
numbers = count(200)


@both_ways
def test_two_editors_at_one_principle_lose_nothing_and_both_are_told(scene):
    draft = new_draft(scene)
    kirsten, olaf = scene.moderator("kirsten"), scene.moderator("olaf")
    for page in (kirsten, olaf):
        page.goto(f"/redaktion/entwuerfe/{draft}/")
    sentence(kirsten).fill(MINE)
    if scene.scripts:
        expect(kirsten.get_by_text("Zwischenstand gesichert")).to_be_visible()
    sentence(olaf).fill(THEIRS)
    if scene.scripts:
        expect(
            olaf.get_by_text(f"{isolated_in_text('Kirsten Redaktion')} schreibt")
        ).to_be_visible()
    send(olaf, olaf.get_by_role("button", name="Speichern", exact=True))
    expect(olaf.get_by_text("Gespeichert.", exact=True)).to_be_visible()
    if scene.scripts:
        kirsten.get_by_label("Erläuterung").fill("Noch ein Gedanke.")
        expect(kirsten.get_by_text(f"{isolated_in_text('Olaf Redaktion')} hat um")).to_be_visible()

    send(kirsten, kirsten.get_by_role("button", name="Speichern", exact=True))

    both = kirsten.get_by_role("region", name="Ihr Text und der gespeicherte")
    expect(both.get_by_text(MINE)).to_be_visible()
    expect(both.get_by_text(THEIRS)).to_be_visible()
    expect(both.get_by_text("Gespeichert von Olaf Redaktion").first).to_be_visible()
    send(kirsten, kirsten.get_by_role("button", name="Mit dem gespeicherten Text"))
    expect(sentence(kirsten)).to_have_value(THEIRS)
    expect(kirsten.get_by_role("region", name="Ihr Text")).to_contain_text(MINE)
    sentence(kirsten).fill(f"{THEIRS} {MINE}")
    send(kirsten, kirsten.get_by_role("button", name="Speichern", exact=True))
    expect(sentence(kirsten)).to_have_value(f"{THEIRS} {MINE}")

    sentence(olaf).fill("Nur ein Satz.")
    send(olaf, olaf.get_by_role("button", name="Speichern", exact=True))
    expect(olaf.get_by_text("Gespeichert von Kirsten Redaktion").first).to_be_visible()
    send(olaf, olaf.get_by_role("button", name="Meinen Text speichern"))
    expect(sentence(olaf)).to_have_value("Nur ein Satz.")
    olaf.goto(f"/redaktion/entwuerfe/{draft}/vorschau")
    expect(olaf.get_by_role("heading", name="„Nur ein Satz.“")).to_be_visible()


@both_ways
def test_a_draft_is_looked_at_published_and_withdrawn(scene):
    draft, editor = new_draft(scene, "Wir fahren auch abends."), scene.moderator("kirsten")
    editor.goto(f"/redaktion/entwuerfe/{draft}/")
    editor.get_by_label("Erläuterung").fill("Der letzte Bus fährt nach dem Kino.")
    send(editor, editor.get_by_role("button", name="Speichern und ansehen"))
    expect(editor.get_by_text("Vorschau – nicht öffentlich")).to_be_visible()
    send(editor, editor.get_by_role("button", name="Leitsatz veröffentlichen"))
    send(editor, editor.get_by_role("link", name="Öffentliche Seite"))
    address = editor.url

    reader = scene.visitor()
    reader.goto(address)
    expect(reader.get_by_role("heading", name="Wir fahren auch abends.")).to_be_visible()
    editor.go_back()
    send(editor, editor.get_by_role("link", name="Zurückziehen"))
    editor.get_by_label("Grund").fill("Das gehört in den Nahverkehrsplan.")
    send(editor, editor.get_by_role("button", name="Zurückziehen"))
    reader.goto(address)
    expect(reader.get_by_text("Das gehört in den Nahverkehrsplan.")).to_be_visible()
    expect(reader.get_by_text("Wir fahren auch abends.")).to_have_count(0)


@pytest.mark.parametrize("way", [("sqlite", True)])
def test_the_enter_key_saves_and_never_discards(scene):
    draft, editor = new_draft(scene), scene.moderator("kirsten")
    editor.goto(f"/redaktion/entwuerfe/{draft}/")
    sentence(editor).fill(MINE)
    expect(editor.get_by_text("Zwischenstand gesichert")).to_be_visible()
    editor.reload()
    expect(editor.get_by_role("button", name="Zwischenstand verwerfen")).to_be_visible()

    with editor.expect_navigation():
        editor.get_by_label("Nummer").press("Enter")

    expect(editor.get_by_text("Gespeichert.", exact=True)).to_be_visible()
    expect(sentence(editor)).to_have_value(MINE)


@pytest.mark.crash
def test_a_killed_server_costs_some_seconds_of_typing_at_most(served, new_context, tmp_path):
    server, draft = served
    page = new_context(base_url=server.address, locale="de-DE").new_page()
    sign_in(page, "kirsten@musterland.example", PASSWORD)
    page.goto(f"/redaktion/entwuerfe/{draft}/")
    typed: list[tuple[float, str]] = []
    box = page.get_by_label("Erläuterung")
    box.press("Control+A")
    until = time.monotonic() + 2 * AT_MOST
    for number in count():
        word = f"Wort{number}"
        box.press_sequentially(f"{word} ")
        typed.append((time.monotonic(), word))
        if time.monotonic() > until:
            break
    killed = time.monotonic()
    server.kill()

    again = Served(tmp_path, port=server.port, SECRET_KEY=SETTINGS["SECRET_KEY"])
    try:
        page.reload()
        expect(page.get_by_text("Hier steht Ihr Zwischenstand")).to_be_visible()
        kept = page.get_by_label("Erläuterung").input_value().split()
    finally:
        again.kill()

    long_typed = [word for at, word in typed if at < killed - AT_MOST]
    assert len(long_typed) > 5
    assert kept[: len(long_typed)] == long_typed


@pytest.fixture
def served(tmp_path) -> Iterator[tuple[Served, int]]:
    """A server of its own, and the number of a draft on it."""
    app = create_app(SETTINGS | {"INSTANCE": str(tmp_path)})
    app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
    with app.app_context():
        first, _second = make_principles(make_dialogue())
        draft = begin_draft(first.field, number=9, statement="Ein Satz.", by=None)
        make_staff(Role.EDITOR, address="kirsten@musterland.example", name="Kirsten")
        db.session.commit()
        number = draft.id
        db.session.remove()
        db.engine.dispose()
    server = Served(tmp_path, SECRET_KEY=SETTINGS["SECRET_KEY"])
    yield server, number
    server.kill()


def new_draft(scene: Scene, words: str = "Wir fahren.") -> int:
    """The number of a draft no other journey knows, in the open dialogue."""
    with scene.product.behind_the_scenes():
        dialogue = db.session.scalars(dialogue_with("unterwegs")).one()
        given = {"statement": words, "explanation": "Weil alle mitkommen sollen."}
        return begin_draft(dialogue.fields[0], number=next(numbers), by=None, **given).id


def sentence(page: Page):
    """The field of the statement."""
    return page.get_by_label("Leitsatz", exact=True)
