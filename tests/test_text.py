"""What people type and what is shown of it."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitsaetze.errors import RuleViolation
from leitsaetze.text import (
    excerpt,
    has_control_characters,
    markdown,
    normalised,
    one_line,
    plain,
    says_nothing,
    told_apart,
)
from tests.effort import seconds_of

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Guten Tag", "<p>Guten Tag</p>"),
        ("eins\nzwei\n\ndrei", "<p>eins<br>zwei</p><p>drei</p>"),
        ("20. Mai um 17 Uhr", "<p>20. Mai um 17 Uhr</p>"),
        ("#Bus fährt", "<p>#Bus fährt</p>"),
        ("1. Erstens\n2. Zweitens", "<p>1. Erstens<br>2. Zweitens</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a & b &amp; c", "<p>a &amp; b &amp;amp; c</p>"),
        ("zwei  Leerzeichen", "<p>zwei  Leerzeichen</p>"),
        ("مرحبا", "<p>مرحبا</p>"),
        ("Bitte.Danke", "<p>Bitte.Danke</p>"),
    ],
)
def test_citizens_words_stay_to_the_letter(typed, shown):
    assert plain(typed).html == shown


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        (
            "siehe https://musterland.example/a?b=1&c=2",
            'href="https://musterland.example/a?b=1&amp;c=2"',
        ),
        ("siehe www.musterland.example.", 'href="http://www.musterland.example"'),
        ("an dialog@musterland.example bitte", 'href="mailto:dialog@musterland.example"'),
    ],
)
def test_addresses_become_links_that_vouch_for_nothing(typed, link):
    html = plain(typed).html

    assert link in html
    assert REL in html


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"]
)
def test_other_schemes_are_no_links(typed):
    assert "<a" not in plain(typed).html
    assert "href" not in markdown(f"[hier]({typed})").html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**fett** und _schräg_", "<p><strong>fett</strong> und <em>schräg</em></p>"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"),
        ("20. Mai um 17 Uhr", "<p>20. Mai um 17 Uhr</p>"),
        ("#Bus fährt", "<p>#Bus fährt</p>"),
        ("    eingerückt", "<p>eingerückt</p>"),
        ("Treffen\n---", "<p>Treffen</p>\n<hr>"),
        ("<b>fett</b>", "<p>&lt;b&gt;fett&lt;/b&gt;</p>"),
        ("![Bild](https://x.example/x.png)", None),
    ],
)
def test_a_reply_knows_little_markdown_and_no_html(typed, shown):
    html = markdown(typed, reply=True).html

    assert "<img" not in html
    assert shown is None or html == shown


def test_staff_texts_have_headings_and_tables():
    html = markdown("## Ziel\n\n|a|b|\n|-|-|\n|1|2|").html

    assert "<h2>Ziel</h2>" in html
    assert "<td>1</td>" in html


HOSTILE = [
    "[" * 10_000,
    "]" * 10_000,
    "[](" * 3_000,
    ">" * 10_000,
    "> " * 5_000,
    "* " * 5_000,
    "*" * 10_000,
    "_" * 10_000,
    "`" * 10_000,
    "**a" * 3_000,
    "_a_*b*" * 1_600,
    "[a](b" * 2_000,
    "[a][b]" * 1_600,
    "\n".join(" " * n + "- x" for n in range(100)),
    "|" * 10_000,
    "a@" * 5_000,
    "http://" * 1_400,
    "www." * 2_500,
    "a." * 5_000,
    "&" * 10_000,
    "<" * 10_000,
    "<a " * 3_000,
    "<!--" * 2_500,
    "\\" * 10_000,
    "ا" * 10_000,
    "x\n" * 5_000,
    " ".join(["a-b." * 249] * 10),
    " ".join(["x.y-" * 249] * 10),
    " ".join(["a.b@" * 249] * 10),
    " ".join(["a." * 499] * 10),
    "((((." * 2_000,
    "[a](" * 2_500,
    "[a](<" * 2_000,
    "[a](<b " * 1_400,
    "[a](b\n" * 1_600,
    "[a](b) " * 1_400,
    "] " * 2_500 + "[ " * 2_500,
    "[ " * 2_500 + "] " * 2_500,
    "a|b\n-|-\n|\n" * 1_000,
    "a|b\n-|-\n1|2\n\n" * 800,
    "a|" * 50 + "a\n" + "-|" * 50 + "-\n" + "x\n" * 4_800,
    "> " + "a|" * 50 + "a\n> " + "-|" * 50 + "-\n" + "> x\n" * 2_400,
    "_a_ " * 2_500,
    "**_`a`_** " * 1_000,
    "> - **a** [b](c) `d`\n" * 500,
    "- a\n" * 2_500,
    "## a\n" * 2_000,
    "a\n---\n" * 1_600,
    "---\n" * 2_500,
    "| " * 5_000 + "x",
    " " * 10_000 + "x",
    "- " * 5_000 + "x",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("render", [plain, markdown, lambda t: markdown(t, reply=True)])
def test_no_text_of_full_length_stalls_the_server(typed, render):
    def work() -> None:
        with suppress(RuleViolation):
            render(typed[:10_000])

    assert seconds_of(work, at_most=1) < 1


@pytest.mark.parametrize(
    "typed",
    [
        "a|b|c|d|e|f|g|h\n-|-|-|-|-|-|-|-\n" + "**1**|2|3|4|5|6|7|8\n" * 100,
        "- **Wort** und _Wort_ mit [Link](https://musterland.example/a_b)\n" * 150,
        "## Ziel\n\nWorte [so] und (so).\n\n" * 150,
    ],
)
def test_a_long_text_of_an_honest_author_is_no_attack(typed):
    assert markdown(typed).html


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("(www.musterland.example)", "http://www.musterland.example"),
        ("-https://musterland.example/a", "https://musterland.example/a"),
        ("amt@landkreis.bayern,", "mailto:amt@landkreis.bayern"),
        ("..vorname.name@musterland.example.", "mailto:vorname.name@musterland.example"),
        (f"https://musterland.example/{'a' * 500}", f"https://musterland.example/{'a' * 500}"),
    ],
)
def test_addresses_are_found_between_other_signs(typed, address):
    assert f'href="{address}"' in plain(typed).html
    assert f'href="{address}"' in markdown(typed).html


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_makes_no_markup_of_its_own(typed):
    html = plain(typed).html

    assert set(re.findall(r"</?(\w+)", html)) <= {"p", "br", "a"}


@pytest.mark.parametrize("typed", ["a\x00b", "\x1b[31m", "\u2028", "\x7f", "\ud800"])
def test_characters_no_keyboard_types_are_found(typed):
    assert has_control_characters(typed)


@pytest.mark.parametrize("typed", ["Zeile\nTabulator\t", "👨‍👩‍👧", "ä", "\u200f"])
def test_characters_people_type_are_not(typed):
    assert not has_control_characters(typed)


def test_letters_are_put_together_and_ends_of_lines_made_one():
    assert normalised("  a\u0308\r\nb\r ") == "ä\nb"


@pytest.mark.parametrize(
    "typed", ["", " \t\n", "\u200b", "\u2060\ufeff\xad", "\u3164", "\u2800 \u200f", "\u0301\ufe0f"]
)
def test_what_nobody_can_see_says_nothing(typed):
    assert says_nothing(typed)


@pytest.mark.parametrize("typed", ["a", "\u200ba", "👩‍🌾", "–", "नि", "é", "\U0001fabf"])
def test_what_can_be_seen_says_something(typed):
    assert not says_nothing(typed)


def test_a_line_has_single_blanks_only_and_hides_no_control_character():
    assert one_line("Erna\t\n Müller\xa0\u3000Ü") == "Erna Müller Ü"
    assert one_line("a\u2028\x0b\x1fb") == "a\u2028\x0b\x1fb"


def test_an_excerpt_ends_between_words():
    assert excerpt("Erste Zeile\n\nund viele weitere Worte", 20) == "Erste Zeile und …"
    assert excerpt("kurz") == "kurz"


def test_every_second_piece_stands_between_tags():
    made = told_apart(["Ja. ", "<i>", "\n\nSiehe dorf.example, ", "b\nc", ""], "<em>", "</em>")

    assert made.source == "Ja. <i>\n\nSiehe dorf.example, b\nc"
    assert made.html == (
        "<p>Ja. <em>&lt;i&gt;</em></p><p>Siehe "
        '<a href="http://dorf.example" rel="nofollow ugc noopener">dorf.example</a>, '
        "<em>b</em><br><em>c</em></p>"
    )


def test_nothing_typed_can_pass_for_a_piece_set_apart():
    typed = "\ue000\ue001</em><em>"
    made = told_apart([typed, "x", typed], "<em>", "</em>")

    escaped = "\ue000\ue001&lt;/em&gt;&lt;em&gt;"
    assert made.html == f"<p>{escaped}<em>x</em>{escaped}</p>"


def test_an_address_cut_in_two_is_no_link():
    made = told_apart(["https://musterland.example/a", "bc", "d"], "<em>", "</em>")

    assert made.html.count("<a ") == 1
    assert made.html.endswith("</a><em>bc</em>d</p>")


@given(st.lists(st.text(max_size=40), min_size=1, max_size=7))
@settings(max_examples=100, deadline=None)
def test_without_its_tags_a_text_in_pieces_is_the_same_text(pieces):
    html = told_apart(pieces, "<em>", "</em>").html

    assert set(re.findall(r"</?(\w+)", html)) <= {"p", "br", "a", "em"}
    assert html.count("<em>") == html.count("</em>")
