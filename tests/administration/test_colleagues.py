"""Administrators and their colleagues: who may be let in, changed, kept out, and who must stay."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts import sessions, staff, staff_queries
from leitsaetze.accounts.actions import add_staff, start_session
from leitsaetze.accounts.credentials import choose_password, usable_link
from leitsaetze.accounts.models import Credential, Person, SignIn
from leitsaetze.accounts.rules import INVITATION_HOLDS, End, LinkPurpose, Role, StaffState
from leitsaetze.administration import colleagues, team
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation import claims
from leitsaetze.moderation.models import Claim
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import kept, letters, make_staff
from tests.factories import make_comment, make_moderator, make_person
from tests.races import meanwhile

NEW = {"name": "Nele Neu", "roles": [Role.EDITOR], "locale": "de"}
ADDRESS = "neu@musterland.example"


@pytest.fixture
def boss(app) -> Person:
    return make_staff(Role.ADMINISTRATOR, name="Bea Boss")


def seen(deed, person, **given):
    """Do something as a form would that was opened just now."""
    return deed(person, seen=staff.state_of(person), **given)


def links_of(person: Person) -> list[AccessLink]:
    return list(db.session.scalars(db.select(AccessLink).filter_by(person_id=person.id)))


def open_links(person: Person) -> list[AccessLink]:
    return [link for link in links_of(person) if link.used_at is None]


def deeds_on(person: Person) -> list[str]:
    question = db.select(AuditEntry.deed).filter_by(subject=f"person:{person.id}")
    return list(db.session.scalars(question.order_by(AuditEntry.id)))


def state_of(person: Person) -> StaffState:
    return next(line.state for line in team.listed(None, None, 0)[0] if line.id == person.id)


def test_whoever_is_invited_gets_roles_and_one_letter_in_the_chosen_language(boss):
    person = staff.invite(ADDRESS.upper(), **NEW | {"locale": "en"}, by=boss)
    db.session.commit()

    assert (person.address, person.name, person.roles) == (ADDRESS, "Nele Neu", {Role.EDITOR})
    assert person.locale == "en"
    assert letters() == [("staff_invitation", ADDRESS)]
    assert deeds_on(person) == ["person.invited"]
    assert state_of(person) is StaffState.INVITED


def test_an_invitation_ends_by_itself_and_can_be_sent_again(boss):
    person = staff.invite(ADDRESS, **NEW, by=boss)
    (first,) = links_of(person)
    with time_machine.travel(now() + INVITATION_HOLDS + timedelta(minutes=1)):
        assert state_of(person) is StaffState.LAPSED
        seen(staff.invite_again, person, by=boss)
        assert state_of(person) is StaffState.INVITED

    (second,) = open_links(person)
    assert first.used_at is not None
    assert second.id != first.id


def test_a_second_invitation_makes_the_first_link_worthless(boss):
    person = staff.invite(ADDRESS, **NEW, by=boss)
    secret = secret_of(links_of(person)[0])

    seen(staff.invite_again, person, by=boss)

    assert usable_link(secret, LinkPurpose.PASSWORD) is None
    cancelled = db.select(OutgoingMail.id).where(OutgoingMail.cancelled_at.is_not(None))
    assert len(db.session.scalars(cancelled).all()) == 1


def test_who_has_chosen_a_password_cannot_be_uninvited(boss):
    person = staff.invite(ADDRESS, **NEW, by=boss)
    choose_password(open_links(person)[0], kept())

    for deed in (staff.invite_again, colleagues.revoke_invitation):
        with pytest.raises(RuleViolation, match="keine Einladung mehr offen"):
            seen(deed, person, by=boss)
    assert state_of(person) is StaffState.ACTIVE


def test_a_revoked_invitation_leaves_nobody_who_could_come_in(boss):
    person = staff.invite(ADDRESS, **NEW, by=boss)

    seen(colleagues.revoke_invitation, person, by=boss)

    assert (open_links(person), person.roles) == ([], set())
    assert state_of(person) is StaffState.OFF


def test_the_account_of_a_citizen_is_invited_only_on_purpose(boss):
    citizen = make_person(address=ADDRESS, locale="en")
    start_session(citizen)

    with pytest.raises(RuleViolation, match="aus der Bürgerbeteiligung"):
        staff.invite(ADDRESS, **NEW, by=boss)
    assert (citizen.roles, letters()) == (set(), [])
    staff.invite(ADDRESS, **NEW, by=boss, although_known=True)

    assert (citizen.roles, citizen.locale) == ({Role.EDITOR}, "en")
    assert db.session.scalars(db.select(SignIn.ended_how)).all() == [End.NEW_ROLES]


def test_a_citizen_whose_invitation_is_revoked_stays_a_citizen(boss):
    citizen = make_person(address=ADDRESS)
    make_comment(author_id=citizen.id)
    staff.invite(ADDRESS, **NEW, by=boss, although_known=True)

    seen(colleagues.revoke_invitation, citizen, by=boss)

    assert (citizen.name, citizen.roles, citizen.disabled_at) == ("", set(), None)
    assert [line.id for line in team.listed(None, None, 0)[0]] == [boss.id]


def test_who_worked_here_keeps_the_name_in_the_log_when_a_later_invitation_is_revoked(boss):
    person = staff.invite(ADDRESS, **NEW, by=boss)
    make_comment(author_id=person.id)
    choose_password(open_links(person)[0], kept())
    seen(colleagues.switch_off_checked, person, by=boss)
    seen(staff.switch_on, person, roles=[Role.EDITOR], by=boss)

    seen(colleagues.revoke_invitation, person, by=boss)

    assert person.name == "Nele Neu"
    assert state_of(person) is StaffState.FORMER


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "schon ein Konto im Team"), ({"disabled_at": now()}, "ausgeschaltetes Konto")],
)
def test_colleagues_are_not_invited_as_if_they_were_new(boss, given, said):
    make_staff(Role.MODERATOR, address=ADDRESS, **given)

    with pytest.raises(RuleViolation, match=said):
        staff.invite(ADDRESS, **NEW, by=boss, although_known=True)


def test_nobody_is_invited_who_wants_no_letters(boss):
    block(ADDRESS)

    with pytest.raises(RuleViolation, match="möchte keine E-Mails"):
        staff.invite(ADDRESS, **NEW, by=boss)


def test_an_invitation_names_a_role_and_a_name(boss):
    for missing in ({"roles": []}, {"name": ""}, {"name": "N" * 101}):
        with pytest.raises(RuleViolation):
            staff.invite(ADDRESS, **NEW | missing, by=boss)
    assert db.session.scalars(db.select(Person.id)).all() == [boss.id]


def test_a_new_role_ends_sessions_a_taken_one_does_not(boss):
    person = make_staff(Role.MODERATOR, Role.EDITOR)
    start_session(person)
    change = {"name": person.name, "by": boss}

    seen(colleagues.change_colleague, person, roles=[Role.EDITOR], **change)
    assert db.session.scalars(db.select(SignIn.ended_how)).all() == [None]
    seen(colleagues.change_colleague, person, roles=[Role.EDITOR, Role.MODERATOR], **change)

    assert db.session.scalars(db.select(SignIn.ended_how)).all() == [End.NEW_ROLES]
    assert deeds_on(person) == ["person.roles_taken", "person.roles_granted"]


@pytest.mark.parametrize("given", [{"disabled_at": now()}, {}])
def test_who_does_not_work_here_is_given_no_roles_but_by_an_invitation(boss, given):
    person = make_person(name="Früher", **given)

    with pytest.raises(RuleViolation, match=r"ausgeschaltet|keine Rolle"):
        seen(colleagues.change_colleague, person, name="Neu", roles=[Role.EDITOR], by=boss)

    assert (person.name, person.roles) == ("Früher", set())


def test_who_moderates_no_more_works_on_no_comment(boss):
    person, colleague = make_staff(Role.MODERATOR, Role.EDITOR), make_moderator()
    comment = make_comment()
    claims.claim(comment.id, by=person)

    change = {"name": person.name, "roles": [Role.EDITOR], "by": boss}
    seen(colleagues.change_colleague, person, **change)

    assert claims.claim(comment.id, by=colleague)


def test_switching_off_ends_sessions_roles_and_claims_and_keeps_the_name(boss):
    person, comment = make_staff(name="Jana Beispiel"), make_comment()
    start_session(person)
    claims.claim(comment.id, by=person)

    seen(colleagues.switch_off_checked, person, by=boss)

    assert db.session.scalars(db.select(SignIn.ended_how)).all() == [End.SWITCHED_OFF]
    assert db.session.scalars(db.select(Claim)).all() == []
    assert (person.roles, person.name) == (set(), "Jana Beispiel")
    assert state_of(person) is StaffState.OFF


def test_who_is_switched_on_again_needs_the_new_invitation(boss):
    person = make_staff(Role.MODERATOR)
    seen(colleagues.switch_off_checked, person, by=boss)

    seen(staff.switch_on, person, roles=[Role.EDITOR], by=boss)

    assert (person.disabled_at, person.roles) == (None, {Role.EDITOR})
    assert state_of(person) is StaffState.INVITED


def test_who_is_switched_on_again_holds_the_chosen_roles_and_no_others(boss):
    person = make_staff(Role.MODERATOR, Role.EDITOR, disabled_at=now())

    seen(staff.switch_on, person, roles=[Role.EDITOR, Role.ADMINISTRATOR], by=boss)

    assert person.roles == {Role.EDITOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_password_chosen_while_the_account_is_switched_off_does_not_outlive_it(app, boss):
    person = staff.invite(ADDRESS, **NEW, by=boss)
    db.session.commit()
    number = person.id
    choose_password(open_links(person)[0], kept())

    colleague = meanwhile(
        app, lambda: colleagues.switch_off(db.session.get_one(Person, number), by=None)
    )
    db.session.commit()
    colleague.join()

    assert db.session.scalars(db.select(Credential).filter_by(person_id=number)).all() == []
    assert person.disabled_at is not None


def test_the_last_administrator_cannot_leave(boss):
    fewer = {"name": boss.name, "roles": [Role.EDITOR], "by": boss}
    for deed, given in (
        (colleagues.switch_off_checked, {"by": boss}),
        (colleagues.change_colleague, fewer),
    ):
        with pytest.raises(RuleViolation, match="die einzige Person in der Administration"):
            seen(deed, boss, **given)
    assert boss.roles == {Role.ADMINISTRATOR}


def test_an_administrator_who_has_no_password_yet_keeps_nobody_from_being_the_last(boss):
    staff.invite(ADDRESS, **NEW | {"roles": [Role.ADMINISTRATOR]}, by=boss)

    with pytest.raises(RuleViolation, match="die einzige Person"):
        seen(colleagues.switch_off_checked, boss, by=boss)


def test_with_a_second_administrator_the_first_may_leave(boss):
    second = make_staff(Role.ADMINISTRATOR)

    seen(colleagues.switch_off_checked, boss, by=boss)

    with pytest.raises(RuleViolation, match="die einzige Person"):
        seen(colleagues.switch_off_checked, second, by=second)


def test_who_lost_the_role_a_moment_ago_changes_nobody(boss):
    second, person = make_staff(Role.ADMINISTRATOR), make_staff(Role.EDITOR)
    fewer = {"name": second.name, "roles": [Role.EDITOR], "by": boss}
    seen(colleagues.change_colleague, second, **fewer)

    with pytest.raises(RuleViolation, match="gehören nicht mehr zur Administration"):
        seen(colleagues.switch_off_checked, person, by=second)
    assert person.disabled_at is None


def test_of_two_administrators_at_one_person_the_slower_is_told(boss):
    second, person = make_staff(Role.ADMINISTRATOR), make_staff(Role.EDITOR, name="Erst")
    opened = staff.state_of(person)
    change = {"roles": [Role.EDITOR], "seen": opened}
    colleagues.change_colleague(person, name="Zweit", by=boss, **change)

    with pytest.raises(Conflict):
        colleagues.change_colleague(person, name="Dritt", by=second, **change)
    with pytest.raises(Conflict):
        colleagues.switch_off_checked(person, by=second, seen=opened)
    assert (person.name, person.disabled_at) == ("Zweit", None)


def test_one_session_ends_only_if_it_is_of_that_person(boss):
    person, other = make_staff(), make_staff()
    start_session(other)
    (number,) = db.session.scalars(db.select(SignIn.id))

    sessions.end_one(person, number, End.BY_ADMINISTRATION, by=boss)
    assert db.session.get(SignIn, number).ended_at is None
    sessions.end_one(other, number, End.BY_ADMINISTRATION, by=boss)
    sessions.end_one(other, number, End.BY_OWNER, by=other)

    assert db.session.get(SignIn, number).ended_how is End.BY_ADMINISTRATION


def test_sessions_are_forgotten_half_a_year_after_they_began(boss):
    start_session(boss)
    db.session.commit()
    assert not sessions.forget_old()

    with time_machine.travel(now() + timedelta(days=181)):
        start_session(boss)
        db.session.commit()
        assert sessions.forget_old()

    assert len(db.session.scalars(db.select(SignIn)).all()) == 1


def test_the_list_is_in_the_order_of_names_page_by_page(boss, monkeypatch):
    monkeypatch.setattr(staff_queries, "PAGE", 2)
    for name in ("Zoe", "Ömer", "anna", "Otto"):
        make_staff(Role.EDITOR, name=name)
    make_person()

    found, after = [], 0
    while after is not None:
        lines, after = team.listed(None, None, after)
        found += [line.name for line in lines]

    assert found == ["anna", "Bea Boss", "Ömer", "Otto", "Zoe"]


@pytest.mark.parametrize("state", StaffState)
def test_the_filters_find_what_the_lines_say(boss, state):
    invited = staff.invite(ADDRESS, **NEW, by=boss)
    add_staff("frueher@a.example", name="Früher", roles=[Role.EDITOR], by=None)
    make_person(name="Ohne")
    make_staff(name="Aus", disabled_at=now())

    everybody = team.listed(None, None, 0)[0]
    found = team.listed(None, state, 0)[0]

    assert [line.id for line in found] == [line.id for line in everybody if line.state is state]
    assert len(found) == 1
    assert [line.id for line in team.listed(Role.ADMINISTRATOR, None, 0)[0]] == [boss.id]
    assert invited.id in {line.id for line in team.listed(Role.EDITOR, None, 0)[0]}
