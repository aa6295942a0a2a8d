"""Our own HTML read back as blocks and as plain text."""

from leitsaetze.blocks import Block, blocks_of, text_of
from leitsaetze.text import markdown, plain

SOURCE = """## Ziel

Ein **fetter** Absatz
über zwei Zeilen.

- eins
    - darunter
- zwei

3. drittens
4. viertens

| Ort | Zahl |
|-----|------|
| Au  | 3    |

> Ein Zitat."""


def test_structure_is_kept_as_kind_depth_and_marker():
    assert blocks_of(markdown(SOURCE).html) == [
        Block("h2", "Ziel"),
        Block("p", "Ein fetter Absatz über zwei Zeilen."),
        Block("li", "eins", 1, "•"),
        Block("li", "darunter", 2, "•"),
        Block("li", "zwei", 1, "•"),
        Block("li", "drittens", 1, "3."),
        Block("li", "viertens", 1, "4."),
        Block("tr", "Ort | Zahl"),
        Block("tr", "Au | 3"),
        Block("p", "Ein Zitat."),
    ]


def test_items_with_paragraphs_begin_once():
    assert blocks_of(markdown("- eins\n\n    mehr dazu\n\n- zwei").html) == [
        Block("li", "eins", 1, "•"),
        Block("p", "mehr dazu", 1),
        Block("li", "zwei", 1, "•"),
    ]


def test_the_address_of_a_link_stands_behind_its_words():
    html = markdown("[Konzept](https://a.example/x), https://a.example/y, <m@a.example>").html

    assert [block.text for block in blocks_of(html)] == [
        "Konzept (https://a.example/x), https://a.example/y, m@a.example"
    ]


def test_what_looks_like_markup_stays_text():
    assert blocks_of(markdown("1 < 2 & <b>fett</b>").html) == [Block("p", "1 < 2 & <b>fett</b>")]


def test_plain_text_has_lines_for_items_and_blank_lines_between_paragraphs():
    assert text_of(markdown("Danke.\n\n- eins\n    - zwei\n\nGruß").html) == (
        "Danke.\n\n• eins\n  • zwei\n\nGruß"
    )
    assert text_of(plain("Zeile\nZeile\n\nAbsatz").html) == "Zeile\nZeile\n\nAbsatz"
    assert text_of("") == ""
