"""What the desk of the fictional county has and gets to do. Pure Python."""

from dataclasses import dataclass


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
