"""The facts of the fictional county. Pure Python."""

from dataclasses import dataclass
from typing import Any

from leitsaetze.accounts.rules import Role

PLACE = {
    "site_name": "Leitsätze",
    "county": "Landkreis Musterland",
    "county_address": "Am Alten Güterbahnhof 4\n01234 Mustern",
    "county_email": "post@musterland.example",
    "county_phone": "01234 567-0",
    "county_representative": "die Landrätin des Landkreises Musterland",
    "privacy_officer_email": "datenschutz@musterland.example",
    "state": "Musterland",
    "legal_basis": "Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit § 4 des "
    "Landesdatenschutzgesetzes Musterland",
    "supervisory_authority": "Landesbeauftragte für den Datenschutz Musterland\n"
    "Residenzplatz 1, 01230 Musterstadt\npost@datenschutz.musterland.example",
    "enforcement_body": "Durchsetzungsstelle für digitale Barrierefreiheit Musterland\n"
    "Residenzplatz 2, 01230 Musterstadt\nbarrierefrei@musterland.example",
}

STAFF: dict[str, dict[str, Any]] = {
    "moderator": {"name": "Jana Moderation", "role": Role.MODERATOR},
    "colleague": {"name": "Ömer Moderation", "role": Role.MODERATOR},
    "editor": {"name": "Kirsten Redaktion", "role": Role.EDITOR},
    "administrator": {"name": "Pawel Administration", "role": Role.ADMINISTRATOR},
}

# One principle had another wording at first; its comments led to the present one.
EARLIER: dict[str, Any] = {
    "number": 15,
    "wording": {
        "Wir fragen zuerst, wer die gleiche Aufgabe schon gelöst hat, "
        "und gehen sie gemeinsam an.": "Wir arbeiten mit anderen zusammen, wo es sinnvoll ist.",
    },
    "note": (
        "Aus den Kommentaren: „Wo es sinnvoll ist“ war zu unverbindlich. Jetzt steht da, was wir "
        "zuerst tun: fragen, wer es schon gelöst hat."
    ),
}


@dataclass(frozen=True)
class Told:
    """One comment of the story, with the keys of kommentare.yaml."""

    zu: int | str
    tag: int
    uhr: str
    name: str
    text: str
    stand: str
    email: str = "nein"
    organisation: str = ""
    einladen: str = "nein"
    regel: int = 0
    begruendung: str = ""
    entschieden_tag: int | None = None
    antwort: str = ""
    antwort_tag: int | None = None
    antwort_korrektur: str = ""
    veranstaltung: str | None = None
    eingeladen_zu: str | None = None
    einladung_worte: str = ""
    zusage: str = ""
    personen: int = 1
    mitbringen: str = ""
    keine_antwort: str = "nein"
    notiz: str = ""
    verschoben_von: int | None = None
    erst_spaeter: str = "nein"  # was public for some hours before it was hidden or withdrawn
