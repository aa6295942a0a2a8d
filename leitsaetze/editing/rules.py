"""What holds for drafts and their publication. Pure Python."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable
from leitsaetze.principles.checks import PRINCIPLE, checked, line
from leitsaetze.principles.rules import MAX_SLUG, MAX_STATEMENT

# What the settings are called that texts of the site use.
SETTING_NAMES = {
    "county": translatable("Name der Verwaltung"),
    "county_address": translatable("Anschrift"),
    "county_email": translatable("E-Mail-Adresse"),
    "county_phone": translatable("Telefon"),
    "county_representative": translatable("Vertretung der Verwaltung"),
    "privacy_officer_email": translatable("E-Mail-Adresse der Datenschutzbeauftragten"),
    "supervisory_authority": translatable("Datenschutzaufsicht"),
    "enforcement_body": translatable("Durchsetzungsstelle"),
    "state": translatable("Land"),
    "legal_basis": translatable("Rechtsgrundlage"),
}
CHANGED_SINCE_PLANNED = translatable(
    "Nach dem Planen wurde der Entwurf geändert. Bitte sehen Sie ihn sich noch einmal an und "
    "planen Sie ihn neu."
)
# A draft may be unfinished; what is there is held to the limits of the published words.
WORDS = PRINCIPLE | {"statement": line(MAX_STATEMENT)}
MOST_COMMENTS = 100
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_COMMENT = re.compile(r"(?:\S*/kommentare/|nr\.?\s*|#)?(\d{1,9})/?(?:#\S*)?", re.IGNORECASE)


class Answer(StrEnum):
    """How a point of the checklist stands; only what is open stands in the way of publication."""

    DONE = "done"
    OPEN = "open"
    RECOMMENDED = "recommended"


@dataclass(frozen=True)
class Point:
    """One point of the checklist.

    `words` say what is asked, `hint` what to do; `values` fill their %(name)s places. `place` is
    the path where it is done ("" when no page can), `office` whether only administrators may;
    `lacking` are the names of what is missing.
    """

    words: str
    answer: Answer
    hint: str = ""
    place: str = ""
    office: bool = False
    values: Mapping[str, object] | None = None
    lacking: tuple[str, ...] = ()


def stands_in_the_way(points: Iterable[Point]) -> list[Point]:
    """Return what must be done before a dialogue can be published."""
    return [point for point in points if point.answer is Answer.OPEN]


def check_words(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given of a draft as it is kept. Raises RuleViolation for what cannot be."""
    return checked(words, WORDS)


def check_moment(at: datetime, now: datetime) -> None:
    """Raise RuleViolation for a publication planned for a moment that is over."""
    if at <= now:
        raise RuleViolation("Dieser Zeitpunkt ist schon vorbei. Bitte wählen Sie einen späteren.")


def fingerprint(
    version: int, *, fields: Iterable[tuple[int, int]], drafts: Iterable[tuple[int, int]]
) -> str:
    """Return what a form about a dialogue has seen of all that becomes public with it.

    Of fields and drafts the ids and versions count, since these do not raise the dialogue's own.
    """
    facts = repr((sorted(fields), sorted(drafts)))
    return f"{version}.{hashlib.sha256(facts.encode()).hexdigest()[:16]}"


def about(draft_id: int) -> str:
    """Return what half-typed forms about a draft are kept under."""
    return f"draft:{draft_id}"


def place_in(dialogue_id: int, number: int = 0) -> str:
    """Return where a form's thing stands in its dialogue; `place_of` reads it once that is gone."""
    return f"{dialogue_id}.{number}"


def place_of(carried: str) -> tuple[int, int]:
    """Return the dialogue and the number a form carried; zeros for what none of ours did."""
    match = re.fullmatch(r"([0-9]{1,9})\.([0-9]{1,9})", carried)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def propose_slug(title: str) -> str:
    """Return the part of an address that a title suggests; nothing when it has no letters."""
    folded = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", folded.encode("ascii", "ignore").decode())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:MAX_SLUG]
        if len(longer) > MAX_SLUG:
            break
        slug = longer
    return slug


def comment_numbers(typed: str) -> list[int]:
    """Return the numbers of comments in a list of numbers or addresses, each once, in order.

    Raises RuleViolation for a word that is neither.
    """
    found: dict[int, None] = {}
    for word in re.split(r"[\s,;]+", typed.strip()):
        if not word:
            continue
        match = _COMMENT.fullmatch(word)
        if match is None:
            raise RuleViolation(
                "„%(word)s“ ist weder die Nummer noch der Link eines Kommentars.", word=word[:60]
            )
        found[int(match[1])] = None
    if len(found) > MOST_COMMENTS:
        raise RuleViolation("Höchstens %(most)s Kommentare sind möglich.", most=MOST_COMMENTS)
    return list(found)


def free_number(taken: Iterable[int], after: int = 0) -> int:
    """Return the first number beyond `after` that is not taken."""
    known, number = set(taken), after + 1
    while number in known:
        number += 1
    return number
