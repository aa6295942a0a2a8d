"""Deeds of the administration on its colleagues: invite, change, let in again.

What also ends work in other rooms (switching off, taking a role) is completed in administration.
"""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts import staff_queries
from leitsaetze.accounts.actions import end_sessions, switch_off, void_links
from leitsaetze.accounts.credentials import password_link, send_invitation
from leitsaetze.accounts.models import Person, RoleGrant
from leitsaetze.accounts.queries import person_with
from leitsaetze.accounts.rules import (
    INVITATION_HOLDS,
    End,
    Role,
    account_fingerprint,
    check_name,
    check_roles,
    check_somebody_stays,
)
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.mail.actions import is_blocked

OVERTAKEN = translatable(
    "Inzwischen hat jemand anderes dieses Konto geändert. Es wurde nichts gespeichert; "
    "bitte sehen Sie nach, was jetzt gilt, und entscheiden Sie dann."
)


def state_of(person: Person) -> str:
    """Return what a form about this account has seen of it."""
    return account_fingerprint(person.name, person.roles, person.disabled_at)


def invite(
    address: str,
    *,
    name: str,
    roles: Iterable[Role],
    locale: str,
    by: Person,
    although_known: bool = False,
) -> Person:
    """Make somebody a colleague and mail them the link with which they choose a password.

    An account of a citizen at this address gets the roles only if `although_known`; it keeps its
    language and all it holds. Raises RuleViolation for colleagues, also for those switched off.
    """
    wanted = sorted(set(roles))
    check_name(name)
    check_roles(wanted)
    _hold_administrators(by)
    person = db.session.scalar(person_with(address))
    if person is None:
        person = _add(address, locale)
    else:
        _check_invitable(person, although_known=although_known)
    person.name = name
    _grant(person, wanted)
    record("person.invited", person, by=by, roles=wanted)
    end_sessions(person, End.NEW_ROLES)
    _send_link(person, by=by)
    return person


def invite_again(person: Person, *, by: Person, seen: str) -> None:
    """Mail a new link to choose a password; earlier ones are worthless from here on.

    Raises RuleViolation for somebody who has a password by now.
    """
    _take_in_hand(person, by=by, seen=seen)
    _refuse_with_password(person)
    record("person.invited_again", person, by=by)
    _send_link(person, by=by)


def revoke_invitation(person: Person, *, by: Person, seen: str, keeps_account: bool) -> None:
    """Take back roles and link of somebody who has not chosen a password.

    `keeps_account` leaves the account to a citizen, as it was before; any other is switched off.
    """
    able = _take_in_hand(person, by=by, seen=seen)
    _refuse_with_password(person)
    if Role.ADMINISTRATOR in person.roles:
        check_somebody_stays(person.id, able=able, own=by.id == person.id)
    record("person.invitation_revoked", person, by=by, roles=sorted(person.roles))
    if keeps_account:
        void_links(person)
        _revoke(person, person.roles)
        if not person.worked_here:
            person.name = ""
    else:
        switch_off(person, by=by)


def change(
    person: Person, *, name: str, roles: Iterable[Role], by: Person, seen: str
) -> tuple[set[Role], set[Role]]:
    """Give a colleague this name and these roles; return which roles were given and taken.

    New roles end all sessions, taken ones count no more with the next request. Raises
    RuleViolation when nobody could administer the site any more, and for somebody who is switched
    off or holds no role: they come back by an invitation only.
    """
    able = _take_in_hand(person, by=by, seen=seen)
    _refuse_outsider(person)
    wanted = set(roles)
    check_name(name)
    check_roles(wanted)
    given, taken = wanted - person.roles, person.roles - wanted
    if Role.ADMINISTRATOR in taken:
        check_somebody_stays(person.id, able=able, own=by.id == person.id)
    if name != person.name:
        person.name = name
        record("person.renamed", person, by=by)
    if taken:
        _revoke(person, taken)
        record("person.roles_taken", person, by=by, roles=sorted(taken))
    if given:
        _grant(person, sorted(given))
        end_sessions(person, End.NEW_ROLES)
        record("person.roles_granted", person, by=by, roles=sorted(given))
    return given, taken


def check_leaving(person: Person, *, by: Person, seen: str) -> None:
    """Raise RuleViolation when this account must not be switched off now."""
    able = _take_in_hand(person, by=by, seen=seen)
    if Role.ADMINISTRATOR in person.roles:
        check_somebody_stays(person.id, able=able, own=by.id == person.id)


def switch_on(person: Person, *, roles: Iterable[Role], by: Person, seen: str) -> None:
    """Let somebody who was switched off in again, with these roles and by a new invitation."""
    _take_in_hand(person, by=by, seen=seen)
    wanted = set(roles)
    check_roles(wanted)
    person.disabled_at = None
    _revoke(person, person.roles - wanted)
    _grant(person, sorted(wanted - person.roles))
    record("person.switched_on", person, by=by, roles=sorted(wanted))
    _send_link(person, by=by)


def _take_in_hand(person: Person, *, by: Person, seen: str) -> set[int]:
    """Keep the account from others, compare it with what the form saw; return who administers.

    Raises Conflict when a colleague was faster.
    """
    able = _hold_administrators(by)
    db.session.scalars(staff_queries.held(person.id)).one()
    if state_of(person) != seen:
        raise Conflict(OVERTAKEN)
    return able


def _hold_administrators(by: Person) -> set[int]:
    """Return who administers the site and can sign in; `by` is one of them while acting.

    Their grants are held, so that two who take the role from each other do it one after the other.
    """
    holding = set(db.session.scalars(staff_queries.administrators()))
    if by.id not in holding:
        raise RuleViolation("Sie gehören nicht mehr zur Administration.")
    return set(db.session.scalars(staff_queries.with_password(holding))) | {by.id}


def _check_invitable(person: Person, *, although_known: bool) -> None:
    if person.disabled_at is not None:
        raise RuleViolation(
            "Zu dieser Adresse gibt es ein ausgeschaltetes Konto. Schalten Sie es auf seiner Seite "
            "wieder ein; dann geht eine neue Einladung hinaus."
        )
    if person.roles:
        raise RuleViolation("Zu dieser Adresse gibt es schon ein Konto im Team.")
    if not although_known:
        raise RuleViolation(
            "Zu dieser Adresse gibt es schon ein Konto aus der Bürgerbeteiligung. Möchten Sie "
            "dieses Konto einladen, bestätigen Sie das bitte unten."
        )


def _add(address: str, locale: str) -> Person:
    person = Person(address=address.lower(), locale=locale)
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        raise Conflict("Jemand anderes hat diese Adresse im selben Moment eingeladen.") from None
    return person


def _grant(person: Person, roles: Iterable[Role]) -> None:
    person.grants.extend(RoleGrant(role=role) for role in roles)
    db.session.flush()


def _revoke(person: Person, roles: Iterable[Role]) -> None:
    db.session.execute(
        delete(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.role.in_(list(roles)))
    )
    db.session.expire(person, ["grants"])


def _refuse_outsider(person: Person) -> None:
    if person.disabled_at is not None:
        raise RuleViolation(
            "Dieses Konto ist ausgeschaltet. Schalten Sie es zuerst wieder ein; dann geht eine "
            "neue Einladung hinaus."
        )
    if not person.roles:
        raise RuleViolation(
            "Dieses Konto hat keine Rolle. Soll die Person mitarbeiten, laden Sie sie bitte ein."
        )


def _refuse_with_password(person: Person) -> None:
    has_password, _until = db.session.execute(staff_queries.standing(person.id, now())).one()
    if has_password or not person.roles:
        raise RuleViolation("Hier ist keine Einladung mehr offen.")


def _send_link(person: Person, *, by: Person) -> None:
    if is_blocked(person.address or ""):
        raise RuleViolation(
            "Wer diese Adresse liest, möchte keine E-Mails von dieser Seite. Es ging keine "
            "Einladung hinaus. In der letzten E-Mail an diese Adresse steht ein Link, mit dem sich "
            "das zurücknehmen lässt."
        )
    void_links(person)
    send_invitation(person, password_link(person, INVITATION_HOLDS), by=by)
