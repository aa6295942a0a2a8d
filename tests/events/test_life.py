"""The life of an event as a whole, and who hears what of it."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import moved_to, now
from leitsaetze.drafts import actions as drafts
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.events import life
from leitsaetze.events.actions import change_event, draft_event, hold_event
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.invitations import answer, invite, withdraw_invitation
from leitsaetze.events.models import Event
from leitsaetze.events.notices import reach_of
from leitsaetze.events.rules import Answer, EventStatus, Joining
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block
from leitsaetze.mail.letters import text_of
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.site.models import Stamp
from tests.events.makers import arrive, details, letters, make_guest, make_invitation
from tests.factories import make_comment, make_event, make_field, make_moderator, make_principle

REASON = "Der Saal ist gesperrt.\nWir suchen einen neuen."
HOUR = timedelta(hours=1)


@pytest.fixture
def editor(app):
    return make_moderator(name="Kirsten Redaktion")


def site_stamp():
    return db.session.scalar(db.select(Stamp.version).where(Stamp.scope == "site"))


def deed():
    entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    return entry.deed


def invited(event, number=1):
    """People whose invitation has arrived."""
    made = [make_invitation(event) for _ in range(number)]
    arrive()
    return made


def waiting(kind):
    """The letters of a kind that still leave, by the number of their recipient."""
    return {
        letter.person_id: letter
        for letter in letters()
        if letter.kind == kind and letter.state is MailState.WAITING and not letter.cancelled_at
    }


def file_of(letter):
    [[name, content_type, content]] = letter.attachments
    calendar = Calendar.from_ical(content)
    [entry] = calendar.walk("VEVENT")
    assert name == "termin.ics"
    assert content_type == f"text/calendar; method={calendar['METHOD']}"
    return calendar["METHOD"], entry


def cancel(event, by, reason=REASON):
    life.cancel_event(event, by=by, seen=str(event.sequence), reason=reason)
    db.session.commit()


def test_a_draft_becomes_public_and_only_then_shows(app, editor):
    before = site_stamp()
    event = draft_event(details(), by=editor)
    db.session.commit()
    assert (event.status, site_stamp(), event.changed_by) == (
        EventStatus.DRAFT,
        before,
        editor.id,
    )

    life.publish_event(event, by=editor, seen="0")

    assert (event.status, event.sequence) == (EventStatus.PUBLISHED, 1)
    assert site_stamp() == before + 1
    assert deed() == "event.published"


def test_a_draft_changes_without_anybody_seeing_it(app, editor):
    event, before = draft_event(details(), by=editor), site_stamp()

    assert change_event(event, details(title="Anders"), by=editor, seen="0") >= {"title"}

    assert site_stamp() == before


@pytest.mark.parametrize("turn", ["publish_event", "mark_held", "unmark_held", "reinstate_event"])
def test_what_cannot_follow_is_refused(app, editor, turn):
    event = make_event()

    with pytest.raises(RuleViolation):
        getattr(life, turn)(event, by=editor, seen=str(event.sequence))


def test_whoever_saw_an_older_event_changes_nothing(app, editor):
    event = make_event(sequence=3)

    with pytest.raises(Conflict):
        life.cancel_event(event, by=editor, seen="2", reason=REASON)
    with pytest.raises(Conflict):
        change_event(event, details(), by=editor, seen="2")
    db.session.rollback()

    assert (event.status, event.sequence) == (EventStatus.PUBLISHED, 3)


def test_cancelling_tells_everybody_once_and_takes_it_out_of_calendars(app, editor):
    event = make_event(capacity=9, sequence=4, organiser='Stab "Digitales"')
    yes, perhaps, silent = invited(event, 3)
    answer(yes, Answer.YES, persons=2)
    answer(perhaps, Answer.PERHAPS)
    db.session.commit()

    cancel(event, editor)

    assert (event.status, event.sequence, event.seats_taken) == (EventStatus.CANCELLED, 5, 0)
    assert (event.reason, event.cancelled_at is None) == (REASON, False)
    assert db.session.scalars(db.select(Registration)).all() == []
    told = waiting("event_cancelled")
    assert set(told) == {yes.guest_id, perhaps.guest_id, silent.guest_id}
    for invitation in (yes, perhaps, silent):
        letter = told[invitation.guest_id]
        method, entry = file_of(letter)
        assert (method, entry["STATUS"], entry["UID"], entry["SEQUENCE"]) == (
            "CANCEL",
            "CANCELLED",
            event.uid,
            5,
        )
        assert entry["ATTENDEE"] == f"mailto:{invitation.guest.address}"
        assert entry["ORGANIZER"] == "mailto:leitsaetze@musterland.example"
        assert letter.subject == "Eine Veranstaltung fällt aus"
        assert REASON in text_of(letter)
    with pytest.raises(Conflict):
        life.cancel_event(event, by=editor, seen="4", reason=REASON)


def test_a_cancellation_needs_a_reason(app, editor):
    event = make_event()

    with pytest.raises(RuleViolation, match="fehlt ein Text"):
        cancel(event, editor, reason=" ")


def test_an_invitation_that_has_not_left_stays_and_can_be_made_anew(app, editor):
    event, guest = make_event(), make_guest()
    invitation = make_invitation(event, guest=guest)

    cancel(event, editor)
    assert (waiting("invitation"), waiting("event_cancelled")) == ({}, {})
    assert invitation.withdrawn_at is not None

    life.reinstate_event(event, by=editor, seen=str(event.sequence))
    again = invite(guest, event, by=editor)
    assert (again.id, again.round, set(waiting("invitation"))) == (invitation.id, 2, {guest.id})


def test_older_news_need_not_leave_any_more(app, editor):
    event = make_event()
    [invitation] = invited(event)
    change_event(event, details(starts_at=event.starts_at + HOUR), by=editor, tell=True)
    assert set(waiting("event_changed")) == {invitation.guest_id}

    cancel(event, editor)

    assert waiting("event_changed") == {}
    assert set(waiting("event_cancelled")) == {invitation.guest_id}


def test_whoever_wants_no_letters_or_was_uninvited_gets_none(app, editor):
    event = make_event()
    blocked, gone, withdrawn = invited(event, 3)
    block(blocked.guest.address)
    gone.guest.address = None
    withdraw_invitation(withdrawn, by=editor)
    db.session.commit()

    reach = reach_of(event)
    cancel(event, editor)

    assert (list(reach.told), {one.id for one in reach.silent}) == ([], {blocked.id, gone.id})
    assert waiting("event_cancelled") == {}


def test_what_is_over_is_cancelled_without_letters(app, editor):
    event = make_event()
    invited(event)

    with moved_to(event.ends_at):
        cancel(event, editor)

    assert event.is_cancelled
    assert waiting("event_cancelled") == {}


def test_a_cancelled_event_returns_never_silently(app, editor):
    event = make_event(capacity=3)
    [invitation] = invited(event)
    answer(invitation, Answer.YES, persons=2, brings="Kuchen")
    db.session.commit()
    cancel(event, editor)
    arrive()
    before = event.sequence

    life.reinstate_event(event, by=editor, seen=str(before))
    db.session.commit()

    assert (event.status, event.sequence, event.reason, event.cancelled_at) == (
        EventStatus.PUBLISHED,
        before + 1,
        "",
        None,
    )
    letter = waiting("event_reinstated")[invitation.guest_id]
    method, entry = file_of(letter)
    assert (method, entry["STATUS"], entry["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", before + 1)
    assert "/einladung/" in text_of(letter)
    assert (invitation.answer, invitation.persons, invitation.brings) == (None, 2, "Kuchen")
    answer(invitation, Answer.YES, persons=2, brings="Kuchen")
    assert event.seats_taken == 2


def test_the_past_does_not_return(app, editor):
    event = make_event(status=EventStatus.CANCELLED)

    with moved_to(event.starts_at), pytest.raises(RuleViolation, match="zuerst einen neuen"):
        life.reinstate_event(event, by=editor, seen="0")


def test_a_change_is_told_only_when_asked_for(app, editor):
    event = make_event(place="Saal 2")
    invited(event)
    moved = details(starts_at=event.starts_at, title=event.title, place="Saal 3")

    assert change_event(event, moved, by=editor) == {"place"}

    assert waiting("event_changed") == {}


def test_a_change_brings_calendars_up_to_date(app, editor):
    link = "https://konferenz.musterland.example/raum"
    event = make_event(place="Saal 2", joining=Joining.INVITATION, contact_email="treff@a.example")
    yes, no = invited(event, 2)
    answer(yes, Answer.YES)
    answer(no, Answer.NO)
    db.session.commit()
    uid, old = event.uid, event.starts_at
    moved = {"starts_at": old + HOUR, "place": "Saal 3", "online_link": link}
    facts = details(title=event.title, contact_email="treff@a.example", **moved)

    change_event(event, facts, by=editor, seen="0", tell=True)
    db.session.commit()

    told = waiting("event_changed")
    method, entry = file_of(told[yes.guest_id])
    assert (method, entry["UID"], entry["SEQUENCE"]) == ("REQUEST", uid, 1)
    assert entry["DTSTART"].dt == event.starts_at.replace(microsecond=0)
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert entry["ATTENDEE"].params["RSVP"] == "FALSE"
    method, entry = file_of(told[no.guest_id])
    assert (method, "ATTENDEE" in entry) == ("PUBLISH", False)
    text = text_of(told[yes.guest_id])
    assert "Wo: Saal 3" in text.partition("Bisher stand")[0]
    assert "Wo: Saal 2" in text.partition("Bisher stand")[2]
    assert link in text
    assert told[yes.guest_id].headers == {"Reply-To": "treff@a.example"}
    assert yes.guest.address not in str(told[no.guest_id].attachments)


def test_what_stands_in_no_calendar_and_what_is_over_is_told_to_nobody(app, editor):
    event = make_event()
    invited(event)
    facts = details(starts_at=event.starts_at, title=event.title)

    change_event(event, details(starts_at=event.starts_at, text="Neu"), by=editor, tell=True)
    with moved_to(event.ends_at):
        change_event(event, facts, by=editor, tell=True)
        change_event(
            event, details(starts_at=event.starts_at, place="Anderswo"), by=editor, tell=True
        )

    assert waiting("event_changed") == {}


def test_an_invitation_that_has_not_left_leaves_with_the_new_facts(app, editor):
    event = make_event()
    invitation = make_invitation(event, words="Kommen Sie!")

    change_event(event, details(starts_at=event.starts_at, place="Saal 7"), by=editor, tell=True)
    db.session.commit()

    [letter] = waiting("invitation").values()
    assert "Wo: Saal 7" in text_of(letter)
    assert "Kommen Sie!" in text_of(letter)
    assert waiting("event_changed") == {}
    arrive()
    withdraw_invitation(invitation, by=editor)
    assert set(waiting("invitation_withdrawn")) == {invitation.guest_id}


def test_what_was_held_says_so_and_can_be_taken_back(app, editor):
    event = make_event()

    with moved_to(event.ends_at):
        life.mark_held(event, by=editor, seen="0")
        assert event.took_place
        life.unmark_held(event, by=editor, seen="1")

    assert event.status is EventStatus.PUBLISHED


def test_only_drafts_are_deleted_with_all_that_hangs_on_them(app, editor):
    principle = make_principle()
    places = {"dialogues": [principle.dialogue], "principles": [principle]}
    draft = draft_event(details(), by=editor, **places)
    db.session.flush()
    drafts.keep(f"event:{draft.id}", [("title", "Halb")], by=editor)
    db.session.commit()

    life.delete_event(draft, by=editor, seen="0")
    db.session.commit()

    assert db.session.scalars(db.select(Event)).all() == []
    assert db.session.scalars(db.select(WorkingCopy)).all() == []
    with pytest.raises(RuleViolation, match="nur ein Entwurf"):
        life.delete_event(make_event(), by=editor, seen="0")


def test_a_draft_stays_while_a_colleague_writes_on_it(app, editor):
    draft, colleague = draft_event(details(), by=editor), make_moderator(name="Jana")
    drafts.keep(f"event:{draft.id}", [("title", "Halb")], by=colleague)

    with pytest.raises(RuleViolation, match="Jana schreibt gerade"):
        life.delete_event(draft, by=editor, seen="0")


def test_an_event_is_about_things_of_its_dialogues_only(app):
    field, comment = make_field(), make_comment()

    with pytest.raises(RuleViolation, match="gewählten Dialoge"):
        hold_event(details(), by=None, dialogues=[comment.dialogue], fields=[field])
    event = hold_event(details(), by=None, dialogues=[field.dialogue], fields=[field])
    with pytest.raises(RuleViolation, match="gewählten Dialoge"):
        change_event(event, details(), by=None, dialogues=[])


def test_letters_of_many_guests_name_only_their_own_address(app, editor):
    event = make_event()
    guests = [invitation.guest.address for invitation in invited(event, 3)]

    cancel(event, editor)

    for letter in db.session.scalars(db.select(OutgoingMail).filter_by(kind="event_cancelled")):
        file = letter.attachments[0][2].replace("\r\n ", "")
        said = f"{letter.text}{letter.html}{file}{letter.headers}"
        assert [address for address in guests if address in said] == [letter.address]


def test_what_begins_and_ends_with_whole_days_has_no_times(app):
    begun = now()

    with pytest.raises(RuleViolation, match="keine Uhrzeit"):
        hold_event(details(starts_at=begun, all_day=True), by=None)
