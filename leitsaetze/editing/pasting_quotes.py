"""Statements in quotation marks, and where they end. Pure Python."""

import re

CLOSING = {"„": '“”"', "“": "”", "»": "«", "«": "»", "›": "‹", "‹": "›", "‚": "‘", '"': '"'}
LONG = 250  # characters; from here on several sentences are a statement and its explanation
_SENTENCE = re.compile(r"(?<=[a-zäöüß)“\"]{2}[.!?]) (?=[A-ZÄÖÜ„\"])")
_SHORTENED = re.compile(r"\b(?:bzw|usw|vgl|inkl|evtl|ggf|bspw|etc|Abs|Art|Nr|St|Dr|ca)\.$")


def unquoted(words: str) -> tuple[str, str] | None:
    """Return what stands in the quotation marks a text begins with, and what follows them.

    None when it begins with no mark, or with one that is never closed.
    """
    closing = CLOSING.get(words[:1])
    if not closing:
        return None
    end = _plain_end(words) if words[0] in closing else _end(words, words[0], closing)
    if end < 0:
        return None
    return words[1:end].strip(), words[end + 1 :].lstrip(" .")


def wholly_quoted(words: str) -> bool:
    """Tell whether a text is one quotation."""
    found = unquoted(words)
    return found is not None and bool(found[0]) and not found[1]


def _end(words: str, opening: str, closing: str) -> int:
    """Return where the outermost quotation ends; it may hold others."""
    depth = 0
    for place, sign in enumerate(words):
        if sign == opening:
            depth += 1
        elif sign in closing:
            depth -= 1
            if not depth:
                return place
    return -1


def _plain_end(words: str) -> int:
    """Return where a quotation ends whose marks look alike at both ends."""
    if words.count('"') > 2 and words.rstrip(" .").endswith('"'):  # noqa: PLR2004  one more than a pair
        inner = re.search(r'[.!?]"(?= )', words)
        return inner.start() + 1 if inner else words.rfind('"')
    return words.find('"', 1)


def first_sentence(words: str) -> tuple[str, str]:
    """Return a long text as its first sentence and the rest; a short one as it is."""
    if len(words) <= LONG:
        return words, ""
    for found in _SENTENCE.finditer(words):
        if not _SHORTENED.search(words[max(0, found.start() - 6) : found.start()]):
            return words[: found.start()], words[found.end() :]
    return words, ""
