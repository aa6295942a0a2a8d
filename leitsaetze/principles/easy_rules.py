"""What holds for a dialogue in Leichte Sprache. Pure Python.

Leichte Sprache follows fixed rules and is read by people of the target group before it may be
called so; § 11 of the act on equal opportunities (BGG) and § 4 of the ordinance on accessible
information technology (BITV 2.0) are why a public body offers it. Words that only are plain
(Einfache Sprache) belong to a principle and never go by this name.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

from leitsaetze.language import translatable
from leitsaetze.principles.checks import line, markup
from leitsaetze.principles.rules import MAX_TEXT

MAX_CHECKER = 200
EASY_TEXT = {"source": markup(MAX_TEXT), "checked_by": line(MAX_CHECKER)}
UNCONFIRMED = translatable(
    "Bitte bestätigen Sie, dass genau dieser Text geprüft ist. Ist er es noch nicht, leeren Sie "
    "„Geprüft von“ und „Geprüft am“: Dann wird er als Entwurf gespeichert."
)


class Written(Protocol):
    """A version of the text: its words, and the day on which they were checked."""

    @property
    def source(self) -> str:
        """The words."""

    @property
    def checked_on(self) -> date | None:
        """The day."""


class Standing(StrEnum):
    """How a version stands among the others of its dialogue."""

    PUBLIC = "public"
    DRAFT = "draft"
    TAKEN_OFF = "taken off"
    BEFORE = "before"  # another one was decided on since


def decides(text: Written) -> bool:
    """Tell whether a version says what is public: it is checked, or it takes the text off."""
    return text.checked_on is not None or not text.source


def standings(newest_first: Sequence[Written]) -> list[Standing]:
    """Return how each version stands. Only what is checked is public; drafts leave it there."""
    told: list[Standing] = []
    decided = False
    for text in newest_first:
        if decided:
            told.append(Standing.BEFORE)
        elif not decides(text):
            told.append(Standing.DRAFT)
        else:
            told.append(Standing.PUBLIC if text.source else Standing.TAKEN_OFF)
            decided = True
    return told


def check_missing(
    checked_by: str, checked_on: date | None, *, confirmed: bool, today: date
) -> list[tuple[str, str]]:
    """Return what is wrong with what is said of a check: the field and the sentence about it.

    Nothing said at all is right: the words are a draft then.
    """
    faults = [
        (
            "checked_by",
            bool(checked_on) and not checked_by,
            translatable("Bitte tragen Sie ein, wer den Text geprüft hat."),
        ),
        (
            "checked_on",
            bool(checked_by) and not checked_on,
            translatable("Bitte tragen Sie ein, an welchem Tag geprüft wurde."),
        ),
        (
            "checked_on",
            checked_on is not None and checked_on > today,
            translatable("Dieser Tag liegt in der Zukunft. Tragen Sie ein, wann geprüft wurde."),
        ),
        ("confirmed", bool(checked_by and checked_on) and not confirmed, UNCONFIRMED),
    ]
    return [(field, sentence) for field, wrong, sentence in faults if wrong]


def digest_of(page: Sequence[str], statements: Iterable[tuple[int, str]]) -> str:
    """Return what tells the official words of a dialogue from others.

    `page` are title, lead and introduction, `statements` the numbers with their sentences. It is
    kept with each text: computed in another way, all of them would seem to be overtaken.
    """
    told = json.dumps([list(page), sorted(statements)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
