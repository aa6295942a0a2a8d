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

SECOND = ("Ruth Zweitblick", "ruth@musterland.example")  # who decides on second looks

# What the editors are working on while the dialogue is open.
DRAFT: dict[str, Any] = {
    "number": 16,
    "statement": "Was mit öffentlichem Geld entwickelt wird, kann jede Gemeinde weiterverwenden.",
    "explanation": (
        "Drei Kommentare fragen, warum zwei Gemeinden dasselbe Programm zweimal bezahlen. "
        "Wir schlagen vor, Aufträge so zu vergeben, dass andere das Ergebnis nutzen dürfen."
    ),
}

# One principle had another wording at first; its comments led to the present one.
EARLIER: dict[str, Any] = {
    "number": 15,
    "wording": {
        "Wir fragen zuerst, wer die gleiche Aufgabe schon gelöst hat, "
        "und gehen sie gemeinsam an.": "Wir arbeiten mit anderen zusammen, wo es sinnvoll ist.",
        "Für solche Berichte soll es einen festen Ort geben und regelmäßige Treffen, "
        "zu denen auch Vereine und Betriebe eingeladen sind.": (
            "Für solche Berichte soll es einen festen Ort geben."
        ),
        "Zwei, die anfangen, genügen – wenn sie offenlegen, was sie tun.": (
            "Zwei, die anfangen, genügen."
        ),
    },
    "comments": ["Eine Unternehmerin", "Kassenwart", "Altbürgermeister aus Wacholdersberg"],
    "note": (
        "Aus den Kommentaren: „Wo es sinnvoll ist“ war zu unverbindlich. Jetzt steht da, was wir "
        "zuerst tun: fragen, wer es schon gelöst hat. Vereine und Betriebe sind jetzt ausdrücklich "
        "eingeladen, und wer anfängt, legt offen, was er tut."
    ),
}


@dataclass(frozen=True)
class Barrier:
    """What somebody told of a barrier, so many days ago, and what they were answered."""

    day: int
    time: str
    words: str
    page: str = ""
    name: str = ""
    address: str = ""
    wants_answer: bool = False
    answer: str = ""
    answered_day: int = 0
    note: str = ""


BARRIERS = (
    Barrier(
        day=-24,
        time="19:05",
        words=(
            "Ich vergrößere die Schrift im Browser auf 300 Prozent. Auf der Seite mit den "
            "Veranstaltungen muss ich dann lange suchen, bis ich das Datum finde."
        ),
        page="/veranstaltungen/",
    ),
    Barrier(
        day=-12,
        time="8:40",
        words=(
            "Guten Tag,\n\nmeine Mutter liest mit einem Vorleseprogramm. Bei Leitsatz 3 liest es "
            "„dot“ und „de“ auf Englisch vor. Das verwirrt sie.\n\nViele Grüße\nRosa"
        ),
        page="/dialoge/digitale-leitsaetze/leitsaetze/3/",
        name="Rosa Birnbaum",
        address="rosa.birnbaum@post.example",
        wants_answer=True,
        answer=(
            "Guten Tag,\n\nvielen Dank für den Hinweis. Fremdsprachige Wörter in Kommentaren "
            "kennzeichnen wir noch nicht; das steht jetzt auch in unserer **Erklärung zur "
            "Barrierefreiheit**. In den Leitsätzen selbst haben wir die Stelle geändert."
        ),
        answered_day=-9,
        note="Mit der Redaktion besprochen, sie ändert den Satz in der nächsten Fassung.",
    ),
    Barrier(
        day=-2,
        time="21:17",
        words="Beim Kommentieren am Handy verdeckt die Tastatur den Knopf „Absenden“.",
        page="Kommentar schreiben",
        address="handy@post.example",
        wants_answer=True,
    ),
)


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
    bitte: str = ""  # what the author writes who asks for a second look
    ergebnis: str = ""  # why it was shown again after it
    erst_so: str = ""  # what the author wrote first, and changed soon after
    erst_spaeter: str = "nein"  # was public for some hours before it was hidden or withdrawn
