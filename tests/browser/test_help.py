"""The pictures of the handbook show the product as it is; `make pictures` takes them anew."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Locator, Page

from leitsaetze.help.reading import PICTURES, SIZES
from tests.browser.pictures import SHOTS, arrange, sign_in
from tests.help.pictures import measured, slimmed

pytestmark = pytest.mark.browser

ANEW = bool(os.environ.get("LEITSAETZE_PICTURES"))
WINDOW = {"width": 792, "height": 1000}  # a page in it is 728 pixels wide
MARGIN = 10
# What moves with the calendar and the hour says nothing about whether a picture is still right.
MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
MOVING = re.compile(
    rf"\d{{1,2}}\. (?:{'|'.join(MONTHS)})(?: \d{{4}})?|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag"
    r"|Mittwoch|\bBeleg [A-Z2-9]{8}|\d+"
)
BOX = """those => {
  const boxes = those.map(it => it.getBoundingClientRect());
  return [
    Math.min(...boxes.map(it => it.left + scrollX)), Math.min(...boxes.map(it => it.top + scrollY)),
    Math.max(...boxes.map(it => it.right + scrollX)),
    Math.max(...boxes.map(it => it.bottom + scrollY)),
  ];
}"""
WORDS = """those => those.map(it => [it.innerText, ...[it, ...it.querySelectorAll("*")].map(
  field => field.matches("input:not([type=hidden]), textarea") && field.offsetParent
    ? (/radio|checkbox/.test(field.type) ? field.checked : field.value) : ""
)].join(" ")).join(" ")"""


@pytest.fixture(scope="module")
def facts(demonstration) -> dict[str, str]:
    return arrange(demonstration)


@pytest.fixture(scope="module")
def page_of(browser: Browser, demonstration) -> Iterator[Callable[[str], Page]]:
    """The browser of a reader or somebody of the staff, opened once."""

    @cache
    def open_browser(who: str) -> Page:
        context = browser.new_context(
            base_url=demonstration.address, locale="de-DE", viewport=WINDOW, color_scheme="light"
        )
        contexts.append(context)
        page = context.new_page()
        if who != "reader":
            sign_in(page, who)
        return page

    contexts = []
    yield open_browser
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_shows_the_product_as_it_is(name, page_of, facts):
    shot = SHOTS[name]
    page = page_of(shot.who)
    page.goto(shot.address.format(**facts))
    for step in shot.steps:
        step(page, facts)
    shown = page.locator(", ".join(shot.shown).format(**facts))
    words = " ".join(MOVING.sub("…", shown.evaluate_all(WORDS)).split())
    seen = hashlib.sha256(words.encode()).hexdigest()[:16]

    if ANEW:
        take(page, shown, name)
        note(name, seen)

    assert known().get(name, {}).get("words") == seen, (
        f"Something else stands there than in the picture. `make pictures` takes it anew.\n{words}"
    )


def take(page: Page, shown: Locator, name: str) -> None:
    """Write the picture: everything that is shown, with some room around it."""
    page.locator(":focus").evaluate_all("those => those.forEach(it => it.blur())")
    left, top, right, bottom = shown.evaluate_all(BOX)
    left, top = max(0, left - MARGIN), max(0, top - MARGIN)
    size = {"width": right + MARGIN - left, "height": bottom + MARGIN - top}
    picture = page.screenshot(
        full_page=True,
        scale="css",
        animations="disabled",
        clip={"x": left, "y": top, **size},
    )
    (PICTURES / f"{name}.png").write_bytes(slimmed(picture))


def note(name: str, words: str) -> None:
    """Write down size and words of a picture, and forget those nobody takes any more."""
    width, height = measured(name)
    kept = {it: facts for it, facts in known().items() if it in SHOTS}
    kept[name] = {"width": width, "height": height, "words": words}
    SIZES.write_text(json.dumps(dict(sorted(kept.items())), indent=2) + "\n", "utf-8")


def known() -> dict[str, dict]:
    return json.loads(SIZES.read_text("utf-8")) if SIZES.exists() else {}
