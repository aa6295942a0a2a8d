"""German comments as people might write them, made up by a seeded grammar; nobody said them."""

from random import Random

FRONT = """Ahorn Birken Brunnen Buchen Erlen Fuchs Haselnuss Holunder Kiesel Kirch Krähen Linden
    Moor Mühl Nieder Ober Pappel Quellen Ried Schlehen Schön Stein Weiden Wiesen""".split()
BACK = "au bach berg born dorf feld grund hausen heim moos rode tal weiler".split()
SPOTS = """allee anger brücke furt gasse graben hof platz rain schule siedlung steg
    wäldchen weiher wiese""".split()
SUBJECTS = """Bibliotheks Breitband Buslinien Bürger Daten Dorf Energie Feuerwehr Gesundheits
    Glasfaser Hochwasser Jugend Kreis Kultur Landwirtschafts Pflege Rad Schul Senioren Sport Vereins
    Verkehrs Volkshochschul Wärme""".split()
THINGS = """angebot ausbau beratung förderung geschäftsstelle karte konzept netz planung portal
    sprechstunde verbindung versammlung werkstatt zentrum""".split()
QUALITIES = """barrierefrei bezahlbar durchdacht ehrlich gemeinschaftlich gut hilfreich langsam
    längst überfällig mutig nachvollziehbar nützlich überraschend umständlich unübersichtlich
    verlässlich verständlich vernünftig""".split()
WHO = """|meine Eltern|unsere Nachbarn|viele Jüngere|die älteren Leute im Ort|wir im Verein|
    die Pendlerinnen und Pendler|unsere Auszubildenden|die Familien in der Neubausiedlung|
    Menschen ohne Auto|wir Landwirte|die Ehrenamtlichen""".split("|")
FIRST = """Amsel Buntspecht Dompfaff Distelfink Eisvogel Grünfink Heidelerche Kiebitz Kranich
    Mauersegler Nachtigall Neuntöter Pirol Rotkehlchen Schwalbe Seidenschwanz Star Wacholder
    Waldkauz Wiedehopf Zaunkönig Zeisig""".split()

SENTENCES = (
    "Der Satz klingt gut, aber was bedeutet er für {place}?",
    "Wer das {thing} nutzen will, muss heute zwei Formulare ausdrucken und nach {place} fahren.",
    "Aus meiner Sicht ist das {quality}, solange {who} nicht vergessen werden.",
    "In {place} haben wir seit Jahren kein {thing}, und der Bus fährt nach 19 Uhr nicht mehr.",
    "Ich schlage vor, „{quality}“ in den Leitsatz aufzunehmen.",
    "Bitte erklären Sie, wer am Ende entscheidet und bis wann das geschieht.",
    "{who} brauchen vor allem jemanden, der ans Telefon geht und die Straße kennt.",
    "Die Straße am {spot} ist seit dem letzten Winter gesperrt; im Internet steht davon nichts.",
    "Das {thing} ist {quality}, das möchte ich ausdrücklich sagen.",
    "Wir haben in {place} ausgerechnet, dass ein {thing} rund {number} Haushalte erreichen würde.",
    "Warum wird das nicht zusammen mit dem {thing} geplant?",
    "Für Kinder ist der Schulweg über den {spot} gefährlich, gerade wenn es dunkel ist.",
    "Ein gemeinsames {thing} wäre günstiger als {few} einzelne.",
    "Als jemand, der schlecht hört, bin ich auf geschriebene Auskünfte angewiesen.",
    "Was mich stört: Von {number} Anträgen sind angeblich {few} bewilligt worden.",
    "Ob das {quality} ist, hängt davon ab, ob {who} gefragt werden, bevor gebaut wird.",
    "Am {spot} könnte man sofort anfangen, dort gehört die Fläche der Gemeinde.",
    "Die Wörter „zeitnah“ und „perspektivisch“ sollten aus dem Text verschwinden.",
    "Ich wünsche mir, dass das {thing} auch ohne Handy funktioniert.",
    "Unser Vorschlag für {place} liegt seit {few} Jahren im Rathaus.",
    "Und bitte: keine weitere App.",
    "Danke, dass Sie überhaupt fragen.",
    "Ein {thing} hilft nur, wenn es im Dorf jemanden gibt, der sich darum kümmert.",
    "Der Zähler am {spot} zeigte im Mai {number} Fahrräder an einem einzigen Tag.",
)
SOURCES = (
    "Nachzulesen ist das unter https://www.{host}.example/{page}/{year}, dort auf Seite {few}.",
    "Unsere Unterlagen liegen auf {host}.example, ich schicke sie auch gern zu.",
    "Wer mitmachen will, schreibt an {mail}@{host}.example.",
)
REASONS = (
    "Der Beitrag nennt eine Nachbarin mit Namen und Anschrift.",
    "Der zweite Absatz beleidigt einen anderen Teilnehmer.",
    "Der Text wirbt für ein Angebot, das mit dem Leitsatz nichts zu tun hat.",
)
ANSWERS = (
    "Danke für Ihren Hinweis zu {place}. Das **{thing}** ist im Haushalt vorgesehen; entschieden "
    "wird darüber im Kreistag.",
    "Sie haben recht: Der Satz sagt nicht, wer zuständig ist. Wir schlagen vor, „{quality}“ "
    "aufzunehmen, und legen das dem Ausschuss vor.",
    "Für {place} gilt:\n\n- Die Gemeinde stellt die Fläche.\n- Der Landkreis plant das {thing}.\n"
    "- Beginnen können wir frühestens in {few} Monaten.",
    "Das {thing} hängt an der Förderung des Landes. Am 20. Mai um 17 Uhr sprechen wir darüber in "
    "{place}, Sie sind herzlich eingeladen.",
)


class Speaker:
    """Says made-up things; the same seed says the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def paragraph(self) -> str:
        """Return one to four sentences, now and then with a source or on lines of their own."""
        sentences = [self._filled(SENTENCES) for _ in range(self.random.randint(1, 4))]
        if self.random.random() < 0.08:
            sentences.append(self._filled(SOURCES))
        return ("\n" if self.random.random() < 0.05 else " ").join(sentences)

    def answer(self) -> str:
        """Return what the county might answer, as Markdown."""
        return self._filled(ANSWERS)

    def name(self) -> str:
        """Return a pseudonym as it stands over a comment."""
        bird, place = self.random.choice(FIRST), self._place()
        return self.random.choice((bird, f"{bird} aus {place}", f"Familie {bird}"))

    def organisation(self) -> str:
        """Return a club nobody founded."""
        return f"{self.random.choice(SUBJECTS)}verein {self._place()}"

    def _filled(self, sentences: tuple[str, ...]) -> str:
        said = self.random.choice(sentences).format(
            place=self._place(),
            spot=self._place() + "er " + self.random.choice(SPOTS).title(),
            thing=self.random.choice(SUBJECTS) + self.random.choice(THINGS),
            quality=self.random.choice(QUALITIES),
            who=self.random.choice(WHO).strip() or "wir",
            number=self.random.randint(12, 980),
            few=self.random.randint(2, 11),
            host=self._place().lower().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae"),
            page=self.random.choice(("rad", "bus", "netz", "plan")),
            year=self.random.randint(2019, 2027),
            mail=self.random.choice(("dorf", "verein", "info")),
        )
        return said[:1].upper() + said[1:]

    def _place(self) -> str:
        return self.random.choice(FRONT) + self.random.choice(BACK)
