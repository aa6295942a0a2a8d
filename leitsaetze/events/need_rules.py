"""What people may need to take part, and for how long the site knows of it. Pure Python."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from leitsaetze.errors import RuleViolation
from leitsaetze.events.rules import LINK_OUTLIVES_EVENT
from leitsaetze.language import DEFAULT, translatable
from leitsaetze.principles.checks import line

NEEDS = "needs"  # the processing: its words, their version, the consent
NEEDS_ARE_KEPT_FOR = LINK_OUTLIVES_EVENT  # after the event, to be withdrawn until then
MAX_NEED = 200
OTHER_WORDS = line(MAX_NEED)


class Need(StrEnum):
    """What somebody needs."""

    SIGN_LANGUAGE = "sign_language"
    CHILDCARE = "childcare"
    STEP_FREE = "step_free"
    HEARING = "hearing"
    OTHER = "other"


NAMES = {
    Need.SIGN_LANGUAGE: translatable("Gebärdensprach-Dolmetschen"),
    Need.CHILDCARE: translatable("Kinderbetreuung"),
    Need.STEP_FREE: translatable("Platz ohne Stufen"),
    Need.HEARING: translatable("Hilfe beim Hören"),
    Need.OTHER: translatable("Etwas anderes"),
}


@dataclass(frozen=True)
class Stated:
    """What somebody needs, and the very words, in a language, in which they agreed to its keeping.

    `version` is that of the words.
    """

    needs: tuple[Need, ...]
    words: str
    wording: str
    version: int
    locale: str = DEFAULT


def read_needs(values: Iterable[object]) -> tuple[Need, ...]:
    """Return the needs among values, each once and in the order of their table."""
    known = {str(value) for value in values}
    return tuple(need for need in Need if need.value in known)


def kept(stated: Stated, offered: Collection[Need]) -> Stated:
    """Return what is stated as it is kept.

    Raises RuleViolation for what this event does not offer, for words without the need they
    belong to, and without the words of the consent.
    """
    words = OTHER_WORDS(stated.words)
    if not set(stated.needs) <= set(offered) or (words and Need.OTHER not in stated.needs):
        raise RuleViolation("Das wird bei dieser Veranstaltung nicht angeboten.")
    if Need.OTHER in stated.needs and not words:
        raise RuleViolation("Bitte schreiben Sie, was Sie sonst noch brauchen.")
    if not stated.wording:
        raise RuleViolation("Ohne Ihre Einwilligung dürfen wir das nicht speichern.")
    return replace(stated, needs=read_needs(stated.needs), words=words)
