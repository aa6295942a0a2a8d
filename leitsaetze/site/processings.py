"""What the site does with people's data, purpose by purpose, in the words it begins with. Pure.

Administrators reword each of them; a newer version then holds for every form that asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from leitsaetze.errors import RuleViolation
from leitsaetze.language import NAMES, translatable

FIRST_VERSION = 1  # of the words below; what administrators publish counts on from here
MAX_PART = 1000
TASK = translatable("Beteiligung der Öffentlichkeit im öffentlichen Interesse: {{legal_basis}}.")

Words = dict[str, dict[str, str]]  # language: part: text


@dataclass(frozen=True)
class Processing:
    """One purpose: what for, on which legal basis, how long; and the consent, where it is one."""

    name: str
    purpose: str
    basis: str
    kept: str
    consent: str = ""

    @property
    def parts(self) -> list[str]:
        """The names of the texts it consists of."""
        return [part for part in PARTS if getattr(self, part)]


PARTS = {
    "purpose": translatable("Wozu"),
    "basis": translatable("Rechtsgrundlage"),
    "kept": translatable("Wie lange"),
    "consent": translatable("Wortlaut der Einwilligung"),
}
PROCESSINGS = {
    "comment": Processing(
        name=translatable("Kommentieren"),
        purpose=translatable(
            "Wir veröffentlichen Ihren Kommentar mit dem Namen, den Sie wählen, beantworten ihn "
            "und werten ihn für den Dialog aus. Ihre E-Mail-Adresse bleibt bei uns."
        ),
        basis=TASK,
        kept=translatable(
            "Was nicht bestätigt wird, 7 Tage; die Adresse bis einige Zeit nach der letzten "
            "Antwort; den Kommentar, solange das Verfahren nachvollziehbar bleiben soll."
        ),
    ),
    "invitations": Processing(
        name=translatable("Einladungen"),
        purpose=translatable(
            "Wir laden Sie zu Veranstaltungen ein, fragen einmal nach, erinnern Sie vor dem Termin "
            "und planen mit Ihrer Antwort. Antworten sehen nur die zuständigen Beschäftigten."
        ),
        basis=translatable(
            "Ihre Einwilligung, Art. 6 Abs. 1 Buchst. a DSGVO. Sie können sie jederzeit widerrufen."
        ),
        kept=translatable(
            "Bis Sie widerrufen, höchstens bis die angekündigten Veranstaltungen vorbei sind."
        ),
        consent=translatable(
            "Laden Sie mich per E-Mail zu passenden Veranstaltungen ein. "
            "Diese Einwilligung kann ich jederzeit widerrufen."
        ),
    ),
    "registration": Processing(
        name=translatable("Zu Veranstaltungen anmelden"),
        purpose=translatable(
            "Wir prüfen mit einer E-Mail, dass die Adresse Ihnen gehört, halten Ihnen Plätze frei, "
            "sagen Ihnen, was sich ändert, und erinnern Sie vor dem Termin. Wer kommt, sehen nur "
            "die zuständigen Beschäftigten."
        ),
        basis=TASK,
        kept=translatable(
            "Was nicht bestätigt wird, höchstens 7 Tage; Namen und Adressen bis 30 Tage nach der "
            "Veranstaltung, danach bleiben nur Zahlen."
        ),
    ),
    "needs": Processing(
        name=translatable("Was Sie zum Teilnehmen brauchen"),
        purpose=translatable(
            "Wir bereiten vor, was Sie brauchen, zum Beispiel Dolmetschen oder Kinderbetreuung. "
            "Nur das Team der Veranstaltung sieht es, getrennt von den übrigen Angaben."
        ),
        basis=translatable(
            "Ihre Einwilligung, Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO. Sie "
            "können sie jederzeit mit einem Klick auf der Seite Ihrer Anmeldung oder Einladung "
            "widerrufen."
        ),
        kept=translatable(
            "Bis Sie widerrufen oder sich abmelden, höchstens bis 3 Tage nach der Veranstaltung."
        ),
        consent=translatable(
            "Sie dürfen speichern, was ich zum Teilnehmen brauche, auch wenn es etwas über meine "
            "Gesundheit sagt, und es für diese Veranstaltung verwenden. Diese Einwilligung kann "
            "ich jederzeit widerrufen."
        ),
    ),
    "support": Processing(
        name=translatable("Sich einem Kommentar anschließen"),
        purpose=translatable(
            "Wir prüfen mit einer E-Mail, dass die Adresse Ihnen gehört, und zählen Ihre Stimme "
            "einmal. Öffentlich ist nur die Zahl."
        ),
        basis=TASK,
        kept=translatable(
            "Was nicht bestätigt wird, 7 Tage; eine bestätigte Stimme, bis Sie sie zurücknehmen "
            "oder das Verfahren abgeschlossen ist."
        ),
    ),
    "sign_in": Processing(
        name=translatable("Anmelden per E-Mail"),
        purpose=translatable(
            "Wir sehen nach, ob zu der Adresse Beiträge gehören, und schicken ihr dann einen Link."
        ),
        basis=TASK,
        kept=translatable(
            "Eine Adresse, die wir nicht kennen, speichern wir nicht. Der Link gilt eine Stunde."
        ),
    ),
    "unsubscribe": Processing(
        name=translatable("Keine E-Mails mehr"),
        purpose=translatable("Wir merken uns, dass an diese Adresse nichts mehr gehen soll."),
        basis=translatable(
            "Wir müssen Ihren Wunsch beachten: Art. 6 Abs. 1 Buchst. c und Art. 21 DSGVO."
        ),
        kept=translatable(
            "Wir speichern nur einen Prüfwert, aus dem sich die Adresse nicht ablesen lässt, "
            "bis Sie Ihren Wunsch zurücknehmen."
        ),
    ),
    "staff": Processing(
        name=translatable("Konten des Teams"),
        purpose=translatable(
            "Wir prüfen, ob Sie hier arbeiten, und halten fest, wer wann was entschieden hat."
        ),
        basis=translatable(
            "Ihr Dienst- oder Arbeitsverhältnis: Art. 6 Abs. 1 Buchst. e und Art. 88 DSGVO mit "
            "dem Dienst- und Arbeitsrecht des Landes."
        ),
        kept=translatable(
            "Solange Sie ein Konto haben, das Passwort nur als Prüfwert. Ihr Name bleibt an dem, "
            "was Sie entschieden haben."
        ),
    ),
    "review": Processing(
        name=translatable("Bitte um Überprüfung"),
        purpose=translatable(
            "Jemand, der Ihren Kommentar nicht ausgeblendet hat, liest Ihre Begründung und "
            "entscheidet noch einmal. Sie wird nicht veröffentlicht."
        ),
        basis=TASK,
        kept=translatable(
            "Ihre Bitte und die Entscheidung so lange wie den Kommentar, um den es geht."
        ),
    ),
    "feedback": Processing(
        name=translatable("Rückmeldungen zur Barrierefreiheit"),
        purpose=translatable(
            "Wir gehen der Barriere nach und antworten Ihnen. Nichts davon wird veröffentlicht. "
            "Angaben zu Ihrer Gesundheit brauchen wir nicht."
        ),
        basis=translatable(
            "Wir müssen solche Rückmeldungen annehmen und beantworten: Art. 6 Abs. 1 Buchst. c "
            "DSGVO mit dem Gleichstellungsrecht für Menschen mit Behinderungen."
        ),
        kept=translatable(
            "Name und E-Mail-Adresse bis 30 Tage nach unserer Antwort, alles Übrige drei Jahre."
        ),
    ),
    "report": Processing(
        name=translatable("Kommentare melden"),
        purpose=translatable(
            "Wir prüfen, ob der Kommentar gegen eine Regel oder gegen das Recht verstößt, und "
            "sagen Ihnen, was wir entschieden haben. Ihre Meldung und wer sie geschickt hat, sieht "
            "nur die Moderation. Damit dieselbe Person nur einmal zählt, bilden wir aus Ihrer "
            "E-Mail-Adresse und der Adresse Ihres Internetanschlusses Prüfwerte, aus denen sich "
            "beide nicht ablesen lassen."
        ),
        basis=TASK,
        kept=translatable(
            "Die Prüfwerte bis zur Entscheidung, Name und E-Mail-Adresse bis 30 Tage danach, alles "
            "Übrige ein Jahr."
        ),
    ),
    "following": Processing(
        name=translatable("Folgen per E-Mail"),
        purpose=translatable(
            "Wir schicken Ihnen, was es Neues gibt, so oft Sie möchten. Wem oder was Sie folgen, "
            "wird nicht veröffentlicht und nicht ausgewertet."
        ),
        basis=translatable(
            "Ihre Einwilligung, Art. 6 Abs. 1 Buchst. a DSGVO: der Klick auf den Link in unserer "
            "ersten E-Mail oder, wenn Sie angemeldet sind, auf „Folgen“. Sie können sie jederzeit "
            "mit einem Klick widerrufen."
        ),
        kept=translatable(
            "Bis Sie abbestellen; was Sie nicht bestätigen, 7 Tage. Mit dem letzten, dem Sie "
            "folgen, löschen wir auch die Adresse."
        ),
    ),
}


def complete(processing: Processing, words: Mapping[str, Mapping[str, str]]) -> Words:
    """Return the words of a processing, all parts in all languages.

    Raises RuleViolation when one is missing or too long: whoever reads English agrees in English.
    """
    found = {
        locale: {part: words.get(locale, {}).get(part, "").strip() for part in processing.parts}
        for locale in NAMES
    }
    texts = [text for parts in found.values() for text in parts.values()]
    if not all(texts):
        raise RuleViolation("Bitte füllen Sie jeden Text in jeder Sprache aus.")
    if max(map(len, texts)) > MAX_PART:
        raise RuleViolation("Bitte höchstens %(most)s Zeichen je Text.", most=MAX_PART)
    return found
