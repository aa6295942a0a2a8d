"""Passages of a text: its sentences, where words stand, what is left without them. Pure Python."""

import re
from collections.abc import Iterable, Iterator, Sequence

from leitsaetze.comments.rules import Status

Span = tuple[int, int]  # where a passage begins and ends, as in text[begin:end]

HIDEABLE = frozenset({Status.PENDING, Status.PUBLISHED})  # of what is hidden nothing is read anyway
LIFTABLE = HIDEABLE | {Status.HIDDEN}
MOST_SENTENCES = 400  # to choose from; the rest is found by its words

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"""[.!?…؟]+["“”»«’')\]]*(?=\s)""")
# After these a sentence goes on: "20. Mai", "z. B.", "Abs. 2".
_NO_STOP = re.compile(
    r"(?<!\w)(?:\w|\d{1,2}|Abs|Art|bzw|ca|Dr|ggf|Nr|Prof|St|Str|usw|vgl)\.$", re.I
)
_LONGEST_SHORT = 6


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text; each ends with its line, and has no blanks around it."""
    found = (span for line in _LINE.finditer(text) for span in _sentences_in(text, *line.span()))
    return [span for span in found if text[slice(*span)]]


def occurrences(text: str, words: str, within: Iterable[Span]) -> list[Span]:
    """Return all places of some words; how their blanks and lines were copied does not matter.

    Parts of longer words are meant only where the words stand nowhere by themselves.
    """
    if not words.split():
        return []
    spans = list(within)
    return _places(text, _whole(words), spans) or _places(text, _flexible(words), spans)


def united(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the same passages in their order, those as one that only a blank keeps apart."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        between = text[found[-1][1] : begin] if found else ""
        if found and not between.strip() and "\n" not in between:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def outside(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return what of a text stands in none of these passages, which do not overlap."""
    found, begin = [], 0
    for start, end in sorted(spans):
        found.append((begin, start))
        begin = end
    return [*found, (begin, len(text))]


def fits(span: Span, within: Iterable[Span]) -> bool:
    """Tell whether a passage has words in it and stands as a whole in one of these."""
    return span[0] < span[1] and any(begin <= span[0] and span[1] <= end for begin, end in within)


def says_something(text: str, left: Iterable[Span]) -> bool:
    """Tell whether what is left of a text has a letter or a digit."""
    return any(sign.isalnum() for begin, end in left for sign in text[begin:end])


def repeated_in(other: str, words: Iterable[str]) -> bool:
    """Tell whether another text says any of these words, too, however it breaks its lines."""
    return any(re.search(_whole(it), other) for it in words if it.split())


def alternating(text: str, passages: Sequence[tuple[Span, str]]) -> list[str]:
    """Return a text in pieces, in turn its own and what is said in place of each passage."""
    pieces, begin = [], 0
    for (start, end), instead in sorted(passages):
        pieces += [text[begin:start], instead]
        begin = end
    return [*pieces, text[begin:]]


def _flexible(words: str) -> str:
    """Return a pattern for words whose blanks may be others."""
    return r"\s+".join(map(re.escape, words.split()))


def _whole(words: str) -> str:
    return rf"(?<!\w){_flexible(words)}(?!\w)"


def _places(text: str, pattern: str, within: Sequence[Span]) -> list[Span]:
    looked_for = re.compile(pattern)
    return [it.span() for begin, end in within for it in looked_for.finditer(text, begin, end)]


def _sentences_in(text: str, begin: int, end: int) -> Iterator[Span]:
    stops = [it.end() for it in _STOP.finditer(text, begin, end) if not _goes_on(text, it)]
    for stop in [*stops, end]:
        words = text[begin:stop]
        yield begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
        begin = stop


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    before = max(0, stop.start() - _LONGEST_SHORT)
    return _NO_STOP.search(text, before, stop.end()) is not None
