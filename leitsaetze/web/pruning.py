"""Leaves out of the design system's style sheet what no page can show.

A rule goes only when each of its selectors asks for a class of the design system that nothing in
the product writes. Whatever else there is – elements, attributes, variables, at-rules, what stands
in :not() or :is() – stays, in its order and word for word.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import tinycss2

from leitsaetze.web.sources import words_of

OPEN_ENDS = ("-", "_")
NESTING = {"media", "supports"}


def pruned(sheet: str, words: Iterable[str]) -> str:
    """Return the style sheet without the rules for classes that none of `words` means.

    A sheet with an error in it stays whole: what it means is for browsers to say.
    """
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    if any(rule.type == "error" for rule in rules):
        return sheet
    whole = frozenset(words)
    return "".join(_kept(rules, whole, tuple(word for word in whole if word.endswith(OPEN_ENDS))))


def _kept(rules: list[Any], words: frozenset[str], beginnings: tuple[str, ...]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            asked = (_classes(selector) for selector in _selectors(rule.prelude))
            if all(any(not _used(name, words, beginnings) for name in names) for names in asked):
                continue
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTING:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept = "".join(_kept(inner, words, beginnings))
            if kept:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}"
            continue
        yield rule.serialize()


def _selectors(prelude: list[Any]) -> list[list[Any]]:
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _classes(selector: list[Any]) -> Iterator[str]:
    """Yield the classes an element or its neighbours must have; none from within brackets."""
    for dot, name in pairwise(selector):
        if dot.type == "literal" and dot.value == "." and name.type == "ident":
            yield name.value


def _used(name: str, words: frozenset[str], beginnings: tuple[str, ...]) -> bool:
    foreign = not words_of(name.encode())
    return foreign or name in words or name.startswith(beginnings)
