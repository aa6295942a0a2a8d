"""Takes a pasted text apart: introduction, fields of action, principles. Pure Python.

    parts = recognised(text)

No word is lost: each stands in a part, or in one that belongs nowhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from leitsaetze.editing import pasting_marks as marks
from leitsaetze.editing.pasting_flow import Paper, as_markdown, paragraphs
from leitsaetze.editing.pasting_headings import fields_of
from leitsaetze.editing.pasting_lines import Line, cut, lines_of
from leitsaetze.editing.pasting_numbers import principles_of
from leitsaetze.editing.pasting_quotes import first_sentence, unquoted, wholly_quoted
from leitsaetze.editing.pasting_rules import Kind, Part


@dataclass
class _Section:
    """What is being read: the sign it began with, and its lines.

    `aims` are the lines of a field from its goal on; `left` are lines that belong nowhere.
    """

    kind: Kind
    mark: str = ""
    number: str = ""
    head: str = ""
    lines: list[Line] = field(default_factory=list)
    aims: list[Line] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    labelled: bool = False
    apart: bool = False  # the next line begins something

    def add(self, line: Line) -> None:
        """Add a line at the end."""
        wanted = self.aims if self.aims else self.lines
        wanted.append(replace(line, gap=line.gap or self.apart))
        self.apart = False

    def sign(self, words: str) -> None:
        """Add words to the sign."""
        self.mark = f"{self.mark} {words}".strip()


def recognised(text: str) -> list[Part]:
    """Return the parts of a text in their order; what only the paper needed stands at its end."""
    lines, furniture, contents = lines_of(text)
    paper = Paper(lines)
    found: list[Part] = []
    for section in _sections(paper):
        found += _PARTS[section.kind](section, paper.width)
        found += [Part(Kind.LEFT, body=words) for words in section.left]
    return found + [Part(Kind.LEFT, body="\n".join(rows)) for rows in (contents, furniture) if rows]


def _sections(paper: Paper) -> list[_Section]:
    principles = principles_of(paper)
    fields = fields_of(paper, principles)
    sections = [_Section(Kind.INTRODUCTION)]
    for place, line in enumerate(paper.lines):
        if mark := principles.get(place):
            sections.append(_Section(Kind.PRINCIPLE, mark.words, mark.number, apart=True))
            if mark.rest:
                sections[-1].add(cut(line, mark.rest))
        elif mark := fields.get(place):
            sections.append(_Section(Kind.FIELD, mark.words, head=mark.rest))
        else:
            _READ_ON[sections[-1].kind](sections[-1], line)
    return sections


def _read_introduction(section: _Section, line: Line) -> None:
    if marks.overview(line.text):
        section.left.append(line.text)
    else:
        section.add(line)


def _read_field(section: _Section, line: Line) -> None:
    """Add a line to a field: its title, its goal, or anything else."""
    goal = None if section.aims else marks.goal(line.text)
    if not section.head and not section.lines and not goal:
        section.head = marks.undressed(line.text)
    elif goal:
        section.sign(goal.words)
        section.aims = [replace(cut(line, goal.rest), gap=True)] if goal.rest else [Line("")]
        section.apart = not goal.rest
    else:
        _read_introduction(section, line)


def _read_principle(section: _Section, line: Line) -> None:
    """Add a line to a principle; a word that only says what follows becomes part of its sign."""
    label = None if section.labelled else marks.label(line.text)
    if not label:
        section.add(line)
        return
    section.sign(label.words)
    section.labelled = bool(section.lines)
    section.apart = True
    if label.rest:
        section.add(cut(line, label.rest))


def _introduction(section: _Section, width: int) -> Iterator[Part]:
    """Yield the title above the text and its introduction."""
    lines = section.lines
    alone = len(lines) == 1 or not (len(lines) > 1 and lines[1].begins_small)
    if lines and alone and marks.heading(lines[0].text):
        yield Part(Kind.LEFT, body=lines[0].text)
        lines = lines[1:]
    if lines:
        yield Part(Kind.INTRODUCTION, body=as_markdown(paragraphs(lines, width)))


def _field(section: _Section, width: int) -> Iterator[Part]:
    """Yield a field of action with the goal that is called so, or is quoted below the title."""
    rows = paragraphs(section.lines, width)
    aims = paragraphs(section.aims, width)
    if not aims and rows and wholly_quoted(rows[0]):
        aims, rows = rows[:1], rows[1:]
    goal, behind = _out_of_quotes(aims)
    body = as_markdown([*rows, *behind])
    yield Part(Kind.FIELD, head=section.head, goal=goal, body=body, mark=section.mark)


def _principle(section: _Section, width: int) -> Iterator[Part]:
    """Yield a principle: its statement is what is quoted, or the paragraph it begins with."""
    rows = paragraphs(section.lines, width)
    title = []
    if len(rows) > 1 and marks.looks_like_heading(rows[0]) and wholly_quoted(rows[1]):
        title, rows = [f"**{rows[0]}**"], rows[1:]
    head, behind = _out_of_quotes(rows)
    if rows and not unquoted(rows[0]):
        head, rest = first_sentence(head)
        behind = [rest, *behind] if rest else behind
    body = as_markdown([*title, *behind])
    yield Part(
        Kind.PRINCIPLE,
        number=section.number,
        head=head.strip("*_ "),
        body=body,
        mark=section.mark,
    )


def _out_of_quotes(rows: list[str]) -> tuple[str, list[str]]:
    """Return the first of some paragraphs, or what is quoted in it, and all that follows."""
    if not rows:
        return "", []
    words, behind = unquoted(rows[0]) or (rows[0], "")
    if not words:
        return rows[0], rows[1:]
    return words, [behind, *rows[1:]] if behind else rows[1:]


_READ_ON = {
    Kind.INTRODUCTION: _read_introduction,
    Kind.FIELD: _read_field,
    Kind.PRINCIPLE: _read_principle,
}
_PARTS = {Kind.INTRODUCTION: _introduction, Kind.FIELD: _field, Kind.PRINCIPLE: _principle}
