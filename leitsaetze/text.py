"""Text to safe HTML: the only place that makes markup out of what people typed.

Citizens write plain text, which stays to the letter; staff write Markdown.
"""

import re
import unicodedata
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from threading import local

import bleach
from bleach.linkifier import TLDS, Linker, build_email_re, build_url_re
from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension

from leitsaetze.hostile import MAX_WORD, refuse_hostile

Attributes = MutableMapping[tuple[str | None, str], str]
RENDERER = 1  # raised when the same source would give other HTML
LINK_REL = "nofollow ugc noopener"
TAGS = frozenset(
    "a blockquote br code em h2 h3 h4 hr li ol p pre strong table tbody td th thead tr ul".split()
)
ATTRIBUTES = {"a": ["href", "title", "rel"], "ol": ["start"]}
PROTOCOLS = ["http", "https", "mailto"]
_TLDS = [
    *TLDS,
    *"app bayern berlin cloud dev digital example hamburg koeln nrw online page".split(),
]
# Each address is looked for only where one can begin: from every letter on, as the library does,
# the search would take time by the square of a word's length.
_URL = re.compile(
    r"(?<![\w.@(])(?<!\S-)" + build_url_re(tlds=_TLDS).pattern, re.IGNORECASE | re.VERBOSE
)
_ATOM = r"[-!#$%&'*+/=?^_`{|}~0-9A-Z]"
_EMAIL = re.compile(
    rf"(?<!{_ATOM})(?<!{_ATOM}\.)" + build_email_re(tlds=_TLDS).pattern + r"(?![\w-])",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_WORDS = re.compile(r"(\s+)")
# No address goes without one; the end of a sentence has none.
_INNER_DOT = re.compile(r"[^.\s]\.[^.\s]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")
_BLANKS = re.compile(r"[^\S\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs that show nothing
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]"
)
# Letters no script has; of so many one is in no text of the length we take.
_SIGNS = [chr(number) for number in range(0xE000, 0xF900)]

_at_hand = local()


@dataclass(frozen=True)
class Rendered:
    """A text as typed and as shown, with the version of the renderer that made it."""

    source: str
    html: str
    renderer: int = RENDERER


def normalised(value: str) -> str:
    """Return `value` in NFC with Unix line ends and without white space around it."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def says_nothing(value: str) -> bool:
    """Tell whether nothing of `value` can be seen: blanks, joiners, marks without a letter."""
    return all(
        character in _FILLERS or unicodedata.category(character) in _UNSEEN for character in value
    )


def one_line(value: str) -> str:
    """Return `value` with every run of white space as one blank; control characters stay."""
    return _BLANKS.sub(" ", value)


def has_control_characters(value: str) -> bool:
    """Tell whether `value` holds characters no keyboard types (NUL, escape, lone surrogates)."""
    return bool(_FORBIDDEN.search(value))


def plain(source: str) -> Rendered:
    """Render a citizen's text: paragraphs, line breaks, linked addresses, nothing else."""
    paragraphs = (
        "<p>" + "<br>".join(_line(line) for line in paragraph.split("\n")) + "</p>"
        for paragraph in _PARAGRAPHS.split(source.strip("\n"))
    )
    return Rendered(source, "".join(paragraphs))


def told_apart(pieces: Sequence[str], opening: str, closing: str) -> Rendered:
    """Render a citizen's text put together from pieces; every second one stands between two tags.

    Nothing typed can pass for such a piece: the tags come in after everything is escaped.
    """
    sign = next(it for it in _SIGNS if not any(it in piece for piece in pieces))
    inside = False

    def line(words: str) -> str:
        nonlocal inside
        made = []
        for number, part in enumerate(words.split(sign)):
            inside ^= number > 0
            if part:
                made.append(f"{opening}{_line(part)}{closing}" if inside else _line(part))
        return "".join(made)

    paragraphs = (
        "<p>" + "<br>".join(map(line, paragraph.split("\n"))) + "</p>"
        for paragraph in _PARAGRAPHS.split(sign.join(pieces).strip("\n"))
    )
    return Rendered("".join(pieces), "".join(paragraphs))


def markdown(source: str, *, reply: bool = False) -> Rendered:
    """Render staff's Markdown; raw HTML stays visible as text.

    A `reply` knows no ordered lists, no underlined headings and no indented code, because "20. Mai"
    at the beginning of a line means a date. Raises RuleViolation for text that would stall the
    parser.
    """
    refuse_hostile(source)
    parser = Markdown(extensions=["tables", "sane_lists", _Restraint(reply=reply)])
    cleaned = bleach.clean(
        parser.convert(source),
        tags=TAGS,
        attributes=ATTRIBUTES,
        protocols=PROTOCOLS,
        strip=False,
    )
    return Rendered(source, _linker(skip=["pre", "code"]).linkify(cleaned))


def excerpt(source: str, length: int = 140) -> str:
    """Return the beginning of a plain text in one line of at most `length` characters."""
    line = " ".join(source[: length + 40].split())
    if len(line) <= length < len(source):
        line = " ".join(source.split())  # many blanks: the beginning alone may say too little
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + " …"


def _line(line: str) -> str:
    """Escape a line; only words that can be an address are shown to the linker, which is slow."""
    if not _INNER_DOT.search(line):
        return escape(line)
    return "".join(
        _linked(word) if _INNER_DOT.search(word) and len(word) <= MAX_WORD else escape(word)
        for word in _WORDS.split(line)
    )


@lru_cache(maxsize=100)  # every letter names an address of this site
def _linked(word: str) -> str:
    return _linker_at_hand().linkify(escape(word))


class _Heading(HashHeaderProcessor):
    """Headings of level two to four, marked with a space: "#Bus" stays a word."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{2,4})[ ]+(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


class _Restraint(Extension):
    """Raw HTML off; in replies also the rules that mistake a date for a list."""

    def __init__(self, *, reply: bool) -> None:
        super().__init__()
        self.reply = reply

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  named by the library
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("image_link")
        md.inlinePatterns.deregister("image_reference")
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        if self.reply:
            md.parser.blockprocessors.deregister("olist")
            md.parser.blockprocessors.deregister("code")
            md.parser.blockprocessors.deregister("setextheader")


def _mark(attributes: Attributes, _new: bool = False, /) -> Attributes:
    attributes[(None, "rel")] = LINK_REL
    return attributes


def _linker_at_hand() -> Linker:
    """Return the linker of this thread: to make one takes longer than most texts."""
    if not hasattr(_at_hand, "linker"):
        _at_hand.linker = _linker()
    linker: Linker = _at_hand.linker
    return linker


def _linker(skip: list[str] | None = None) -> Linker:
    return Linker(
        callbacks=[_mark],
        skip_tags=skip,
        parse_email=True,
        url_re=_URL,
        email_re=_EMAIL,
    )
