"""The sentence of every deed, one line of the log each. Pure Python.

A deed stays in this table when the code no longer does it: the log outlives the code.
"""

from dataclasses import dataclass
from enum import StrEnum

from leitsaetze.language import translatable


class Kind(StrEnum):
    """Deeds in groups, as people ask for them; the value stands in the address."""

    COMMENTS = "kommentare"
    CITIZENS = "beteiligung"
    TEXTS = "leitsaetze"
    EVENTS = "veranstaltungen"
    PEOPLE = "menschen"
    SIGN_INS = "anmeldungen"
    SITE = "seite"
    LOG = "protokoll"


KIND_NAMES = {
    Kind.COMMENTS: translatable("Kommentare prüfen und beantworten"),
    Kind.CITIZENS: translatable("Was Bürgerinnen und Bürger tun"),
    Kind.TEXTS: translatable("Dialoge und Leitsätze"),
    Kind.EVENTS: translatable("Veranstaltungen und Einladungen"),
    Kind.PEOPLE: translatable("Menschen und Rollen"),
    Kind.SIGN_INS: translatable("Sitzungen und Passwörter"),
    Kind.SITE: translatable("Post, Texte und Einstellungen"),
    Kind.LOG: translatable("Prüfungen des Protokolls"),
}


@dataclass(frozen=True)
class Sentence:
    """How the log tells of a deed: somebody did it, or it happened without one of us."""

    kind: Kind
    somebody: str
    nobody: str


# Code of the deed: what it belongs to, who did it, what happened by itself or by a guest.
SENTENCES = {
    "comment.submitted": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat %(thing)s geschrieben"),
        translatable("%(thing)s ging ein"),
    ),
    "comment.confirm": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat %(thing)s bestätigt"),
        translatable("%(thing)s wurde bestätigt"),
    ),
    "comment.not_confirmed": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat %(thing)s unbestätigt gelöscht"),
        translatable("%(thing)s wurde nicht bestätigt und deshalb gelöscht"),
    ),
    "comment.address_corrected": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat die Adresse zu %(thing)s berichtigt"),
        translatable("Die Adresse zu %(thing)s wurde berichtigt"),
    ),
    "comment.withdraw": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat %(thing)s zurückgezogen"),
        translatable("%(thing)s wurde zurückgezogen"),
    ),
    "comment.publish": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat %(thing)s veröffentlicht"),
        translatable("%(thing)s wurde veröffentlicht"),
    ),
    "comment.hide": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat %(thing)s ausgeblendet"),
        translatable("%(thing)s wurde ausgeblendet"),
    ),
    "comment.restore": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat %(thing)s wieder gezeigt"),
        translatable("%(thing)s wurde wieder gezeigt"),
    ),
    "comment.erase": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat Text und Namen von %(thing)s gelöscht"),
        translatable("Text und Name von %(thing)s wurden gelöscht"),
    ),
    "comment.reply": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat auf %(thing)s geantwortet"),
        translatable("%(thing)s bekam eine Antwort"),
    ),
    "comment.correct_reply": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat die Antwort auf %(thing)s berichtigt"),
        translatable("Die Antwort auf %(thing)s wurde berichtigt"),
    ),
    "comment.withdraw_reply": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat die Antwort auf %(thing)s zurückgenommen"),
        translatable("Die Antwort auf %(thing)s wurde zurückgenommen"),
    ),
    "comment.no_reply_needed": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat vermerkt, dass %(thing)s keine Antwort braucht"),
        translatable("%(thing)s braucht keine Antwort"),
    ),
    "comment.reply_needed": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat vermerkt, dass %(thing)s doch eine Antwort braucht"),
        translatable("%(thing)s braucht doch eine Antwort"),
    ),
    "comment.reassign": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat %(thing)s zu einem anderen Leitsatz verschoben"),
        translatable("%(thing)s wurde verschoben"),
    ),
    "comment.note": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat eine interne Notiz zu %(thing)s geschrieben"),
        translatable("Zu %(thing)s entstand eine interne Notiz"),
    ),
    "comment.invite": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat zu %(thing)s eine Einladung verschickt"),
        translatable("Zu %(thing)s ging eine Einladung hinaus"),
    ),
    "comment.uninvite": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat die Einladung zu %(thing)s zurückgezogen"),
        translatable("Die Einladung zu %(thing)s wurde zurückgezogen"),
    ),
    "claim.taken_over": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat %(thing)s zur Bearbeitung übernommen"),
        translatable("%(thing)s wurde zur Bearbeitung übernommen"),
    ),
    "reply.event_shown": Sentence(
        Kind.COMMENTS,
        translatable("%(who)s hat geändert, welche Veranstaltung %(thing)s zeigt"),
        translatable("%(thing)s zeigt eine andere Veranstaltung"),
    ),
    "event.held": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat %(thing)s angelegt"),
        translatable("%(thing)s wurde angelegt"),
    ),
    "event.changed": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat %(thing)s geändert"),
        translatable("%(thing)s wurde geändert"),
    ),
    "invitation.sent": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat %(thing)s verschickt"),
        translatable("%(thing)s ging hinaus"),
    ),
    "invitation.withdrawn": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat %(thing)s zurückgezogen"),
        translatable("%(thing)s wurde zurückgezogen"),
    ),
    "invitation.answered": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat %(thing)s beantwortet"),
        translatable("%(thing)s wurde beantwortet"),
    ),
    "dialogue.founded": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s angelegt"),
        translatable("%(thing)s wurde angelegt"),
    ),
    "dialogue.changed": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s geändert"),
        translatable("%(thing)s wurde geändert"),
    ),
    "field.added": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s angelegt"),
        translatable("%(thing)s wurde angelegt"),
    ),
    "field.changed": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s geändert"),
        translatable("%(thing)s wurde geändert"),
    ),
    "principle.added": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s veröffentlicht"),
        translatable("%(thing)s wurde veröffentlicht"),
    ),
    "principle.revised": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat eine neue Fassung von %(thing)s veröffentlicht"),
        translatable("Eine neue Fassung von %(thing)s wurde veröffentlicht"),
    ),
    "principle.moved": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s in ein anderes Handlungsfeld verschoben"),
        translatable("%(thing)s wurde in ein anderes Handlungsfeld verschoben"),
    ),
    "principle.withdrawn": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s zurückgezogen"),
        translatable("%(thing)s wurde zurückgezogen"),
    ),
    "principle.reinstated": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s wieder aufgenommen"),
        translatable("%(thing)s wurde wieder aufgenommen"),
    ),
    "person.invited": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat %(thing)s eingeladen"),
        translatable("%(thing)s wurde eingeladen"),
    ),
    "person.invited_again": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat %(thing)s noch einmal eingeladen"),
        translatable("%(thing)s wurde noch einmal eingeladen"),
    ),
    "person.invitation_revoked": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat die Einladung von %(thing)s zurückgezogen"),
        translatable("Die Einladung von %(thing)s wurde zurückgezogen"),
    ),
    "person.renamed": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat den Namen von %(thing)s geändert"),
        translatable("Der Name von %(thing)s wurde geändert"),
    ),
    "person.roles_granted": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat %(thing)s Rollen gegeben"),
        translatable("%(thing)s bekam Rollen über die Kommandozeile"),
    ),
    "person.roles_taken": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat %(thing)s Rollen genommen"),
        translatable("%(thing)s verlor Rollen"),
    ),
    "person.switched_off": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat das Konto von %(thing)s ausgeschaltet"),
        translatable("Das Konto von %(thing)s wurde ausgeschaltet"),
    ),
    "person.switched_on": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat das Konto von %(thing)s wieder eingeschaltet"),
        translatable("Das Konto von %(thing)s wurde wieder eingeschaltet"),
    ),
    "person.sessions_ended": Sentence(
        Kind.SIGN_INS,
        translatable("%(who)s hat Sitzungen von %(thing)s beendet"),
        translatable("Sitzungen von %(thing)s wurden beendet"),
    ),
    "person.language_chosen": Sentence(
        Kind.PEOPLE,
        translatable("%(who)s hat die Sprache der E-Mails gewählt"),
        translatable("%(thing)s bekommt E-Mails in einer anderen Sprache"),
    ),
    "session.started": Sentence(
        Kind.SIGN_INS, translatable("%(who)s hat sich angemeldet"), translatable("%(thing)s begann")
    ),
    "session.ended": Sentence(
        Kind.SIGN_INS,
        translatable("%(who)s hat %(thing)s beendet"),
        translatable("%(thing)s wurde beendet"),
    ),
    "password.set": Sentence(
        Kind.SIGN_INS,
        translatable("%(who)s hat mit einem Link ein Passwort gewählt"),
        translatable("%(thing)s bekam ein Passwort"),
    ),
    "password.changed": Sentence(
        Kind.SIGN_INS,
        translatable("%(who)s hat das eigene Passwort geändert"),
        translatable("Das Passwort von %(thing)s wurde geändert"),
    ),
    "link.made": Sentence(
        Kind.SIGN_INS,
        translatable("%(who)s hat %(thing)s zum Anmelden oder für ein Passwort angefordert"),
        translatable("%(thing)s zum Anmelden oder für ein Passwort wurde erstellt"),
    ),
    "consent.given": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat %(thing)s gegeben"),
        translatable("%(thing)s wurde gegeben"),
    ),
    "consent.revoked": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat %(thing)s widerrufen"),
        translatable("%(thing)s wurde widerrufen"),
    ),
    "mail.resend": Sentence(
        Kind.SITE,
        translatable("%(who)s hat %(thing)s noch einmal verschickt"),
        translatable("%(thing)s ging noch einmal hinaus"),
    ),
    "mail.tick_off": Sentence(
        Kind.SITE,
        translatable("%(who)s hat %(thing)s als erledigt vermerkt"),
        translatable("%(thing)s wurde als erledigt vermerkt"),
    ),
    "audit.verified": Sentence(
        Kind.LOG,
        translatable("%(who)s hat das Protokoll bis %(thing)s geprüft"),
        translatable("Das Protokoll wurde bis %(thing)s geprüft"),
    ),
    "text.published": Sentence(
        Kind.SITE,
        translatable("%(who)s hat einen Text der Seite veröffentlicht"),
        translatable("Ein Text der Seite wurde veröffentlicht"),
    ),
    "text.taken_down": Sentence(
        Kind.SITE,
        translatable("%(who)s hat einen Text von der Seite genommen"),
        translatable("Ein Text wurde von der Seite genommen"),
    ),
    "rules.published": Sentence(
        Kind.SITE,
        translatable("%(who)s hat die Regeln der Diskussion neu veröffentlicht"),
        translatable("Die Regeln der Diskussion wurden neu veröffentlicht"),
    ),
    "setting.changed": Sentence(
        Kind.SITE,
        translatable("%(who)s hat Einstellungen geändert"),
        translatable("Einstellungen wurden geändert"),
    ),
    "data_wording.published": Sentence(
        Kind.SITE,
        translatable("%(who)s hat einen Text an Formularen neu veröffentlicht"),
        translatable("Ein Text an Formularen wurde neu veröffentlicht"),
    ),
    "revision.comments_named": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat die Kommentare genannt, die zu %(thing)s geführt haben"),
        translatable("Die Kommentare, die zu %(thing)s geführt haben, wurden genannt"),
    ),
    "draft.begun": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s begonnen"),
        translatable("%(thing)s wurde begonnen"),
    ),
    "draft.saved": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s gespeichert"),
        translatable("%(thing)s wurde gespeichert"),
    ),
    "draft.discarded": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s verworfen"),
        translatable("%(thing)s wurde verworfen"),
    ),
    "draft.published": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s veröffentlicht"),
        translatable("%(thing)s wurde veröffentlicht"),
    ),
    "draft.scheduled": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat für %(thing)s einen Zeitpunkt zum Veröffentlichen festgelegt"),
        translatable("Für %(thing)s wurde ein Zeitpunkt zum Veröffentlichen festgelegt"),
    ),
    "draft.unscheduled": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat den Zeitpunkt zum Veröffentlichen von %(thing)s aufgehoben"),
        translatable("Der Zeitpunkt zum Veröffentlichen von %(thing)s wurde aufgehoben"),
    ),
    "draft.numbered": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s eine andere Nummer gegeben"),
        translatable("%(thing)s bekam eine andere Nummer"),
    ),
    "dialogue.pasted": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat einen ganzen Text in %(thing)s übernommen"),
        translatable("Ein ganzer Text wurde in %(thing)s übernommen"),
    ),
    "dialogue.scheduled": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat für %(thing)s einen Zeitpunkt zum Veröffentlichen festgelegt"),
        translatable("Für %(thing)s wurde ein Zeitpunkt zum Veröffentlichen festgelegt"),
    ),
    "dialogue.unscheduled": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat den Zeitpunkt zum Veröffentlichen von %(thing)s aufgehoben"),
        translatable("Der Zeitpunkt zum Veröffentlichen von %(thing)s wurde aufgehoben"),
    ),
    "dialogue.renamed": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat die Adresse von %(thing)s geändert"),
        translatable("Die Adresse von %(thing)s wurde geändert"),
    ),
    "dialogue.published": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s veröffentlicht"),
        translatable("%(thing)s wurde veröffentlicht"),
    ),
    "dialogue.withdrawn": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s zurückgezogen"),
        translatable("%(thing)s wurde zurückgezogen"),
    ),
    "dialogue.reinstated": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s wieder veröffentlicht"),
        translatable("%(thing)s wurde wieder veröffentlicht"),
    ),
    "field.published": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s veröffentlicht"),
        translatable("%(thing)s wurde veröffentlicht"),
    ),
    "field.withdrawn": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s zurückgezogen"),
        translatable("%(thing)s wurde zurückgezogen"),
    ),
    "field.reinstated": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s wieder veröffentlicht"),
        translatable("%(thing)s wurde wieder veröffentlicht"),
    ),
    "field.shifted": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s an eine andere Stelle gesetzt"),
        translatable("%(thing)s steht an einer anderen Stelle"),
    ),
    "field.removed": Sentence(
        Kind.TEXTS,
        translatable("%(who)s hat %(thing)s gelöscht"),
        translatable("%(thing)s wurde gelöscht"),
    ),
    "event.drafted": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat einen Entwurf für %(thing)s angelegt"),
        translatable("Ein Entwurf für %(thing)s wurde angelegt"),
    ),
    "event.deleted": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat %(thing)s gelöscht"),
        translatable("%(thing)s wurde gelöscht"),
    ),
    "feedback.received": Sentence(
        Kind.CITIZENS,
        translatable("%(who)s hat %(thing)s geschrieben"),
        translatable("%(thing)s ging ein"),
    ),
    "feedback.made_anonymous": Sentence(
        Kind.SITE,
        translatable("%(who)s hat Name und Adresse aus %(thing)s entfernt"),
        translatable("Name und Adresse wurden aus %(thing)s entfernt"),
    ),
    "feedback.deleted": Sentence(
        Kind.SITE,
        translatable("%(who)s hat %(thing)s gelöscht"),
        translatable("%(thing)s wurde gelöscht"),
    ),
    "feedback.answer": Sentence(
        Kind.SITE,
        translatable("%(who)s hat %(thing)s beantwortet"),
        translatable("%(thing)s wurde beantwortet"),
    ),
    "feedback.close": Sentence(
        Kind.SITE,
        translatable("%(who)s hat %(thing)s abgeschlossen"),
        translatable("%(thing)s wurde abgeschlossen"),
    ),
    "feedback.note": Sentence(
        Kind.SITE,
        translatable("%(who)s hat zu %(thing)s etwas vermerkt"),
        translatable("Zu %(thing)s wurde etwas vermerkt"),
    ),
    "event.published": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat %(thing)s veröffentlicht"),
        translatable("%(thing)s wurde veröffentlicht"),
    ),
    "event.cancelled": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat %(thing)s abgesagt"),
        translatable("%(thing)s wurde abgesagt"),
    ),
    "event.reinstated": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat die Absage von %(thing)s zurückgenommen"),
        translatable("Die Absage von %(thing)s wurde zurückgenommen"),
    ),
    "event.took_place": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat vermerkt, dass %(thing)s stattgefunden hat"),
        translatable("Es wurde vermerkt, dass %(thing)s stattgefunden hat"),
    ),
    "event.took_no_place": Sentence(
        Kind.EVENTS,
        translatable("%(who)s hat den Vermerk zurückgenommen, dass %(thing)s stattgefunden hat"),
        translatable("Der Vermerk, dass %(thing)s stattgefunden hat, wurde zurückgenommen"),
    ),
}
