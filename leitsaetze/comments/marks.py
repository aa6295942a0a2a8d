"""What makes a comment stand out: plain rules that mark and order, never reject. Pure Python."""

import hashlib
import heapq
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

LINKS = 3  # links from which on a comment stands out
PACE = 5  # comments of one confirmed address within PACE_WITHIN
PACE_WITHIN = timedelta(hours=1)
RECENT = timedelta(days=30)  # how long a text is compared with later ones
ENOUGH_WORDS = 8  # shorter texts resemble each other by chance
ALIKE = 0.8  # share of words two texts have in common, from which on they are nearly the same
PRINTS = 8  # what is kept of a text so that others like it are found
MOST_WORDS = 3  # watched words named with one comment
MAX_WORD = 60
MOST_WATCHED = 200

# An address that begins with both counts once.
LINK = re.compile(r"https?://|(?<![/\w])www\.", re.IGNORECASE)
WORD = re.compile(r"\w+")


class Mark(StrEnum):
    """Why a comment stands out."""

    LINKS = "links"
    SAME = "same"
    ALIKE = "alike"
    PACE = "pace"
    WORD = "word"


class Finding(NamedTuple):
    """A mark with what it was found by: a number, the comment that says the same, the word."""

    mark: Mark
    value: str


def kept(findings: Iterable[Finding]) -> str:
    """Return findings as the queue keeps them: a line each."""
    return "\n".join(f"{mark} {value}" for mark, value in findings)


def recalled(lines: str) -> list[Finding]:
    """Return the findings the queue keeps."""
    pairs = (line.split(" ", 1) for line in lines.splitlines())
    return [Finding(Mark(mark), value) for mark, value in pairs]


def words_of(text: str) -> list[str]:
    """Return the words of a text, without what sets them apart: case, signs, line breaks."""
    return WORD.findall(text.casefold())


def watched(written: str) -> str:
    """Return a word or several as they are kept and looked for."""
    return " ".join(words_of(written))


def alone(text: str, words: Sequence[str], watch: Iterable[str]) -> list[Finding]:
    """Return what stands out in a text by itself: links, and words the team watches."""
    found = []
    links = len(LINK.findall(text))
    if links >= LINKS:
        found.append(Finding(Mark.LINKS, str(links)))
    said = f" {' '.join(words)} "
    named = [word for word in watch if f" {word} " in said]
    return found + [Finding(Mark.WORD, word) for word in named[:MOST_WORDS]]


def prints_of(words: Sequence[str], key: bytes) -> list[int]:
    """Return the numbers by which texts like this one are found; none for a short one.

    The smallest digests of its pairs of neighbouring words: two texts with most words in common
    share some of them. Without `key` (at most 64 bytes) nobody can test guesses at a text.
    """
    if len(words) < ENOUGH_WORDS:
        return []
    pairs = {f"{one} {next_one}" for one, next_one in pairwise(words)}
    digests = (
        int.from_bytes(hashlib.blake2b(pair.encode(), digest_size=7, key=key).digest())
        for pair in pairs
    )
    return heapq.nsmallest(PRINTS, digests)


def likeness(words: Sequence[str], others: Sequence[str]) -> Mark | None:
    """Return whether two texts are the same word for word, nearly the same, or neither."""
    if words == others:
        return Mark.SAME
    mine, theirs = set(words), set(others)
    alike = len(mine & theirs) >= ALIKE * len(mine | theirs)
    return Mark.ALIKE if alike else None
