"""Words of a question and of a text: how they are folded so that their forms meet. Pure Python."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from leitsaetze.comments.stems import stem
from leitsaetze.language import translatable

MOST_SIGNS = 200  # of a question that are read
MOST_WORDS = 8  # of a question that are looked for
LONGEST = 40  # letters of a word; nobody looks for longer ones
COUNTED = 100  # hits; of more it is said that there are more
SORTED = 1000  # of the newest hits, when they are sorted by relevance
PER_PAGE = 20
REMEMBERED = 20_000  # words whose stems a worker keeps at hand

WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"<em>.*?</em>", re.S)  # in a citizen's text: a passage that is hidden
_BLOCK = re.compile(r"<br>|</(?:p|li|h[1-6]|td|th|pre|blockquote)>|<hr>")
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")
# Participles, but no nouns that look like them: geplant, geändert; not Gebiet, Gesundheit.
_PARTICIPLE = re.compile(r"ge(.{3,7}?)(?:et|t)(?:e[mnrs]?)?")
_NO_PARTICIPLE = re.compile(
    r"ge(?:.*(?:heit|keit|schaft|rat|amt|welt|zeit)$|samt|biet|bot|burt|dicht|duld|fecht|gen|halt"
    r"|hoert|leit|mein|muet|raet|recht|richt|schaeft|schicht|schlecht|sicht|spenst|stalt|waehr|walt"
    r"|wicht|wiss)"
)
_WOMAN = re.compile(r"(.{4,})innen|(.+(?:er|or|zt|ent|ant|ist))in")
_FURTHER = re.compile(r"(.{4,}?)(?:isier|isi|ung|er)|(.{5,})(?:ier|igt)")
IRREGULAR = {"buss": "bus"}

# What says nothing about a subject; looked for only where a question has no other word.
SMALL_WORDS = frozenset(
    "aber,als,am,an,auch,auf,aus,bei,bin,bis,bitte,da,damit,das,dass,dem,den,der,des,die,"
    "dies,diese,diesem,diesen,dieser,dieses,doch,dort,du,durch,ein,eine,einem,einen,einer,"
    "eines,er,es,euch,fuer,gegen,gibt,haben,hat,hatte,ich,ihm,ihn,ihnen,ihr,ihre,ihrem,ihren,"
    "ihrer,im,in,ist,ja,kann,kein,keine,koennen,man,mein,meine,mich,mir,mit,muss,nach,nicht,"
    "noch,nur,ob,oder,ohne,schon,sehr,sein,seine,sich,sie,sind,so,soll,sollen,sollte,ueber,"
    "um,und,uns,unser,unsere,unter,vom,von,vor,waere,war,warum,was,welche,wenn,wer,werden,"
    "wie,wieder,wir,wird,wo,wurde,zu,zum,zur,zwischen,a,and,are,at,by,for,from,how,i,of,on,"
    "or,the,to,what,where,which,with".split(",")
)
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Kind(StrEnum):
    """What can be found."""

    PRINCIPLE = "principle"
    COMMENT = "comment"
    ANSWER = "answer"
    EVENT = "event"
    MINUTES = "minutes"


KINDS = {  # by the word in an address
    "leitsaetze": Kind.PRINCIPLE,
    "kommentare": Kind.COMMENT,
    "antworten": Kind.ANSWER,
    "veranstaltungen": Kind.EVENT,
    "protokolle": Kind.MINUTES,
}
NAMES = {
    "leitsaetze": translatable("Leitsätze"),
    "kommentare": translatable("Kommentare"),
    "antworten": translatable("Antworten"),
    "veranstaltungen": translatable("Veranstaltungen"),
    "protokolle": translatable("Protokolle"),
}


class Order(StrEnum):
    """In which order hits are shown."""

    NEWEST = ""
    RELEVANCE = "relevanz"


class Narrowed(NamedTuple):
    """What readers narrow their search down to; None is everything."""

    kind: Kind | None = None
    dialogue_id: int | None = None
    field_id: int | None = None


def words_in(html: str, *, citizen: bool = False) -> str:
    """Return the words of rendered text, a line for each block.

    Of what a `citizen` wrote, a hidden passage is a gap: what is said in its place is nobody's word
    to be found by.
    """
    whole = _GAP.sub("[…]", html) if citizen else html
    plain = unescape(_TAG.sub("", _BLOCK.sub("\n", whole)))
    return "\n".join(filter(None, (_BLANKS.sub(" ", line).strip() for line in plain.split("\n"))))


def folded(word: str) -> str:
    """Return a word without what is written in two ways: Straße, STRASSE; Häuser, Haeuser."""
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())
    return small.translate(_FOLDED)


@lru_cache(maxsize=REMEMBERED)
def key(word: str) -> str:
    """Return what all forms of a word have in common: fördern, Förderung, gefördert.

    The stemmer's German goes a part of the way; the rest are endings it leaves to some forms only.
    A small word stands for itself, so that "sich" is no form of "sicher".
    """
    written = folded(word)
    if written in SMALL_WORDS:
        return f"{written}."
    if (verb := _PARTICIPLE.fullmatch(written)) and not _NO_PARTICIPLE.match(written):
        written = f"{verb[1]}en"
    elif woman := _WOMAN.fullmatch(written):
        written = woman[1] or woman[2]
    found = stem(written)
    if further := _FURTHER.fullmatch(found):
        root: str = next(filter(None, further.groups()))
        return root
    return IRREGULAR.get(found, found)


def keys_of(text: str) -> Counter[str]:
    """Return how often each word is in a text, in whatever form."""
    return Counter(key(word) for word in WORD.findall(text) if len(word) <= LONGEST)


def mark(kind: str, number: int | str) -> bytes:
    """Return what stands among the words of an entry for where it belongs; no word looks like it.

    `kind` is "kind", "dialogue", "principle" or "field".
    """
    return f"\x00{kind}:{number}".encode()


def asked_for(question: str) -> list[str]:
    """Return the words of a question that are looked for, in their order and each once."""
    words = [it for it in WORD.findall(question[:MOST_SIGNS]) if len(it) <= LONGEST]
    telling = [it for it in words if folded(it) not in SMALL_WORDS] or words
    return list({key(it): it for it in reversed(telling)}.values())[::-1][:MOST_WORDS]


def is_small(word: str) -> bool:
    """Tell whether a word says nothing about a subject."""
    return folded(word) in SMALL_WORDS


def near(word: str) -> Iterator[str]:
    """Yield what a misspelt word may have been: one letter less, more, another, or two swapped."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    written = folded(word)
    cuts = [(written[:at], written[at:]) for at in range(len(written) + 1)]
    for head, tail in cuts:
        if tail:
            yield head + tail[1:]
            yield from (head + it + tail[1:] for it in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + it + tail for it in letters)
