"""The pages of the handbook as they are shown; read and rendered once per process."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leitsaetze.config import ROOT
from leitsaetze.help.rules import BOOKS, Picture, read
from leitsaetze.text import markdown

FOLDER = Path(__file__).parent / "handbook"
PICTURES = ROOT / "static" / "help"
SIZES = PICTURES / "pictures.json"  # what the browser tests wrote beside the pictures


@dataclass(frozen=True)
class Part:
    """Some paragraphs, or a picture with its size."""

    html: str = ""
    picture: Picture | None = None
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Page:
    """One page of the handbook."""

    slug: str
    title: str
    lead: str
    parts: tuple[Part, ...]


@cache
def pages_of(book: str, root: str = "") -> tuple[Page, ...]:
    """Return the pages of a book; `root` is what their links to this site begin with."""
    return tuple(_page(book, slug, root) for slug in BOOKS[book].pages)


def _page(book: str, slug: str, root: str) -> Page:
    written = read((FOLDER / book / f"{slug}.md").read_text("utf-8"))
    parts = tuple(
        _picture(part)
        if isinstance(part, Picture)
        else Part(markdown(part.replace("](/", f"]({root}/")).html)
        for part in written.parts
    )
    return Page(slug, written.title, written.lead, parts)


def _picture(picture: Picture) -> Part:
    size = _sizes()[picture.name]
    return Part(picture=picture, width=size["width"], height=size["height"])


@cache
def _sizes() -> dict[str, dict[str, int]]:
    sizes: dict[str, dict[str, int]] = json.loads(SIZES.read_text("utf-8"))
    return sizes
