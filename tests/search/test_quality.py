"""What is found of a small county's words: forms, compounds, ß and ss; and what is not."""

import pytest

from leitsaetze.search import indexing
from tests.factories import make_field, make_principle
from tests.pages.makers import publish
from tests.search.makers import numbers, read_all

TEXTS = {
    "rad": "Der Radverkehr braucht sichere Wege, auch zwischen den Dörfern.",
    "strasse": "Viele Straßen sind in der Ferienzeit gesperrt.",
    "haus": "In alten Häusern fehlt das Glasfaserkabel.",
    "schule": "Der Schulbus fährt nur einmal am Tag. Grundschulkinder warten lange.",
    "buerger": "Bürgerinnen und Bürger reden mit. Die Bürgerbeteiligung muss früher beginnen.",
    "foerderung": "Die Förderung von Vereinen ist zu kompliziert.",
    "gefoerdert": "Ehrenamtliche werden kaum gefördert.",
    "digital": "Die Digitalisierung der Verwaltung darf niemanden abhängen.",
    "arzt": "Es gibt zu wenige Ärzte auf dem Land.",
    "planung": "Wer plant das Gewerbegebiet? Die Verkehrsplanung fehlt.",
    "groesse": "Die Größe der Schrift sollte sich ändern lassen. Daß das geht, weiß kaum wer.",
    "reise": "Wir reisen gern und diskutieren darüber mit Verstand.",
    "antwort": "Auf meine Anfrage kam keine Antwort vom Landratsamt.",
    "mutter": "Meine Mutter nutzt die Onlinedienste nicht, obwohl sie ein Smartphone hat.",
    "internet": "Schnelles Internet ist wichtiger als neue Radwege.",
    "muell": "Der Abfallkalender sollte als App kommen; Sperrmüll melde ich telefonisch.",
}
# What readers look for, and which of the texts somebody who knows German would show them.
LOOKED_FOR = {
    "Verkehr": {"rad", "planung"},
    "Radweg": {"internet"},
    "Rad": {"rad", "internet"},
    "Weg": {"rad", "internet"},
    "Dorf": {"rad"},
    "Strasse": {"strasse"},
    "STRASSE": {"strasse"},
    "Straße": {"strasse"},
    "Haus": {"haus"},
    "Haeuser": {"haus"},
    "Glasfaser": {"haus"},
    "Kabel": {"haus"},
    "Schule": {"schule"},
    "Bus": {"schule"},
    "Kinder": {"schule"},
    "Grundschule": {"schule"},
    "Bürger": {"buerger"},
    "buerger": {"buerger"},
    "Beteiligung": {"buerger"},
    "fördern": {"foerderung", "gefoerdert"},
    "Förderung": {"foerderung", "gefoerdert"},
    "Verein": {"foerderung"},
    "digital": {"digital"},
    "digitalisieren": {"digital"},
    "Arzt": {"arzt"},
    "Ärztinnen Land": {"arzt"},
    "planen": {"planung"},
    "geplant": {"planung"},
    "Gewerbe": {"planung"},
    "groß": {"groesse"},
    "dass": {"groesse"},
    "Reise": {"reise"},
    "Eis": set(),
    "Tier": set(),
    "Stand": set(),
    "Wort": set(),
    "Landrat": {"antwort"},
    "Amt": {"antwort", "gefoerdert"},
    "nutzen": {"mutter"},
    "Dienste": {"mutter"},
    "Dienst": {"mutter"},
    "Telefon": {"muell"},
    "Kalender": {"muell"},
    "Müll": {"muell"},
    "Wie komme ich mit dem Rad ins Dorf?": set(),
    "der Verkehr": {"rad", "planung"},
    "Sperrmüll melden": {"muell"},
}
RECALL, PRECISION = 0.95, 0.95


@pytest.fixture
def comments(app):
    principle = make_principle(field=make_field(), number=1, statement="Wir handeln.")
    made = {name: publish(principle, text).id for name, text in TEXTS.items()}
    read_all()
    return {number: name for name, number in made.items()}


def test_readers_find_what_they_mean_and_little_else(client, comments):
    found = {words: {comments[number] for number in numbers(client, words)} for words in LOOKED_FOR}
    right = sum(len(found[words] & wanted) for words, wanted in LOOKED_FOR.items())
    wrong = {words: (found[words], it) for words, it in LOOKED_FOR.items() if found[words] != it}

    assert right / sum(map(len, LOOKED_FOR.values())) >= RECALL, wrong
    assert right / sum(map(len, found.values())) >= PRECISION, wrong


def test_the_same_is_found_whichever_words_came_first(client, comments):
    before = {words: numbers(client, words) for words in LOOKED_FOR}

    indexing.rebuild(lambda _read: None)

    assert {words: numbers(client, words) for words in LOOKED_FOR} == before
