"""Texts and links of the site: what holds for them. Pure Python. Settings: settings.py."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from leitsaetze.language import translatable
from leitsaetze.site.settings import KNOWN

FORMS_COUNT_ONCE_FOR = timedelta(days=2)  # a form stays valid for one
LINKS_ARE_KEPT_FOR = timedelta(days=90)  # after their end, so that they can say that they are over

RECEIPT_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that pass for each other
SITE_SCOPE = "site"
ZONE = "Europe/Berlin"  # in which texts of the site show a date

# Name: default. Texts use those made of words as {{name}}; settings.KNOWN tells the rest.
SETTINGS = {it.name: it.default for it in KNOWN}

# Slug: title of the texts every installation has from the beginning.
TEXTS = {
    "impressum": translatable("Impressum"),
    "datenschutz": translatable("Datenschutz"),
    "barrierefreiheit": translatable("Barrierefreiheit"),
    "regeln": translatable("Regeln der Diskussion"),
    "hilfe": translatable("Hilfe"),
}
RULES = "regeln"
START, EASY, SIGNED = "start", "leichte-sprache", "gebaerdensprache"
# Texts a county adds; nothing shows of them, and nothing links to them, until it has.
SLOTS = {
    START: translatable("Worum es geht"),
    EASY: translatable("Leichte Sprache"),
    SIGNED: translatable("Gebärdensprache"),
}
TITLES = TEXTS | SLOTS

NOTHING_YET = "(noch nicht eingetragen)"
MAX_SOURCE = 60_000
MAX_TITLE, MAX_NOTE, MAX_LEAD, MAX_NAME = 120, 500, 600, 200
_PLACE = re.compile(r"\{\{[ \t]*([^{}\n]{1,60}?)[ \t]*\}\}")
_MARKUP = re.compile(r"([\\`*_\[\]<])")


class ReadAnew(StrEnum):
    """Things search reads anew after a deed, each with what belongs to it.

    That is what comments were answered, the principles of a dialogue, the minutes of an event.
    """

    COMMENT = "comment"
    DIALOGUE = "dialogue"
    EVENT = "event"


@dataclass(frozen=True)
class Draft:
    """A text of the site as somebody wants it to be read."""

    source: str
    title: str = ""
    lead: str = ""
    checked_by: str = ""
    checked_on: date | None = None
    link: str = ""


@dataclass(frozen=True)
class Places:
    """The {{places}} of a text that show nothing yet: no value, or no such setting."""

    unset: list[str]
    unknown: list[str]

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.unset or self.unknown)


def filled_in(source: str, settings: Mapping[str, str], *, markup: bool = True) -> str:
    """Return a text with its {{setting}} places filled; what nobody has set yet stays visible.

    A value is words, not markup; in a text with `markup` its lines stay lines.
    """

    def value_of(place: re.Match[str]) -> str:
        if place[1] not in settings:
            return place[0]
        words = settings[place[1]]
        if markup:
            words = _MARKUP.sub(r"\\\1", words).replace("\n", "  \n")
        return words or NOTHING_YET

    return _PLACE.sub(value_of, source)


def open_places(source: str, settings: Mapping[str, str]) -> Places:
    """Return the places of a text that show nothing yet, each once, in their order."""
    names = list(dict.fromkeys(_PLACE.findall(source)))
    return Places(
        unset=[name for name in names if name in settings and not settings[name]],
        unknown=[name for name in names if name not in settings],
    )


def passages_about(source: str, names: set[str]) -> str:
    """Return the paragraphs of a text that show one of these settings."""
    paragraphs = re.split(r"\n[ \t]*\n", source)
    return "\n\n".join(it for it in paragraphs if names & set(_PLACE.findall(it)))


def missing(slug: str, draft: Draft, *, today: date) -> list[tuple[str, str]]:
    """Return what keeps a text from being published: the field and the sentence about it."""
    easy = slug == EASY
    faults = [
        (
            "source",
            not draft.source and not (slug == SIGNED and draft.link),
            translatable("Bitte schreiben Sie einen Text."),
        ),
        (
            "checked_by",
            easy and not draft.checked_by,
            translatable("Leichte Sprache ist es erst, wenn der Text geprüft ist. Von wem?"),
        ),
        (
            "checked_on",
            easy and not draft.checked_on,
            translatable("Bitte tragen Sie ein, wann der Text geprüft wurde."),
        ),
        (
            "checked_on",
            draft.checked_on is not None and draft.checked_on > today,
            translatable("Der Tag der Prüfung liegt in der Zukunft."),
        ),
        (
            "link",
            bool(draft.link) and not re.match(r"https?://[^\s/]+\.\S+\Z", draft.link),
            translatable("Die Adresse muss vollständig sein und mit https:// beginnen."),
        ),
    ]
    return [(field, sentence) for field, wrong, sentence in faults if wrong]


def title_of(slug: str, title: str) -> str:
    """Return the title a text carries: only the start page lets the county choose one."""
    return title if slug == START and title else TITLES[slug]
