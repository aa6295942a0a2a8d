"""On paper: nothing that only a screen can do."""

import pytest
from playwright.sync_api import expect

from tests.browser.scenes import every_way

pytestmark = pytest.mark.browser


@every_way
def test_paper_leaves_out_what_only_a_screen_can_do(scene):
    number = scene.comment_of(scene.citizen(), published=True)
    page = scene.visitor()
    page.emulate_media(media="print")
    for path in (
        f"/kommentare/{number}",
        "/dialoge/unterwegs/",
        "/dialoge/unterwegs/leitsaetze/1/",
    ):
        page.goto(path)
        expect(page.locator("h1").first).to_be_visible()
        for name in ("per E-Mail folgen", "Atom-Feed", "Per E-Mail weitergeben"):
            expect(page.get_by_text(name).filter(visible=True)).to_have_count(0)
    page.goto("/suche?q=Leitsatz")
    expect(page.locator("details.narrowing")).to_be_hidden()
