"""What a browser asks for to show a page, and that nothing it shows lacks its style."""

import re

import pytest
from playwright.sync_api import Response

from leitsaetze.web.assets import assets

pytestmark = pytest.mark.browser

PRINCIPLE = "/dialoge/digitale-leitsaetze/leitsaetze/1/"
NEXT = "/dialoge/digitale-leitsaetze/leitsaetze/2/"
SHEETS = {"kern/kern.min.css", "css/site.css", "css/print.css"}
BOUND = 130_000  # bytes
FOR_GOOD = "public, max-age=31536000, immutable"
WEIGHTS = """() => [...document.fonts]
  .filter(face => face.status === "loaded")
  .map(face => `${face.family} ${face.weight} ${face.display}`.replaceAll('"', ""))
  .sort()"""


@pytest.fixture
def page(demonstration, new_context, watch):
    """A browser that was never here before."""
    context = new_context(base_url=demonstration.address, locale="de-DE")
    watch.follow(context, demonstration.address)
    return context.new_page()


@pytest.fixture
def wire(page) -> dict[str, float]:
    """How many bytes came over the wire for each address, heads and all."""
    asked, received = {}, {}
    tap = page.context.new_cdp_session(page)
    tap.on("Network.requestWillBeSent", lambda it: asked.update({it["requestId"]: it["request"]}))

    def finished(told: dict) -> None:
        address = asked[told["requestId"]]["url"]
        received[address] = received.get(address, 0) + told["encodedDataLength"]

    tap.on("Network.loadingFinished", finished)
    tap.send("Network.enable")
    return received


def test_a_page_asks_for_its_sheets_a_script_and_two_fonts_and_for_nothing_twice(page):
    answers: list[Response] = []
    page.on("response", lambda answer: answers.extend([answer]))
    page.goto(PRINCIPLE, wait_until="networkidle")

    names = [re.sub(r".*/static/|\?.*", "", answer.url) for answer in answers[1:]]
    fonts = [name for name in names if name.endswith(".woff2")]
    assert len(fonts) == 2
    assert {*names} - {"mark.svg", *fonts} == SHEETS | {"js/quote.js"}
    assert len(names) == len(set(names))
    assert {answer.status for answer in answers} == {200}
    assert {answer.headers["cache-control"] for answer in answers[1:]} == {FOR_GOOD}


def test_the_fonts_are_two_weights_and_text_does_not_wait_for_them(page):
    page.goto(PRINCIPLE, wait_until="networkidle")

    assert page.evaluate(WEIGHTS) == ["Fira Sans 400 swap", "Fira Sans 600 swap"]


def test_a_first_visit_stays_small_on_the_wire(page, wire):
    page.goto(PRINCIPLE, wait_until="networkidle")

    assert len(wire) >= 1 + len(SHEETS) + 2
    assert sum(wire.values()) + len(assets()["mark.svg"].bodies["br"]) <= BOUND, wire


def test_a_second_page_loads_no_file_again(page, wire):
    page.goto(PRINCIPLE, wait_until="networkidle")
    wire.clear()
    page.goto(NEXT, wait_until="networkidle")

    assert [address for address, size in wire.items() if size] == [page.url]
