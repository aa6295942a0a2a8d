"""Questions about people, their sessions, credentials and consents."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Delete, Select, bindparam, delete, func, select
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.interfaces import ORMOption

from leitsaetze.accounts.models import Consent, Credential, Person, RoleGrant, SignIn
from leitsaetze.accounts.rules import SIGN_INS_ARE_KEPT_FOR, ConsentKind, LinkPurpose, Role
from leitsaetze.site.models import AccessLink

_holds_a_role = select(RoleGrant.person_id).where(RoleGrant.person_id == Person.id).exists()


def able_moderators() -> Select[Person]:
    """The moderators who have chosen a password and can sign in."""
    return (
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .join(Credential, Credential.person_id == Person.id)
        .where(RoleGrant.role == Role.MODERATOR, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    )


def person_with(address: str) -> Select[Person]:
    """The person with this confirmed address, in any spelling of its letters."""
    return select(Person).where(Person.address == address.lower())


def staff_with(address: str) -> Select[Person]:
    """The member of staff with this address, unless switched off."""
    return _alone(person_with(address).where(_holds_a_role, Person.disabled_at.is_(None)))


def citizen_with(address: str) -> Select[Person]:
    """The citizen with this confirmed address: somebody without any role, not switched off."""
    return _alone(person_with(address).where(~_holds_a_role, Person.disabled_at.is_(None)))


def credential_of(address: str) -> Select[Credential]:
    """The password of the member of staff with this address, unless switched off."""
    return (
        select(Credential)
        .join(Person, Person.id == Credential.person_id)
        .where(Person.address == address.lower(), _holds_a_role, Person.disabled_at.is_(None))
    )


@cache  # asked with every request of whoever is signed in
def open_sign_in() -> Select[*tuple[Any, ...]]:
    """The session with the digest it is asked with, unless it was ended: a row for each role.

    Columns: its number, its person, since when it is, when it was last seen, since when the person
    is switched off, whether single keys do something, and the role, if there is one.
    """
    return (
        select(
            SignIn.id,
            SignIn.person_id,
            SignIn.created_at,
            SignIn.last_seen_at,
            Person.disabled_at,
            Person.shortcuts,
            RoleGrant.role,
        )
        .join(Person, Person.id == SignIn.person_id)
        .outerjoin(RoleGrant, RoleGrant.person_id == SignIn.person_id)
        .where(SignIn.digest == bindparam("digest"), SignIn.ended_at.is_(None))
    )


def with_their_person() -> ORMOption:
    """Fetch a session and its person, roles and all, at once."""
    return joinedload(SignIn.person).joinedload(Person.grants)


def sign_in_of(person_id: int, sign_in_id: int) -> Select[SignIn]:
    """One session of a person, unless it was ended."""
    return select(SignIn).where(
        SignIn.id == sign_in_id, SignIn.person_id == person_id, SignIn.ended_at.is_(None)
    )


def sign_ins_of(person_id: int) -> Select[SignIn]:
    """The sessions of a person, newest first; those not ended before all others."""
    return (
        select(SignIn)
        .where(SignIn.person_id == person_id)
        .order_by(SignIn.ended_at.is_not(None), SignIn.created_at.desc(), SignIn.id.desc())
    )


def oldest_sign_in() -> Select[datetime]:
    """When the oldest session that is still written down began."""
    return select(SignIn.created_at).order_by(SignIn.id).limit(1)


def old_sign_ins(at: datetime) -> Delete:
    """The removal of sessions that were over long ago."""
    return delete(SignIn).where(SignIn.created_at < at - SIGN_INS_ARE_KEPT_FOR)


def links_since(person_id: int, purpose: LinkPurpose, since: datetime) -> Select[int]:
    """How many links for this purpose a person got since a moment."""
    return select(func.count(AccessLink.id)).where(
        AccessLink.person_id == person_id,
        AccessLink.purpose == purpose,
        AccessLink.created_at > since,
    )


def valid_consent(person_id: int, kind: ConsentKind) -> Select[Consent]:
    """The consent a person gave and did not take back."""
    return valid_consents(person_id, kind).order_by(Consent.id.desc()).limit(1)


def valid_consents(person_id: int, kind: ConsentKind) -> Select[Consent]:
    """Every consent of this kind that holds; somebody may have agreed more than once."""
    return select(Consent).where(
        Consent.person_id == person_id, Consent.kind == kind, Consent.revoked_at.is_(None)
    )


def _alone(question: Select[Person]) -> Select[Person]:
    """Ask one question whether somebody is found or not, so that time tells nothing."""
    return question.options(lazyload(Person.grants))
