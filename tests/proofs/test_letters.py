"""Every kind of letter, caused by its real deed, read back from a real mail server."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask_babel import force_locale

from leitsaetze.accounts.actions import start_session
from leitsaetze.accounts.credentials import (
    change_password,
    choose_password,
    password_link,
    prove,
    send_invitation,
    send_link,
)
from leitsaetze.accounts.digest_rules import USUAL_HOUR, slot_on
from leitsaetze.accounts.models import SignIn
from leitsaetze.accounts.rules import LinkPurpose, Role
from leitsaetze.accounts.staff import invite
from leitsaetze.clock import now
from leitsaetze.comments import actions, closing, confirming, intake, supporting
from leitsaetze.comments.four_eyes import propose_hiding
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Verdict
from leitsaetze.config import ROOT
from leitsaetze.events import (
    bulk,
    bulk_letters,
    invitations,
    life,
    minutes_letters,
    registered,
    registering,
)
from leitsaetze.events.actions import change_event
from leitsaetze.events.bulk_rules import reminder_due
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.rules import Answer, Joining
from leitsaetze.extensions import begin_writing, db
from leitsaetze.feedback import actions as feedback
from leitsaetze.feedback.rules import Deed as FeedbackDeed
from leitsaetze.following import actions as following
from leitsaetze.following.gathering import gather
from leitsaetze.following.letters import FOLLOW_PURPOSE, send_due
from leitsaetze.following.rules import Rhythm
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation import blocks, handing_over, passages
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.digests import send_digests
from leitsaetze.moderation.escalations import escalate
from leitsaetze.moderation.reviewing import ask, decide_review, keep_going, latest_hiding
from leitsaetze.reports.actions import Complaint, take_in
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import AccessLink
from leitsaetze.site.office import present_office
from leitsaetze.site.queries import house_rules
from leitsaetze.site.rules import ZONE
from leitsaetze.text import markdown
from leitsaetze.web.languages import translations
from tests.accounts.makers import PASSWORD, kept, make_staff
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.events.makers import details, make_guest, make_invitation
from tests.factories import make_event, make_moderator, make_person
from tests.mail.conftest import configure
from tests.mail.servers import MailServer
from tests.proofs import handovers
from tests.unknown import listening

KINDS = {path.stem for path in (ROOT / "templates" / "emails").glob("*.txt")} - {"mail_test"}
PROVOKING = "<b>Otto</b> {{ 7*7 }} Bcc: alle@post.example"


CONCERNING_A_DIALOGUE = """
    confirm confirm_reminder decision hidden invitation event_cancelled event_changed
    event_reinstated report_received report_decided support
    event_reinstated review_received review_upheld review_restored review_asked review_reminder
    hand_over_asked hand_over_reminder hand_over_late hand_over_extended hand_over_ended
    hand_over_declined
    event_reinstated address_closed address_refused address_reopened passage_hidden passage_shown
    follow_confirm follow_news event_minutes invitation_reminder event_soon invitation_accepted
""".split()


@pytest.fixture
def server(app, monkeypatch):
    server = MailServer()
    configure(app, monkeypatch, server)
    yield server
    server.stop()


def deliver() -> None:
    """Carry out what waits, when letters about decisions may leave."""
    with time_machine.travel(now() + timedelta(seconds=61)):
        deliver_waiting()


def cause_every_kind(locale: str = "de") -> None:
    """Do what causes each kind of letter at least once, to people who speak this language."""
    moderator, principle = make_moderator(), make_open_principle()
    comment = intake.submit(
        said(address=ADDRESS, name=PROVOKING, wants_invitations=True, locale=locale),
        principle.dialogue,
        principle,
    )
    other = intake.submit(
        said(address="andere@post.example", locale=locale), principle.dialogue, principle
    )
    db.session.commit()
    deliver()
    begin_writing()
    confirming.confirm(comment)
    follow_along(principle, locale)
    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        confirming.keep_house()
        deliver()
    begin_writing()
    confirming.confirm(other)
    event = make_event()
    rule = db.session.scalars(house_rules()).first()
    answer = Deed(verdict=Verdict.PUBLISH, reply=markdown("Danke.", reply=True), invite_to=event)
    carry_out(comment, answer, by=moderator, seen=state_of(comment))
    hide = Deed(verdict=Verdict.HIDE, rule=rule, reason=PROVOKING)
    carry_out(other, hide, by=moderator, seen=state_of(other))
    db.session.commit()
    deliver()
    begin_writing()
    look_again(other, moderator, locale)
    ask_departments(principle, moderator, locale)
    life_of_an_address(comment, moderator, locale)
    life_of(event, moderator)
    actions.name_comments(principle.revision, [comment], by=moderator)
    invitations.withdraw_invitation(db.session.scalars(db.select(Invitation)).one(), by=moderator)
    hear_from_readers(comment, moderator, locale)
    staff = make_person(Role.EDITOR, name="Kim", locale=locale)
    boss = make_staff(Role.ADMINISTRATOR, name=PROVOKING, locale=locale)
    proof = prove(boss.address, PASSWORD)
    begin_writing()
    link = password_link(staff, timedelta(hours=1))
    send_invitation(staff, link)
    invite("beraten@post.example", name="Ada", roles=[Role.MODERATOR], locale=locale, by=boss)
    send_link(staff.address, LinkPurpose.PASSWORD, locale=locale)
    send_link(ADDRESS, LinkPurpose.SIGN_IN, locale=locale)
    db.session.commit()
    deliver()
    begin_writing()
    choose_password(link, kept())
    start_session(boss)
    here = db.session.scalars(db.select(SignIn)).one()
    change_password(proof, kept("drei Dinge, die niemand rät"), here=here, deed="probe")
    db.session.commit()
    with time_machine.travel(now() + timedelta(days=3, minutes=2)):
        deliver()
    leave_work_undone(principle, boss, locale)


def thank_for_coming(locale: str) -> None:
    """Let somebody who had said yes hear of the minutes."""
    event = make_event(title=PROVOKING, contact_email="dialog@musterland.example")
    invitation = make_invitation(event, guest=make_guest(locale=locale))
    begin_writing()
    invitations.answer(invitation, Answer.YES)
    minutes_letters.tell(event)


def remind_guests(by, locale: str) -> None:
    """Let one guest come and another not answer; remind each of what they should know."""
    event = make_event(title=PROVOKING, contact_email="dialog@musterland.example")
    coming, _silent = (make_invitation(event, guest=make_guest(locale=locale)) for _ in range(2))
    begin_writing()
    invitations.answer(coming, Answer.YES)
    db.session.commit()
    deliver()
    with time_machine.travel(reminder_due(event.starts_at, 2) + timedelta(minutes=1)):
        begin_writing()
        assert bulk.remind_many(event, by=by) == 1
        db.session.commit()
        assert bulk.remind_of_events()
        db.session.commit()
        while bulk_letters.write_due():
            db.session.commit()
        deliver()
    begin_writing()


def hear_what_is_new() -> None:
    with time_machine.travel(now() + timedelta(minutes=2)):
        gather()
        db.session.commit()
        assert send_due() == 1
        db.session.commit()
        deliver()


def follow_along(principle, locale: str) -> None:
    """Ask to follow the dialogue, and confirm it."""
    db.session.commit()
    begin_writing()
    wish = following.Wish(Rhythm.AT_ONCE, locale, 1)
    following.ask_to_follow(following.Subject(principle.dialogue), "folgt@post.example", wish)
    db.session.commit()
    deliver()
    begin_writing()
    link = db.session.scalars(db.select(AccessLink).filter_by(purpose=FOLLOW_PURPOSE)).one()
    following.confirm(link)
    db.session.commit()


def hear_from_readers(comment, moderator, locale: str) -> None:
    thank_for_coming(locale)
    remind_guests(moderator, locale)
    answer_feedback(moderator, locale)
    register_and_wait(moderator, locale)
    report_and_dismiss(comment, moderator, locale)
    supporting.ask_to_confirm(comment, "stimme@post.example", locale=locale)


def answer_feedback(moderator, locale) -> None:
    report = feedback.Report(
        PROVOKING, name=PROVOKING, address=ADDRESS, wants_answer=True, locale=locale
    )
    told = feedback.take_in(report)
    answer = {"deed": FeedbackDeed.ANSWER, "words": markdown("Danke.", reply=True)}
    feedback.handle(told, **answer, by=moderator, seen=1)


def leave_work_undone(principle, boss, locale) -> None:
    """Let a comment wait for weeks, until a moderator and the person named for it hear of it."""
    hear_what_is_new()
    begin_writing()
    make_staff(Role.MODERATOR, locale=locale)
    change_setting("escalation_to", str(boss.id))
    intake.submit(said(name=PROVOKING), principle.dialogue, principle)
    db.session.commit()
    day = now().date() + timedelta(days=30)
    while not present_office().works_on(day):
        day += timedelta(days=1)
    with time_machine.travel(slot_on(day, USUAL_HOUR, ZONE)):
        for tell, number in ((send_digests, 1), (escalate, 2)):  # what is shown again waits, too
            assert tell() == number
            db.session.commit()
        deliver()


def report_and_dismiss(comment, by, locale: str) -> None:
    said = {"words": PROVOKING, "address": "melder@post.example", "locale": locale}
    report = take_in(Complaint(rule=None, network="x", ground=PROVOKING, **said), comment)
    deed = Deed(dismiss=report.id, dismiss_words=PROVOKING)
    carry_out(comment, deed, by=by, seen=state_of(comment))
    rule = db.session.scalars(house_rules()).first()
    propose_hiding(comment, rule, PROVOKING, by=make_moderator())
    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=by, seen=state_of(comment))


def look_again(comment, hider, locale: str) -> None:
    """Let a second look be asked for, left lying, taken back to the moderators, and asked anew."""
    second = make_person(address="zweite@post.example", locale=locale)
    comment.dialogue.second_name, comment.dialogue.second_email = PROVOKING, second.address
    db.session.commit()
    for outcome in Outcome:
        if outcome is Outcome.ENDED:
            continue
        begin_writing()
        request = ask(latest_hiding(comment.id), PROVOKING, privacy_version=1)
        db.session.commit()
        deliver()
        with time_machine.travel(now() + timedelta(days=9)):
            keep_going()
            db.session.commit()
            deliver()
        begin_writing()
        decide_review(request, outcome, PROVOKING, by=None)
        db.session.commit()
        deliver()
        begin_writing()
        if outcome is Outcome.UPHELD:
            hide_anew(comment, hider)


def shorten(comment, by) -> None:
    """Hide the first word of a comment, let it be looked at again, and show it again."""
    rule = db.session.scalars(house_rules()).first()
    first = [(0, comment.words.text.index(" "))]
    passages.hide(comment, passages.Wish(first, rule, PROVOKING), by=by, seen=state_of(comment))
    db.session.commit()
    deliver()
    begin_writing()
    passages.show(db.session.scalars(db.select(HiddenPassage)).one(), by=by)


def ask_departments(principle, by, locale: str) -> None:
    """Ask a department, remind it, give it more time, decline its answer; ask again for nothing."""
    make_person(address=handovers.READER, locale=locale)
    blocks.add_department("Antwort des Sachgebiets Klimaschutz", by=by)
    comment = intake.submit(said(), principle.dialogue, principle)
    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=by, seen=state_of(comment))
    asked = handovers.asked_about(comment, by)
    for days in (0, 9, 30):
        with time_machine.travel(now() + timedelta(days=days)):
            handing_over.keep_going()
            db.session.commit()
            deliver()
            begin_writing()
    with time_machine.travel(asked.due_at - timedelta(hours=20)):
        handing_over.put_off(asked, handovers.soon(20), by=by)
        db.session.commit()
        deliver()
        begin_writing()
    proposal = handing_over.offer(asked, markdown("Im Herbst.", reply=True), signed=PROVOKING)
    handing_over.decline(proposal, comment, PROVOKING, by=by)
    asked = handovers.asked_about(comment, by)
    db.session.commit()
    deliver()
    begin_writing()
    actions.settle(comment, by=by)
    db.session.commit()
    deliver()
    begin_writing()


def hide_anew(comment, by) -> None:
    rule = db.session.scalars(house_rules()).first()
    carry_out(comment, Deed(verdict=Verdict.RESTORE), by=by, seen=state_of(comment))
    hiding = Deed(verdict=Verdict.HIDE, rule=rule, reason=PROVOKING)
    carry_out(comment, hiding, by=by, seen=state_of(comment))
    db.session.commit()


def life_of_an_address(comment, by, locale: str) -> None:
    """Shorten a comment, close the address of its author, let them try to write, open it again."""
    shorten(comment, by)
    closure = closing.close_address(comment, days=3, reason=PROVOKING, by=by)
    more = said(address=ADDRESS, name=PROVOKING, locale=locale)
    intake.submit(more, comment.dialogue, comment.principle)
    db.session.commit()
    deliver()
    begin_writing()
    closing.reopen(closure, by=by)


def life_of(event, by) -> None:
    """Move an event, cancel it, let it take place after all."""
    moved = details(starts_at=event.starts_at, place=PROVOKING, title=PROVOKING)
    change_event(event, moved, by=by, tell=True)
    db.session.commit()
    deliver()
    begin_writing()
    life.cancel_event(event, by=by, seen=str(event.sequence), reason=PROVOKING)
    db.session.commit()
    deliver()
    begin_writing()
    life.reinstate_event(event, by=by, seen=str(event.sequence))
    db.session.commit()
    deliver()
    begin_writing()


def register_and_wait(by, locale: str) -> None:
    """Register two for one seat, let the first be taken off the list, and the second move up."""
    event = make_event(joining=Joining.REGISTRATION, capacity=1, title=PROVOKING)
    wish = registering.Wish(PROVOKING, locale=locale)
    asking = db.select(Registration).filter_by(event_id=event.id).order_by(Registration.id)
    for address in ("erste@post.example", "zweite-wahl@post.example"):
        registering.ask(event, address, wish)
        db.session.commit()
        deliver()
        begin_writing()
        registering.confirm(db.session.scalars(asking).all()[-1])
        db.session.commit()
        deliver()
        begin_writing()
    registered.sign_off(db.session.scalars(asking).first(), by=by)
    db.session.commit()
    deliver()
    begin_writing()


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
    for kind in CONCERNING_A_DIALOGUE:
        assert answered[fixed_subject(kind)] == "dialog@musterland.example"


def test_every_kind_of_letter_speaks_english_to_whoever_does(app, server):
    with listening() as unknown:
        cause_every_kind("en")

    english = translations("en")
    subjects = {english.gettext(fixed_subject(kind)) for kind in KINDS}
    assert unknown == set()
    assert {letter["Subject"] for letter in server.taken} == subjects
    for letter in server.taken:
        plain = letter.get_body(("plain",)).get_content()
        html = letter.get_body(("html",)).get_content()
        own = re.findall(r"http://localhost(/[^\s<\"]*)", plain + html)
        assert plain.splitlines()[0] == "Good day,"
        assert "Kind regards" in plain
        assert '<html lang="en">' in html
        assert letter["Content-Language"] == "en"
        assert [path for path in own if not path.startswith("/en/")] == []
    calendars = [part.get_content() for it in server.taken for part in it.iter_attachments()]
    assert calendars
    for calendar in calendars:
        assert "CATEGORIES:Network meeting" in calendar
        assert "//EN" in calendar


def test_letters_know_only_the_language_of_their_reader(app, server):
    moderator = make_moderator(locale="en")
    with force_locale("en"):
        invitation = make_invitation(by=moderator)
        db.session.commit()

    [letter] = db.session.scalars(db.select(OutgoingMail).filter_by(person_id=invitation.guest_id))
    assert letter.text.startswith("Guten Tag,")
    assert "/en/" not in letter.text
    assert "CATEGORIES:Vernetzungstreffen" in str(letter.attachments)


def test_letters_to_colleagues_say_who_invites_them_to_what(app, server):
    cause_every_kind()

    invited = [m for m in server.taken if m["Subject"] == fixed_subject("staff_invitation")]
    words = {m["To"]: m.get_body(("plain",)).get_content() for m in invited}
    ada = words["beraten@post.example"]
    assert f"{PROVOKING} hat für Sie einen Zugang" in ada
    assert "\r\n- Moderation\r\n" in ada
    assert "/passwort/" in ada
    assert "/hilfe/moderation" in ada
    (kim,) = (text for address, text in words.items() if address != "beraten@post.example")
    assert "\r\n- Redaktion\r\n" in kim
    assert "hilfe/moderation" not in kim
    changed = [m for m in server.taken if m["Subject"] == fixed_subject("password_changed")]
    texts = [m.get_body(("plain",)).get_content() for m in changed]
    assert sorted("anderen Geräten" in text for text in texts) == [False, True]
