"""The one list of settings: name, label, hint, kind, group, default. Pure Python.

The forms of the administrators' desk, `flask setting`, and the places {{name}} of texts read it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from leitsaetze.addresses import mail_address
from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable
from leitsaetze.site.colours import Scheme, refuse_unreadable, tidy
from leitsaetze.site.pictures import Logo
from leitsaetze.site.states import STATES

MAX_LINE = 200
MAX_LINES = 1000
MAX_ADDRESS = 254
MAX_DAYS = 365

# One municipality and several: "Städte und Gemeinden" are called otherwise in some states.
MUNICIPALITIES = {
    "Gemeinde": "Gemeinden",
    "Stadt oder Gemeinde": "Städte und Gemeinden",
    "Verbandsgemeinde": "Verbandsgemeinden",
    "Samtgemeinde": "Samtgemeinden",
    "Amt": "Ämter",
}


class Kind(StrEnum):
    """What a setting holds."""

    LINE = "line"
    LINES = "lines"
    EMAIL = "email"
    STATE = "state"
    MUNICIPALITY = "municipality"
    COLOUR = "colour"
    PICTURE = "picture"  # uploaded in the browser
    DAYS = "days"
    COLLEAGUE = "colleague"  # the number of somebody who works here
    NUMBER = "number"  # empty: none
    FOLLOWER = "follower"  # set along with another one


class Group(StrEnum):
    """The page of the desk on which a setting is changed; the value stands in its address."""

    COUNTY = "landkreis"
    LAW = "recht"
    MODERATION = "moderation"
    LOOKS = "erscheinungsbild"


GROUPS = {
    Group.COUNTY: translatable("Name und Kontakt"),
    Group.LAW: translatable("Land und Recht"),
    Group.MODERATION: translatable("Moderation"),
    Group.LOOKS: translatable("Logo und Farbe"),
}
ABOUT_GROUPS = {
    Group.COUNTY: translatable(
        "Wer diese Seiten betreibt und wie man Sie erreicht. Das steht im Kopf jeder Seite, im "
        "Impressum und in Briefen."
    ),
    Group.LAW: translatable(
        "Nach dem Land richten sich Feiertage und Fristen, die Aufsicht über den Datenschutz und "
        "die Stelle, die über Barrierefreiheit wacht."
    ),
    Group.MODERATION: translatable(
        "Bis wann die Moderation antworten will, steht bei jedem Dialog. Hier steht, wer davon "
        "erfährt, wenn daraus nichts wird. "
        "Jeder Kommentar lässt sich melden. Ob er ausgeblendet wird, entscheidet immer die "
        "Moderation; hier legen Sie fest, ob er bis dahin zu lesen ist."
    ),
    Group.LOOKS: translatable("Womit man auf den ersten Blick sieht, dass es Ihre Seiten sind."),
}


@dataclass(frozen=True)
class Known:
    """A setting. `needed` says that the site is not complete while it stands at its default.

    `asks` is what a form says when it is left empty; without it, empty means the default.
    """

    name: str
    label: str
    default: str = ""
    hint: str = ""
    kind: Kind = Kind.LINE
    group: Group = Group.COUNTY
    needed: bool = False
    asks: str = ""


KNOWN = [
    Known(
        "county",
        translatable("Name des Landkreises"),
        "Landkreis",
        needed=True,
        asks=translatable("Bitte geben Sie den Namen des Landkreises an."),
    ),
    Known(
        "site_name",
        translatable("Name dieser Seiten"),
        "Leitsätze",
        translatable("Steht oben auf jeder Seite und im Titel des Browsers."),
    ),
    Known(
        "county_address",
        translatable("Postanschrift"),
        hint=translatable("Straße und Hausnummer, darunter Postleitzahl und Ort."),
        kind=Kind.LINES,
        needed=True,
    ),
    Known(
        "county_email",
        translatable("E-Mail-Adresse"),
        hint=translatable("Öffentlich. Am besten ein Postfach, das mehrere Menschen lesen."),
        kind=Kind.EMAIL,
        needed=True,
    ),
    Known("county_phone", translatable("Telefonnummer"), needed=True),
    Known(
        "county_representative",
        translatable("Wer den Landkreis vertritt"),
        "die Landrätin oder der Landrat",
        translatable("So, wie es im Impressum stehen soll, zum Beispiel „Landrätin Petra Muster“."),
        needed=True,
    ),
    Known(
        "municipality",
        translatable("Bezeichnung der Gemeinden in Ihrem Landkreis"),
        "Gemeinde",
        kind=Kind.MUNICIPALITY,
    ),
    Known(
        "municipalities",
        translatable("Bezeichnung der Gemeinden, Mehrzahl"),
        "Gemeinden",
        kind=Kind.FOLLOWER,
    ),
    Known(
        "state_code",
        translatable("Land"),
        hint=translatable(
            "Wählen Sie ein anderes Land, gelten dessen Vorschläge überall dort, wo Sie nichts "
            "Eigenes geschrieben haben."
        ),
        kind=Kind.STATE,
        group=Group.LAW,
        needed=True,
    ),
    Known("state", translatable("Name des Landes"), kind=Kind.FOLLOWER, group=Group.LAW),
    Known(
        "legal_basis",
        translatable("Rechtsgrundlage der Datenverarbeitung"),
        "Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit dem Landesrecht",
        translatable("Ein Vorschlag. Bitte lassen Sie ihn von Ihrem Rechtsamt prüfen."),
        Kind.LINES,
        Group.LAW,
        needed=True,
    ),
    Known(
        "privacy_officer_email",
        translatable("E-Mail-Adresse der oder des Datenschutzbeauftragten"),
        kind=Kind.EMAIL,
        group=Group.LAW,
        needed=True,
    ),
    Known(
        "supervisory_authority",
        translatable("Aufsicht über den Datenschutz"),
        "die Datenschutzaufsicht des Landes",
        translatable("Bitte prüfen Sie den Namen und ergänzen Sie Anschrift und E-Mail-Adresse."),
        Kind.LINES,
        Group.LAW,
        needed=True,
    ),
    Known(
        "enforcement_body",
        translatable("Stelle für Beschwerden über Barrieren (Durchsetzungsstelle)"),
        "die Durchsetzungsstelle des Landes",
        translatable("Bitte prüfen Sie den Namen und ergänzen Sie Anschrift und E-Mail-Adresse."),
        Kind.LINES,
        Group.LAW,
        needed=True,
    ),
    Known(
        "feedback_answer_days",
        translatable("Frist für Antworten auf Rückmeldungen zur Barrierefreiheit, in Tagen"),
        "30",
        translatable("Die meisten Länder verlangen eine Antwort binnen eines Monats."),
        Kind.DAYS,
        Group.LAW,
    ),
    Known(
        "escalation_to",
        translatable("Wer erfährt, dass Antworten lange überfällig sind"),
        hint=translatable(
            "Diese Person bekommt höchstens eine E-Mail am Tag, von jedem Kommentar erfährt sie "
            "einmal. Am besten jemand, der Arbeit umverteilen kann."
        ),
        kind=Kind.COLLEAGUE,
        group=Group.MODERATION,
    ),
    Known(
        "escalation_days",
        translatable("Nach wie vielen Arbeitstagen, an denen eine Antwort überfällig ist"),
        "3",
        kind=Kind.DAYS,
        group=Group.MODERATION,
    ),
    Known(
        "hold_back_after",
        translatable(
            "So viele Menschen müssen einen Kommentar melden, damit er zurückgehalten wird"
        ),
        hint=translatable(
            "Er ist dann nicht zu lesen, bis jemand aus der Moderation hingesehen hat, und zwar "
            "höchstens einmal. Leer: Er bleibt immer zu lesen. Mit einer kleinen Zahl können "
            "wenige Menschen einen Kommentar vorübergehend verschwinden lassen."
        ),
        kind=Kind.NUMBER,
        group=Group.MODERATION,
    ),
    Known(
        "hand_over_days",
        translatable("Wie viele Arbeitstage ein Sachgebiet für eine Antwort bekommt"),
        "5",
        translatable(
            "Ein Vorschlag, wenn die Moderation ein Sachgebiet fragt; jeder andere Tag lässt sich "
            "wählen. So lange ruht die Frist des Kommentars."
        ),
        Kind.DAYS,
        Group.MODERATION,
    ),
    Known(
        "event_reminder_days",
        translatable("Wie viele Tage vorher wir an eine Veranstaltung erinnern"),
        "2",
        translatable(
            "Wer zugesagt, „Vielleicht“ gesagt oder sich angemeldet hat, bekommt an diesem Tag um "
            "8 Uhr eine E-Mail mit Ort, Zeit und dem Link zum Abmelden."
        ),
        Kind.DAYS,
        Group.MODERATION,
    ),
    Known(
        "review_within_days",
        translatable("Frist, in der man um eine Überprüfung bitten kann, in Tagen"),
        "30",
        translatable(
            "So lange kann jemand, dessen Kommentar ausgeblendet wurde, darum bitten, dass jemand "
            "anderes die Entscheidung noch einmal ansieht."
        ),
        Kind.DAYS,
        Group.LAW,
    ),
    Known(
        "review_remedy",
        translatable("An wen man sich nach einer Überprüfung noch wenden kann"),
        "Sie haben das Recht, sich an die Aufsichtsbehörde des Landkreises zu wenden oder die "
        "Entscheidung von einem Gericht prüfen zu lassen.",
        translatable(
            "Steht im Brief und auf der Seite, wenn ein Kommentar nach der Überprüfung "
            "ausgeblendet bleibt. Bitte lassen Sie den Vorschlag von Ihrem Rechtsamt prüfen."
        ),
        Kind.LINES,
        Group.LAW,
    ),
    Known("logo", translatable("Logo"), kind=Kind.PICTURE, group=Group.LOOKS),
    Known("logo_dark", translatable("Logo auf Dunkel"), kind=Kind.PICTURE, group=Group.LOOKS),
    Known(
        "logo_words",
        translatable("Was auf dem Logo zu sehen ist"),
        hint=translatable(
            "Wird vorgelesen und erscheint, solange das Bild lädt, zum Beispiel „Wappen des "
            "Landkreises Musterland“."
        ),
        group=Group.LOOKS,
    ),
    Known("accent", translatable("Akzentfarbe"), kind=Kind.COLOUR, group=Group.LOOKS),
    Known(
        "accent_dark", translatable("Akzentfarbe auf Dunkel"), kind=Kind.COLOUR, group=Group.LOOKS
    ),
]
BY_NAME = {it.name: it for it in KNOWN}
# Set along with another setting: the name of the one, how it follows from the value of the other.
FOLLOWERS = {
    "municipality": ("municipalities", MUNICIPALITIES),
    "state_code": ("state", {code: state.name for code, state in STATES.items()} | {"": ""}),
}
_NO_WORDS = {Kind.COLLEAGUE, Kind.COLOUR, Kind.NUMBER, Kind.PICTURE}
_SCHEMES = {"accent": Scheme.LIGHT, "accent_dark": Scheme.DARK}


def of_group(group: Group) -> list[Known]:
    """Return the settings changed on one page, in their order."""
    return [it for it in KNOWN if it.group is group and it.kind is not Kind.FOLLOWER]


def defaults(state_code: str = "") -> dict[str, str]:
    """Return every setting as it is while nobody set it; a state brings its proposals."""
    state = STATES.get(state_code)
    return {it.name: it.default for it in KNOWN} | (state.proposals if state else {})


def fitting(name: str, value: str) -> str:
    """Return the value as it is kept.

    Raises RuleViolation for a setting that does not exist or a value it cannot hold.
    """
    known = BY_NAME.get(name)
    if known is None:
        raise RuleViolation("Diese Einstellung gibt es nicht: %(name)s", name=name)
    if not value:
        return value
    if known.kind is Kind.EMAIL:
        return mail_address(value)
    if not _can_be_chosen(known, value):
        raise RuleViolation("Diese Auswahl gibt es nicht: %(value)s", value=value)
    if known.kind in {Kind.DAYS, Kind.NUMBER} and not _is_period(value):
        raise RuleViolation("Bitte geben Sie eine Zahl von 1 bis %(most)s an.", most=MAX_DAYS)
    if known.kind is Kind.COLOUR:
        refuse_unreadable(value, _SCHEMES[name])
        return tidy(value)
    if known.kind is Kind.PICTURE and Logo.of(value) is None:
        raise RuleViolation("Ein Logo wird im Browser hochgeladen: Verwaltung, Einstellungen.")
    return value


def version_of(settings: Mapping[str, str], names: Iterable[str]) -> int:
    """Return a number that changes with each of these settings: what a form was made from."""
    return crc32("\0".join(settings[name] for name in sorted(names)).encode())


def still_open(settings: Mapping[str, str]) -> list[Known]:
    """Return what the county should still say: needed, and empty or as it came."""
    plain = defaults()
    return [it for it in KNOWN if it.needed and settings[it.name] in {"", plain[it.name]}]


def fillable(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the settings texts can show as {{name}}: those made of words."""
    return {it.name: settings[it.name] for it in KNOWN if it.kind not in _NO_WORDS}


def followed(typed: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, with the proposals of a newly chosen state in place of untouched ones.

    A proposal counts as untouched while it says what the former state proposed.
    """
    code = typed.get("state_code", before["state_code"])
    former, present = defaults(before["state_code"]), defaults(code)
    return {
        name: present[name] if value in {former[name], ""} and present[name] else value
        for name, value in typed.items()
    }


def _is_period(value: str) -> bool:
    return re.fullmatch(r"[0-9]{1,3}", value) is not None and 0 < int(value) <= MAX_DAYS


def _can_be_chosen(known: Known, value: str) -> bool:
    if known.kind in {Kind.STATE, Kind.MUNICIPALITY}:
        return value in FOLLOWERS[known.name][1]
    return known.kind is not Kind.COLLEAGUE or re.fullmatch(r"[1-9][0-9]{0,8}", value) is not None
