"""The sentences and words of a German text as editors write it, with Markdown. Pure Python.

Positions are those in the source. What is no prose – markup, addresses, code – is no word; an
address counts as one, so that the length of its sentence is right. Each expression reads a sign
a bounded number of times: an editor's text may be long, and anything.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ADDRESS = "\ufffc"  # stands for each sign of an address: OBJECT REPLACEMENT CHARACTER
LOOK_BACK = 40  # signs before a full stop that are looked at

# An abbreviation of several letters, a number, an address, or a word: Bürger*innen, Land·kreis.
WORD = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.[ \u00a0\u202f]?){1,5}[^\W\d_](?=\.)"
    r"|\d++(?:[.,:/]\d++)*+(?![^\W_])"
    rf"|{ADDRESS}++"
    r"|[^\W_]++(?:[-\u2010\u2011·*:_’'][^\W_]++)*+"
)
_BREAK = re.compile(r"[,;:()–—]|\s-\s")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]")
_MARKER = re.compile(r"[ \t]*+(?:>[ \t]*+)*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?")
_ITEM = re.compile(r"[ \t]*+(?:>[ \t]*+)*+(?:[-*+]|\d{1,9}[.)])[ \t]")
_RULE = re.compile(r"[ \t]*[-=*_][-=*_ \t]*$")
_CODE = re.compile(r"`[^`\n]*`")
_TARGET = re.compile(r"\]\([^()\s]*+(?:[ \t]++\"[^\"\n]*+\")?\)")
_CHUNK = re.compile(r"\S+")
_MARKUP = re.compile(r"\*{2,}|_{2,}|(?<!\w)[*_]|[*_](?!\w)|[`~\[\]|\\<>]")
_BEFORE_ADDRESS = "(<[„“\"'*_"
_AFTER_ADDRESS = ".,;:!?)>]“”\"'*_"
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"“”«»‘’)\]]*+(?=\s|$)")
_LAST_WORD = re.compile(r"([^\W_]*)\s*$")
_NEXT = re.compile(r"[\s\"„“«»‚‘(\[]*+([^\W_]*+)")

# After these a full stop ends no sentence, whatever follows.
ABBREVIATIONS = frozenset(
    "betr bspw bzgl bzw ca dipl dr evtl ggf grds hl hrsg inkl insb mwst nr prof rd sog spez st tsd"
    " urspr vgl vs zb zit zzgl".split()
)
# After these, and after an ordinal number, it does where a word follows that begins a sentence.
AT_THE_END = frozenset(
    "abb abs abt anm art bd bes chr etc gmbh jh jhd kap lt max min mind mio mrd pos str tel ua usf"
    " usw ziff".split()
)
BEGINNINGS = frozenset(
    "Aber Alle Als Am An Auch Auf Aus Außerdem Bei Bis Bitte Da Dabei Dadurch Dafür Dagegen Daher"
    " Damit Danach Dann Daran Darum Das Dass Dazu Dem Den Denn Der Deshalb Die Dies Diese Dieser"
    " Dieses Doch Dort Durch Ein Eine Einen Einer Einige Er Erst Es Falls Für Gegen Heute Hier Ich"
    " Ihr Ihre Im In Jede Jeder Jedes Jetzt Kein Keine Man Manche Mehr Mit Nach Nicht Noch Nur Ob"
    " Oder Ohne Sie So Seit Sein Seine Seitdem Um Und Unser Unsere Unter Viele Vom Von Vor Wann"
    " Warum Was Weil Wenn Wer Wie Wir Wo Zu Zum Zur Zwischen Über".split()
)


@dataclass(frozen=True)
class Word:
    """A word and where it stands; `after_break`: a comma or the like stands before it."""

    text: str
    start: int
    end: int
    after_break: bool

    @property
    def is_address(self) -> bool:
        """Tell whether it stands for an address on the web or of e-mail."""
        return self.text[0] == ADDRESS


@dataclass(frozen=True)
class Sentence:
    """A sentence, a point of a list or a heading; `words` is never empty."""

    words: tuple[Word, ...]
    is_heading: bool

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.words[-1].end


def sentences(source: str) -> Iterator[Sentence]:
    """Yield the sentences of a text in their order."""
    prose = _prose(source)
    for start, end, is_heading in _blocks(source):
        for first, last in _parts(prose, start, end):
            if words := tuple(_words(prose, first, last)):
                yield Sentence(words, is_heading)


def _prose(source: str) -> str:
    """Return the source with blanks for markup and stand-ins for addresses, sign for sign."""
    text = "".join(_lines_without_marks(source))
    text = _CODE.sub(_blank, text)
    text = _TARGET.sub(_blank, text)
    text = _CHUNK.sub(_address, text)
    return _MARKUP.sub(_blank, text)


def _lines_without_marks(source: str) -> Iterator[str]:
    in_code = False
    for line in source.splitlines(keepends=True):
        if _FENCE.match(line):
            in_code = not in_code
            yield " " * len(line)
        elif in_code or _RULE.match(line):
            yield " " * len(line)
        else:
            found = _HEADING.match(line) or _MARKER.match(line)
            end = found.end() if found else 0
            yield " " * end + line[end:]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _address(found: re.Match[str]) -> str:
    chunk = found[0]
    inner = chunk.lstrip(_BEFORE_ADDRESS)
    if "@" not in inner and "://" not in inner and not inner.startswith("www."):
        return chunk
    head = len(chunk) - len(inner)
    address = inner.rstrip(_AFTER_ADDRESS)
    return chunk[:head] + ADDRESS * len(address) + inner[len(address) :]


def _blocks(source: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each paragraph, point of a list and heading, and if it is the last."""
    begun, at = None, 0
    for line in source.splitlines(keepends=True):
        after = at + len(line)
        is_heading = _HEADING.match(line) is not None
        parts = not line.strip() or is_heading or _RULE.match(line) or _FENCE.match(line)
        if begun is not None and (parts or _ITEM.match(line)):
            yield begun, at, False
            begun = None
        if is_heading:
            yield at, after, True
        elif not parts and begun is None:
            begun = at
        at = after
    if begun is not None:
        yield begun, at, False


def _parts(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a block begin and end."""
    begun = start
    for stop in _STOP.finditer(prose, start, end):
        if _ends(prose, stop, start, end):
            yield begun, stop.end()
            begun = stop.end()
    if begun < end:
        yield begun, end


def _ends(prose: str, stop: re.Match[str], start: int, end: int) -> bool:
    """Tell whether a sentence ends with what looks like it."""
    following = _NEXT.match(prose, stop.end(), end)
    word = following[1] if following else ""
    if word[:1].islower():
        return False
    if stop[0][0] != "." or stop[0].startswith(".."):
        return True
    before = _LAST_WORD.search(prose[max(start, stop.start() - LOOK_BACK) : stop.start()])
    last = before[1].lower() if before else ""
    if last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return not word and prose[stop.end() : end].strip() == ""
    if last in AT_THE_END or last.endswith("str") or (last.isdigit() and len(last) < len("100")):
        return word in BEGINNINGS or not word
    return True


def _words(prose: str, start: int, end: int) -> Iterator[Word]:
    before = start
    for found in WORD.finditer(prose, start, end):
        gap = prose[before : found.start()]
        yield Word(found[0], found.start(), found.end(), bool(_BREAK.search(gap)))
        before = found.end()
