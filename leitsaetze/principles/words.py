"""Two texts compared word by word, grouped so that people can read it. Pure Python."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from leitsaetze.principles.alignment import common

LONGEST_ISLAND = 3  # words between two changes that may be read as part of the change
LEAST_IN_COMMON = 0.25  # with less, the old text is shown whole and then the new one
_TOKEN = re.compile(r"(?P<word>https?://[^\s)]+|\w+(?:[-'’.:*]\w+)*)|\n|[^\w\s]+")
REMEMBERED = 4096


class Change(StrEnum):
    """What became of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Token(NamedTuple):
    """A word, signs in a row or the end of a line; `spaced` when white space stands before."""

    text: str
    spaced: bool
    is_word: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row of which the same holds; `spaced` when a blank stands before them."""

    change: Change
    text: str
    words: int
    spaced: bool


class _Step:
    """Equal words, or words that others have replaced; `weight` is how many."""

    def __init__(self, same: bool, old: Sequence[Token], new: Sequence[Token]) -> None:
        self.same = same
        self.old = list(old)
        self.new = list(new)
        self.weight = max(count(old), count(new))

    def swallow(self, other: "_Step") -> None:
        """Go on over the words of the next step."""
        self.old += other.old
        self.new += other.new
        self.weight += other.weight


@lru_cache(maxsize=REMEMBERED)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words and signs of a text; white space only separates them."""
    return tuple(
        Token(found[0], text[found.start() - 1 : found.start()].isspace(), bool(found["word"]))
        for found in _TOKEN.finditer(text)
    )


def count(tokens: Sequence[Token]) -> int:
    """Return how many words there are."""
    return sum([token.is_word for token in tokens])


def whole(text: str, change: Change) -> tuple[Run, ...]:
    """Return a text of which one thing holds from beginning to end."""
    tokens = tokens_of(text)
    return (_run(change, tokens, first=True),) if tokens else ()


def compared(old: str, new: str) -> tuple[Run, ...]:
    """Return the words of both texts in one row: those that stay, go and come."""
    before, after = tokens_of(old), tokens_of(new)
    if before == after:
        return whole(new, Change.SAME)
    steps = _merged(list(_steps(before, after)))
    kept = sum(step.weight for step in steps if step.same)
    if kept < LEAST_IN_COMMON * max(count(before), count(after)):
        steps = [_Step(False, before, after)]
    return tuple(_runs(steps))


def _steps(old: tuple[Token, ...], new: tuple[Token, ...]) -> Iterator[_Step]:
    """Turn the common places into steps, equal and changed in turn."""
    pairs = common([token.text for token in old], [token.text for token in new])
    a = b = start = 0  # equal words stand from `start` on to b, in the new text
    for i, j in [*pairs, (len(old), len(new))]:
        if i > a or j > b:
            if start < b:
                yield _Step(True, old[a - b + start : a], new[start:b])
            yield _Step(False, old[a:i], new[b:j])
            start = j
        a, b = i + 1, j + 1
    if start < len(new):
        yield _Step(True, old[start - len(new) :], new[start:])


def _merged(steps: list[_Step]) -> list[_Step]:
    """Join two replacements with the few equal words between them, which would be confetti."""
    done: list[_Step] = []
    for step in steps:
        if len(done) > 1 and not step.same and _is_island(done[-2], done[-1], step):
            island = done.pop()
            done[-1].swallow(island)
            done[-1].swallow(step)
        else:
            done.append(step)
    return done


def _is_island(before: _Step, step: _Step, after: _Step) -> bool:
    replaced = (before.old or after.old) and (before.new or after.new)
    longest = min(1 + (before.weight + after.weight) // 4, LONGEST_ISLAND)
    return step.same and bool(replaced) and step.weight <= longest


def _runs(steps: list[_Step]) -> Iterator[Run]:
    first = True
    for step in steps:
        if step.same:
            yield _run(Change.SAME, step.new, first)
        else:
            if step.old:
                yield _run(Change.GONE, step.old, first)
            if step.new:
                run = _run(Change.NEW, step.new, first)
                both = bool(step.old)
                yield Run(run.change, run.text, run.words, run.spaced or both)
        first = False


def _run(change: Change, tokens: Sequence[Token], first: bool) -> Run:
    text = "".join(" " * token.spaced + token.text for token in tokens)
    text = re.sub(r" *\n *", "\n", text).removeprefix(" ")
    return Run(change, text, count(tokens), tokens[0].spaced and not first)
