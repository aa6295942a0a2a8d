"""Questions about the people who work here: who they are, where they stand, what they hold."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    ScalarSelect,
    Select,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from leitsaetze.accounts.models import Credential, DigestChoice, Person, RoleGrant, SignIn
from leitsaetze.accounts.rules import LinkPurpose, Role, StaffState
from leitsaetze.site.models import AccessLink

PAGE = 50
UMLAUTS = {"Ä": "a", "Ö": "o", "Ü": "u", "ä": "a", "ö": "o", "ü": "u", "ß": "ss"}

# Written out, so that the partial index on names serves it; only staff have a name.
_is_staff = Person.name != literal_column("''")
_holds_a_role = select(RoleGrant.person_id).where(RoleGrant.person_id == Person.id).exists()
_has_password = select(Credential.person_id).where(Credential.person_id == Person.id).exists()


def staff(
    at: datetime, *, role: Role | None = None, state: StaffState | None = None, after: int = 0
) -> Select:  # type: ignore[type-arg]  # a row of columns
    """One page of the staff by name, with where each of them stands.

    `after` is the last person of the page before.
    """
    question = (
        select(
            Person.id,
            Person.name,
            Person.address,
            Person.disabled_at,
            _holds_a_role.label("has_role"),
            _has_password.label("has_password"),
            invited_until(at).label("invited_until"),
            _last_sign_in().label("last_sign_in"),
        )
        .where(_is_staff)
        .order_by(_folded(Person.name), Person.id)
        .limit(PAGE + 1)
    )
    if role is not None:
        holds = RoleGrant.person_id == Person.id, RoleGrant.role == role
        question = question.where(select(RoleGrant.person_id).where(*holds).exists())
    if state is not None:
        question = question.where(*_stands(state, at))
    if after:
        last = aliased(Person)
        place = select(_folded(last.name)).where(last.id == after).scalar_subquery()
        question = question.where(tuple_(_folded(Person.name), Person.id) > tuple_(place, after))
    return question


def roles_of(person_ids: list[int]) -> Select[int, Role]:
    """The roles of these people, as pairs of person and role."""
    return select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.person_id.in_(person_ids))


def colleague(person_id: int) -> Select[Person]:
    """One of the staff, or who once was."""
    return select(Person).where(Person.id == person_id, _is_staff)


def everybody() -> Select[int, str]:
    """Number and name of all who work here or once did, by name."""
    return select(Person.id, Person.name).where(_is_staff).order_by(_folded(Person.name), Person.id)


def at_work(role: Role | None = None) -> Select[Person]:
    """Those who can sign in and get letters, or those of them with a role, by name."""
    question = (
        select(Person)
        .where(_is_staff, Person.disabled_at.is_(None), Person.address.is_not(None))
        .where(_has_password, _holds_a_role)
        .order_by(_folded(Person.name), Person.id)
    )
    if role is None:
        return question
    holds = RoleGrant.person_id == Person.id, RoleGrant.role == role
    return question.where(select(RoleGrant.person_id).where(*holds).exists())


def digests() -> Select[Person, DigestChoice]:
    """Every moderator at work, with when they want their digest if they chose."""
    return (
        at_work(Role.MODERATOR)
        .outerjoin(DigestChoice, DigestChoice.person_id == Person.id)
        .add_columns(DigestChoice)
    )


def standing(person_id: int, at: datetime) -> Select[bool, datetime | None]:
    """Whether somebody has a password, and until when they are invited to choose one."""
    return select(_has_password, invited_until(at)).where(Person.id == person_id)


def open_link(person_id: int, at: datetime) -> Select[AccessLink]:
    """The newest link with which somebody can still choose a password."""
    return (
        select(AccessLink)
        .where(AccessLink.person_id == person_id, AccessLink.purpose == LinkPurpose.PASSWORD)
        .where(AccessLink.used_at.is_(None), AccessLink.expires_at > at)
        .order_by(AccessLink.id.desc())
        .limit(1)
    )


def held(person_id: int) -> Select[Person]:
    """A person as they are now, kept from everybody else until the deed is done."""
    return (
        select(Person)
        .where(Person.id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def administrators() -> Select[int]:
    """Who administers the site, kept from changing until the deed is done."""
    return (
        select(RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR)
        .order_by(RoleGrant.person_id)
        .with_for_update()
    )


def with_password(person_ids: set[int]) -> Select[int]:
    """Those of these people who can sign in."""
    return (
        select(Person.id)
        .join(Credential, Credential.person_id == Person.id)
        .where(Person.id.in_(person_ids), Person.disabled_at.is_(None))
    )


def invited_until(at: datetime) -> ScalarSelect[datetime]:
    """Until when the newest link of a person to choose a password holds."""
    return (
        select(func.max(AccessLink.expires_at))
        .where(AccessLink.person_id == Person.id, AccessLink.purpose == LinkPurpose.PASSWORD)
        .where(AccessLink.used_at.is_(None), AccessLink.expires_at > at)
        .scalar_subquery()
    )


def _last_sign_in() -> ScalarSelect[datetime]:
    return (
        select(func.max(SignIn.created_at)).where(SignIn.person_id == Person.id).scalar_subquery()
    )


def _stands(state: StaffState, at: datetime) -> list[ColumnElement[bool]]:
    """Say that somebody is in a state, as rules.staff_state would."""
    on = Person.disabled_at.is_(None)
    invited = invited_until(at)
    conditions: dict[StaffState, list[ColumnElement[bool]]] = {
        StaffState.OFF: [Person.disabled_at.is_not(None)],
        StaffState.FORMER: [on, ~_holds_a_role],
        StaffState.ACTIVE: [on, _holds_a_role, _has_password],
        StaffState.INVITED: [on, _holds_a_role, ~_has_password, invited.is_not(None)],
        StaffState.LAPSED: [on, _holds_a_role, ~_has_password, invited.is_(None)],
    }
    return conditions[state]


def _folded(name: ColumnExpressionArgument[str]) -> ColumnElement[str]:
    """Return what names are sorted by, the same in every database: no case, no umlauts."""
    plain: ColumnElement[str] = func.lower(name)
    for letter, written in UMLAUTS.items():
        plain = func.replace(plain, letter, written)
    return plain
