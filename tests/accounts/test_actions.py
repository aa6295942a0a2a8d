"""Roles, switching off, sessions, consents: on a real database."""

from datetime import timedelta

import pytest

from leitsaetze.accounts import queries
from leitsaetze.accounts.actions import (
    add_staff,
    agree,
    has_agreed,
    may_be_invited,
    person_for,
    revoke,
    start_session,
    switch_off,
    why_not_invite,
)
from leitsaetze.accounts.models import Consent, Credential, SignIn
from leitsaetze.accounts.rules import ConsentKind, LinkPurpose, Role
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block
from leitsaetze.site.actions import digest_of, make_link
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import make_staff
from tests.factories import make_person

INVITATIONS = ConsentKind.INVITATIONS


def deeds() -> list[str]:
    return list(db.session.scalars(db.select(AuditEntry.deed).order_by(AuditEntry.id)))


def open_sessions(person) -> int:
    return len(
        db.session.scalars(
            db.select(SignIn.id).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        ).all()
    )


def allow_invitations(person) -> Consent:
    return agree(
        person, INVITATIONS, wording="Laden Sie mich ein", version=1, given_with="comment:7"
    )


def test_a_confirmed_address_is_one_person_however_it_is_spelled(app):
    first = person_for("Oma.Erna@Musterland.example")
    again = person_for("oma.erna@musterland.example")

    assert again is first
    assert first.address == "oma.erna@musterland.example"


def test_staff_get_name_and_roles(app):
    person = add_staff("neu@musterland.example", name="Nele Neu", roles=[Role.EDITOR], by=None)
    add_staff("neu@musterland.example", name="", roles=[Role.EDITOR, Role.MODERATOR], by=person)

    assert (person.name, person.roles) == ("Nele Neu", {Role.EDITOR, Role.MODERATOR})
    entries = db.session.execute(db.select(AuditEntry.deed, AuditEntry.details, AuditEntry.by_id))
    assert [tuple(entry) for entry in entries] == [
        ("person.roles_granted", {"roles": ["editor"]}, None),
        ("person.roles_granted", {"roles": ["moderator"]}, person.id),
    ]


def test_staff_have_a_name(app):
    with pytest.raises(RuleViolation, match="Namen"):
        add_staff("neu@musterland.example", name="", roles=[Role.EDITOR], by=None)


def test_a_citizen_who_becomes_staff_needs_a_password_from_then_on(app):
    citizen = make_person()
    start_session(citizen)
    make_link(LinkPurpose.SIGN_IN, "x:1", lifetime=timedelta(hours=1), person_id=citizen.id)

    add_staff(citizen.address, name="Carla", roles=[Role.MODERATOR], by=None)

    assert open_sessions(citizen) == 0
    assert db.session.scalars(db.select(AccessLink.used_at)).one() is not None


def test_a_role_already_held_ends_no_session(app):
    person = make_staff(Role.EDITOR)
    start_session(person)

    add_staff(person.address, name="", roles=[Role.EDITOR], by=None)

    assert open_sessions(person) == 1


def test_switching_off_ends_everything_but_the_name(app):
    person, administrator = make_staff(), make_staff(Role.ADMINISTRATOR)
    for _ in range(2):
        start_session(person)
    start_session(administrator)
    make_link(LinkPurpose.PASSWORD, "x:1", lifetime=timedelta(hours=1), person_id=person.id)

    switch_off(person, by=administrator)
    db.session.commit()

    assert (open_sessions(person), open_sessions(administrator)) == (0, 1)
    assert db.session.get(Credential, person.id) is None
    assert db.session.scalars(db.select(AccessLink.used_at)).one() is not None
    assert (person.name, person.disabled_at is not None) == ("Moni Muster", True)
    entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.deed, entry.details) == ("person.switched_off", {"roles": ["moderator"]})


def test_adding_somebody_again_switches_them_on_but_brings_no_password_back(app):
    person = make_staff(Role.ADMINISTRATOR, Role.EDITOR)
    switch_off(person, by=None)
    db.session.commit()
    gone = person.roles

    add_staff(person.address, name="", roles=[Role.MODERATOR, Role.EDITOR], by=None)
    db.session.commit()

    assert (gone, person.roles) == (set(), {Role.MODERATOR, Role.EDITOR})
    assert person.disabled_at is None
    assert db.session.get(Credential, person.id) is None


def test_only_a_digest_of_a_session_is_kept(app):
    secret = start_session(make_person())

    (found,) = db.session.execute(queries.open_sign_in(), {"digest": digest_of(secret)})
    kept = db.session.get_one(SignIn, found.id).__dict__
    assert len(secret) >= 43
    assert digest_of(secret) in str(kept)
    assert secret not in str(kept)


def test_a_consent_keeps_its_words_and_can_be_taken_back(app):
    person = make_person()
    consent = allow_invitations(person)
    assert has_agreed(person, INVITATIONS)

    revoke(person, INVITATIONS)

    assert not has_agreed(person, INVITATIONS)
    assert (consent.wording, consent.given_with) == ("Laden Sie mich ein", "comment:7")
    assert consent.revoked_at <= now()
    assert deeds() == ["consent.given", "consent.revoked"]


def test_one_revocation_takes_back_every_consent_of_this_person_only(app):
    person, other = make_person(), make_person()
    for _ in range(2):
        allow_invitations(person)
    allow_invitations(other)

    revoke(person, INVITATIONS)
    revoke(person, INVITATIONS)

    assert (has_agreed(person, INVITATIONS), has_agreed(other, INVITATIONS)) == (False, True)
    assert deeds().count("consent.revoked") == 2


def test_whoever_agreed_again_has_agreed(app):
    person = make_person()
    allow_invitations(person)
    revoke(person, INVITATIONS)
    allow_invitations(person)

    assert has_agreed(person, INVITATIONS)
    assert may_be_invited(person)


def test_without_consent_nobody_is_invited(app):
    assert why_not_invite(make_person()) == "Diese Person hat Einladungen nicht zugestimmt."


def test_whoever_wants_no_letters_is_not_invited(app):
    person = make_person()
    allow_invitations(person)
    block(person.address)

    assert not may_be_invited(person)
    assert "keine E-Mails" in why_not_invite(person)


def test_whoever_has_no_address_is_not_invited(app):
    person = make_person(address=None)
    allow_invitations(person)

    assert "keine bestätigte" in why_not_invite(person)
