"""Every kind of letter, caused by its real deed, read back from a real mail server."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from leitsaetze.accounts.actions import start_session
from leitsaetze.accounts.credentials import (
    change_password,
    choose_password,
    password_link,
    prove,
    send_invitation,
    send_link,
)
from leitsaetze.accounts.models import SignIn
from leitsaetze.accounts.rules import LinkPurpose, Role
from leitsaetze.accounts.staff import invite
from leitsaetze.clock import now
from leitsaetze.comments import intake
from leitsaetze.comments.rules import Verdict
from leitsaetze.config import ROOT
from leitsaetze.events import invitations
from leitsaetze.events.models import Invitation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown
from tests.accounts.makers import PASSWORD, kept, make_staff
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.factories import make_event, make_moderator, make_person
from tests.mail.conftest import configure
from tests.mail.servers import MailServer

KINDS = {path.stem for path in (ROOT / "templates" / "emails").glob("*.txt")} - {"mail_test"}
PROVOKING = "<b>Otto</b> {{ 7*7 }} Bcc: alle@post.example"


@pytest.fixture
def server(app, monkeypatch):
    server = MailServer()
    configure(app, monkeypatch, server)
    yield server
    server.stop()


def cause_every_kind() -> None:
    """Do what causes each kind of letter at least once."""
    moderator, principle = make_moderator(), make_open_principle()
    comment = intake.submit(
        said(address=ADDRESS, name=PROVOKING, wants_invitations=True), principle.dialogue, principle
    )
    other = intake.submit(said(address="andere@post.example"), principle.dialogue, principle)
    db.session.commit()
    deliver_waiting()
    begin_writing()
    intake.confirm(comment)
    db.session.commit()
    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        intake.keep_house()
        deliver_waiting()
    begin_writing()
    intake.confirm(other)
    event = make_event()
    rule = db.session.scalars(house_rules()).first()
    answer = Deed(verdict=Verdict.PUBLISH, reply=markdown("Danke.", reply=True), invite_to=event)
    carry_out(comment, answer, by=moderator, seen=state_of(comment))
    hide = Deed(verdict=Verdict.HIDE, rule=rule, reason=PROVOKING)
    carry_out(other, hide, by=moderator, seen=state_of(other))
    db.session.commit()
    deliver_waiting()
    begin_writing()
    invitations.withdraw_invitation(db.session.scalars(db.select(Invitation)).one(), by=moderator)
    staff = make_person(Role.EDITOR, name="Kim")
    boss = make_staff(Role.ADMINISTRATOR, name=PROVOKING)
    proof = prove(boss.address, PASSWORD)
    begin_writing()
    link = password_link(staff, timedelta(hours=1))
    send_invitation(staff, link)
    invite("beraten@post.example", name="Ada", roles=[Role.MODERATOR], locale="en", by=boss)
    send_link(staff.address, LinkPurpose.PASSWORD)
    send_link(ADDRESS, LinkPurpose.SIGN_IN)
    db.session.commit()
    deliver_waiting()
    begin_writing()
    choose_password(link, kept())
    start_session(boss)
    here = db.session.scalars(db.select(SignIn)).one()
    change_password(proof, kept("drei Dinge, die niemand rät"), here=here, deed="probe")
    db.session.commit()
    with time_machine.travel(now() + timedelta(days=3, minutes=2)):
        deliver_waiting()


def fixed_subject(kind: str) -> str:
    first = Path(ROOT / "templates" / "emails" / f"{kind}.txt").read_text("utf-8").split("\n")[0]
    return first.removeprefix('{{ _("').removesuffix('") }}')


def test_every_kind_of_letter_arrives_as_it_should(app, server):
    cause_every_kind()

    subjects = {letter["Subject"] for letter in server.taken}
    assert {fixed_subject(kind) for kind in KINDS} - subjects == set()
    for letter in server.taken:
        plain = letter.get_body(("plain",)).get_content()
        html = letter.get_body(("html",)).get_content()
        assert letter["Subject"] in {fixed_subject(kind) for kind in KINDS}
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter["Message-ID"].startswith("<")
        assert letter["Bcc"] is letter["Cc"] is None
        assert letter.get_all("To") == [letter["To"]]
        assert "[[" not in plain + html
        assert "{{ 7*7 }}" not in letter["Subject"]
        assert "<b>Otto</b>" not in html
        assert plain.startswith("Guten Tag,")


def test_letters_about_a_dialogue_are_answered_to_its_contact(app, server):
    cause_every_kind()

    answered = {letter["Subject"]: letter["Reply-To"] for letter in server.taken}
    for kind in ("confirm", "confirm_reminder", "decision", "hidden", "invitation"):
        assert answered[fixed_subject(kind)] == "dialog@musterland.example"


def test_letters_to_colleagues_say_who_invites_them_to_what(app, server):
    cause_every_kind()

    invited = [m for m in server.taken if m["Subject"] == fixed_subject("staff_invitation")]
    words = {m["To"]: m.get_body(("plain",)).get_content() for m in invited}
    ada = words["beraten@post.example"]
    assert f"{PROVOKING} hat für Sie einen Zugang" in ada
    assert "\r\n- Moderation\r\n" in ada
    assert "/en/passwort/" in ada
    assert "/en/hilfe/moderation" in ada
    (kim,) = (text for address, text in words.items() if address != "beraten@post.example")
    assert "\r\n- Redaktion\r\n" in kim
    assert "hilfe/moderation" not in kim
    changed = [m for m in server.taken if m["Subject"] == fixed_subject("password_changed")]
    texts = [m.get_body(("plain",)).get_content() for m in changed]
    assert sorted("anderen Geräten" in text for text in texts) == [False, True]
