"""The words of an import file, and what each is called inside. docs/import.md explains them."""

from typing import Any

from leitsaetze.addresses import mail_address
from leitsaetze.errors import RuleViolation
from leitsaetze.events import checks as of_events
from leitsaetze.events.access import STEP_FREE_OF_WORD, StepFree
from leitsaetze.events.meeting_place_rules import PLACE_NAME
from leitsaetze.events.rules import (
    JOINING_OF_WORD,
    KIND_OF_WORD,
    Joining,
    check_capacity,
    check_link,
)
from leitsaetze.events.series_rules import MUNICIPALITY, SERIES_TEXT, SERIES_TITLE
from leitsaetze.exchange.sections import Key, Table, block, one, several
from leitsaetze.exchange.values import day, local_time, number, one_of, text, yes_or_no
from leitsaetze.principles.checks import DIALOGUE, FIELD, PRINCIPLE, STEP, slug
from leitsaetze.principles.rules import DEFAULT_ZONE, Moderation

MODERATION = {"vorher": Moderation.BEFORE, "nachher": Moderation.AFTER}


def _capacity(value: int) -> int:
    check_capacity(value)
    return value


def _link(value: str) -> str:
    check_link(value.strip())
    return value.strip()


def _name(value: str) -> str:
    try:
        return str(slug(value))
    except RuleViolation:
        raise RuleViolation(
            "Eine Kennung besteht nur aus Kleinbuchstaben ohne Umlaute, Ziffern und Bindestrichen."
        ) from None


def _like(checks: dict[str, Any], name: str, *, needed: bool = False) -> Key:
    """Return the key of a text that `checks` knows by the same name."""
    return Key(name, one(text, checks[name]), needed=needed)


def _whole(name: str, checks: dict[str, Any], **more: Any) -> Key:
    return Key(name, one(number, checks[name]), **more)


def _switch(name: str, *, default: bool) -> Key:
    return Key(name, one(yes_or_no), default=default)


def _zone() -> Key:
    return Key("time_zone", one(text, DIALOGUE["time_zone"]), default=DEFAULT_ZONE)


STEPS: Table = {"titel": _like(STEP, "title", needed=True), "wann": _like(STEP, "when")}
CONTACT: Table = {
    "name": _like(DIALOGUE, "contact_name"),
    "email": _like(DIALOGUE, "contact_email", needed=True),
    "telefon": _like(DIALOGUE, "contact_phone"),
    "anschrift": _like(DIALOGUE, "contact_post"),
    "zeiten": _like(DIALOGUE, "contact_hours"),
}
SECOND: Table = {
    "name": _like(DIALOGUE, "second_name", needed=True),
    "email": Key("second_email", one(text, mail_address), needed=True),
}
DIALOG: Table = {
    "adresse": Key("slug", one(text, slug), needed=True),
    "titel": _like(DIALOGUE, "title", needed=True),
    "kurz": _like(DIALOGUE, "lead"),
    "einleitung": _like(DIALOGUE, "introduction"),
    "beginn": Key("opens", one(local_time), needed=True),
    "ende": Key("closes", one(local_time), needed=True),
    "zeitzone": _zone(),
    "moderation": Key("moderation", one(one_of(MODERATION)), default=Moderation.BEFORE),
    "adresse_noetig": _switch("guests_need_address", default=False),
    "allgemeine_kommentare": _switch("general_comments_allowed", default=True),
    "antwort_in_arbeitstagen": _whole("reply_within_days", DIALOGUE, default=5),
    "antworten_zu_zweit": Key("replies_need_two", one(yes_or_no), default=None),
    "aendern_in_minuten": _whole("edit_window_minutes", DIALOGUE, default=None),
    "ablauf": Key("steps", several(block(STEPS)), default=()),
    "kontakt": Key("contact", block(CONTACT), needed=True),
    "zweite_person": Key("second", block(SECOND), default=None),
}
LEITSATZ: Table = {
    "nummer": _whole("number", PRINCIPLE, needed=True),
    "aussage": _like(PRINCIPLE, "statement", needed=True),
    "erlaeuterung": _like(PRINCIPLE, "explanation"),
    "einfache_sprache": Key("plain_text", one(text, PRINCIPLE["plain_text"]), None, emptied=""),
    "einfache_sprache_passt": _switch("plain_fits", default=False),
    "aenderung": _like(PRINCIPLE, "change_note"),
    "zurueckgezogen": _switch("withdrawn", default=False),
}
HANDLUNGSFELD: Table = {
    "titel": _like(FIELD, "title", needed=True),
    "ziel": _like(FIELD, "goal"),
    "einleitung": _like(FIELD, "introduction"),
    "leitsaetze": Key("principles", several(block(LEITSATZ)), default=()),
}
ANSPRECHPERSON: Table = {
    "name": Key("contact_name", one(text, of_events.NAME)),
    "email": Key("contact_email", one(text, of_events.contact_email)),
    "telefon": Key("contact_phone", one(text, of_events.PHONE)),
}
VERANSTALTUNG: Table = {
    "kennung": Key("key", one(text, _name), needed=True),
    "art": Key("kind", one(one_of(KIND_OF_WORD)), needed=True),
    "titel": Key("title", one(text, of_events.TITLE), needed=True),
    "beginn": Key("starts", one(local_time), needed=True),
    "ende": Key("ends", one(local_time), default=None),
    "zeitzone": _zone(),
    "ort": Key("place", one(text, of_events.PLACE)),
    "anschrift": Key("address", one(text, of_events.PLACE)),
    "anfahrt": Key("directions", one(text, of_events.DIRECTIONS)),
    "online": Key("online_link", one(text, _link)),
    "plaetze": Key("capacity", one(number, _capacity), default=None),
    "anmeldeschluss": Key("register_by", one(day), default=None),
    "stufenlos": Key("step_free", one(one_of(STEP_FREE_OF_WORD)), default=StepFree.UNKNOWN),
    "gebaerdensprache": _switch("sign_language", default=False),
    "kinderbetreuung": _switch("childcare", default=False),
    "zugang": Key("access", one(text, of_events.PLACE)),
    "veranstalter": Key("organiser", one(text, of_events.NAME)),
    "kontakt": Key("contact", block(ANSPRECHPERSON), default=None),
    "anmeldung": Key("joining", one(one_of(JOINING_OF_WORD)), default=Joining.OPEN),
    "text": Key("text", one(text, of_events.TEXT)),
    "extern": Key("external_link", one(text, _link)),
    "handlungsfelder": Key("fields", several(one(text, FIELD["title"])), default=()),
    "leitsaetze": Key("principles", several(one(number)), default=()),
    # Without these words what is there stays; with nothing behind them it is for none.
    "gemeinden": Key("municipalities", several(one(text, MUNICIPALITY)), default=None, emptied=()),
    "reihe": Key("series", one(text, _name), default=None, emptied=""),
    "treffpunkt": Key("meeting_place", one(text, PLACE_NAME), default=None, emptied=""),
}
ORT: Table = {
    "name": Key("name", one(text, PLACE_NAME), needed=True),
    "anschrift": Key("address", one(text, of_events.PLACE)),
    "anfahrt": Key("directions", one(text, of_events.DIRECTIONS)),
    "stufenlos": Key("step_free", one(one_of(STEP_FREE_OF_WORD)), default=StepFree.UNKNOWN),
    "zugang": Key("access", one(text, of_events.PLACE)),
    "gemeinde": Key("municipality", one(text, MUNICIPALITY), default=None, emptied=""),
}
REIHE: Table = {
    "kennung": Key("slug", one(text, _name), needed=True),
    "titel": Key("title", one(text, SERIES_TITLE), needed=True),
    "einleitung": Key("text", one(text, SERIES_TEXT)),
}
DATEI: Table = {
    "dialog": Key("dialogue", block(DIALOG), needed=True),
    "handlungsfelder": Key("fields", several(block(HANDLUNGSFELD)), default=()),
    "orte": Key("places", several(block(ORT)), default=()),
    "reihen": Key("series", several(block(REIHE)), default=()),
    "veranstaltungen": Key("events", several(block(VERANSTALTUNG)), default=()),
}
