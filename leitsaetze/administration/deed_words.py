"""The sentence of every deed, one line of the log each. Pure Python.

A deed stays in these tables when the code no longer does it: the log outlives the code.
"""

from dataclasses import dataclass
from enum import StrEnum

from leitsaetze.language import translatable as _  # marked here, translated where it is shown


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
    Kind.COMMENTS: _("Kommentare prüfen und beantworten"),
    Kind.CITIZENS: _("Was Bürgerinnen und Bürger tun"),
    Kind.TEXTS: _("Dialoge und Leitsätze"),
    Kind.EVENTS: _("Veranstaltungen und Einladungen"),
    Kind.PEOPLE: _("Menschen und Rollen"),
    Kind.SIGN_INS: _("Sitzungen und Passwörter"),
    Kind.SITE: _("Post, Texte und Einstellungen"),
    Kind.LOG: _("Prüfungen des Protokolls"),
}


@dataclass(frozen=True)
class Sentence:
    """How the log tells of a deed: somebody did it, or it happened without one of us."""

    kind: Kind
    somebody: str
    nobody: str


# Who did it; what happened by itself or by a guest.
_Told = tuple[str, str]
_RECEIVED: _Told = (_("%(who)s hat %(thing)s geschrieben"), _("%(thing)s ging ein"))
_WITHDRAWN: _Told = (_("%(who)s hat %(thing)s zurückgezogen"), _("%(thing)s wurde zurückgezogen"))
_PUBLISHED: _Told = (_("%(who)s hat %(thing)s veröffentlicht"), _("%(thing)s wurde veröffentlicht"))
_CREATED: _Told = (_("%(who)s hat %(thing)s angelegt"), _("%(thing)s wurde angelegt"))
_CHANGED: _Told = (_("%(who)s hat %(thing)s geändert"), _("%(thing)s wurde geändert"))
_ANSWERED: _Told = (_("%(who)s hat %(thing)s beantwortet"), _("%(thing)s wurde beantwortet"))
_SCHEDULED: _Told = (
    _("%(who)s hat für %(thing)s einen Zeitpunkt zum Veröffentlichen festgelegt"),
    _("Für %(thing)s wurde ein Zeitpunkt zum Veröffentlichen festgelegt"),
)
_UNSCHEDULED: _Told = (
    _("%(who)s hat den Zeitpunkt zum Veröffentlichen von %(thing)s aufgehoben"),
    _("Der Zeitpunkt zum Veröffentlichen von %(thing)s wurde aufgehoben"),
)
_PUBLISHED_AGAIN: _Told = (
    _("%(who)s hat %(thing)s wieder veröffentlicht"),
    _("%(thing)s wurde wieder veröffentlicht"),
)
_DELETED: _Told = (_("%(who)s hat %(thing)s gelöscht"), _("%(thing)s wurde gelöscht"))

_TOLD: dict[Kind, dict[str, _Told]] = {
    Kind.COMMENTS: {
        "comment.publish": _PUBLISHED,
        "comment.hide": (
            _("%(who)s hat %(thing)s ausgeblendet"),
            _("%(thing)s wurde ausgeblendet"),
        ),
        "comment.restore": (
            _("%(who)s hat %(thing)s wieder gezeigt"),
            _("%(thing)s wurde wieder gezeigt"),
        ),
        "comment.erase": (
            _("%(who)s hat Text und Namen von %(thing)s gelöscht"),
            _("Text und Name von %(thing)s wurden gelöscht"),
        ),
        "comment.reply": (
            _("%(who)s hat auf %(thing)s geantwortet"),
            _("%(thing)s bekam eine Antwort"),
        ),
        "comment.correct_reply": (
            _("%(who)s hat die Antwort auf %(thing)s berichtigt"),
            _("Die Antwort auf %(thing)s wurde berichtigt"),
        ),
        "comment.withdraw_reply": (
            _("%(who)s hat die Antwort auf %(thing)s zurückgenommen"),
            _("Die Antwort auf %(thing)s wurde zurückgenommen"),
        ),
        "comment.no_reply_needed": (
            _("%(who)s hat vermerkt, dass %(thing)s keine Antwort braucht"),
            _("%(thing)s braucht keine Antwort"),
        ),
        "comment.reply_needed": (
            _("%(who)s hat vermerkt, dass %(thing)s doch eine Antwort braucht"),
            _("%(thing)s braucht doch eine Antwort"),
        ),
        "comment.reassign": (
            _("%(who)s hat %(thing)s zu einem anderen Leitsatz verschoben"),
            _("%(thing)s wurde verschoben"),
        ),
        "comment.note": (
            _("%(who)s hat eine interne Notiz zu %(thing)s geschrieben"),
            _("Zu %(thing)s entstand eine interne Notiz"),
        ),
        "claim.taken_over": (
            _("%(who)s hat %(thing)s zur Bearbeitung übernommen"),
            _("%(thing)s wurde zur Bearbeitung übernommen"),
        ),
        "reply.event_shown": (
            _("%(who)s hat geändert, welche Veranstaltung %(thing)s zeigt"),
            _("%(thing)s zeigt eine andere Veranstaltung"),
        ),
    },
    Kind.CITIZENS: {
        "comment.submitted": _RECEIVED,
        "comment.confirm": (_("%(who)s hat %(thing)s bestätigt"), _("%(thing)s wurde bestätigt")),
        "comment.not_confirmed": (
            _("%(who)s hat %(thing)s unbestätigt gelöscht"),
            _("%(thing)s wurde nicht bestätigt und deshalb gelöscht"),
        ),
        "comment.address_corrected": (
            _("%(who)s hat die Adresse zu %(thing)s berichtigt"),
            _("Die Adresse zu %(thing)s wurde berichtigt"),
        ),
        "comment.withdraw": _WITHDRAWN,
        "invitation.answered": _ANSWERED,
        "consent.given": (_("%(who)s hat %(thing)s gegeben"), _("%(thing)s wurde gegeben")),
        "consent.revoked": (_("%(who)s hat %(thing)s widerrufen"), _("%(thing)s wurde widerrufen")),
        "feedback.received": _RECEIVED,
    },
    Kind.TEXTS: {
        "dialogue.founded": _CREATED,
        "dialogue.changed": _CHANGED,
        "field.added": _CREATED,
        "field.changed": _CHANGED,
        "principle.added": _PUBLISHED,
        "principle.revised": (
            _("%(who)s hat eine neue Fassung von %(thing)s veröffentlicht"),
            _("Eine neue Fassung von %(thing)s wurde veröffentlicht"),
        ),
        "principle.moved": (
            _("%(who)s hat %(thing)s in ein anderes Handlungsfeld verschoben"),
            _("%(thing)s wurde in ein anderes Handlungsfeld verschoben"),
        ),
        "principle.withdrawn": _WITHDRAWN,
        "principle.reinstated": (
            _("%(who)s hat %(thing)s wieder aufgenommen"),
            _("%(thing)s wurde wieder aufgenommen"),
        ),
        "revision.comments_named": (
            _("%(who)s hat die Kommentare genannt, die zu %(thing)s geführt haben"),
            _("Die Kommentare, die zu %(thing)s geführt haben, wurden genannt"),
        ),
        "draft.begun": (_("%(who)s hat %(thing)s begonnen"), _("%(thing)s wurde begonnen")),
        "draft.saved": (_("%(who)s hat %(thing)s gespeichert"), _("%(thing)s wurde gespeichert")),
        "draft.discarded": (_("%(who)s hat %(thing)s verworfen"), _("%(thing)s wurde verworfen")),
        "draft.published": _PUBLISHED,
        "draft.scheduled": _SCHEDULED,
        "draft.unscheduled": _UNSCHEDULED,
        "draft.numbered": (
            _("%(who)s hat %(thing)s eine andere Nummer gegeben"),
            _("%(thing)s bekam eine andere Nummer"),
        ),
        "dialogue.pasted": (
            _("%(who)s hat einen ganzen Text in %(thing)s übernommen"),
            _("Ein ganzer Text wurde in %(thing)s übernommen"),
        ),
        "dialogue.scheduled": _SCHEDULED,
        "dialogue.unscheduled": _UNSCHEDULED,
        "dialogue.renamed": (
            _("%(who)s hat die Adresse von %(thing)s geändert"),
            _("Die Adresse von %(thing)s wurde geändert"),
        ),
        "dialogue.published": _PUBLISHED,
        "dialogue.withdrawn": _WITHDRAWN,
        "dialogue.reinstated": _PUBLISHED_AGAIN,
        "field.published": _PUBLISHED,
        "field.withdrawn": _WITHDRAWN,
        "field.reinstated": _PUBLISHED_AGAIN,
        "field.shifted": (
            _("%(who)s hat %(thing)s an eine andere Stelle gesetzt"),
            _("%(thing)s steht an einer anderen Stelle"),
        ),
        "field.removed": _DELETED,
    },
    Kind.EVENTS: {
        "comment.invite": (
            _("%(who)s hat zu %(thing)s eine Einladung verschickt"),
            _("Zu %(thing)s ging eine Einladung hinaus"),
        ),
        "comment.uninvite": (
            _("%(who)s hat die Einladung zu %(thing)s zurückgezogen"),
            _("Die Einladung zu %(thing)s wurde zurückgezogen"),
        ),
        "event.held": _CREATED,
        "event.changed": _CHANGED,
        "invitation.sent": (_("%(who)s hat %(thing)s verschickt"), _("%(thing)s ging hinaus")),
        "invitation.withdrawn": _WITHDRAWN,
        "event.drafted": (
            _("%(who)s hat einen Entwurf für %(thing)s angelegt"),
            _("Ein Entwurf für %(thing)s wurde angelegt"),
        ),
        "event.deleted": _DELETED,
        "event.published": _PUBLISHED,
        "event.cancelled": (_("%(who)s hat %(thing)s abgesagt"), _("%(thing)s wurde abgesagt")),
        "event.reinstated": (
            _("%(who)s hat die Absage von %(thing)s zurückgenommen"),
            _("Die Absage von %(thing)s wurde zurückgenommen"),
        ),
        "event.took_place": (
            _("%(who)s hat vermerkt, dass %(thing)s stattgefunden hat"),
            _("Es wurde vermerkt, dass %(thing)s stattgefunden hat"),
        ),
        "event.took_no_place": (
            _("%(who)s hat den Vermerk zurückgenommen, dass %(thing)s stattgefunden hat"),
            _("Der Vermerk, dass %(thing)s stattgefunden hat, wurde zurückgenommen"),
        ),
    },
    Kind.PEOPLE: {
        "person.invited": (_("%(who)s hat %(thing)s eingeladen"), _("%(thing)s wurde eingeladen")),
        "person.invited_again": (
            _("%(who)s hat %(thing)s noch einmal eingeladen"),
            _("%(thing)s wurde noch einmal eingeladen"),
        ),
        "person.invitation_revoked": (
            _("%(who)s hat die Einladung von %(thing)s zurückgezogen"),
            _("Die Einladung von %(thing)s wurde zurückgezogen"),
        ),
        "person.renamed": (
            _("%(who)s hat den Namen von %(thing)s geändert"),
            _("Der Name von %(thing)s wurde geändert"),
        ),
        "person.roles_granted": (
            _("%(who)s hat %(thing)s Rollen gegeben"),
            _("%(thing)s bekam Rollen über die Kommandozeile"),
        ),
        "person.roles_taken": (
            _("%(who)s hat %(thing)s Rollen genommen"),
            _("%(thing)s verlor Rollen"),
        ),
        "person.switched_off": (
            _("%(who)s hat das Konto von %(thing)s ausgeschaltet"),
            _("Das Konto von %(thing)s wurde ausgeschaltet"),
        ),
        "person.switched_on": (
            _("%(who)s hat das Konto von %(thing)s wieder eingeschaltet"),
            _("Das Konto von %(thing)s wurde wieder eingeschaltet"),
        ),
        "person.language_chosen": (
            _("%(who)s hat die Sprache der E-Mails gewählt"),
            _("%(thing)s bekommt E-Mails in einer anderen Sprache"),
        ),
    },
    Kind.SIGN_INS: {
        "person.sessions_ended": (
            _("%(who)s hat Sitzungen von %(thing)s beendet"),
            _("Sitzungen von %(thing)s wurden beendet"),
        ),
        "session.started": (_("%(who)s hat sich angemeldet"), _("%(thing)s begann")),
        "session.ended": (_("%(who)s hat %(thing)s beendet"), _("%(thing)s wurde beendet")),
        "password.set": (
            _("%(who)s hat mit einem Link ein Passwort gewählt"),
            _("%(thing)s bekam ein Passwort"),
        ),
        "password.changed": (
            _("%(who)s hat das eigene Passwort geändert"),
            _("Das Passwort von %(thing)s wurde geändert"),
        ),
        "link.made": (
            _("%(who)s hat %(thing)s zum Anmelden oder für ein Passwort angefordert"),
            _("%(thing)s zum Anmelden oder für ein Passwort wurde erstellt"),
        ),
    },
    Kind.SITE: {
        "mail.resend": (
            _("%(who)s hat %(thing)s noch einmal verschickt"),
            _("%(thing)s ging noch einmal hinaus"),
        ),
        "mail.tick_off": (
            _("%(who)s hat %(thing)s als erledigt vermerkt"),
            _("%(thing)s wurde als erledigt vermerkt"),
        ),
        "text.published": (
            _("%(who)s hat einen Text der Seite veröffentlicht"),
            _("Ein Text der Seite wurde veröffentlicht"),
        ),
        "text.taken_down": (
            _("%(who)s hat einen Text von der Seite genommen"),
            _("Ein Text wurde von der Seite genommen"),
        ),
        "rules.published": (
            _("%(who)s hat die Regeln der Diskussion neu veröffentlicht"),
            _("Die Regeln der Diskussion wurden neu veröffentlicht"),
        ),
        "setting.changed": (
            _("%(who)s hat Einstellungen geändert"),
            _("Einstellungen wurden geändert"),
        ),
        "data_wording.published": (
            _("%(who)s hat einen Text an Formularen neu veröffentlicht"),
            _("Ein Text an Formularen wurde neu veröffentlicht"),
        ),
        "feedback.made_anonymous": (
            _("%(who)s hat Name und Adresse aus %(thing)s entfernt"),
            _("Name und Adresse wurden aus %(thing)s entfernt"),
        ),
        "feedback.deleted": _DELETED,
        "feedback.answer": _ANSWERED,
        "feedback.close": (
            _("%(who)s hat %(thing)s abgeschlossen"),
            _("%(thing)s wurde abgeschlossen"),
        ),
        "feedback.note": (
            _("%(who)s hat zu %(thing)s etwas vermerkt"),
            _("Zu %(thing)s wurde etwas vermerkt"),
        ),
    },
    Kind.LOG: {
        "audit.verified": (
            _("%(who)s hat das Protokoll bis %(thing)s geprüft"),
            _("Das Protokoll wurde bis %(thing)s geprüft"),
        ),
    },
}

SENTENCES = {
    deed: Sentence(kind, *told) for kind, deeds in _TOLD.items() for deed, told in deeds.items()
}
