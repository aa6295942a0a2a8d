"""Texts as people paste them: out of a word processor, and out of a printed file."""

import textwrap
from pathlib import Path

WORD = (Path(__file__).parent / "aus_word.txt").read_text(encoding="utf-8")
DIVIDED = ["Nachhaltig-keitskonzept", "Pflege-dienste", "Wirtschafts-förderung", "Ver-zeichnis"]
LINES_OF_A_PAGE = 34


def printed(text: str, width: int = 84) -> str:
    """A text as it is copied out of a PDF.

    Every line ends where the paper did, some words are divided, nothing keeps paragraphs apart, and
    every page has a head and a number.
    """
    for word in DIVIDED:
        text = text.replace(word.replace("-", ""), word)
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=True)
    lines = "\n".join(line for row in text.splitlines() if row for line in wrapper.wrap(row))
    for word in DIVIDED:
        lines = lines.replace(word, word.replace("-", ""))
    return paged(lines.split("\n"))


def paged(lines: list[str]) -> str:
    starts = range(0, len(lines), LINES_OF_A_PAGE)
    pages = [lines[start : start + LINES_OF_A_PAGE] for start in starts]
    return "\n".join(
        "\n".join(["Landkreis Auental · Entwurf", *page, f"Seite {number} von {len(pages)}"])
        for number, page in enumerate(pages, start=1)
    )
