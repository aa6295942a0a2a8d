"""What stands in the way of taking a pasted text over, and at which place. Pure Python."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leitsaetze.editing.pasting_rules import (
    ODD_NUMBER,
    Choice,
    Existing,
    Kind,
    Part,
    Standing,
    number_of,
    titles_of,
)
from leitsaetze.editing.rules import WORDS
from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable
from leitsaetze.principles.checks import DIALOGUE, FIELD, Check
from leitsaetze.principles.rules import MAX_NUMBER

NOTHING = translatable("In diesem Text gibt es noch keinen Leitsatz, der übernommen werden könnte.")
NEEDS_NUMBER = translatable("Bitte geben Sie dem Leitsatz eine Nummer.")
TAKEN_HERE = translatable("Auch ein anderer Leitsatz in diesem Text hat die Nummer %(number)s.")
TAKEN_FOR_GOOD = translatable(
    "Leitsatz %(number)s ist zurückgezogen. Seine Nummer bleibt vergeben; bitte wählen Sie eine "
    "andere."
)
NEEDS_STATEMENT = translatable("Bitte geben Sie den Wortlaut des Leitsatzes ein.")
NEEDS_FIELD = translatable("Bitte wählen Sie ein Handlungsfeld.")
NO_SUCH_FIELD = translatable(
    "Ein Handlungsfeld „%(title)s“ gibt es hier nicht mehr. Bitte wählen Sie noch einmal."
)
SAME_TITLE = translatable(
    "Ein Handlungsfeld mit diesem Titel steht schon weiter oben. Ziel und Einleitung gehören "
    "dorthin."
)
EXISTS = translatable(
    "Leitsatz %(number)s gibt es in diesem Dialog schon. Bitte entscheiden Sie, was geschehen soll."
)


@dataclass(frozen=True)
class Misfit:
    """A refusal at one entry of one part: the name of the entry, a sentence, what fills it."""

    place: int
    entry: str
    msgid: str
    values: Mapping[str, object]


def misfits(parts: Sequence[Part], standing: Standing) -> list[Misfit]:
    """Return everything that stands in the way, in the order of the text."""
    times = Counter(number_of(part) for part in parts if part.kind is Kind.PRINCIPLE)
    titles, known = titles_of(parts), known_titles(parts, standing)
    found: list[Misfit] = []
    seen: set[str] = set()
    for place, part in enumerate(parts):
        if part.kind is Kind.PRINCIPLE:
            found += _of_number(place, part, times, standing)
            found += _of_principle(place, part, titles[place], known)
        elif part.kind is Kind.FIELD:
            found += _of_field(place, part, seen)
            seen.add(part.head.casefold())
        elif part.kind is Kind.INTRODUCTION and part.choice == Choice.REPLACE:
            found += _checked(place, "body", part.body, DIALOGUE["introduction"])
    return found


def known_titles(parts: Sequence[Part], standing: Standing) -> list[str]:
    """Return the titles of all fields there are or will be, each once."""
    titles = [*(part.head for part in parts if part.kind is Kind.FIELD), *standing.titles]
    by_folded = {title.casefold(): title for title in reversed(titles) if title}
    return list(reversed(by_folded.values()))


def _of_number(
    place: int, part: Part, times: Counter[int | None], standing: Standing
) -> Iterator[Misfit]:
    number = number_of(part)
    if number is None:
        msgid = ODD_NUMBER if part.number.strip() else NEEDS_NUMBER
        yield Misfit(place, "number", msgid, {"most": MAX_NUMBER})
        return
    values = {"number": number}
    existing = standing.numbers.get(number)
    if times[number] > 1:
        yield Misfit(place, "number", TAKEN_HERE, values)
    if existing and not existing.choices:
        yield Misfit(place, "number", TAKEN_FOR_GOOD, values)
    elif existing and not decided(part, existing):
        yield Misfit(place, "choice", EXISTS, values)


def decided(part: Part, existing: Existing) -> bool:
    """Tell whether an editor has chosen what to do with what has the number, as it is now."""
    return part.seen == existing.state and part.choice in existing.choices


def _of_principle(place: int, part: Part, title: str, known: Sequence[str]) -> Iterator[Misfit]:
    if not part.head:
        yield Misfit(place, "head", NEEDS_STATEMENT, {})
    yield from _checked(place, "head", part.head, WORDS["statement"])
    yield from _checked(place, "body", part.body, WORDS["explanation"])
    if not title:
        yield Misfit(place, "field", NEEDS_FIELD, {})
    elif title.casefold() not in {one.casefold() for one in known}:
        yield Misfit(place, "field", NO_SUCH_FIELD, {"title": title})


def _of_field(place: int, part: Part, seen: set[str]) -> Iterator[Misfit]:
    yield from _checked(place, "head", part.head, FIELD["title"])
    yield from _checked(place, "goal", part.goal, FIELD["goal"])
    yield from _checked(place, "body", part.body, FIELD["introduction"])
    if part.head.casefold() in seen and (part.goal or part.body):
        yield Misfit(place, "head", SAME_TITLE, {})


def _checked(place: int, entry: str, words: str, check: Check) -> Iterator[Misfit]:
    try:
        check(words)
    except RuleViolation as refusal:
        yield Misfit(place, entry, refusal.msgid, refusal.values)
