"""The report on paper, and two revisions compared as people read them."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.people import send
from tests.browser.scenes import both_ways

pytestmark = pytest.mark.browser

REPORT = "/redaktion/dialoge/digitale-leitsaetze/bericht"
PRINCIPLE = "/dialoge/digitale-leitsaetze/leitsaetze/15/"


@pytest.fixture
def page(demonstration, new_context, way, watch) -> Page:
    """A browser on the demonstration, with scripts or without."""
    context = new_context(
        base_url=demonstration.address, java_script_enabled=way[1], locale="de-DE"
    )
    watch.follow(context, demonstration.address)
    return context.new_page()


@both_ways
def test_the_report_is_printed_with_head_numbers_and_whole_comments(page):
    page.goto("/demo/anmelden/editor")
    send(page, page.get_by_role("button", name="Anmelden").last)
    page.goto(REPORT)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Digitale Leitsätze")

    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))

    pages = [" ".join(leaf.extract_text().split()) for leaf in paper.pages]
    assert len(pages) > 10
    width, height = paper.pages[0].mediabox.width, paper.pages[0].mediabox.height
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    for number, words in enumerate(pages, start=1):
        assert f"Seite {number} von {len(pages)}" in words
        assert "Landkreis Musterland · Digitale Leitsätze ·" in words
    whole = " ".join(pages)
    assert "Wir fragen zuerst, wer die gleiche Aufgabe schon gelöst hat" in whole
    assert "Ausgeblendet am" in whole
    assert "fauler Dummkopf" not in whole  # stands in a hidden comment
    assert "@post.example" not in whole
    assert "Als Excel-Datei" not in whole
    together = next(words for words in pages if "Altbürgermeister aus Wacholdersberg" in words)
    assert "22 Winter, das muss ein digitales Vorhaben erst einmal schaffen." in together


@both_ways
def test_two_revisions_are_chosen_and_read_without_colour(page):
    page.goto(PRINCIPLE)
    page.get_by_role("link", name="Wort für Wort vergleichen").click()
    expect(page).to_have_url(re.compile(r"vergleich\?von=1&bis=2$"))
    main = page.get_by_role("main")
    expect(main).to_contain_text("Unterschied: 32 Wörter neu, 9 Wörter entfallen.")
    read = " ".join(page.locator(".statement").inner_text().split())
    assert "entfallen: [− Wir arbeiten mit anderen zusammen, wo es sinnvoll ist.]" in read
    assert "neu: [+ Wir fragen zuerst, wer die gleiche Aufgabe" in read

    page.get_by_label("Von", exact=True).select_option("2")
    page.get_by_label("Bis", exact=True).select_option("1")
    send(page, page.get_by_role("button", name="Vergleichen"))

    expect(page).to_have_url(re.compile(r"vergleich\?von=2&bis=1$"))
    expect(main).to_contain_text("Sie vergleichen rückwärts")
    page.get_by_role("link", name="Umdrehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fassung 1 und 2")
    paper = PdfReader(BytesIO(page.pdf()))
    printed = " ".join(" ".join(leaf.extract_text() for leaf in paper.pages).split())
    assert "[− Wir arbeiten mit anderen zusammen, wo es sinnvoll ist.]" in printed
    assert "Vergleichen" not in printed


@both_ways
def test_from_a_change_to_the_comment_behind_it_and_back(page):
    page.goto("/dialoge/digitale-leitsaetze/")
    page.get_by_role("link", name="Alle Änderungen und ihre Gründe").click()
    expect(page.get_by_role("heading", name="Was hat sich geändert?")).to_be_visible()
    comment = page.get_by_role("link", name=re.compile(r"Kommentar \d+")).first
    number = comment.inner_text()
    comment.click()
    expect(page.get_by_role("main")).to_contain_text("führte zu Fassung 2 von Leitsatz 15")
    page.get_by_role("link", name="was sich geändert hat").first.click()
    expect(page.get_by_role("link", name=number, exact=True)).to_be_visible()
