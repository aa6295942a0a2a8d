"""Deeds on people: roles, switching off, sessions, consents."""

import secrets
from collections.abc import Iterable

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts import queries
from leitsaetze.accounts.models import Consent, Credential, Person, RoleGrant, SignIn
from leitsaetze.accounts.rules import (
    HINDRANCES,
    ConsentKind,
    End,
    LinkPurpose,
    Role,
    check_name,
    hindrance,
)
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.extensions import changed, db
from leitsaetze.language import DEFAULT
from leitsaetze.mail.actions import cancel_letters, is_blocked
from leitsaetze.site.actions import digest_of
from leitsaetze.site.models import AccessLink


def person_for(address: str) -> Person:
    """Return the person with this confirmed address, new if there is none yet."""
    known = db.session.scalar(queries.person_with(address))
    if known is not None:
        return known
    person = Person(address=address.lower())
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        return db.session.scalars(queries.person_with(address)).one()
    return person


def speak(person: Person, locale: str) -> None:
    """Write to a citizen from now on in the language in which they use the site.

    Members of staff choose theirs.
    """
    if not person.roles:
        person.locale = locale


def add_staff(address: str, *, name: str, roles: Iterable[Role], by: Person | None) -> Person:
    """Make somebody a member of staff, or give one more roles.

    Whoever was switched off is back, with these roles only.

    Open sessions end with a new role: a citizen's began without a password. Raises RuleViolation
    for a member of staff without a name.
    """
    person = person_for(address)
    person.name = name or person.name
    check_name(person.name)
    new = sorted(set(roles) - person.roles)
    person.disabled_at = None
    person.grants.extend(RoleGrant(role=role) for role in new)
    db.session.flush()
    record("person.roles_granted", person, by=by, roles=new)
    if new:
        end_sessions(person, End.NEW_ROLES)
        void_links(person)
    return person


def switch_off(person: Person, *, by: Person | None) -> None:
    """Keep a person out from now on: roles, sessions, password and links end; the name stays."""
    taken = sorted(person.roles)
    person.disabled_at = now()
    db.session.execute(delete(RoleGrant).where(RoleGrant.person_id == person.id))
    db.session.expire(person, ["grants"])
    db.session.execute(delete(Credential).where(Credential.person_id == person.id))
    void_links(person)
    end_sessions(person, End.SWITCHED_OFF)
    record("person.switched_off", person, by=by, roles=taken)


def start_session(person: Person, *, device: str = "") -> str:
    """Begin a session for `person` and return its secret, of which only a digest is kept.

    `device` is a family of devices as devices.device_family writes it.
    """
    secret = secrets.token_urlsafe(32)
    sign_in = SignIn(person_id=person.id, digest=digest_of(secret), device=device)
    db.session.add(sign_in)
    db.session.flush()
    record("session.started", sign_in, by=person)
    return secret


def end_session(sign_in: SignIn, how: End, *, by: Person) -> None:
    """End a session at once; its cookie is worth nothing from here on."""
    sign_in.ended_at = now()
    sign_in.ended_how = how
    record("session.ended", sign_in, by=by, how=how)


def end_sessions(person: Person, how: End, *, but: SignIn | None = None) -> int:
    """End every session of a person, on all devices, except `but`; return how many."""
    ending = update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    if but is not None:
        ending = ending.where(SignIn.id != but.id)
    return changed(ending.values(ended_at=now(), ended_how=how))


def choose_language(person: Person, locale: str) -> None:
    """Write to a person in this language from now on; the same again changes nothing."""
    if person.locale != locale:
        record("person.language_chosen", person, by=person, before=person.locale, after=locale)
        person.locale = locale


def choose_shortcuts(person: Person, *, on: bool) -> None:
    """Let single keys do something at the moderators' desk, or nothing."""
    if person.shortcuts != on:
        record("person.shortcuts_chosen", person, by=person, before=person.shortcuts, after=on)
        person.shortcuts = on


def void_links(person: Person) -> None:
    """Make every link that would let this person in worthless; unsent ones stay in the house."""
    db.session.execute(
        update(AccessLink)
        .where(AccessLink.person_id == person.id, AccessLink.used_at.is_(None))
        .where(AccessLink.purpose.in_(list(LinkPurpose)))
        .values(used_at=now())
    )
    cancel_letters(f"person:{person.id}")


def agree(
    person: Person,
    kind: ConsentKind,
    *,
    wording: str,
    version: int,
    given_with: str,
    locale: str = DEFAULT,
) -> Consent:
    """Write down a consent: in which words and language, which version, given with what.

    `given_with` names the thing whose form had the box ("comment:42").
    """
    consent = Consent(
        person_id=person.id,
        kind=kind,
        wording=wording,
        version=version,
        locale=locale,
        given_with=given_with,
    )
    db.session.add(consent)
    db.session.flush()
    record("consent.given", consent, by=person, kind=kind, version=version)
    return consent


def revoke(person: Person, kind: ConsentKind) -> None:
    """Take a consent back, however often it was given; doing it again changes nothing."""
    for consent in db.session.scalars(queries.valid_consents(person.id, kind)):
        consent.revoked_at = now()
        record("consent.revoked", consent, by=person, kind=kind)


def has_agreed(person: Person, kind: ConsentKind) -> bool:
    """Tell whether a person agreed and did not take it back."""
    return db.session.scalar(queries.valid_consent(person.id, kind)) is not None


def why_not_invite(person: Person) -> str:
    """Return why a person may not be invited, as a sentence for staff; nothing when they may."""
    found = hindrance(
        reachable=person.address is not None,
        switched_off=person.disabled_at is not None,
        agreed=has_agreed(person, ConsentKind.INVITATIONS),
        unwanted=person.address is not None and is_blocked(person.address),
    )
    return HINDRANCES[found] if found is not None else ""


def may_be_invited(person: Person) -> bool:
    """Tell whether a person can get an invitation and agreed to it."""
    return not why_not_invite(person)
