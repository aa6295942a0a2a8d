"""Settings, texts and links of the site: what holds for them. Pure Python."""

import re
from datetime import timedelta

from leitsaetze.language import translatable

FORMS_COUNT_ONCE_FOR = timedelta(days=2)  # a form stays valid for one
LINKS_ARE_KEPT_FOR = timedelta(days=90)  # after their end, so that they can say that they are over

RECEIPT_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that pass for each other
SITE_SCOPE = "site"
ZONE = "Europe/Berlin"  # in which texts of the site show a date

# Name: default. County staff change them with `flask setting`; texts use them as {{name}}.
SETTINGS = {
    "site_name": "Leitsätze",
    "county": "Landkreis",
    "county_address": "",
    "county_email": "",
    "county_phone": "",
    "county_representative": "die Landrätin oder der Landrat",
    "privacy_officer_email": "",
    "supervisory_authority": "die Datenschutzaufsicht des Landes",
    "enforcement_body": "die Durchsetzungsstelle des Landes",
    "state": "",
    "state_code": "",
    "legal_basis": "Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit dem Landesrecht",
    "feedback_answer_days": "30",  # for feedback on accessibility
}

# Slug: title of the texts every page links to.
TEXTS = {
    "impressum": translatable("Impressum"),
    "datenschutz": translatable("Datenschutz"),
    "barrierefreiheit": translatable("Barrierefreiheit"),
    "regeln": translatable("Regeln der Diskussion"),
    "hilfe": translatable("Hilfe"),
    "hilfe-moderation": translatable("Erste Schritte für die Moderation"),
}


_PLACE = re.compile(r"\{\{(\w+)\}\}")


def unfilled(source: str, settings: dict[str, str]) -> list[str]:
    """Return the {{setting}} places of a text that nobody has filled in, each once, in order."""
    names = dict.fromkeys(_PLACE.findall(source))
    return [name for name in names if not settings.get(name, "").strip()]


def filled_in(source: str, settings: dict[str, str]) -> str:
    """Return a text with its {{setting}} places filled; what nobody has set yet stays visible."""
    for name, value in settings.items():
        source = source.replace("{{" + name + "}}", value or "(noch nicht eingetragen)")
    return source
