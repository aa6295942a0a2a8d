"""The facts of the fictional county. Pure Python."""

from dataclasses import dataclass
from typing import Any

from leitsaetze.accounts.rules import Role
from leitsaetze.comments.position_rules import Position

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


@dataclass(frozen=True)
class Complained:
    """What somebody reported about the comment under a name, so many days ago, and the answer."""

    day: int
    time: str
    about: str
    rule: int
    words: str
    network: str
    address: str = ""
    answer: str = ""
    answered_day: int = 0


REPORTS = (
    Complained(
        day=-5,
        time="20:41",
        about="Toaster",
        rule=1,
        words="Der nimmt Sie doch nur auf den Arm. Bitte löschen.",
        network="192.0.2.41",
        address="tilmann.busch@post.example",
        answer=(
            "Der Kommentar nimmt vor allem die Maschine auf den Arm, und er sagt deutlich, was "
            "anders werden soll: Jemand mit Namen soll unterschreiben. Das gehört zu Leitsatz 7. "
            "Er bleibt deshalb stehen."
        ),
        answered_day=-4,
    ),
    Complained(
        day=-1,
        time="18:20",
        about="Gerd",
        rule=1,
        words="Die Parkuhr gehört der Stadt Mustern und nicht dem Landkreis. Kein Thema für hier.",
        network="192.0.2.77",
    ),
)

DEPARTMENTS = (
    "Antwort des Schulamts",
    "Antwort des Sachgebiets Klimaschutz und Mobilität",
)


@dataclass(frozen=True)
class Asked:
    """What a department was asked about the comment under a name, so many days ago."""

    day: int
    time: str
    about: str
    department: str
    name: str
    address: str
    words: str
    working_days: int


ASKED = Asked(
    day=-2,
    time="9:10",
    about="Radlerin aus Haselwisch",
    department=DEPARTMENTS[1],
    name="Sachgebiet Klimaschutz und Mobilität, Herr Anger",
    address="mobilitaet@musterland.example",
    words=(
        "An welchen Haltestellen im Norden gibt es schon sichere Fahrradständer, und welche sind "
        "in diesem oder im nächsten Jahr geplant?"
    ),
    working_days=5,
)


@dataclass(frozen=True)
class Shortened:
    """Which words of the comment under a name are hidden, so many days ago, and why."""

    day: int
    time: str
    about: str
    words: str
    rule: int
    reason: str


SHORTENED = Shortened(
    day=-7,
    time="9:55",
    about="Malerbetrieb, zweite Generation",
    words=(
        "Ronny Zwick vom Getränkemarkt nebenan hat seinen bekommen, obwohl ihm seit dem Frühjahr "
        "das Konto gepfändet wird."
    ),
    rule=4,
    reason=(
        "Wie es um das Konto eines anderen Menschen steht, gehört nicht in die Öffentlichkeit. "
        "Alles, was Sie zum Zuschuss sagen, bleibt stehen."
    ),
)


@dataclass(frozen=True)
class Joint:
    """One answer to the comments under these names, so many days ago."""

    day: int
    time: str
    about: tuple[str, ...]
    words: str


JOINT = Joint(
    day=-6,
    time="13:30",
    about=("Friseurmeisterin aus Oberau", "Malerbetrieb, zweite Generation"),
    words=(
        "Danke für diese Erfahrungen, sie sind deutlicher als jede Statistik.\n\n"
        "Wir haben sie der Wirtschaftsförderung vorgelegt. Bei Beträgen bis 1.000 Euro genügt ab "
        "dem neuen Jahr ein Angebot, und das Formular wird neu geschrieben. Wie kurz es wird, "
        "können wir noch nicht sagen; die halbe Stunde am Küchentisch ist ein gutes Maß, und wir "
        "schlagen sie für die Erläuterung vor."
    ),
)

BLOCKS = {
    "Dank und Kontakt": (
        "Vielen Dank für Ihren Kommentar zu {{leitsatz}}.\n\n"
        "Wenn Sie darüber lieber sprechen möchten: {{kontakt}}, Telefon {{telefon}}."
    ),
    "Einladung zum Treffen": (
        "Was Sie beschreiben, beschäftigt auch andere. Wir laden Sie gerne ein: {{veranstaltung}}."
    ),
    "Nicht Sache des Landkreises": (
        "Darüber entscheidet nicht {{landkreis}}, sondern die Gemeinde. Wir haben Ihren Hinweis "
        "weitergegeben und schreiben hier, sobald wir eine Antwort haben."
    ),
}

WATCHED = ("Sofortkredit", "Gratis testen")


@dataclass(frozen=True)
class Answering:
    """What one citizen says to another, so many days ago; the moderators may not have read it."""

    to: str
    day: int
    time: str
    name: str
    words: str
    published: bool = True


ANSWERING = (
    Answering(
        to="Vater von drei Kindern",
        day=-7,
        time="19:40",
        name="Bibliothekarin",
        words=(
            "Als Bibliothekarin danke ich für das Lob, möchte aber eines ergänzen: Bei uns leihen "
            "Kinder inzwischen auch Lötkolben und Mikroskope aus. Das eine schließt das andere "
            "nicht aus."
        ),
    ),
    Answering(
        to="Vater von drei Kindern",
        day=-6,
        time="7:15",
        name="Lehrer, zweite Klasse",
        words="Ihr Satz gefällt mir besser als der im Entwurf.",
    ),
    Answering(
        to="Gerd",
        day=-5,
        time="17:05",
        name="Nachbarin mit Münzen",
        words="Am Bahnhof geht es noch mit Münzen. Ich habe es gestern ausprobiert.",
    ),
    Answering(
        to="Gerd",
        day=-1,
        time="8:20",
        name="auch ohne App",
        words="Vorgestern nahm der Automat dort keine Zwei-Euro-Stücke an.",
        published=False,
    ),
)
POSITIONS = {
    "Familie aus Nebelrain": Position.CONCERN,
    "Ausbaubeobachter": Position.PROPOSAL,
    "Hanna aus Rabenhütten": Position.AGREEMENT,
    "Tochter einer 86-Jährigen": Position.QUESTION,
    "Gerd": Position.CONCERN,
    "Storchenrieder": Position.AGREEMENT,
    "Vater von drei Kindern": Position.PROPOSAL,
    "Lehrerin in Tannrode-Süd": Position.CONCERN,
    "Landarzt im Ruhestand": Position.CONCERN,
    "Eine Unternehmerin": Position.PROPOSAL,
    "Kassenwart": Position.QUESTION,
    "Altbürgermeister aus Wacholdersberg": Position.AGREEMENT,
}
QUOTING = {"Vater von drei Kindern": "0", "Gerd": "0"}  # the statement
JOINING = {"Gerd": 23, "Vater von drei Kindern": 9, "Tochter einer 86-Jährigen": 14}
