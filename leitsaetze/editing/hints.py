"""Hints for texts in Einfache Sprache: what in a German text is hard to read, and what helps.

DIN ISO 24495-1 and DIN 8581-1:2024-05 (Einfache Sprache) ask for short sentences, common words
and the active voice. They name no limits a program could count: 15 words and 18 letters are ours,
as guides to Einfache Sprache usually have them. Hints are hints, never errors. Pure Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from leitsaetze.editing.hint_passive import passives
from leitsaetze.editing.hint_sentences import Sentence, Word, sentences
from leitsaetze.editing.hint_words import Foreign, foreign_in, foreign_pair, parts_of
from leitsaetze.language import translatable

MOST_WORDS = 15  # of a sentence
MOST_LETTERS = 18  # of a word, or of a part between hyphens
SHOWN = 10  # hints of a kind
LONGEST_SHOWN = 240  # signs of a passage


class Kind(StrEnum):
    """What a hint is about, in the order in which they are shown."""

    SENTENCE = "sentence"
    PASSIVE = "passive"
    WORD = "word"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class About:
    """What is said of a kind of hints: what it is, why it is hard, how it gets better."""

    name: str
    why: str
    better: str


ABOUT = {
    Kind.SENTENCE: About(
        translatable("Lange Sätze"),
        translatable("Wer langsam liest, hat am Ende eines langen Satzes den Anfang vergessen."),
        translatable("Machen Sie zwei oder drei Sätze daraus, jeden mit einer Aussage."),
    ),
    Kind.PASSIVE: About(
        translatable("Passiv"),
        translatable("Im Passiv bleibt offen, wer etwas tut. Das macht Sätze schwer."),
        translatable(
            "Sagen Sie, wer es tut: nicht „Der Weg wird gebaut“, sondern „Die Gemeinde baut "
            "den Weg“."
        ),
    ),
    Kind.WORD: About(
        translatable("Lange Wörter"),
        translatable("Lange Wörter muss man beim Lesen erst zerlegen."),
        translatable(
            "Nehmen Sie ein kürzeres Wort, sagen Sie es mit mehreren Wörtern oder setzen Sie einen "
            "Bindestrich."
        ),
    ),
    Kind.FOREIGN: About(
        translatable("Fremdwörter"),
        translatable("Nicht alle kennen solche Wörter."),
        translatable("Nehmen Sie deutsche Wörter oder erklären Sie die fremden im selben Satz."),
    ),
}


@dataclass(frozen=True)
class Hint:
    """One place in a text: which signs of the source (`end` excluded), and the words there.

    `count` are the words of a long sentence or the letters of a long word; `instead` is a better
    word, or a long one with hyphens, where there is one; `base` is the foreign word that one
    replaces, where the text has another form of it or more around it.
    """

    kind: Kind
    start: int
    end: int
    words: str
    count: int = 0
    base: str = ""
    instead: str = ""

    @property
    def shown(self) -> str:
        """The words in one line, the middle left out of very long ones."""
        line = " ".join(self.words.split())
        if len(line) <= LONGEST_SHOWN:
            return line
        half = LONGEST_SHOWN // 2
        return f"{line[:half].rstrip()} … {line[-half:].lstrip()}"


@dataclass(frozen=True)
class Group:
    """The hints of one kind: those that are shown, and how many more there are."""

    kind: Kind
    about: About
    hints: tuple[Hint, ...]
    further: int


@dataclass(frozen=True)
class Hints:
    """All hints on a text, by kind."""

    total: int
    groups: tuple[Group, ...]
    is_empty: bool  # there is no text yet


def hints_on(source: str) -> list[Hint]:
    """Return what is hard to read in a text, in its order."""
    found = [hint for sentence in sentences(source) for hint in _in_sentence(sentence, source)]
    return sorted(found, key=lambda hint: (hint.start, hint.end))


def hints_by_kind(source: str) -> Hints:
    """Return the hints on a text as they are shown."""
    hints = hints_on(source)
    by_kind = {kind: [hint for hint in hints if hint.kind is kind] for kind in Kind}
    groups = tuple(
        Group(kind, ABOUT[kind], tuple(found[:SHOWN]), max(0, len(found) - SHOWN))
        for kind, found in by_kind.items()
        if found
    )
    return Hints(len(hints), groups, not source.strip())


def _in_sentence(sentence: Sentence, source: str) -> Iterator[Hint]:
    words = sentence.words
    if len(words) > MOST_WORDS and not sentence.is_heading:
        yield _hint(Kind.SENTENCE, source, words[0], words[-1], len(words))
    for first, last in passives(words):
        yield _hint(Kind.PASSIVE, source, words[first], words[last])
    for place, word in enumerate(words):
        if word.is_address:
            continue
        yield from _in_word(word, source)
        following = words[place + 1] if place + 1 < len(words) else None
        if following and (pair := foreign_pair(word.text, following.text)):
            yield _foreign(source, word, following, pair)


def _in_word(word: Word, source: str) -> Iterator[Hint]:
    pieces = word.text.replace("·", "-").replace("\u2010", "-").replace("\u2011", "-").split("-")
    longest = max(map(len, pieces))
    if longest > MOST_LETTERS:
        parted = "-".join("-".join(_capital(part) for part in parts_of(it)) for it in pieces)
        instead = parted if parted.count("-") > len(pieces) - 1 else ""
        yield replace(_hint(Kind.WORD, source, word, word, longest), instead=instead)
    if foreign := foreign_in("-".join(pieces)):
        yield _foreign(source, word, word, foreign)


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]


def _foreign(source: str, first: Word, last: Word, found: Foreign) -> Hint:
    hint = _hint(Kind.FOREIGN, source, first, last)
    base = found.word if found.word.lower() != hint.words.lower() else ""
    return replace(hint, base=base, instead=found.german)


def _hint(kind: Kind, source: str, first: Word, last: Word, count: int = 0) -> Hint:
    start, end = first.start, last.end
    return Hint(kind, start, end, source[start:end], count)
