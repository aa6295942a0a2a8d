"""Lines of paper joined to paragraphs and lists again, as Markdown. Pure Python."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from leitsaetze.editing.pasting_lines import Line
from leitsaetze.editing.pasting_marks import BULLET

NARROW = 130  # characters; a page of paper has no longer lines
TELLING = 40  # from this length on a line says something about the width of the paper
FULL = 0.85  # of the width: a line up to here may have ended because the next word did not fit
_BOUND = re.compile(
    r"(?:in|im|aus|an|am|auf|von|vom|zu|zum|zur|und|oder|wie|siehe|vgl\.?|nach|mit|bei|beim|für|durch"
    r"|gegen|über|unter|dem|den|der|des|die|das|ein|eine|einem|einen|einer|auch|ist|sind|als|bis"
    r"|ab|seit|sowie|unser|unserem|unseren|unsere|ca\.?|rund|etwa)",
    re.IGNORECASE,
)
_HANGING = re.compile(r"(?:und|oder|bzw\.?|sowie|als|wie|noch|bis|statt|auch)\b")
_POINT = re.compile(r"(\d{1,2})[.)] +(?=\S)")
_LETTER = re.compile(r"[a-z]\) +(?=\S)")  # Markdown knows no such lists: they get a dash
_DOTTED = re.compile(r"(\d+)([.)])(?=\s)")
_STAR = re.compile(r"(?<=\w)\*(?=\w)")


@dataclass(frozen=True)
class Paper:
    """All lines of a text, and what their lengths tell."""

    lines: Sequence[Line]

    @cached_property
    def width(self) -> int:
        """How long a full line is; 0 for a text whose lines are its paragraphs."""
        lengths = sorted(line.width for line in self.lines if line.width >= TELLING)
        if not lengths:
            return 0
        longest = lengths[int(len(lengths) * 0.9)]
        pairs = zip(self.lines, self.lines[1:], strict=False)
        broken = sum(
            not line.gap and line.begins_small and not before.ended for before, line in pairs
        )
        wrapped = broken >= 3 or broken * 5 >= len(self.lines)  # noqa: PLR2004  a few, or a fifth
        return longest if longest <= NARROW and broken and wrapped else 0

    def goes_on(self, place: int) -> bool:
        """Tell whether the line at `place` cannot begin anything: a sentence goes on in it."""
        if not place:
            return False
        before, line = self.lines[place - 1], self.lines[place]
        if line.gap or before.ended:
            return False
        if _waits(before):
            return True
        return bool(self.width) and before.width >= FULL * self.width


def paragraphs(lines: Sequence[Line], width: int) -> list[str]:
    """Return the paragraphs and points of lists that stand in some lines, each as one line."""
    return [row for row in _joined_lines(lines, width) if row]


def as_markdown(rows: Sequence[str]) -> str:
    """Return paragraphs as Markdown: paragraphs apart, points of a list together."""
    text, before = "", False
    for row, listed in _marked(rows):
        between = "\n" if listed and before else "\n\n"
        text += (between if text else "") + row
        before = listed
    return text


def _waits(line: Line) -> bool:
    """Tell whether a line ends with a word or a sign that no sentence ends with."""
    return line.text.endswith(",") or bool(_BOUND.fullmatch(line.text.rsplit(" ", 1)[-1]))


def _escaped(paragraph: str) -> str:
    """Return a paragraph so that Markdown reads no sign in it that nobody meant as one."""
    paragraph = _STAR.sub(r"\\*", paragraph)
    if dotted := _DOTTED.match(paragraph):
        return f"{dotted[1]}\\{dotted[2]}{paragraph[dotted.end() :]}"
    return "\\" + paragraph if re.match(r"[>+-](?=\s)|#", paragraph) else paragraph


def _joined_lines(lines: Sequence[Line], width: int) -> Iterator[str]:
    """Yield what belongs together as one line each."""
    pieces: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and _belongs(before, line, width):
            pieces[-1:] = _glued(pieces[-1], line.text)
        else:
            if pieces:
                yield "".join(pieces)
            pieces = [line.text]
        before = line
    if pieces:
        yield "".join(pieces)


def _glued(before: str, line: str) -> list[str]:
    """Return two lines joined, a word divided between them made whole."""
    if before.endswith("-") and before[-2:-1].isalnum():
        if _HANGING.match(line):
            return [before, " " + line]
        return [before[:-1] if before[-2].islower() and line[:1].islower() else before, line]
    return [before, " " + line]


def _belongs(before: Line, line: Line, width: int) -> bool:
    """Tell whether a line goes on with the paragraph of the one before."""
    divided = before.text.endswith("-") and before.text[-2:-1].isalpha()
    if line.torn:
        return not before.ended and (line.begins_small or divided or _waits(before))
    if line.gap:
        return False
    if divided and line.text[:1].isalpha():
        return True
    full = bool(width) and before.width + 1 + len(line.text.split(" ", 1)[0]) >= FULL * width
    if any(sign.match(line.text) for sign in (BULLET, _POINT, _LETTER)):
        return full and not before.ended and not BULLET.match(before.text)
    return full or (line.begins_small and not before.ended)


def _marked(rows: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each paragraph as Markdown, and whether it is the point of a list."""
    counted = _counted(rows)
    deep = False
    for place, row in enumerate(rows):
        if bullet := BULLET.match(row):
            inner = bullet.group().startswith("o") and deep
            yield f"{'    ' if inner else ''}- {_STAR.sub('*', row[bullet.end() :])}", True
            deep = True
        elif _LETTER.match(row):
            yield f"- {_escaped(row)}", True
        elif place in counted:
            yield _POINT.sub(r"\1. ", row, count=1), True
        else:
            deep = False
            yield _escaped(row), False


def _counted(rows: Sequence[str]) -> set[int]:
    """Return the places of points of lists that count from 1."""
    found: set[int] = set()
    expected, first = 0, 0
    for place, row in enumerate(rows):
        point = _POINT.match(row)
        number = int(point[1]) if point else 0
        if number == 1:
            expected, first = 2, place
        elif number and number == expected:
            found |= {first, place}
            expected, first = number + 1, place
    return found
