"""What is done with comments, by citizens and with texts, in sentences of the log."""

from leitsaetze.administration.deed_phrases import (
    ANSWERED,
    CHANGED,
    CREATED,
    DELETED,
    PUBLISHED,
    PUBLISHED_AGAIN,
    RECEIVED,
    RETIRED,
    RETURNED,
    SCHEDULED,
    UNSCHEDULED,
    WITHDRAWN,
    Kind,
    Told,
)
from leitsaetze.language import translatable as _  # marked here, translated where it is shown

OF_DIALOGUES: dict[Kind, dict[str, Told]] = {
    Kind.COMMENTS: {
        "comment.publish": PUBLISHED,
        "comment.hide": (
            _("%(who)s hat %(thing)s ausgeblendet"),
            _("%(thing)s wurde ausgeblendet"),
        ),
        "comment.restore": (
            _("%(who)s hat %(thing)s wieder gezeigt"),
            _("%(thing)s wurde wieder gezeigt"),
        ),
        "comment.hold_back": (
            _("%(who)s hat %(thing)s zurückgehalten, bis jemand hingesehen hat"),
            _("%(thing)s wurde nach Meldungen zurückgehalten, bis jemand hingesehen hat"),
        ),
        "comment.dismiss_reports": (
            _("%(who)s hat die Meldungen zu %(thing)s als unbegründet zurückgewiesen"),
            _("Die Meldungen zu %(thing)s wurden als unbegründet zurückgewiesen"),
        ),
        "support.given": (
            _("%(who)s hat sich %(thing)s angeschlossen"),
            _("Jemand hat sich %(thing)s angeschlossen"),
        ),
        "support.taken_back": (
            _("%(who)s hat sich von %(thing)s wieder gelöst"),
            _("Jemand hat sich von %(thing)s wieder gelöst"),
        ),
        "report.answered": ANSWERED,
        "report.reopened": (
            _("%(who)s hat die Entscheidung über %(thing)s zurückgenommen"),
            _("Die Entscheidung über %(thing)s wurde zurückgenommen"),
        ),
        "comment.erase": (
            _("%(who)s hat Text und Namen von %(thing)s gelöscht"),
            _("Text und Name von %(thing)s wurden gelöscht"),
        ),
        "comment.take_back": (
            _("%(who)s hat die Entscheidung über %(thing)s zurückgenommen"),
            _("Die Entscheidung über %(thing)s wurde zurückgenommen"),
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
        "comment.propose_reply": (
            _("%(who)s hat eine Antwort auf %(thing)s zum Gegenlesen vorgelegt"),
            _("Eine Antwort auf %(thing)s wurde zum Gegenlesen vorgelegt"),
        ),
        "comment.return_reply": (
            _("%(who)s hat die vorgelegte Antwort auf %(thing)s zurückgegeben"),
            _("Die vorgelegte Antwort auf %(thing)s wurde zurückgegeben"),
        ),
        "comment.drop_reply": (
            _("%(who)s hat die vorgelegte Antwort auf %(thing)s verworfen"),
            _("Die vorgelegte Antwort auf %(thing)s wurde verworfen"),
        ),
        "comment.hand_over": (
            _("%(who)s hat ein Sachgebiet zu %(thing)s gefragt"),
            _("Ein Sachgebiet wurde zu %(thing)s gefragt"),
        ),
        "comment.hand_later": (
            _("%(who)s hat dem Sachgebiet für %(thing)s einen anderen Tag genannt"),
            _("Für die Frage zu %(thing)s gilt ein anderer Tag"),
        ),
        "comment.hand_back": (
            _("%(who)s hat die Frage zu %(thing)s zurückgeholt"),
            _("Die Frage zu %(thing)s wurde zurückgeholt"),
        ),
        "comment.offer_reply": (
            _("%(who)s hat als Sachgebiet eine Antwort auf %(thing)s vorgeschlagen"),
            _("Ein Sachgebiet hat eine Antwort auf %(thing)s vorgeschlagen"),
        ),
        "comment.not_ours": (
            _("%(who)s hat für %(thing)s gemeldet, dass das Sachgebiet nicht zuständig ist"),
            _("Das gefragte Sachgebiet ist für %(thing)s nicht zuständig"),
        ),
        "comment.regroup_reply": (
            _("%(who)s hat geändert, für welche Kommentare die Antwort auf %(thing)s noch gilt"),
            _("Für welche Kommentare die Antwort auf %(thing)s noch gilt, wurde geändert"),
        ),
        "comment.leave_reply": (
            _("%(who)s hat %(thing)s aus einer gemeinsamen Antwort genommen"),
            _("%(thing)s gehört nicht mehr zu einer gemeinsamen Antwort"),
        ),
        "text_block.added": CREATED,
        "text_block.changed": CHANGED,
        "text_block.retired": RETIRED,
        "text_block.returned": RETURNED,
        "department.added": CREATED,
        "department.changed": CHANGED,
        "department.retired": RETIRED,
        "department.returned": RETURNED,
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
        "comment.hand_review": (
            _("%(who)s hat die zweite Person um eine Überprüfung von %(thing)s gebeten"),
            _("Die zweite Person wurde um eine Überprüfung von %(thing)s gebeten"),
        ),
        "comment.uphold": (
            _("%(who)s hat %(thing)s überprüft und ausgeblendet gelassen"),
            _("%(thing)s wurde überprüft und bleibt ausgeblendet"),
        ),
        "comment.hide_passage": (
            _("%(who)s hat eine Stelle von %(thing)s ausgeblendet"),
            _("Eine Stelle von %(thing)s wurde ausgeblendet"),
        ),
        "comment.show_passage": (
            _("%(who)s hat eine Stelle von %(thing)s wieder gezeigt"),
            _("Eine Stelle von %(thing)s wurde wieder gezeigt"),
        ),
        "comment.propose_hiding": (
            _("%(who)s hat vorgeschlagen, %(thing)s auszublenden"),
            _("Es wurde vorgeschlagen, %(thing)s auszublenden"),
        ),
        "comment.drop_hiding": (
            _("%(who)s hat den Vorschlag zurückgenommen, %(thing)s auszublenden"),
            _("Der Vorschlag, %(thing)s auszublenden, wurde zurückgenommen"),
        ),
        "comment.hide_alone": (
            _("%(who)s hat vermerkt, warum über %(thing)s nur eine Person entscheidet"),
            _("Es wurde vermerkt, warum über %(thing)s nur eine Person entscheidet"),
        ),
        "address.closed": (
            _("%(who)s hat eine E-Mail-Adresse für eine Zeit geschlossen (%(thing)s)"),
            _("Eine E-Mail-Adresse wurde für eine Zeit geschlossen (%(thing)s)"),
        ),
        "address.reopened": (
            _("%(who)s hat eine geschlossene E-Mail-Adresse wieder geöffnet (%(thing)s)"),
            _("Eine geschlossene E-Mail-Adresse wurde wieder geöffnet (%(thing)s)"),
        ),
        "watch_word.added": (
            _("%(who)s hat %(thing)s auf die Liste der auffälligen Wörter gesetzt"),
            _("%(thing)s kam auf die Liste der auffälligen Wörter"),
        ),
        "watch_word.removed": (
            _("%(who)s hat %(thing)s von der Liste der auffälligen Wörter genommen"),
            _("%(thing)s verschwand von der Liste der auffälligen Wörter"),
        ),
        "claim.taken_over": (
            _("%(who)s hat %(thing)s zur Bearbeitung übernommen"),
            _("%(thing)s wurde zur Bearbeitung übernommen"),
        ),
        "claim.assigned": (
            _("%(who)s hat %(thing)s zugeteilt"),
            _("%(thing)s wurde zugeteilt"),
        ),
        "claim.unassigned": (
            _("%(who)s hat die Zuteilung von %(thing)s zurückgenommen"),
            _("Die Zuteilung von %(thing)s wurde zurückgenommen"),
        ),
        "reply.event_shown": (
            _("%(who)s hat geändert, welche Veranstaltung %(thing)s zeigt"),
            _("%(thing)s zeigt eine andere Veranstaltung"),
        ),
    },
    Kind.CITIZENS: {
        "comment.submitted": RECEIVED,
        "comment.confirm": (_("%(who)s hat %(thing)s bestätigt"), _("%(thing)s wurde bestätigt")),
        "comment.not_confirmed": (
            _("%(who)s hat %(thing)s unbestätigt gelöscht"),
            _("%(thing)s wurde nicht bestätigt und deshalb gelöscht"),
        ),
        "comment.address_corrected": (
            _("%(who)s hat die Adresse zu %(thing)s berichtigt"),
            _("Die Adresse zu %(thing)s wurde berichtigt"),
        ),
        "comment.ask_review": (
            _("%(who)s hat um eine Überprüfung von %(thing)s gebeten"),
            _("Um eine Überprüfung von %(thing)s wurde gebeten"),
        ),
        "comment.withdraw": WITHDRAWN,
        "comment.edit": CHANGED,
        "invitation.answered": ANSWERED,
        "consent.given": (_("%(who)s hat %(thing)s gegeben"), _("%(thing)s wurde gegeben")),
        "consent.revoked": (_("%(who)s hat %(thing)s widerrufen"), _("%(thing)s wurde widerrufen")),
        "feedback.received": RECEIVED,
        "report.received": RECEIVED,
        "subscription.begun": (_("%(who)s hat %(thing)s begonnen"), _("%(thing)s begann")),
        "subscription.changed": CHANGED,
        "subscription.ended": (_("%(who)s hat %(thing)s beendet"), _("%(thing)s wurde beendet")),
        "subscription.not_confirmed": (
            _("%(who)s hat %(thing)s unbestätigt gelöscht"),
            _("%(thing)s wurde nicht bestätigt und deshalb gelöscht"),
        ),
    },
    Kind.TEXTS: {
        "dialogue.founded": CREATED,
        "dialogue.changed": CHANGED,
        "field.added": CREATED,
        "field.changed": CHANGED,
        "principle.added": PUBLISHED,
        "principle.revised": (
            _("%(who)s hat eine neue Fassung von %(thing)s veröffentlicht"),
            _("Eine neue Fassung von %(thing)s wurde veröffentlicht"),
        ),
        "principle.plain_written": (
            _("%(who)s hat %(thing)s in Einfacher Sprache geschrieben"),
            _("%(thing)s wurde in Einfacher Sprache geschrieben"),
        ),
        "principle.plain_confirmed": (
            _("%(who)s hat bestätigt, dass der Text in Einfacher Sprache noch zu %(thing)s passt"),
            _("Der Text in Einfacher Sprache zu %(thing)s wurde als weiter passend bestätigt"),
        ),
        "principle.plain_removed": (
            _("%(who)s hat den Text in Einfacher Sprache zu %(thing)s entfernt"),
            _("Der Text in Einfacher Sprache zu %(thing)s wurde entfernt"),
        ),
        "principle.moved": (
            _("%(who)s hat %(thing)s in ein anderes Handlungsfeld verschoben"),
            _("%(thing)s wurde in ein anderes Handlungsfeld verschoben"),
        ),
        "principle.withdrawn": WITHDRAWN,
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
        "draft.published": PUBLISHED,
        "draft.scheduled": SCHEDULED,
        "draft.unscheduled": UNSCHEDULED,
        "draft.numbered": (
            _("%(who)s hat %(thing)s eine andere Nummer gegeben"),
            _("%(thing)s bekam eine andere Nummer"),
        ),
        "dialogue.pasted": (
            _("%(who)s hat einen ganzen Text in %(thing)s übernommen"),
            _("Ein ganzer Text wurde in %(thing)s übernommen"),
        ),
        "dialogue.scheduled": SCHEDULED,
        "dialogue.unscheduled": UNSCHEDULED,
        "dialogue.renamed": (
            _("%(who)s hat die Adresse von %(thing)s geändert"),
            _("Die Adresse von %(thing)s wurde geändert"),
        ),
        "dialogue.published": PUBLISHED,
        "dialogue.withdrawn": WITHDRAWN,
        "dialogue.reinstated": PUBLISHED_AGAIN,
        "field.published": PUBLISHED,
        "field.withdrawn": WITHDRAWN,
        "field.reinstated": PUBLISHED_AGAIN,
        "field.shifted": (
            _("%(who)s hat %(thing)s an eine andere Stelle gesetzt"),
            _("%(thing)s steht an einer anderen Stelle"),
        ),
        "field.removed": DELETED,
        "edition.kept": (
            _("%(who)s hat %(thing)s festgehalten"),
            _("%(thing)s wurde festgehalten"),
        ),
        "easy_text.drafted": (
            _("%(who)s hat %(thing)s als Entwurf gespeichert"),
            _("%(thing)s wurde als Entwurf gespeichert"),
        ),
        "easy_text.checked": (
            _("%(who)s hat %(thing)s als geprüft gespeichert"),
            _("%(thing)s wurde als geprüft gespeichert"),
        ),
        "easy_text.taken_off": (
            _("%(who)s hat den Text in Leichter Sprache von der Seite genommen (%(thing)s)"),
            _("Der Text in Leichter Sprache wurde von der Seite genommen (%(thing)s)"),
        ),
    },
}
