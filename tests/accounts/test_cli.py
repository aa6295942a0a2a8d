"""Commands that make and switch off staff accounts."""

import re

import pytest

from leitsaetze.accounts import queries
from leitsaetze.accounts.actions import start_session
from leitsaetze.accounts.models import Credential, Person, SignIn
from leitsaetze.accounts.rules import INVITATION_HOLDS, LinkPurpose, Role
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site.actions import link_for
from tests.accounts.makers import letters, make_staff
from tests.factories import make_person

ADDRESS = "nele@musterland.example"


@pytest.fixture
def run(app):
    def command(*words):
        result = app.test_cli_runner().invoke(args=list(words))
        db.session.rollback()
        return result

    return command


def secret_in(output: str) -> str:
    return re.search(r"http://localhost/passwort/([\w-]{43})\n$", output).group(1)


def test_no_account_exists_by_default(app):
    assert db.session.scalars(db.select(Person.id)).all() == []


def test_add_staff_makes_an_account_and_prints_a_link(run):
    result = run(
        "add-staff", "Nele@Musterland.example", "--name", "Nele Neu",
        "--role", "editor", "--role", "moderator",
    )  # fmt: skip

    person = db.session.scalars(queries.person_with(ADDRESS)).one()
    link = link_for(secret_in(result.output), LinkPurpose.PASSWORD)
    assert result.exit_code == 0
    assert "Nele Neu <nele@musterland.example>: Moderation, Redaktion" in result.output
    assert (person.name, person.roles) == ("Nele Neu", {Role.EDITOR, Role.MODERATOR})
    assert (link.person_id, link.expires_at - link.created_at) == (
        person.id,
        pytest.approx(INVITATION_HOLDS, abs=INVITATION_HOLDS / 1000),
    )
    assert db.session.get(Credential, person.id) is None
    assert letters() == []


def test_add_staff_extends_a_known_person(run):
    citizen = make_person(address=ADDRESS)

    result = run("add-staff", ADDRESS, "--name", "Nele Neu", "--role", "administrator")

    assert result.exit_code == 0
    assert (citizen.name, citizen.roles) == ("Nele Neu", {Role.ADMINISTRATOR})


def test_add_staff_can_mail_the_link(run):
    run("add-staff", ADDRESS, "--name", "Nele Neu", "--role", "editor", "--mail")

    letter = db.session.scalars(db.select(OutgoingMail)).one()
    assert letter.subject == "Ihr Zugang zu den Leitsätzen"
    assert "Der Link gilt bis" in letter.text
    assert [path for _, path in letter.links.values()] == ["/passwort/{}"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nele", "--name", "Nele", "--role", "editor"], "keine vollständige E-Mail-Adresse"),
        ([ADDRESS, "--name", "Nele"], "--role"),
        ([ADDRESS, "--role", "editor"], "Namen"),
        ([ADDRESS, "--name", "N" * 101, "--role", "editor"], "höchstens 100 Zeichen"),
        ([ADDRESS, "--name", "Nele\nNeu", "--role", "editor"], "höchstens 100 Zeichen"),
        ([ADDRESS, "--name", "Nele", "--role", "king"], "king"),
    ],
)
def test_add_staff_refuses_in_one_sentence_and_does_nothing(run, words, sentence):
    result = run("add-staff", *words)

    assert result.exit_code != 0
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert db.session.scalars(db.select(Person.id)).all() == []


def test_staff_link_prints_another_link(run):
    person = make_staff(address=ADDRESS)

    first, second = run("staff-link", ADDRESS), run("staff-link", ADDRESS)

    links = [link_for(secret_in(r.output), LinkPurpose.PASSWORD) for r in (first, second)]
    assert [link.person_id for link in links] == [person.id, person.id]
    assert links[0] is not links[1]


def test_staff_link_is_for_staff(run):
    make_person(address=ADDRESS)

    unknown, citizen = run("staff-link", "niemand@musterland.example"), run("staff-link", ADDRESS)

    assert (unknown.exit_code, citizen.exit_code) == (1, 1)
    assert "nicht bekannt" in unknown.output
    assert "keine Rolle" in citizen.output


def test_staff_off_ends_everything_at_once(run):
    person = make_staff(address=ADDRESS)
    start_session(person)
    db.session.commit()

    result = run("staff-off", ADDRESS)

    assert result.output == "Moni Muster ist ausgeschaltet, alle Sitzungen sind beendet.\n"
    assert person.disabled_at is not None
    assert db.session.scalars(db.select(SignIn.ended_at)).one() is not None
    assert run("staff-link", ADDRESS).exit_code == 1
