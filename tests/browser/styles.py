"""Finds out whether a page shows what the shortened sheet of the design system has no rules for."""

import re
from functools import cache

from playwright.sync_api import Page

from leitsaetze.web.assets import assets
from leitsaetze.web.sources import files_in

SHEET = "kern/kern.min.css"
CLASS = re.compile(r"\.(kern-[\w-]+)")
SHOWN = "() => [...document.querySelectorAll('[class*=kern-]')].flatMap(it => [...it.classList])"


def left_without_style(page: Page) -> set[str]:
    """Return the classes on a page that the whole sheet has rules for and the one sent has not."""
    return set(page.evaluate(SHOWN)) & left_out()


@cache
def left_out() -> set[str]:
    """Return the classes that the sheet sent to browsers has no rules for."""
    whole = files_in()[SHEET].read_text("utf-8")
    return {*CLASS.findall(whole)} - {*CLASS.findall(assets()[SHEET].bodies["identity"].decode())}
