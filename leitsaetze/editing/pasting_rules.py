"""What a pasted text is taken apart into, and what there is to say about it. Pure Python."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leitsaetze.language import translatable
from leitsaetze.principles.rules import MAX_NUMBER, MAX_STATEMENT

MAX_PASTE = 100_000  # characters; some forty pages
MAX_PARTS = 80  # of one text; each is a fieldset of the preview
# How the entries of a part are called in the form, for place 3: "t3-nummer".
ENTRIES = {
    "kind": "art",
    "number": "nummer",
    "head": "kopf",
    "goal": "ziel",
    "body": "text",
    "mark": "marke",
    "field": "feld",
    "choice": "bestand",
    "seen": "stand",
}


class Kind(StrEnum):
    """What a part of the text is."""

    INTRODUCTION = "introduction"  # of the dialogue: what stands before the first field
    FIELD = "field"
    PRINCIPLE = "principle"
    LEFT = "left"  # belongs nowhere; is not taken over


class Choice(StrEnum):
    """What to do where the dialogue has something already."""

    LEAVE = "leave"
    REPLACE = "replace"  # the words of a draft, or the introduction
    REVISE = "revise"  # begin the next revision of what is published


@dataclass(frozen=True)
class Part:
    """One part of a text, in the order of the text.

    `head` is the title of a field or the statement of a principle, `goal` belongs to fields,
    `body` is Markdown. `mark` holds the words by which the part was recognised and which stand
    nowhere else ("LEITSATZ Nr. 7 –"). `number` is as typed, for an editor may type anything.
    `field` is the title of another field than the one above, `choice` says what becomes of
    what has the number already, as it was `seen`.
    """

    kind: Kind
    number: str = ""
    head: str = ""
    goal: str = ""
    body: str = ""
    mark: str = ""
    field: str = ""
    choice: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Remark:
    """One thing an editor should look at: a sentence and what fills its places."""

    msgid: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Existing:
    """A principle or a draft that has a number. `state` changes with it.

    `choices` is empty where nothing can be done with the number any more.
    """

    state: str
    choices: tuple[Choice, ...]
    statement: str = ""


@dataclass(frozen=True)
class Standing:
    """What a dialogue has before something is taken over."""

    numbers: Mapping[int, Existing]
    titles: tuple[str, ...]
    introduced: bool  # has an introduction
    public: bool


def name_of(place: int, entry: str) -> str:
    """Return what an entry of the part at `place` is called in the form."""
    return f"t{place}-{ENTRIES[entry]}"


def posted(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """Return parts as the form sends them."""
    return [
        (name_of(place, entry), str(value))
        for place, part in enumerate(parts)
        for entry in ENTRIES
        if (value := getattr(part, entry))
    ]


def kinds_in(sent: Mapping[str, str]) -> list[Kind]:
    """Return the kinds of the parts a form sends, as far as there can be so many."""
    kinds = []
    for place in range(MAX_PARTS + 1):
        kind = sent.get(name_of(place, "kind"))
        if kind not in set(Kind):
            break
        kinds.append(Kind(kind))
    return kinds


TWICE = translatable("Die Nummer %(number)s kommt in diesem Text %(times)s-mal vor.")
BACKWARDS = translatable("Die Nummer %(number)s folgt auf die Nummer %(before)s.")
MISSING_ONE = translatable(
    "Die Nummer %(missing)s fehlt: Der vorige Leitsatz hat die Nummer %(before)s."
)
MISSING = translatable(
    "Die Nummern %(first)s bis %(last)s fehlen: Der vorige Leitsatz hat die Nummer %(before)s."
)
NO_NUMBER = translatable("Hier fehlt die Nummer.")
ODD_NUMBER = translatable("Die Nummer muss eine ganze Zahl von 1 bis %(most)s sein.")
NO_STATEMENT = translatable("Zu dieser Nummer haben wir keinen Wortlaut gefunden.")
LONG_STATEMENT = translatable(
    "Der Wortlaut ist %(length)s Zeichen lang. Gehört ein Teil davon zur Erläuterung?"
)
NO_EXPLANATION = translatable("Zu diesem Leitsatz haben wir keine Erläuterung gefunden.")
NO_TITLE = translatable("Hier fehlt der Titel des Handlungsfelds.")
NO_PRINCIPLES = translatable("Unter diesem Handlungsfeld steht kein Leitsatz.")


def number_of(part: Part) -> int | None:
    """Return the number of a principle, or None when there is none that can be used."""
    typed = part.number.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < len(str(MAX_NUMBER)) + 1):
        return None
    return int(typed) or None


def titles_of(parts: Sequence[Part]) -> list[str]:
    """Return for each principle the title of its field: the chosen one, or the one above it.

    Where no field stands above, the last choice holds for those that follow. Others get "".
    """
    titles, above, headed = [], "", False
    for part in parts:
        if part.kind is Kind.FIELD:
            above, headed = part.head, True
        elif part.kind is Kind.PRINCIPLE and part.field and not headed:
            above = part.field
        titles.append((part.field or above) if part.kind is Kind.PRINCIPLE else "")
    return titles


def remarks(parts: Sequence[Part]) -> list[list[Remark]]:
    """Return for each part what an editor should look at. Nothing is ever put right silently."""
    times = Counter(number_of(part) for part in parts if part.kind is Kind.PRINCIPLE)
    found, before = [], None
    for place, part in enumerate(parts):
        if part.kind is Kind.PRINCIPLE:
            number = number_of(part)
            noted = [*_on_number(part, number, before, times), *_on_words(part)]
            before = number or before
        else:
            noted = list(_on_field(parts, place)) if part.kind is Kind.FIELD else []
        found.append(noted)
    return found


def _on_number(
    part: Part, number: int | None, before: int | None, times: Counter[int | None]
) -> Iterator[Remark]:
    if number is None:
        typed = part.number.strip()
        yield Remark(ODD_NUMBER, (("most", MAX_NUMBER),)) if typed else Remark(NO_NUMBER)
        return
    if times[number] > 1:
        yield Remark(TWICE, (("number", number), ("times", times[number])))
    if before is None:
        return
    if number < before:
        yield Remark(BACKWARDS, (("number", number), ("before", before)))
    elif number == before + 2:
        yield Remark(MISSING_ONE, (("missing", number - 1), ("before", before)))
    elif number > before + 1:
        gap = (("first", before + 1), ("last", number - 1), ("before", before))
        yield Remark(MISSING, gap)


def _on_words(part: Part) -> Iterator[Remark]:
    if not part.head:
        yield Remark(NO_STATEMENT)
    elif len(part.head) > MAX_STATEMENT:
        yield Remark(LONG_STATEMENT, (("length", len(part.head)),))
    if part.head and not part.body:
        yield Remark(NO_EXPLANATION)


def _on_field(parts: Sequence[Part], place: int) -> Iterator[Remark]:
    if not parts[place].head:
        yield Remark(NO_TITLE)
    below = (part.kind for part in parts[place + 1 :] if part.kind is not Kind.LEFT)
    if next(below, Kind.FIELD) is not Kind.PRINCIPLE:
        yield Remark(NO_PRINCIPLES)
