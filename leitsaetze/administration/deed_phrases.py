"""Kinds of deeds, and the sentences that several deeds have in common. Pure Python."""

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

# Who did it; what happened by itself or by a guest.
Told = tuple[str, str]
RECEIVED: Told = (_("%(who)s hat %(thing)s geschrieben"), _("%(thing)s ging ein"))
WITHDRAWN: Told = (_("%(who)s hat %(thing)s zurückgezogen"), _("%(thing)s wurde zurückgezogen"))
PUBLISHED: Told = (_("%(who)s hat %(thing)s veröffentlicht"), _("%(thing)s wurde veröffentlicht"))
CREATED: Told = (_("%(who)s hat %(thing)s angelegt"), _("%(thing)s wurde angelegt"))
CHANGED: Told = (_("%(who)s hat %(thing)s geändert"), _("%(thing)s wurde geändert"))
ANSWERED: Told = (_("%(who)s hat %(thing)s beantwortet"), _("%(thing)s wurde beantwortet"))
SCHEDULED: Told = (
    _("%(who)s hat für %(thing)s einen Zeitpunkt zum Veröffentlichen festgelegt"),
    _("Für %(thing)s wurde ein Zeitpunkt zum Veröffentlichen festgelegt"),
)
UNSCHEDULED: Told = (
    _("%(who)s hat den Zeitpunkt zum Veröffentlichen von %(thing)s aufgehoben"),
    _("Der Zeitpunkt zum Veröffentlichen von %(thing)s wurde aufgehoben"),
)
PUBLISHED_AGAIN: Told = (
    _("%(who)s hat %(thing)s wieder veröffentlicht"),
    _("%(thing)s wurde wieder veröffentlicht"),
)
DELETED: Told = (_("%(who)s hat %(thing)s gelöscht"), _("%(thing)s wurde gelöscht"))
RETIRED: Told = (
    _("%(who)s bietet %(thing)s nicht mehr an"),
    _("%(thing)s wird nicht mehr angeboten"),
)
RETURNED: Told = (
    _("%(who)s bietet %(thing)s wieder an"),
    _("%(thing)s wird wieder angeboten"),
)
