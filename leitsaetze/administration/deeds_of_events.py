"""What is done with events and those who come, in sentences of the log."""

from leitsaetze.administration.deed_phrases import (
    CHANGED,
    CREATED,
    DELETED,
    PUBLISHED,
    WITHDRAWN,
    Kind,
    Told,
)
from leitsaetze.language import translatable as _  # marked here, translated where it is shown

OF_EVENTS: dict[Kind, dict[str, Told]] = {
    Kind.EVENTS: {
        "comment.invite": (
            _("%(who)s hat zu %(thing)s eine Einladung verschickt"),
            _("Zu %(thing)s ging eine Einladung hinaus"),
        ),
        "comment.uninvite": (
            _("%(who)s hat die Einladung zu %(thing)s zurückgezogen"),
            _("Die Einladung zu %(thing)s wurde zurückgezogen"),
        ),
        "event.held": CREATED,
        "event.changed": CHANGED,
        "invitation.sent": (_("%(who)s hat %(thing)s verschickt"), _("%(thing)s ging hinaus")),
        "invitation.withdrawn": WITHDRAWN,
        "event.invited_many": (
            _("%(who)s hat viele auf einmal zu %(thing)s eingeladen"),
            _("Zu %(thing)s wurden viele auf einmal eingeladen"),
        ),
        "event.reminded_many": (
            _("%(who)s hat an die Einladung zu %(thing)s erinnert"),
            _("An die Einladung zu %(thing)s wurde erinnert"),
        ),
        "event.reminded": (
            _("%(who)s hat alle, die kommen, an %(thing)s erinnert"),
            _("Alle, die kommen, wurden an %(thing)s erinnert"),
        ),
        "registration.seated": (
            _("%(who)s hat mit %(thing)s Plätze bekommen"),
            _("Mit %(thing)s wurden Plätze vergeben"),
        ),
        "registration.queued": (
            _("%(who)s kam mit %(thing)s auf die Warteliste"),
            _("%(thing)s kam auf die Warteliste"),
        ),
        "registration.offered": (
            _("%(who)s hat mit %(thing)s einen Platz angeboten bekommen"),
            _("Für %(thing)s wurde ein Platz angeboten"),
        ),
        "registration.accepted": (
            _("%(who)s hat den Platz zu %(thing)s angenommen"),
            _("Der Platz zu %(thing)s wurde angenommen"),
        ),
        "registration.lapsed": (
            _("%(who)s hat die Frist zu %(thing)s verstreichen lassen"),
            _("Der Platz zu %(thing)s wurde nicht rechtzeitig angenommen"),
        ),
        "registration.changed": CHANGED,
        "registration.signed_off": (
            _("%(who)s hat %(thing)s beendet"),
            _("%(thing)s wurde beendet"),
        ),
        "arrival.noted": (
            _("%(who)s hat bei %(thing)s jemanden als gekommen vermerkt"),
            _("Bei %(thing)s wurde jemand als gekommen vermerkt"),
        ),
        "arrival.walked_in": (
            _("%(who)s hat bei %(thing)s jemanden ohne Anmeldung eingelassen"),
            _("Bei %(thing)s kam jemand ohne Anmeldung"),
        ),
        "arrival.taken_back": (
            _("%(who)s hat bei %(thing)s einen Vermerk am Einlass zurückgenommen"),
            _("Bei %(thing)s wurde ein Vermerk am Einlass zurückgenommen"),
        ),
        "needs.offered": (
            _("%(who)s hat bei %(thing)s festgelegt, wonach die Anmeldung fragt"),
            _("Bei %(thing)s wurde festgelegt, wonach die Anmeldung fragt"),
        ),
        "needs.stated": (
            _("%(who)s hat mit Einwilligung gesagt, was zum Teilnehmen nötig ist (%(thing)s)"),
            _("Jemand hat mit Einwilligung gesagt, was zum Teilnehmen nötig ist (%(thing)s)"),
        ),
        "needs.withdrawn": (
            _("%(who)s hat die Einwilligung zu Angaben über den Bedarf widerrufen (%(thing)s)"),
            _("Eine Einwilligung zu Angaben über den Bedarf wurde widerrufen (%(thing)s)"),
        ),
        "event.drafted": (
            _("%(who)s hat einen Entwurf für %(thing)s angelegt"),
            _("Ein Entwurf für %(thing)s wurde angelegt"),
        ),
        "event.deleted": DELETED,
        "event.published": PUBLISHED,
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
        "series.begun": CREATED,
        "series.changed": CHANGED,
        "municipality.added": CREATED,
        "municipality.renamed": CHANGED,
        "municipality.moved": (
            _("%(who)s hat %(thing)s an eine andere Stelle der Liste gesetzt"),
            _("%(thing)s steht an einer anderen Stelle der Liste"),
        ),
        "municipality.removed": DELETED,
        "meeting_place.added": CREATED,
        "meeting_place.corrected": CHANGED,
        "meeting_place.retired": (
            _("%(who)s bietet %(thing)s nicht mehr an"),
            _("%(thing)s wird nicht mehr angeboten"),
        ),
        "meeting_place.brought_back": (
            _("%(who)s bietet %(thing)s wieder an"),
            _("%(thing)s wird wieder angeboten"),
        ),
        "meeting_place.removed": DELETED,
        "minutes.saved": (
            _("%(who)s hat am Protokoll zu %(thing)s geschrieben"),
            _("Am Protokoll zu %(thing)s wurde geschrieben"),
        ),
        "minutes.published": (
            _("%(who)s hat das Protokoll zu %(thing)s veröffentlicht"),
            _("Das Protokoll zu %(thing)s wurde veröffentlicht"),
        ),
        "event_result.became_comment": (
            _("%(who)s hat ein Ergebnis zu %(thing)s als Kommentar veröffentlicht"),
            _("Ein Ergebnis zu %(thing)s wurde als Kommentar veröffentlicht"),
        ),
        "event_result.drafted": (
            _("%(who)s hat ein Ergebnis zu %(thing)s in einen Entwurf übernommen"),
            _("Ein Ergebnis zu %(thing)s wurde in einen Entwurf übernommen"),
        ),
        "task.taken_on": (
            _("%(who)s hat ein Ergebnis zu %(thing)s zur Aufgabe gemacht"),
            _("Ein Ergebnis zu %(thing)s wurde zur Aufgabe"),
        ),
        "task.changed": (
            _("%(who)s hat eine Aufgabe zu %(thing)s geändert"),
            _("Eine Aufgabe zu %(thing)s wurde geändert"),
        ),
        "task.done": (
            _("%(who)s hat eine Aufgabe zu %(thing)s als erledigt vermerkt"),
            _("Eine Aufgabe zu %(thing)s ist als erledigt vermerkt"),
        ),
    },
}
