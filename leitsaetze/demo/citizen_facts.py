"""Who of the fictional county replies to whom, quotes, takes a position, joins in. Pure Python."""

from dataclasses import dataclass

from leitsaetze.comments.position_rules import Position


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
