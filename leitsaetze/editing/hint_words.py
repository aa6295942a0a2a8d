"""Foreign words of administration and computing, each with a German one; parts of long words.

A short list picked by hand: words many readers stumble over and that have a common German word.
What everybody says – Internet, Computer, Projekt – is not on it. Pure Python.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

LONGEST = 60  # letters of a word that is looked up
SHORTEST_PART = 5  # letters of what is left of a word without a foreign part
# After these endings German compounds have an s: Beteiligungs|plattform.
JOINTS = ("ungs", "heits", "keits", "schafts", "ions", "täts", "lings", "tums", "ments")

NOUNS = """
    Account=Konto, Administration=Verwaltung, Akteur=Beteiligte, Akzeptanz=Zustimmung,
    Algorithmus=Rechenregel, Algorithmen=Rechenregeln, Analyse=Untersuchung, Applikation=Programm,
    Aspekt=Punkt, Authentifizierung=Nachweis der Person, Backup=Sicherung, Benchmark=Vergleich,
    Browser=Programm für das Internet, Budget=verfügbares Geld, Cloud=Speicher im Internet,
    Community=Gemeinschaft, Content=Inhalt, Controlling=Prüfung, Coworking=gemeinsames Arbeiten,
    Crowdfunding=Geld sammeln im Internet, Deadline=Frist, Defizit=Mangel, Diskrepanz=Unterschied,
    Diskurs=Gespräch, Diversität=Vielfalt, Download=Herunterladen, Effekt=Wirkung,
    Effektivität=Wirkung, Effizienz=guter Nutzen für wenig Aufwand, Engagement=Einsatz,
    E-Government=digitale Verwaltung, Etat=verfügbares Geld, Evaluation=Auswertung,
    Evaluierung=Auswertung, Event=Veranstaltung, Expertise=Fachwissen, Feature=Möglichkeit,
    Feedback=Rückmeldung, Fluktuation=Wechsel, Frequenz=Häufigkeit, Fusion=Zusammenschluss,
    Governance=Steuerung, Hardware=Gerät, Helpdesk=Hilfe, Hotline=Telefon für Fragen,
    Homeoffice=Arbeit zu Hause, Implementierung=Einführung, Implementation=Einführung,
    Indikator=Anzeichen, Infrastruktur=Straßen und Leitungen und Netze, Inklusion=Teilhabe für alle,
    Innovation=Neuerung, Input=Beitrag, Intention=Absicht, Interaktion=Austausch,
    Interface=Oberfläche, Interoperabilität=Zusammenspiel von Programmen, Intervention=Eingriff,
    Kapazität=Platz oder Zeit, Know-how=Wissen, Kompetenz=Können, Kommune=Stadt oder Gemeinde,
    Komplexität=Schwierigkeit, Komponente=Teil, Konsens=Einigung, Konsequenz=Folge,
    Konsultation=Anhörung, Kontext=Zusammenhang, Kontinuität=Dauer, Kooperation=Zusammenarbeit,
    Koordination=Abstimmung, Koordinierung=Abstimmung, Kriterium=Maßstab, Kriterien=Maßstäbe,
    Legislatur=Wahlzeit, Legislaturperiode=Wahlzeit, Legitimation=Berechtigung, Mandat=Auftrag,
    Mediation=Vermittlung, Meeting=Treffen, Modifikation=Änderung, Monitoring=Beobachtung,
    Motivation=Antrieb, Novellierung=Änderung, Online-Tool=Programm im Internet,
    Optimierung=Verbesserung, Option=Möglichkeit, Output=Ergebnis, Partizipation=Beteiligung,
    Perspektive=Aussicht, Potenzial=Möglichkeit, Potential=Möglichkeit, Präferenz=Vorliebe,
    Präsentation=Vorstellung, Präsenz=Anwesenheit, Prävention=Vorbeugung, Priorität=Vorrang,
    Priorisierung=Reihenfolge, Problematik=Problem, Prognose=Vorhersage, Provider=Anbieter,
    Publikation=Veröffentlichung, Qualifikation=Ausbildung, Qualifizierung=Ausbildung,
    Quartier=Wohnviertel, Realisierung=Umsetzung, Reduktion=Verringerung, Reduzierung=Verringerung,
    Relevanz=Bedeutung, Resilienz=Widerstandskraft, Resolution=Beschluss, Ressource=Mittel,
    Restriktion=Einschränkung, Roadmap=Zeitplan, Sanktion=Strafe, Sektor=Bereich,
    Sensibilisierung=Aufmerksamkeit, Software=Programm, Spektrum=Auswahl, Stakeholder=Beteiligte,
    Start-up=junges Unternehmen, Strategie=Plan, Struktur=Aufbau, Subvention=Zuschuss,
    Support=Hilfe, Synergie=gemeinsamer Nutzen, Tendenz=Richtung, Thematik=Thema, Tool=Werkzeug,
    Transfer=Weitergabe, Transformation=Wandel, Transparenz=Offenheit, Tutorial=Anleitung,
    Update=neue Fassung, Upload=Hochladen, Usability=leichte Bedienung, User=Nutzer, Vakanz=freie
    Stelle, Variante=Möglichkeit, Vision=Ziel, Visualisierung=Bild, Workflow=Ablauf,
    Zertifikat=Nachweis
"""
PAIRS = "Best Practice=gutes Beispiel, Open Data=offene Daten, Smart City=digitale Stadt"
VERBS = """
    adaptieren=anpassen, aktivieren=einschalten, akzeptieren=annehmen, analysieren=untersuchen,
    authentifizieren=nachweisen wer man ist, autorisieren=erlauben, definieren=festlegen,
    delegieren=abgeben, differenzieren=unterscheiden, etablieren=einrichten, evaluieren=auswerten,
    fokussieren=sich kümmern um, forcieren=vorantreiben, fungieren=dienen, garantieren=zusichern,
    generieren=erzeugen, identifizieren=erkennen, implementieren=einführen, initiieren=anstoßen,
    integrieren=einbinden, kommunizieren=mitteilen, kompensieren=ausgleichen, konkretisieren=genauer
    sagen, konsultieren=befragen, kontaktieren=schreiben oder anrufen, kooperieren=zusammenarbeiten,
    koordinieren=abstimmen, limitieren=begrenzen, minimieren=verringern, modernisieren=erneuern,
    modifizieren=ändern, optimieren=verbessern, partizipieren=sich beteiligen,
    präferieren=bevorzugen, präsentieren=zeigen, priorisieren=eine Reihenfolge festlegen,
    profitieren=einen Nutzen haben, publizieren=veröffentlichen, qualifizieren=ausbilden,
    realisieren=umsetzen, reduzieren=verringern, reflektieren=nachdenken, regulieren=regeln,
    resultieren=folgen, sensibilisieren=aufmerksam machen, strukturieren=ordnen,
    subventionieren=bezuschussen, tangieren=betreffen, thematisieren=ansprechen,
    transformieren=umwandeln, visualisieren=zeigen, zertifizieren=prüfen und bestätigen
"""
ADJECTIVES = """
    adäquat=passend, divers=verschieden, effektiv=wirksam, effizient=wirksam und sparsam,
    explizit=ausdrücklich, fakultativ=freiwillig, flexibel=beweglich, individuell=persönlich,
    inklusiv=für alle, initial=zu Beginn, innovativ=neu, interaktiv=zum Mitmachen,
    interdisziplinär=aus mehreren Fächern, interkommunal=zwischen Gemeinden, intermodal=mit mehreren
    Verkehrsmitteln, kommunal=der Gemeinden, kompatibel=passend, kompetent=fähig, komplex=schwierig,
    konform=passend, konstruktiv=hilfreich, kontinuierlich=ständig, legitim=berechtigt, lokal=vor
    Ort, marginal=gering, maximal=höchstens, minimal=sehr klein, obligatorisch=verpflichtend,
    optimal=am besten, optional=freiwillig, partiell=teilweise, partizipativ=mit Beteiligung,
    perspektivisch=in Zukunft, plausibel=einleuchtend, potenziell=möglich, potentiell=möglich,
    pragmatisch=einfach, präventiv=vorbeugend, primär=vor allem, prioritär=zuerst, proaktiv=von sich
    aus, relevant=wichtig, resilient=widerstandsfähig, signifikant=deutlich, strategisch=nach einem
    Plan, substanziell=wesentlich, sukzessive=nach und nach, temporär=für einige Zeit,
    transparent=offen, urban=städtisch, valid=gültig, virtuell=im Internet
"""
NOUN_ENDINGS = ("", "e", "en", "ern", "es", "n", "s")
ADJECTIVE_ENDINGS = ("e", "em", "en", "er", "ere", "eren", "eres", "es", "este", "esten", "ste")
VERB_ENDINGS = ("e", "en", "end", "ende", "enden", "st", "t", "te", "tem", "ten", "ter", "tes")


class Foreign(NamedTuple):
    """A foreign word as dictionaries have it, and what says the same."""

    word: str
    german: str


def foreign_in(word: str) -> Foreign | None:
    """Return the foreign word that a word is a form of or is made with, if there is one."""
    small = word.lower()
    if len(small) > LONGEST:
        return None
    if found := _known().get(small):
        return found
    if "-" in small:
        return next(filter(None, map(_known().get, small.split("-"))), None)
    return next(_in_compound(small), None)


def foreign_pair(first: str, second: str) -> Foreign | None:
    """Return the foreign expression that two words are, if they are one: Open Data."""
    return _pairs().get((first.lower(), second.lower()))


def parts_of(word: str) -> list[str]:
    """Return a long word in parts where its joints show: Digitalisierungs, strategie; or whole."""
    small = word.lower()
    cuts = {small.rfind(joint, 3, len(small) - SHORTEST_PART + 1) + len(joint) for joint in JOINTS}
    places = sorted(cut for cut in cuts if cut >= SHORTEST_PART + 3)
    edges = [0, *places, len(word)]
    return [word[a:b] for a, b in pairwise(edges)]


def _in_compound(word: str) -> Iterator[Foreign]:
    """Yield the foreign nouns a compound begins or ends with."""
    nouns = _nouns()
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head = word[:cut]
        found = nouns.get(word[cut:]) or nouns.get(head) or nouns.get(head.removesuffix("s"))
        if found:
            yield found


@cache
def _nouns() -> dict[str, Foreign]:
    return {
        f"{it.word.lower()}{ending}": it
        for it in _listed(NOUNS)
        for ending in NOUN_ENDINGS
        if len(it.word) > SHORTEST_PART
    }


@cache
def _known() -> dict[str, Foreign]:
    """Return every form of every listed word in small letters."""
    forms = {f"{it.word.lower()}{end}": it for it in _listed(NOUNS) for end in NOUN_ENDINGS}
    for it in _listed(VERBS):
        forms[it.word] = it
        forms |= {it.word.removesuffix("en") + ending: it for ending in VERB_ENDINGS}
    for it in _listed(ADJECTIVES):
        # flexibel, but flexible
        root = f"{it.word[:-2]}l" if it.word.endswith("bel") else it.word
        forms[it.word] = it
        forms |= {root + ending: it for ending in ADJECTIVE_ENDINGS}
    return forms


@cache
def _pairs() -> dict[tuple[str, str], Foreign]:
    found: dict[tuple[str, str], Foreign] = {}
    for it in _listed(PAIRS):
        first, _, second = it.word.lower().partition(" ")
        found |= {(first, second + ending): it for ending in NOUN_ENDINGS}
    return found


def _listed(table: str) -> Iterator[Foreign]:
    for entry in table.split(","):
        word, _, german = " ".join(entry.split()).partition("=")
        yield Foreign(word, german)
