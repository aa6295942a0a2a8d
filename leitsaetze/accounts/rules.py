"""Roles, sessions, links, consents: what holds for people. Pure Python."""

import hashlib
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from leitsaetze.errors import RuleViolation
from leitsaetze.language import OTHERS, translatable


class Role(StrEnum):
    """What a member of staff may do; one person can hold several."""

    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class ConsentKind(StrEnum):
    """What a person agreed to."""

    INVITATIONS = "invitations"


class Hindrance(StrEnum):
    """Why somebody may not be invited."""

    UNREACHABLE = "unreachable"
    SWITCHED_OFF = "switched_off"
    NO_CONSENT = "no_consent"
    UNWANTED = "unwanted"  # the owner of the address wants no letters from this site


class LinkPurpose(StrEnum):
    """What a secret link to a person is for; one made for the one never serves the other."""

    PASSWORD = "password"  # noqa: S105  the name of a purpose
    SIGN_IN = "sign-in"


class End(StrEnum):
    """How a session came to its end before its time."""

    SIGNED_OUT = "signed_out"
    REPLACED = "replaced"  # somebody signed in anew in the same browser
    BY_OWNER = "by_owner"
    BY_ADMINISTRATION = "by_administration"
    NEW_PASSWORD = "new_password"  # noqa: S105  a way to end
    NEW_ROLES = "new_roles"
    SWITCHED_OFF = "switched_off"


class StaffState(StrEnum):
    """Where a colleague stands; the value is the word in the address of the list."""

    ACTIVE = "aktiv"
    INVITED = "eingeladen"
    LAPSED = "abgelaufen"
    OFF = "ausgeschaltet"
    FORMER = "ohne-rolle"


ROLE_NAMES = {
    Role.MODERATOR: translatable("Moderation"),
    Role.EDITOR: translatable("Redaktion"),
    Role.ADMINISTRATOR: translatable("Administration"),
}
ROLE_DUTIES = {
    Role.MODERATOR: translatable(
        "Liest eingehende Kommentare, veröffentlicht sie oder blendet sie mit Begründung aus, "
        "antwortet öffentlich und lädt zu Veranstaltungen ein."
    ),
    Role.EDITOR: translatable(
        "Schreibt und veröffentlicht Dialoge, Handlungsfelder, Leitsätze und Veranstaltungen und "
        "stellt den Bericht für den Kreistag zusammen."
    ),
    Role.ADMINISTRATOR: translatable(
        "Lädt Kolleginnen und Kollegen ein, vergibt Rollen, pflegt Texte, Regeln und Einstellungen "
        "der Seite und liest das Protokoll."
    ),
}
STATE_NAMES = {
    StaffState.ACTIVE: translatable("aktiv"),
    StaffState.INVITED: translatable("eingeladen"),
    StaffState.LAPSED: translatable("Einladung abgelaufen"),
    StaffState.OFF: translatable("ausgeschaltet"),
    StaffState.FORMER: translatable("ohne Rolle"),
}
END_NAMES = {
    End.SIGNED_OUT: translatable("abgemeldet"),
    End.REPLACED: translatable("im selben Browser neu angemeldet"),
    End.BY_OWNER: translatable("von einem anderen Gerät aus"),
    End.BY_ADMINISTRATION: translatable("von der Administration"),
    End.NEW_PASSWORD: translatable("neues Passwort"),
    End.NEW_ROLES: translatable("neue Rollen"),
    End.SWITCHED_OFF: translatable("Konto ausgeschaltet"),
}
HINDRANCES = {
    Hindrance.UNREACHABLE: translatable(
        "Zu dieser Person kennen wir keine bestätigte E-Mail-Adresse."
    ),
    Hindrance.SWITCHED_OFF: translatable("Dieses Konto ist ausgeschaltet."),
    Hindrance.NO_CONSENT: translatable("Diese Person hat Einladungen nicht zugestimmt."),
    Hindrance.UNWANTED: translatable("Diese Person möchte keine E-Mails mehr von uns."),
}
MAX_NAME = 100

# Where a member of staff begins; whoever holds several roles begins where most happens.
HOMES = {
    Role.MODERATOR: "/moderation/",
    Role.EDITOR: "/redaktion/",
    Role.ADMINISTRATOR: "/verwaltung/",
}

IDLE_AFTER = timedelta(minutes=30)
ABSOLUTE_END = timedelta(hours=12)
CITIZEN_END = timedelta(days=30)
# How often it is written down that a session is in use: staff's ends by idling, a citizen's does
# not, so there a day says enough.
NOTED_EVERY = timedelta(minutes=1)
NOTED_EVERY_FOR_CITIZENS = timedelta(days=1)
SIGN_INS_ARE_KEPT_FOR = timedelta(days=180)

INVITATION_HOLDS = timedelta(days=3)
PASSWORD_LINK_HOLDS = timedelta(hours=2)
SIGN_IN_LINK_HOLDS = timedelta(hours=1)
LETTERS_PER_DAY = 10

# Tries with one account from one network: nobody is locked out by strangers elsewhere.
TRIES_PER_ACCOUNT = "5 per minute; 20 per hour; 60 per day"

MAX_TARGET = 2000
NO_TARGETS = ("/anmelden", "/abmelden", "/passwort")


def home_of(roles: Collection[Role]) -> str:
    """Return the address where somebody with these roles begins to work."""
    for role, home in HOMES.items():
        if role in roles:
            return home
    return "/mein/"


def session_ended(*, signed_in_at: datetime, seen_at: datetime, staff: bool, at: datetime) -> bool:
    """Tell whether a session is over; staff's after 30 idle minutes or 12 hours (trust.md)."""
    if staff:
        return at - seen_at > IDLE_AFTER or at - signed_in_at > ABSOLUTE_END
    return at - signed_in_at > CITIZEN_END


def stays_here(target: str) -> bool:
    """Tell whether a browser stays on this site with an address (ASVS 3.7.2).

    Browsers read a backslash as a slash and drop tabs and line ends, so none may occur.
    """
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    strange = re.search(r"[\\\x00-\x20\x7f-\xa0\u2028\u2029]", target)
    return path.startswith("/") and "//" not in path and not strange and len(target) <= MAX_TARGET


def own_path(target: str) -> str:
    """Return `target` if it is an address of this site to go on to, else nothing.

    The pages of signing in and out are no targets.
    """
    if not stays_here(target):
        return ""
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    page = re.sub(rf"^/({'|'.join(OTHERS)})(?=/)", "", path)
    return "" if page.startswith(NO_TARGETS) else target


def hindrance(
    *, reachable: bool, switched_off: bool, agreed: bool, unwanted: bool
) -> Hindrance | None:
    """Return why a person may not be invited, None when they may: to one event or to many.

    `unwanted` means that the owner of the address wants no letters from this site.
    """
    if not reachable:
        return Hindrance.UNREACHABLE
    if switched_off:
        return Hindrance.SWITCHED_OFF
    if not agreed:
        return Hindrance.NO_CONSENT
    return Hindrance.UNWANTED if unwanted else None


def noting_due(*, noted_at: datetime, staff: bool, at: datetime) -> bool:
    """Tell whether it is time to write down again that a session is in use."""
    return at - noted_at > (NOTED_EVERY if staff else NOTED_EVERY_FOR_CITIZENS)


def staff_state(
    *, switched_off: bool, has_role: bool, has_password: bool, invited_until: datetime | None
) -> StaffState:
    """Return where a colleague stands; `invited_until` is None without a link that still holds."""
    if switched_off:
        return StaffState.OFF
    if not has_role:
        return StaffState.FORMER
    if has_password:
        return StaffState.ACTIVE
    return StaffState.INVITED if invited_until is not None else StaffState.LAPSED


def account_fingerprint(name: str, roles: Collection[Role], disabled_at: datetime | None) -> str:
    """Return what a form about an account saw of it; it differs once somebody changed that."""
    facts = [name, *sorted(roles), disabled_at.isoformat() if disabled_at else ""]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def check_roles(roles: Collection[Role]) -> None:
    """Raise RuleViolation for a colleague without any role."""
    if not roles:
        raise RuleViolation(
            "Bitte wählen Sie mindestens eine Rolle. Soll jemand nicht mehr mitarbeiten, schalten "
            "Sie das Konto aus."
        )


def check_name(name: str) -> None:
    """Raise RuleViolation for a colleague without a name."""
    if not name:
        raise RuleViolation("Bitte geben Sie den Namen an.")
    if len(name) > MAX_NAME:
        raise RuleViolation("Der Name hat höchstens 100 Zeichen.")


def check_somebody_stays(leaving: int, *, able: Collection[int], own: bool) -> None:
    """Raise RuleViolation when nobody could administer the site without the person `leaving`.

    `able` are the administrators who can sign in, whoever acts among them.
    """
    if set(able) - {leaving}:
        return
    if own:
        raise RuleViolation(
            "Sie sind im Moment die einzige Person in der Administration, die sich anmelden "
            "kann. Geben Sie die Rolle zuerst jemand anderem; danach können Sie Ihre eigene "
            "abgeben."
        )
    raise RuleViolation(
        "Ohne dieses Konto könnte niemand mehr die Seite verwalten. Geben Sie die Rolle "
        "zuerst jemand anderem."
    )
