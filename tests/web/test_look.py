"""Own styles: on the design system's tokens only, nothing without a use, nothing inline."""

import re
from functools import cache
from itertools import chain

import pytest

from leitsaetze.config import ROOT

STYLES = {path.name: path.read_text("utf-8") for path in (ROOT / "static/css").glob("*.css")}
PAGES = [
    path
    for path in (ROOT / "templates").rglob("*.html")
    if path.parent.name != "emails"  # letters are read where no style sheet is
]


@cache
def words_in_templates() -> set[str]:
    sources = (path.read_text("utf-8") for path in PAGES)
    return set(chain.from_iterable(re.findall(r"[\w-]+", source) for source in sources))


@pytest.mark.parametrize("name", STYLES)
def test_every_class_has_a_use(name):
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}|\"[^\"]*\"", "", STYLES[name], flags=re.S)
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))

    # The design system's modifiers are put together from parts: "kern-badge--" ~ kind.
    own = {name for name in classes if not name.startswith("kern-")}
    assert own - words_in_templates() == set()


@pytest.mark.parametrize("name", STYLES)
def test_colours_and_weights_are_those_of_the_design_system(name):
    source = re.sub(r"/\*.*?\*/", "", STYLES[name], flags=re.S)

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)a?\(", source) == []
    assert set(re.findall(r"font-weight: (\w+)", source)) <= {"400", "600"}
    assert "!important" not in source
    assert "@import" not in source


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_no_style_and_no_script(path):
    source = path.read_text("utf-8")

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", source) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", source) == []
