"""What the log says in words: a sentence for every deed, a name for every thing. Pure Python."""

import re
from collections.abc import Iterable, Mapping

from leitsaetze.administration.deed_phrases import Kind
from leitsaetze.administration.deed_words import SENTENCES, Sentence
from leitsaetze.language import translatable

UNKNOWN = Sentence(
    Kind.SITE,
    translatable("%(who)s hat %(thing)s bearbeitet"),
    translatable("%(thing)s änderte sich"),
)

# Table of the thing: its name; what has a name of its own is called by that.
THINGS = {
    "comment": translatable("Kommentar %(number)s"),
    "principle": translatable("Leitsatz %(number)s"),
    "dialogue": translatable("Dialog %(number)s"),
    "field_of_action": translatable("Handlungsfeld %(number)s"),
    "event": translatable("Veranstaltung %(number)s"),
    "series": translatable("Reihe %(number)s"),
    "municipality": translatable("Gemeinde %(number)s"),
    "meeting_place": translatable("Ort %(number)s"),
    "invitation": translatable("Einladung %(number)s"),
    "registration": translatable("Anmeldung %(number)s"),
    "reply": translatable("Antwort %(number)s"),
    "person": translatable("Konto %(number)s"),
    "sign_in": translatable("Sitzung %(number)s"),
    "access_link": translatable("Link %(number)s"),
    "consent": translatable("Einwilligung %(number)s"),
    "outgoing_mail": translatable("Brief %(number)s"),
    "audit_entry": translatable("Eintrag %(number)s"),
    "draft": translatable("Entwurf %(number)s"),
    "easy_text": translatable("Text in Leichter Sprache mit der Kennziffer %(number)s"),
    "edition": translatable("Gesamtfassung mit der Kennziffer %(number)s"),
    "revision": translatable("Fassung mit der Kennziffer %(number)s"),
    "feedback": translatable("Rückmeldung %(number)s"),
    "report": translatable("Meldung %(number)s"),
    "subscription": translatable("Abonnement %(number)s"),
    "site_text": translatable("Textfassung %(number)s"),
    "house_rule": translatable("Regelfassung %(number)s"),
    "setting": translatable("Einstellung %(number)s"),
    "text_block": translatable("Textbaustein %(number)s"),
    "department": translatable("Sachgebiet %(number)s"),
    "data_wording": translatable("Formulartext %(number)s"),
    "absence": translatable("Abwesenheit %(number)s"),
    "closed_address": translatable("Schließung %(number)s"),
    "watch_word": translatable("Wort %(number)s"),
}
ANY_THING = translatable("Sache %(number)s")
# The same as words to choose from.
THING_KINDS = {
    "comment": translatable("Kommentar"),
    "principle": translatable("Leitsatz"),
    "dialogue": translatable("Dialog"),
    "event": translatable("Veranstaltung"),
    "person": translatable("Konto"),
    "field_of_action": translatable("Handlungsfeld"),
    "invitation": translatable("Einladung"),
    "registration": translatable("Anmeldung"),
    "reply": translatable("Antwort"),
    "report": translatable("Meldung"),
    "outgoing_mail": translatable("Brief"),
    "consent": translatable("Einwilligung"),
}
DETAILS = {
    "carried": translatable("Auch geändert: Veranstaltungen"),
    "at": translatable("Zeitpunkt"),
    "last": translatable("letzter Tag"),
    "left": translatable("weggelassen"),
    "position": translatable("Stelle"),
    "processing": translatable("Verarbeitung"),
    "proposal": translatable("vorgelegte Antwort"),
    "joined": translatable("kam zu einer Antwort dazu, die schon stand"),
    "at_comment": translatable("getan am Kommentar"),
    "written_by": translatable("Konto der Verfasserin oder des Verfassers"),
    "retired": translatable("nicht mehr gültig"),
    "after": translatable("nachher"),
    "before": translatable("vorher"),
    "broken_at": translatable("verändert ab Eintrag"),
    "changed": translatable("geändert"),
    "comment": translatable("Kommentar"),
    "comments": translatable("Kommentare"),
    "days": translatable("Tage"),
    "decision": translatable("Entscheidung"),
    "dialogue": translatable("Dialog"),
    "dialogues": translatable("Dialoge"),
    "drafts": translatable("Entwürfe"),
    "edition": translatable("Fassung der Regeln"),
    "end": translatable("letzter Prüfwert"),
    "event": translatable("Veranstaltung"),
    "fields": translatable("Handlungsfelder"),
    "first": translatable("erster Tag"),
    "guest": translatable("Konto des Gastes"),
    "hour": translatable("Stunde"),
    "hand_over": translatable("Frage an ein Sachgebiet"),
    "how": translatable("Anlass"),
    "invitation": translatable("Einladung"),
    "kind": translatable("Art"),
    "knows_note": translatable("kennt den notierten Prüfwert"),
    "length": translatable("Einträge"),
    "number": translatable("Anzahl oder Nummer"),
    "answer": translatable("Antwort auf die Einladung"),
    "persons": translatable("Personen"),
    "municipalities": translatable("Gemeinden"),
    "positions": translatable("Haltungen"),
    "principles": translatable("Leitsätze"),
    "purpose": translatable("Zweck"),
    "reply": translatable("Antwort"),
    "hiding": translatable("Ausblendung"),
    "reports": translatable("Meldungen"),
    "review": translatable("Überprüfung"),
    "revision": translatable("Fassung"),
    "roles": translatable("Rollen"),
    "rules": translatable("Regeln"),
    "source": translatable("Weg"),
    "text": translatable("Text"),
    "version": translatable("Fassung des Textes"),
    "weekdays": translatable("Wochentage, Montag ist 0"),
    "words": translatable("Prüfwert des Wortlauts"),
}
SUBJECT = re.compile(r"([a-z_]+):(\d+)")


def sentence_for(deed: str) -> Sentence:
    """Return how the log tells of a deed."""
    return SENTENCES.get(deed, UNKNOWN)


def deeds_of(kind: Kind) -> list[str]:
    """Return the codes of the deeds of a group."""
    return [deed for deed, sentence in SENTENCES.items() if sentence.kind is kind]


def taken_apart(subject: str) -> tuple[str, int]:
    """Return table and number of "comment:42"; a thing of unknown shape has number 0."""
    found = SUBJECT.fullmatch(subject)
    return (found[1], int(found[2])) if found else (subject, 0)


def numbers_by_table(subjects: Iterable[str]) -> dict[str, set[int]]:
    """Return which numbers occur of each table."""
    found: dict[str, set[int]] = {}
    for table, number in map(taken_apart, subjects):
        found.setdefault(table, set()).add(number)
    return found


def details_in_order(details: Mapping[str, object]) -> list[tuple[str, object]]:
    """Return what an entry holds beside deed and thing, as label and value; nothing empty."""
    return [
        (DETAILS.get(name, name), value)
        for name, value in sorted(details.items())
        if value not in (None, "", [])
    ]
