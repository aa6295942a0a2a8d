"""Deeds on colleagues that also end what they hold in the rooms below."""

from collections.abc import Iterable

from leitsaetze.accounts import actions as accounts
from leitsaetze.accounts import staff
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.queries import valid_consent
from leitsaetze.accounts.rules import ConsentKind, Role
from leitsaetze.comments.queries import by_author
from leitsaetze.extensions import db
from leitsaetze.moderation import claims
from leitsaetze.moderation.digests import stop_digests


def switch_off(person: Person, *, by: Person | None) -> None:
    """Keep somebody out from now on; sessions, roles, links and claims end, the name stays."""
    accounts.switch_off(person, by=by)
    claims.release_all(person)
    stop_digests(person)


def switch_off_checked(person: Person, *, by: Person, seen: str) -> None:
    """Switch a colleague off as the form asked.

    Raises RuleViolation when nobody could administer the site without them, Conflict when a
    colleague has changed the account meanwhile.
    """
    staff.check_leaving(person, by=by, seen=seen)
    switch_off(person, by=by)


def change_colleague(
    person: Person, *, name: str, roles: Iterable[Role], by: Person, seen: str
) -> None:
    """Give a colleague a name and roles; who moderates no more works on no comment any more."""
    _given, taken = staff.change(person, name=name, roles=roles, by=by, seen=seen)
    if Role.MODERATOR in taken:
        claims.release_all(person)
        stop_digests(person)


def revoke_invitation(person: Person, *, by: Person, seen: str) -> None:
    """Take an open invitation back; a citizen's account stays a citizen's."""
    keeps = has_taken_part(person)
    staff.revoke_invitation(person, by=by, seen=seen, keeps_account=keeps)
    claims.release_all(person)


def has_taken_part(person: Person) -> bool:
    """Tell whether an account holds something of a citizen: a comment or a consent."""
    wrote = db.session.scalar(by_author(person.id).limit(1)) is not None
    agreed = valid_consent(person.id, ConsentKind.INVITATIONS)
    return wrote or db.session.scalar(agreed) is not None
