"""Roles, sessions, links, consents: what holds for people. Pure Python."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from leitsaetze.language import OTHERS, translatable


class Role(StrEnum):
    """What a member of staff may do; one person can hold several."""

    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class ConsentKind(StrEnum):
    """What a person agreed to."""

    INVITATIONS = "invitations"


class LinkPurpose(StrEnum):
    """What a secret link to a person is for; one made for the one never serves the other."""

    PASSWORD = "password"  # noqa: S105  the name of a purpose
    SIGN_IN = "sign-in"


ROLE_NAMES = {
    Role.MODERATOR: translatable("Moderation"),
    Role.EDITOR: translatable("Redaktion"),
    Role.ADMINISTRATOR: translatable("Administration"),
}

# Where a member of staff begins; whoever holds several roles begins where most happens.
HOMES = {
    Role.MODERATOR: "/moderation/",
    Role.EDITOR: "/redaktion/",
    Role.ADMINISTRATOR: "/verwaltung/",
}

IDLE_AFTER = timedelta(minutes=30)
ABSOLUTE_END = timedelta(hours=12)
CITIZEN_END = timedelta(days=30)

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


def obstacle_to_inviting(
    *, reachable: bool, switched_off: bool, unwanted: bool, agreed: bool
) -> str:
    """Return why a person may not be invited, as a sentence for staff; nothing when they may.

    `unwanted` means that the owner of the address wants no letters from this site.
    """
    if not reachable:
        return translatable("Zu dieser Person kennen wir keine bestätigte E-Mail-Adresse.")
    if switched_off:
        return translatable("Dieses Konto ist ausgeschaltet.")
    if not agreed:
        return translatable("Diese Person hat Einladungen nicht zugestimmt.")
    if unwanted:
        return translatable("Diese Person möchte keine E-Mails mehr von uns.")
    return ""
