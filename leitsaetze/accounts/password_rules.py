"""Which passwords are refused: short ones, and those that guessers try first. Pure Python."""

import re
from collections.abc import Iterable
from itertools import pairwise

from leitsaetze.errors import RuleViolation

SHORTEST = 12
LONGEST = 200
LEAST_UNPREDICTABLE = 8
SHORTEST_WORD = 4
SHORTEST_RUN = 4

# The words lists of leaked passwords begin with, German and English, umlauts written out.
_COMMON = """
abcdef access admin administrator alexander amerika andreas angel apple april arschloch august
austria baby banane baseball batman bayern berlin biene blume bundesliga burger changeme charlie
cheese chocolate christian computer daniel default deutschland dezember dialog dienstag digital
donnerstag dortmund dragon einstein engel familie ferrari feuerwehr ficken flower football
franken frankfurt freedom freitag freunde fruehling fussball gast geheim gemeinde germany ginger
google guest guitar hallo hamburg handball hannover heimat hello herbst herzog hunter iloveyou
internet januar jessica jordan julia kaffee kartoffel katze kennwort killer koeln kommentar
kreistag landkreis landratsamt laptop leitsaetze leitsatz letmein liebe lieblings login london
maerz mama martin master maximilian mein meister merkel michael microsoft mittwoch moderation
moderator monkey monster montag muenchen musik mustang mutter nachbar nicole november nutzer
office oktober orange outlook papa parola passwd password passwort pepper pferd pokemon princess
prinzessin qwer rathaus redaktion root sabine samstag sandra schalke schatz schatzi schmidt
schnecke schokolade schule secret september server service shadow sicher snoopy sommer sonne
sonnenschein sonntag spring stadt start starwars stefan stern summer sunshine superman support
system teamwork test thomas tiger trustno twitter user verwaltung vorlage weihnachten welcome
whatever willkommen windows winter word yellow zahnarzt zucker zugang
"""
COMMON_WORDS = frozenset(_COMMON.split())
KEY_ROWS = (
    "1234567890",
    "0123456789",
    "qwertzuiopue",
    "qwertyuiop",
    "asdfghjkloeae",
    "yxcvbnm",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6z7u8i9o0p",
    "1qay2wsx3edc4rfv5tgb",
    "1qaz2wsx3edc4rfv5tgb",
    "!qaz@wsx#edc",
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
STAND_INS = str.maketrans("013457@$!€", "oieastasie")
_REPEATS = re.compile(r"(.)(?P<again>\1{2,})", re.DOTALL)
_BLOCKS = re.compile(r"(.{2,12}?)(?P<again>\1+)", re.DOTALL)
_YEARS = re.compile(r"(19|20)\d\d")


def check_password(password: str, *, near: Iterable[str] = ()) -> None:
    """Raise RuleViolation for a password that is too short or easily guessed (ASVS 6.2).

    `near` are words that lie near to this person: name, address, the names of site and county.
    There are no rules on kinds of characters: length is what counts.
    """
    if len(password) < SHORTEST:
        raise RuleViolation("Bitte nehmen Sie mindestens 12 Zeichen.")
    if len(password) > LONGEST:
        raise RuleViolation("Bitte nehmen Sie höchstens 200 Zeichen.")
    if unpredictable_length(password, near=near) < LEAST_UNPREDICTABLE:
        raise RuleViolation(
            "Dieses Passwort ist zu leicht zu erraten. Nehmen Sie zum Beispiel vier Wörter, "
            "die nichts miteinander zu tun haben."
        )


def unpredictable_length(password: str, *, near: Iterable[str] = ()) -> int:
    """Return how long a password is if each stretch that guessers try first counts as one sign."""
    plain = _folded(password)
    spoken = plain.translate(STAND_INS)
    foreseen = [False] * len(plain)
    for start, end in [*_runs(plain), *_words(plain, near), *_words(spoken, near)]:
        foreseen[start:end] = [True] * (end - start)
    stretches = sum(now and not before for before, now in pairwise([False, *foreseen]))
    return foreseen.count(False) + stretches


def _folded(words: str) -> str:
    return words.casefold().translate(UMLAUTS)


def _words(text: str, near: Iterable[str]) -> Iterable[tuple[int, int]]:
    """Find every common or near word in `text`, as (start, end)."""
    close = {part for words in near for part in re.split(r"[\W_]+", _folded(words))}
    for word in COMMON_WORDS | {part for part in close if len(part) >= SHORTEST_WORD}:
        start = text.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = text.find(word, start + 1)


def _runs(text: str) -> Iterable[tuple[int, int]]:
    """Find repetitions, years and runs along the keys or the alphabet, in both directions."""
    for repetition in (_REPEATS, _BLOCKS):
        yield from (found.span("again") for found in repetition.finditer(text))
    yield from (found.span() for found in _YEARS.finditer(text))
    rows = [*KEY_ROWS, *(row[::-1] for row in KEY_ROWS)]
    for start in range(len(text) - SHORTEST_RUN + 1):
        piece = text[start : start + SHORTEST_RUN]
        if any(piece in row for row in rows):
            yield start, start + SHORTEST_RUN
