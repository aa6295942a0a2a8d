"""What is done with people, sessions, the site and its log, in sentences of the log."""

from leitsaetze.administration.deed_phrases import ANSWERED, DELETED, Kind, Told
from leitsaetze.language import translatable as _  # marked here, translated where it is shown

OF_THE_OFFICE: dict[Kind, dict[str, Told]] = {
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
        "person.shortcuts_chosen": (
            _("%(who)s hat die eigenen Tastenkürzel ein- oder ausgeschaltet"),
            _("Die Tastenkürzel von %(thing)s wurden ein- oder ausgeschaltet"),
        ),
        "person.language_chosen": (
            _("%(who)s hat die Sprache der E-Mails gewählt"),
            _("%(thing)s bekommt E-Mails in einer anderen Sprache"),
        ),
        "person.digest_chosen": (
            _("%(who)s hat gewählt, wann die Übersicht per E-Mail kommt"),
            _("%(thing)s bekommt die Übersicht per E-Mail zu anderen Zeiten"),
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
        "absence.added": (
            _("%(who)s hat %(thing)s des Teams eingetragen"),
            _("%(thing)s des Teams wurde eingetragen"),
        ),
        "absence.ended": (
            _("%(who)s hat %(thing)s des Teams vorzeitig beendet"),
            _("%(thing)s des Teams wurde vorzeitig beendet"),
        ),
        "absence.removed": (
            _("%(who)s hat %(thing)s des Teams gelöscht"),
            _("%(thing)s des Teams wurde gelöscht"),
        ),
        "person.told_overdue": (
            _("%(who)s hat %(thing)s gesagt, dass Kommentare lange überfällig sind"),
            _("%(thing)s erfuhr per E-Mail, dass Kommentare lange überfällig sind"),
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
        "feedback.deleted": DELETED,
        "report.made_anonymous": (
            _("%(who)s hat Name und Adresse aus %(thing)s entfernt"),
            _("Name und Adresse wurden aus %(thing)s entfernt"),
        ),
        "report.deleted": DELETED,
        "feedback.answer": ANSWERED,
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
