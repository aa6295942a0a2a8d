"""The design system's sheet loses only what no page can show."""

import re

import pytest
import tinycss2

from leitsaetze.web.assets import assets
from leitsaetze.web.pruning import pruned
from leitsaetze.web.sources import files_in, words_in, words_of

WORDS = {"kern-btn", "kern-badge--"}
WHOLE = files_in()["kern/kern.min.css"].read_text("utf-8")
SENT = assets()["kern/kern.min.css"].bodies["identity"].decode()
CLASS = re.compile(r"\.(kern-[\w-]+)")


@pytest.mark.parametrize(
    "rule",
    [
        ".kern-btn{color:red}",
        ".kern-btn:hover .icon>a{color:red}",
        ".kern-badge--info{color:red}",
        ".other{color:red}",
        "p,.kern-card{color:red}",
        ".kern-card,.kern-btn{color:red}",
        ".kern-btn:not(.kern-card){color:red}",
        ":is(.kern-card,.kern-btn){color:red}",
        "body:has(.kern-dialog[open]){color:red}",
        "[class*=kern-card]{color:red}",
        ":root{--kern-card-color: red}",
        '.kern-btn:before{content:".kern-card{"}',
        "@media print{.kern-btn{color:red}}",
        "@media (min-width: 1px){@supports (gap: 1px){p{color:red}}}",
        "@keyframes kern-card{from{opacity:0}to{opacity:1}}",
        "@layer kern-card;",
        "@layer one{.kern-card{color:red}}",
        '@font-face{font-family:"Kern";src:url(data:font/woff2;base64,AA==)}',
        ".kern-btn{mask:url(data:image/svg+xml,%3Csvg/%3E)}",
    ],
)
def test_what_a_page_could_show_stays_word_for_word(rule):
    assert pruned(rule, WORDS) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".kern-card{color:red}",
        "a.kern-card>.other{color:red}",
        ".kern-btn .kern-card{color:red}",
        ".kern-card,.kern-btn--primary{color:red}",
        ".kern-card:is(.kern-btn){color:red}",
        "@media print{.kern-card{color:red}@supports (gap: 1px){.kern-card{color:red}}}",
    ],
)
def test_what_no_page_can_show_goes(rule):
    assert pruned(f"p{{color:blue}}{rule}a{{color:blue}}", WORDS) == "p{color:blue}a{color:blue}"


def test_a_sheet_with_an_error_stays_whole():
    broken = ".kern-card{color:red}p,"
    assert pruned(broken, WORDS) == broken


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('class="kern-btn kern-btn--{{ kind }}"', {"kern-btn", "kern-btn--"}),
        ("{{ 'kern-badge--' ~ kind }}", {"kern-badge--"}),
        ('f"kern-{name}"', {"kern-"}),
        ("var(--kern-color-action)", set()),
        ("my-kern-btn", set()),
    ],
)
def test_a_word_that_ends_openly_means_all_that_begin_so(source, words):
    assert words_of(source.encode()) == words


def test_every_class_the_product_writes_keeps_its_rules():
    words = words_in()
    beginnings = tuple(word for word in words if word.endswith(("-", "_")))
    meant = {it for it in CLASS.findall(WHOLE) if it in words or it.startswith(beginnings)}

    assert len(meant) > 40
    assert meant - set(CLASS.findall(SENT)) == set()


def test_most_of_the_sheet_goes_and_the_rest_keeps_its_order():
    """A part of a class name that could begin with anything would silently bring all back."""
    assert len(SENT) < len(WHOLE) / 3
    left = iter(rules_of(WHOLE))
    assert [rule for rule in rules_of(SENT) if rule not in left] == []


def rules_of(sheet: str) -> list[str]:
    """Rules of a sheet in their order, those within @media each with its condition."""
    found = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.at_keyword == "media":
            condition = tinycss2.serialize(rule.prelude)
            inner = tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
            found += [f"{condition}{{{it.serialize()}}}" for it in inner]
        else:
            found.append(rule.serialize())
    return found
