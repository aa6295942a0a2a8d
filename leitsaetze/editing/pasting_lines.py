"""The lines of a pasted text without what only the paper needed: page numbers, running heads.

Pure Python; every step takes time in proportion to the text.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leitsaetze.editing.pasting_marks import is_mark

LONGEST_HEAD = 120  # a running head or foot is not longer
OFTEN = 3  # as often a line is repeated before it counts as one
LEAST_ENTRIES = 3  # of a table of contents whose page numbers stand behind a tab
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SOFT_HYPHEN = re.compile(r"(?<=\w)[\u00ad¬][ \t]*\n\s*(?=\w)")
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n\t]+")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_OF = r"\d{1,3}(?: ?(?:von|/) ?\d{1,3})?"
_PAGE = re.compile(rf"(?:(?:Seite|S\.) ?)?(?:[-–—|] ?\d{{1,3}}(?: ?[-–—|])?|{_OF})")
_PAGED = re.compile(rf"\bSeite {_OF}$|^\d{{1,3}} ?[|–—\t]|[|–—\t] ?\d{{1,3}}$")
_DIGITS = re.compile(r"\d+")
_CONTENTS = re.compile(r"(?:Inhalt|Inhaltsverzeichnis|Inhaltsübersicht):?", re.IGNORECASE)
ENDS = (".", "!", "?", ":", ";", "…", "“", "”", '"', "«", "»")


@dataclass(frozen=True)
class Line:
    """One line. `gap`: a blank line stands before it; `torn`: the end of a page does.

    `width` is how long the line was on paper, also when its beginning was cut off.
    """

    text: str
    gap: bool = False
    torn: bool = False
    width: int = 0

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with the line."""
        return self.text.rstrip(")*_]").endswith(ENDS)

    @property
    def begins_small(self) -> bool:
        """Whether the line begins with a small letter, as none does that begins a paragraph."""
        return self.text[:1].islower()


def breaks(text: str) -> str:
    """Return a text with line breaks of the usual kind, whatever program it comes from."""
    return _BREAKS.sub("\n", text)


def readable(text: str) -> str:
    """Return a pasted text with one kind of line end, of blank and of letter."""
    text = breaks(unicodedata.normalize("NFC", text))
    text = _UNSEEN.sub("", _SOFT_HYPHEN.sub("", text))
    for joined, letters in _LIGATURES.items():
        text = text.replace(joined, letters)
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n"))


def lines_of(text: str) -> tuple[list[Line], list[str], list[str]]:
    """Return the lines of a text, what only the paper needed, and the table of contents."""
    rows = readable(text).split("\n")
    contents = _contents(rows)
    furniture = _furniture([None if n in contents else row for n, row in enumerate(rows)])
    kept = list(_kept(rows, contents | furniture, furniture))
    return kept, [rows[n] for n in sorted(furniture)], [rows[n] for n in sorted(contents)]


def _kept(rows: Sequence[str], dropped: set[int], furniture: set[int]) -> Iterator[Line]:
    gap = torn = False
    for place, row in enumerate(rows):
        if place in furniture:
            torn = True
        elif not row:
            gap = True
        elif place not in dropped:
            words = row.replace("\t", " ") if not row[0].isdigit() else row
            yield Line(words, gap=gap, torn=torn, width=len(row))
            gap = torn = False


def _contents(rows: Sequence[str]) -> set[int]:
    """Return where the entries of a table of contents stand, and its heading."""
    dotted = {n for n, row in enumerate(rows) if _leads_to_page(row, ".…_·")}
    tabbed = {n for n, row in enumerate(rows) if _leads_to_page(row, "\t")}
    entries = dotted | (tabbed if len(tabbed) >= LEAST_ENTRIES else set())
    if not entries:
        return entries
    return entries | {n for n, row in enumerate(rows[: min(entries)]) if _CONTENTS.fullmatch(row)}


def _leads_to_page(row: str, leaders: str) -> bool:
    """Tell whether a line is words, something that leads the eye, and the number of a page."""
    stem = row.rstrip("0123456789")
    words = stem.rstrip(" .…_·\t")
    lead = stem[len(words) :]
    signs = sum(lead.count(sign) for sign in leaders) + 2 * ("…" in lead and "…" in leaders)
    least = 1 if leaders == "\t" else 3
    return bool(words) and 0 < len(row) - len(stem) <= OFTEN and signs >= least


def _furniture(rows: Sequence[str | None]) -> set[int]:
    """Return where numbers of pages stand and what is repeated on every page."""
    pages = {n for n, row in enumerate(rows) if row and _PAGE.fullmatch(row)}
    places = defaultdict(list)
    for n, row in enumerate(rows):
        if row and n not in pages and len(row) <= LONGEST_HEAD and not is_mark(row):
            places[_DIGITS.sub("#", row.casefold())].append(n)
    filled = [n for n, row in enumerate(rows) if row]
    at = {n: place for place, n in enumerate(filled)}

    def around(n: int) -> tuple[int | None, int | None]:
        place = at[n]
        after = filled[place + 1] if place + 1 < len(filled) else None
        return (filled[place - 1] if place else None), after

    for same in places.values():
        often = len(same) >= OFTEN
        if _runs_along([str(rows[n]) for n in same]) or (
            often and _stand_at_edges(rows, [around(n) for n in same], pages)
        ):
            pages.update(same)
    return pages


def _runs_along(same: Sequence[str]) -> bool:
    """Tell whether lines that differ in their numbers only count pages."""
    return len(same) > 1 and len(set(same)) > 1 and all(_PAGED.search(row) for row in same)


def _stand_at_edges(
    rows: Sequence[str | None], around: Sequence[tuple[int | None, int | None]], pages: set[int]
) -> bool:
    """Tell whether a repeated line stands beside page numbers or in the middle of a sentence."""
    beside = sum(bool({before, after} & pages) for before, after in around)
    return beside * 2 >= len(around) or any(
        _interrupted(rows[before], rows[after])
        for before, after in around
        if before is not None and after is not None
    )


def _interrupted(before: str | None, after: str | None) -> bool:
    return bool(
        before and after and after[:1].islower() and not Line(before).ended and not is_mark(before)
    )


def cut(line: Line, rest: str) -> Line:
    """Return a line of which only the end is left."""
    return replace(line, text=rest, width=max(line.width, len(line.text)))
