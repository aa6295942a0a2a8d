"""By which signs a line of a pasted text shows what it begins. Pure Python.

Each expression is anchored and bounded, so that no line takes long.
"""

import re
from dataclasses import dataclass

LONGEST_TITLE = 120
LONGEST_HEADING = 90
MOST_WORDS = 10  # of a heading that has no sign but its shortness
STRONG = "leitsatz"
QUOTES = "„“”\"»«‚‘›‹'"
_DRESS = re.compile(r"(?:#{1,6} +)?[*_]{0,3}")
_PRINCIPLE = re.compile(
    r"(?P<mark>(?:Digitaler )?(?:Leitsatz|Leitlinie|Grundsatz|These) ?"
    r"(?:(?:Nr|No|Nummer)\b\.? ?)?(?P<number>\d{1,4}))(?!\d)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?P<mark>(?P<number>\d{1,3})\. ?(?:Leitsatz|Leitlinie|Grundsatz|These))(?!\w)", re.IGNORECASE
)
_UNNUMBERED = re.compile(r"(?P<mark>Leitsatz)(?P<number>) ?(?=[:–—*]|$)", re.IGNORECASE)
_WEAK = {
    "nr": re.compile(r"(?P<mark>(?:Nr\.?|Nummer|No\.) ?(?P<number>\d{1,4}))(?!\d)", re.IGNORECASE),
    "l": re.compile(r"(?P<mark>L ?(?P<number>\d{1,3}))(?!\d)"),
    "parens": re.compile(r"(?P<mark>\((?P<number>\d{1,3})\))"),
    "paren": re.compile(r"(?P<mark>(?P<number>\d{1,3})\))"),
    "dot": re.compile(r"(?P<mark>(?P<number>\d{1,3})\.)(?=[\s*_„“\"»]|$)"),
    "tab": re.compile(r"(?P<mark>(?P<number>\d{1,3}))(?=\t)"),
}
_ORDINAL = re.compile(
    r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Quartal|Halbjahr|Jahrhundert|Jahrtausend"
    r"|Klasse|Auflage|Stock|Etage|Platz|Lesung|Lebensjahr|Bürgermeister|Vorsitzende|Beigeordnete"
    r"|Weltkrieg|Advent|\d{1,2}\. ?\d{2,4}\b)"
)
_FIELD = re.compile(
    r"(?P<mark>(?:(?:\d{1,2}|[A-Z]|[IVX]{1,5})[.)] ?)?"
    r"(?:Handlungsfeld|Handlungsbereich|Themenfeld|Themenbereich|Aktionsfeld|Kapitel|Schwerpunkt)"
    r"(?![\w-])(?: (?:Nr\.? ?)?(?P<id>\d{1,2}|[IVX]{1,5}|[A-Z])(?!\w))?"
    r"(?P<sign> ?[:.)–—-])?) ?(?P<title>.*)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"(?P<mark>(?:[A-Z]|[IVX]{1,5}) ?[.):]) +(?P<title>\S.*)")
_NUMBERED = re.compile(r"(?P<mark>\d{1,2}[.)]?)\s+(?P<title>\S.*)")
_GOAL = re.compile(
    r"(?P<mark>(?:(?:Unser|Das|Übergeordnetes|Strategisches) )?(?:Ziele?|Leitziel|Zielsetzung)\b"
    r"(?! (?:ist|sind|war|bleibt|muss|soll))[^:„“»\"]{0,100}?(?::|$|(?= ?[„“»\"]))) ?(?P<rest>.*)"
)
_LABEL = re.compile(
    r"(?P<mark>(?:Erläuterung(?:en|stext)?|Erklärung|Aussage|Wortlaut)"
    r"(?: (?:zu|zum|des) Leitsatz(?: \d{1,4}|es)?)?)(?: ?:|$) ?(?P<rest>.*)",
    re.IGNORECASE,
)
_OVERVIEW = re.compile(
    r"(?:die |unsere |alle )?(?:\w{1,20} ){0,2}leitsätze(?: im (?:einzelnen|überblick))?:?",
    re.IGNORECASE,
)
BULLET = re.compile(
    r"(?:[•▪◦●○‣∙·■□✓➢➤\uf0b7\uf0a7\uf0d8] ?|[–—*-] +|o +(?=[A-ZÄÖÜa-zäöüß]{2}))(?=\S)"
)


@dataclass(frozen=True)
class Mark:
    """A sign at the beginning of a line: its words, and what stands behind them."""

    family: str
    words: str
    rest: str
    number: str = ""


def undressed(line: str) -> str:
    """Return a line without signs of a heading or of bold letters around it."""
    dress = _DRESS.match(line)
    bare = line[dress.end() :] if dress else line
    return bare.rstrip("*_ ") if dress and dress.group() else bare


def principle(line: str) -> Mark | None:
    """Return the sign of a principle that says so ("Leitsatz 7:"), or None."""
    bare = undressed(line)
    found = _PRINCIPLE.match(bare) or _COUNTED.match(bare) or _UNNUMBERED.match(bare)
    return _begins(STRONG, found, bare) if found else None


def weak(line: str) -> Mark | None:
    """Return a sign that can be one of a principle and of much else ("7.", "Nr. 7"), or None."""
    bare = undressed(line)
    for family, sign in _WEAK.items():
        if found := sign.match(bare):
            mark = _begins(family, found, bare)
            dated = mark is not None and _ORDINAL.match(mark.rest)
            return None if dated else mark
    return None


def _begins(family: str, found: re.Match[str], bare: str) -> Mark | None:
    """Return the mark if what follows can begin a statement; None in the middle of a sentence."""
    tail = bare[found.end("mark") :]
    loose = tail.lstrip("*_ \t")
    sign = loose[:1] if loose[:1] in set(":.)|–—-") else ""
    rest = loose[len(sign) :].lstrip("*_ \t") if sign else loose
    small = rest[:1].islower()
    if sign == "." and loose[1:2].isdigit():
        return None
    if sign not in {":", ")", "|"} and small and family not in {"tab"}:
        return None
    if not sign and rest and not (rest[0].isupper() or rest[0] in QUOTES + "("):
        return None
    words = bare[: len(bare) - len(loose) + len(sign)].strip()
    number = found["number"]
    return Mark(family, words, rest, str(int(number)) if number else "")


def field(line: str) -> Mark | None:
    """Return the sign of a field of action that says so ("Handlungsfeld 2: …"), or None."""
    bare = undressed(line)
    found = _FIELD.match(bare) if len(bare) <= LONGEST_TITLE + 40 else None
    if not found:
        return None
    title = found["title"].strip("*_ ")
    signed = found["id"] or found["sign"]
    if title and (title[0].islower() or title.endswith((".", ",", ";"))):
        return None
    if title and not signed and len(title.split()) > MOST_WORDS - 2:
        return None
    return Mark("field", found["mark"], title)


def lettered(line: str) -> Mark | None:
    """Return the sign of a heading that is only counted ("A. …", "II. …"), or None."""
    bare = undressed(line)
    found = _LETTERED.match(bare) if len(bare) <= LONGEST_TITLE else None
    if not found or not looks_like_heading(found["title"]):
        return None
    return Mark("lettered", found["mark"], found["title"])


def heading(line: str) -> Mark | None:
    """Return a heading that has no sign but to be short and no sentence, or None."""
    bare = undressed(line)
    if BULLET.match(bare) or not looks_like_heading(bare):
        return None
    numbered = _NUMBERED.match(bare)
    if numbered and looks_like_heading(numbered["title"]):
        return Mark("heading", numbered["mark"], numbered["title"])
    return Mark("heading", "", bare)


def looks_like_heading(words: str) -> bool:
    """Tell whether a line is short, begins like a title and does not end like a sentence."""
    return (
        0 < len(words) <= LONGEST_HEADING
        and len(words.split()) <= MOST_WORDS
        and (words[0].isupper() or words[0].isdigit())
        and not words.endswith((".", "!", ";", ":", ",", "…", "“", "”", '"', "«", "»", "-"))
        and not any(sign in words for sign in ("@", "://", "www."))
    )


def goal(line: str) -> Mark | None:
    """Return the sign of a goal ("Ziel laut Konzept: …"), or None."""
    found = _GOAL.match(undressed(line))
    return Mark("goal", found["mark"], found["rest"].lstrip("*_ ")) if found else None


def label(line: str) -> Mark | None:
    """Return the word that only says what follows ("Erläuterung:"), or None."""
    found = _LABEL.match(undressed(line))
    return Mark("label", found["mark"], found["rest"].lstrip("*_ ")) if found else None


def overview(line: str) -> bool:
    """Tell whether a line only announces what follows ("Die Leitsätze im Einzelnen")."""
    return len(line) <= LONGEST_HEADING and bool(_OVERVIEW.fullmatch(undressed(line)))


def is_mark(line: str) -> bool:
    """Tell whether a line says what it begins, so that it is no running head."""
    return any(sign(line) for sign in (principle, field, goal, label))
