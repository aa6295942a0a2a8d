"""Passwords and links: proved, used once, for one purpose and one person."""

from datetime import timedelta

import pytest
import time_machine
from argon2 import PasswordHasher

from leitsaetze.accounts import passwords
from leitsaetze.accounts.actions import start_session, switch_off
from leitsaetze.accounts.credentials import (
    accept,
    choose_password,
    follow,
    password_link,
    prove,
    send_link,
    usable_link,
)
from leitsaetze.accounts.models import Credential, SignIn
from leitsaetze.accounts.rules import LETTERS_PER_DAY, LinkPurpose, Role
from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site.actions import make_link, secret_of
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import PASSWORD, kept, letters, make_staff
from tests.factories import make_person, saved

HOUR = timedelta(hours=1)


def link_to(person, purpose=LinkPurpose.PASSWORD, lifetime=HOUR) -> AccessLink:
    return make_link(purpose, f"person:{person.id}", lifetime=lifetime, person_id=person.id)


def test_the_right_password_proves_a_member_of_staff(app):
    person = make_staff()

    proof = prove(person.address.upper(), PASSWORD)

    assert (proof.person_id, proof.kept, proof.renewed) == (person.id, kept(), "")
    assert accept(proof) is person


def test_nobody_else_proves_anything(app):
    person, former, off = make_staff(), make_person(), make_staff()
    saved(Credential(person_id=former.id, password_hash=kept()))  # has lost all roles
    switch_off(off, by=None)
    saved(Credential(person_id=off.id, password_hash=kept()))

    assert prove(person.address, PASSWORD + "!") is None
    assert prove("niemand@musterland.example", PASSWORD) is None
    assert prove(former.address, PASSWORD) is None
    assert prove(off.address, PASSWORD) is None


def test_a_weak_hash_is_replaced_when_its_owner_signs_in(app):
    person = make_person(Role.EDITOR, name="Edi")
    weak = PasswordHasher(memory_cost=8192, time_cost=1, parallelism=1).hash(PASSWORD)
    saved(Credential(person_id=person.id, password_hash=weak))

    accept(prove(person.address, PASSWORD))
    db.session.commit()

    renewed = db.session.get(Credential, person.id).password_hash
    assert renewed != weak
    assert passwords.matches(renewed, PASSWORD)


def test_a_proof_is_worthless_when_the_password_changed_meanwhile(app):
    person = make_staff()
    proof = prove(person.address, PASSWORD)
    choose_password(link_to(person), passwords.hashed("ein ganz anderes Passwort"))

    with pytest.raises(RuleViolation, match="passen nicht zusammen"):
        accept(proof)


def test_a_proof_is_worthless_when_the_person_was_switched_off_meanwhile(app):
    person = make_staff()
    proof = prove(person.address, PASSWORD)
    switch_off(person, by=None)

    with pytest.raises(RuleViolation, match="passen nicht zusammen"):
        accept(proof)


def test_choosing_a_password_ends_all_sessions_and_tells_the_owner(app):
    person = make_staff()
    start_session(person)
    older = link_to(person)
    link = link_to(person)

    choose_password(link, passwords.hashed("ein ganz anderes Passwort"))
    db.session.commit()

    assert prove(person.address, PASSWORD) is None
    assert prove(person.address, "ein ganz anderes Passwort") is not None
    assert db.session.scalars(db.select(SignIn.ended_at)).one() is not None
    assert usable_link(secret_of(older), LinkPurpose.PASSWORD) is None
    assert letters() == [("password_changed", person.address)]
    assert db.session.scalars(db.select(OutgoingMail.cancelled_at)).one() is None


def test_a_link_chooses_a_password_once(app):
    person = make_staff()
    link = link_to(person)
    choose_password(link, kept())

    with pytest.raises(RuleViolation, match="schon benutzt"):
        choose_password(link, passwords.hashed("ein ganz anderes Passwort"))
    assert prove(person.address, PASSWORD) is not None


def test_a_link_for_a_password_is_worthless_without_a_role(app):
    citizen = make_person()
    with pytest.raises(RuleViolation, match="keine Rolle"):
        password_link(citizen, HOUR)
    with pytest.raises(RuleViolation, match="gilt nicht mehr"):
        choose_password(link_to(citizen), kept())
    assert db.session.get(Credential, citizen.id) is None


def test_a_link_lets_a_citizen_in_once(app):
    citizen = make_person()
    link = link_to(citizen, LinkPurpose.SIGN_IN)

    assert follow(link) is citizen
    with pytest.raises(RuleViolation, match="schon benutzt"):
        follow(link)


def test_a_link_by_mail_never_lets_staff_in(app):
    with pytest.raises(RuleViolation, match="gilt nicht mehr"):
        follow(link_to(make_staff(), LinkPurpose.SIGN_IN))


def test_a_link_serves_its_purpose_only_and_only_for_its_time(app):
    secret = secret_of(link_to(make_staff()))

    assert usable_link(secret, LinkPurpose.PASSWORD) is not None
    assert usable_link(secret, LinkPurpose.SIGN_IN) is None
    assert usable_link(secret[:-1], LinkPurpose.PASSWORD) is None
    with time_machine.travel(now() + HOUR, tick=False):
        assert usable_link(secret, LinkPurpose.PASSWORD) is None


def test_only_a_digest_of_a_link_is_kept(app):
    link = link_to(make_staff())

    assert len(secret_of(link)) == 43  # 256 bits
    assert secret_of(link) not in str(vars(link))


@pytest.mark.parametrize(
    ("purpose", "who", "kind"),
    [
        (LinkPurpose.PASSWORD, "staff", "password_link"),
        (LinkPurpose.SIGN_IN, "citizen", "sign_in_link"),
    ],
)
def test_a_link_is_mailed_only_to_those_it_is_for(app, purpose, who, kind):
    people = {"staff": make_staff(), "citizen": make_person()}
    for person in people.values():
        send_link(person.address.upper(), purpose)
    send_link("niemand@musterland.example", purpose)
    db.session.commit()

    links = db.session.scalars(db.select(AccessLink)).all()
    assert letters() == [(kind, people[who].address)]
    assert [(link.purpose, link.person_id) for link in links] == [(purpose, people[who].id)]


def test_nobody_switched_off_gets_a_link(app):
    for person, purpose in [
        (make_staff(), LinkPurpose.PASSWORD),
        (make_person(), LinkPurpose.SIGN_IN),
    ]:
        switch_off(person, by=None)
        send_link(person.address, purpose)

    assert letters() == []


def test_only_so_many_letters_go_to_an_address_in_a_day(app):
    citizen = make_person()
    for _ in range(LETTERS_PER_DAY + 3):
        send_link(citizen.address, LinkPurpose.SIGN_IN)
    assert len(letters()) == LETTERS_PER_DAY
    db.session.commit()

    with time_machine.travel(now() + timedelta(days=1, minutes=1), tick=False):
        begin_writing()
        send_link(citizen.address, LinkPurpose.SIGN_IN)
    assert len(letters()) == LETTERS_PER_DAY + 1


def test_the_letters_say_what_they_are_for(app):
    staff, citizen = make_staff(), make_person()
    send_link(staff.address, LinkPurpose.PASSWORD)
    send_link(citizen.address, LinkPurpose.SIGN_IN)

    first, second = db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id))
    assert first.subject == "Ihr Link für ein neues Passwort"
    assert "gilt zwei Stunden" in first.text
    assert [path for _, path in first.links.values()] == ["/passwort/{}"]
    assert second.subject == "Ihr Link zum Anmelden"
    assert "gilt eine Stunde" in second.text
    assert [path for _, path in second.links.values()] == ["/mein/{}"]
    for letter in (first, second):
        secrets = [
            secret_of(db.session.get(AccessLink, number)) for number, _ in letter.links.values()
        ]
        assert not any(secret in letter.text + letter.html for secret in secrets)
