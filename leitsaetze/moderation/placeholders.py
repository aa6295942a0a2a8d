"""Places {{name}} of text blocks, which a comment fills in. Pure Python."""

from collections.abc import Mapping

from leitsaetze.errors import RuleViolation
from leitsaetze.hostile import refuse_hostile
from leitsaetze.language import translatable
from leitsaetze.site.rules import filled_in, open_places

MAX_TITLE = 120
MAX_BLOCK = 10_000
# Name: what it says. Names and what fills them in are German, as answers are.
PLACEHOLDERS = {
    "name": translatable("Name, unter dem der Kommentar steht"),
    "leitsatz": translatable(
        "„Leitsatz“ und die Nummer; bei allgemeinen Kommentaren bleibt er offen"
    ),
    "dialog": translatable("Titel des Dialogs"),
    "kontakt": translatable("Ansprechperson und E-Mail-Adresse des Dialogs"),
    "telefon": translatable("Telefonnummer des Dialogs"),
    "veranstaltung": translatable("Titel, Tag, Uhrzeit und Ort der Veranstaltung, die gewählt ist"),
    "landkreis": translatable("Name des Landkreises"),
}


def check_block(source: str) -> None:
    """Raise RuleViolation for words that cannot be a text block: a place nothing fills in."""
    refuse_hostile(source)
    if not source:
        raise RuleViolation("Bitte schreiben Sie den Text des Bausteins.")
    unknown = open_places(source, PLACEHOLDERS).unknown
    if unknown:
        raise RuleViolation(
            "Diesen Platzhalter gibt es nicht: %(unknown)s. Es gibt: %(known)s.",
            unknown=_written(unknown),
            known=_written(PLACEHOLDERS),
        )
    left = filled_in(source, dict.fromkeys(PLACEHOLDERS, "x"))
    if "{{" in left or "}}" in left:
        raise RuleViolation(
            "Ein Platzhalter braucht zwei geschweifte Klammern davor und dahinter: %(example)s.",
            example=_written(["name"]),
        )


def refuse_open(answer: str) -> None:
    """Raise RuleViolation for an answer in which a place was left open."""
    places = open_places(answer, {}).unknown
    if places:
        raise RuleViolation(
            "Hier ist noch etwas offen: %(places)s. Bitte schreiben Sie an diese Stelle, was dort "
            "stehen soll.",
            places=_written(places),
        )


def filled(source: str, values: Mapping[str, str]) -> str:
    """Return a text block with its places filled in; what there is no value for stays open."""
    return filled_in(source, {name: words for name, words in values.items() if words})


def _written(names: Mapping[str, str] | list[str]) -> str:
    return ", ".join(f"{{{{{name}}}}}" for name in names)
