"""The staff's handbook: its books and pages, and what a page is made of. Pure Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leitsaetze.language import translatable

# A picture stands in a line of its own: ![what it shows](name "caption"), the caption if wanted.
PICTURE = re.compile(
    r"^!\[(?P<words>[^\]\n]+)\]\((?P<name>[a-z0-9-]+)(?: \"(?P<caption>[^\"\n]+)\")?\)[ \t]*$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Book:
    """The handbook of one desk; `pages` are the names of its files, in the order one reads."""

    title: str
    about: str
    pages: tuple[str, ...]


# The table of contents: slug in the address and name of the folder.
BOOKS = {
    "redaktion": Book(
        translatable("Handbuch für die Redaktion"),
        translatable(
            "Für alle, die Dialoge, Leitsätze und Veranstaltungen schreiben und veröffentlichen."
        ),
        (
            "dialog-anlegen",
            "ganzen-text-einfuegen",
            "leitsaetze-schreiben",
            "einfache-sprache",
            "veroeffentlichen",
            "leitsatz-aendern",
            "leichte-sprache",
            "zurueckziehen",
            "veranstaltungen",
            "viele-einladen",
            "veranstaltung-absagen",
            "einlass",
            "reihen-und-gemeinden",
            "orte",
            "protokoll-und-ergebnisse",
            "bericht",
        ),
    ),
    "moderation": Book(
        translatable("Handbuch für die Moderation"),
        translatable("Für alle, die Kommentare lesen, veröffentlichen und beantworten."),
        (
            "erste-schritte",
            "kommentare-finden",
            "entscheiden",
            "antworten",
            "textbausteine",
            "gegenlesen",
            "sachgebiet-fragen",
            "gemeinsam-antworten",
            "geaenderte-kommentare",
            "erwiderungen",
            "folgen",
            "ausblenden",
            "stelle-ausblenden",
            "meldungen",
            "ueberpruefungen",
            "auffaelliges",
            "einladen",
            "zu-zweit",
            "fristen",
            "viele-auf-einmal",
            "tastatur",
            "telefon-und-post",
        ),
    ),
    "verwaltung": Book(
        translatable("Handbuch für die Administration"),
        translatable(
            "Für alle, die Zugänge, Texte, Regeln und Einstellungen dieser Seiten verwalten."
        ),
        (
            "ueberblick",
            "menschen",
            "texte",
            "regeln",
            "einstellungen",
            "texte-an-formularen",
            "rueckmeldungen",
            "protokoll",
            "eigenes-konto",
        ),
    ),
}

# Which page tells about what is on screen: by endpoint, or by the blueprint of all others in it.
ABOUT = {
    "editing": "redaktion/dialog-anlegen",
    "editing.new_principle": "redaktion/leitsaetze-schreiben",
    "desk_easy": "redaktion/leichte-sprache",
    "desk_editions": "redaktion/leitsatz-aendern",
    "desk_fields": "redaktion/dialog-anlegen",
    "desk_fields.withdraw": "redaktion/zurueckziehen",
    "desk_pasting": "redaktion/ganzen-text-einfuegen",
    "desk_principles": "redaktion/leitsaetze-schreiben",
    "desk_principles.principle": "redaktion/leitsatz-aendern",
    "desk_principles.withdraw": "redaktion/zurueckziehen",
    "desk_results": "redaktion/protokoll-und-ergebnisse",
    "desk_publishing": "redaktion/veroeffentlichen",
    "desk_publishing.withdraw": "redaktion/zurueckziehen",
    "event_desk": "redaktion/veranstaltungen",
    "seat_desk": "redaktion/veranstaltungen",
    "door_desk": "redaktion/einlass",
    "need_desk": "redaktion/einlass",
    "bulk_desk": "redaktion/viele-einladen",
    "event_desk.cancel": "redaktion/veranstaltung-absagen",
    "event_desk.reinstate": "redaktion/veranstaltung-absagen",
    "municipalities": "redaktion/reihen-und-gemeinden",
    "meeting_places": "redaktion/orte",
    "series_desk": "redaktion/reihen-und-gemeinden",
    "minutes_desk": "redaktion/protokoll-und-ergebnisse",
    "exchange": "redaktion/bericht",
    "absences": "moderation/fristen",
    "moderation": "moderation/kommentare-finden",
    "moderation.entry": "moderation/entscheiden",
    "batches": "moderation/viele-auf-einmal",
    "blocks": "moderation/textbausteine",
    "moderation.unconfirmed": "moderation/telefon-und-post",
    "moderation.confirm_after_call": "moderation/telefon-und-post",
    "passages": "moderation/stelle-ausblenden",
    "reviews": "moderation/ueberpruefungen",
    "handovers": "moderation/sachgebiet-fragen",
    "fair_play": "moderation/auffaelliges",
    "mail": "moderation/telefon-und-post",
    "administration": "verwaltung/ueberblick",
    "people": "verwaltung/menschen",
    "texts": "verwaltung/texte",
    "rules_desk": "verwaltung/regeln",
    "settings_desk": "verwaltung/einstellungen",
    "data_wordings": "verwaltung/texte-an-formularen",
    "feedback_desk": "verwaltung/rueckmeldungen",
    "log": "verwaltung/protokoll",
    "account": "verwaltung/eigenes-konto",
    "account.digest": "moderation/fristen",
}


@dataclass(frozen=True)
class Picture:
    """A picture of the product at its place in a page; `words` say it to who does not see it."""

    name: str
    words: str
    caption: str = ""


@dataclass(frozen=True)
class Manuscript:
    """A page as it is written: title, the paragraph that says what it is about, and the rest."""

    title: str
    lead: str
    parts: tuple[str | Picture, ...]


def read(source: str) -> Manuscript:
    """Return a page of the handbook, cut at its pictures.

    Its first line is "# " and the title, its first paragraph plain words without markup.
    """
    title, lead, rest = [*source.split("\n\n", 2), "", ""][:3]
    return Manuscript(title.removeprefix("# ").strip(), " ".join(lead.split()), tuple(_cut(rest)))


def page_about(endpoint: str) -> str:
    """Return the page that tells about a view, as "book/page"; empty where none does."""
    return ABOUT.get(endpoint) or ABOUT.get(endpoint.partition(".")[0], "")


def _cut(text: str) -> Iterator[str | Picture]:
    begin = 0
    for found in PICTURE.finditer(text):
        if words := text[begin : found.start()].strip():
            yield words
        yield Picture(found["name"], found["words"], found["caption"] or "")
        begin = found.end()
    if words := text[begin:].strip():
        yield words
