"""What an editor puts right in a text that was taken apart. Pure Python; no word is lost.

Each correction takes all parts and returns them anew. One that fits nothing changes nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from leitsaetze.editing import pasting_marks as marks
from leitsaetze.editing.pasting_quotes import first_sentence, unquoted
from leitsaetze.editing.pasting_rules import Kind, Part

CHECK, JOIN, TURN, SPLIT = "pruefen", "anfuegen", "ist", "teilen"
_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")
_POINT = re.compile(r"(?:- |\d{1,3}\\?[.)] )")


def corrected(parts: Sequence[Part], act: str, first: int) -> list[Part]:
    """Return the parts after one act ("ist:3:field"); `first` is where a part is split.

    An act nobody offered changes nothing.
    """
    verb, _, rest = act.partition(":")
    where, _, what = rest.partition(":")
    place = int(where) if where.isascii() and where.isdigit() and len(where) <= 3 else -1  # noqa: PLR2004  digits; no text has so many parts
    if not 0 <= place < len(parts):
        return list(parts)
    if verb == JOIN:
        return joined(parts, place)
    if what not in set(Kind):
        return list(parts)
    if verb == TURN:
        return [*parts[:place], turned(parts[place], Kind(what)), *parts[place + 1 :]]
    return split(parts, place, first, Kind(what)) if verb == SPLIT else list(parts)


def joined(parts: Sequence[Part], place: int) -> list[Part]:
    """Return the parts with one of them added to the end of the one before."""
    if not place:
        return list(parts)
    before, part = parts[place - 1], parts[place]
    longer = replace(before, body=_together(before.body, *words_of(part)))
    return [*parts[: place - 1], longer, *parts[place + 1 :]]


def turned(part: Part, kind: Kind) -> Part:
    """Return a part as one of another kind."""
    if part.kind is kind:
        return part
    loose = {Kind.LEFT, Kind.INTRODUCTION}
    if kind in loose or part.kind in loose:
        whole = Part(Kind.LEFT, body=_together(*words_of(part)))
        return begun(kind, paragraphs_of(whole))
    return Part(kind, head=part.head, body=_together(part.goal, part.body), mark=part.mark)


def split(parts: Sequence[Part], place: int, first: int, kind: Kind) -> list[Part]:
    """Return the parts with one cut in two: from paragraph `first` on it is a new one."""
    part = parts[place]
    paragraphs = paragraphs_of(part)
    if not 0 <= first < len(paragraphs):
        return list(parts)
    rest = replace(part, body=_together(*paragraphs[:first]))
    new = begun(kind, paragraphs[first:])
    return [*parts[:place], rest, new, *parts[place + 1 :]]


def begun(kind: Kind, paragraphs: Sequence[str]) -> Part:
    """Return some paragraphs as a part; the first of them is title or statement."""
    if kind in {Kind.LEFT, Kind.INTRODUCTION} or not paragraphs:
        return Part(kind, body=_together(*paragraphs))
    first = " ".join(paragraphs[0].replace("\\", "").split())
    if kind is Kind.FIELD:
        mark = marks.field(first) or marks.lettered(first) or marks.heading(first)
        head = mark.rest if mark else marks.undressed(first)
        return Part(
            kind, head=head, body=_together(*paragraphs[1:]), mark=mark.words if mark else ""
        )
    return _principle(first, paragraphs[1:])


def paragraphs_of(part: Part) -> list[str]:
    """Return the paragraphs at which a part can be split."""
    return [paragraph for paragraph in _PARAGRAPHS.split(part.body) if paragraph.strip()]


def words_of(part: Part) -> list[str]:
    """Return all words of a part as the paragraphs of another one."""
    mark = part.mark or part.number
    return [" ".join(word for word in (mark, part.head) if word), part.goal, part.body]


def _principle(first: str, rest: Sequence[str]) -> Part:
    mark = marks.principle(first) or marks.weak(first)
    words = mark.rest if mark else first
    if not words and rest:
        words, rest = " ".join(rest[0].split()), rest[1:]
    head, behind = unquoted(words) or first_sentence(words)
    return Part(
        Kind.PRINCIPLE,
        number=mark.number if mark else "",
        head=(head or words).strip("*_ "),
        body=_together(behind if head else "", *rest),
        mark=mark.words if mark else "",
    )


def _together(*paragraphs: str) -> str:
    """Return paragraphs as one text; points of a list stay together."""
    text, before = "", ""
    for paragraph in paragraphs:
        if not paragraph:
            continue
        listed = before and _POINT.match(before) and _POINT.match(paragraph)
        text += ("\n" if listed else "\n\n" if text else "") + paragraph
        before = paragraph.rsplit("\n", 1)[-1]
    return text
