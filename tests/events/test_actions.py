"""Deeds on events: held, changed, shown in replies, stamped."""

from datetime import UTC, datetime, timedelta

import pytest

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import moved_to, next_midnight, now
from leitsaetze.comments.reply_models import Reply, ReplyComment
from leitsaetze.errors import RuleViolation
from leitsaetze.events.actions import (
    advance_stamps,
    change_event,
    hold_event,
    set_mention,
    touch_events,
)
from leitsaetze.events.models import Event, EventMention
from leitsaetze.events.queries import (
    event_with_key,
    events_of_dialogue,
    mentions_in,
    open_for_invitations,
    past,
    upcoming,
    visible_event,
)
from leitsaetze.events.rules import LINK_OUTLIVES_EVENT, EventStatus
from leitsaetze.extensions import db
from leitsaetze.site.actions import furnish
from leitsaetze.site.models import AccessLink, Stamp
from tests.events.makers import arrive, details, make_invitation
from tests.factories import (
    make_comment,
    make_dialogue,
    make_event,
    make_field,
    make_person,
    make_principle,
    saved,
)

NOON = datetime(2027, 5, 3, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def site_stamp():
    return db.session.scalars(db.select(Stamp).where(Stamp.scope == "site")).one()


def deeds():
    entries = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.deed, entry.subject, entry.details) for entry in entries]


def make_reply(comment):
    reply = saved(Reply(by_id=make_person().id))
    saved(ReplyComment(reply_id=reply.id, comment_id=comment.id))
    return reply


def test_an_event_is_held_with_its_html_its_uid_and_its_entry(app):
    before = site_stamp().version

    event = hold_event(details(text="**Willkommen** <b>"), by=None, key="treffen")

    assert event.html == "<p><strong>Willkommen</strong> &lt;b&gt;</p>"
    assert event.uid.endswith("@localhost")
    assert (event.sequence, event.status) == (0, EventStatus.PUBLISHED)
    assert deeds() == [("event.held", f"event:{event.id}", {})]
    assert site_stamp().version == before + 1


def test_an_event_accompanies_dialogues_fields_and_principles(app):
    dialogue = make_dialogue()
    field = make_field(dialogue=dialogue)
    principle = make_principle(field=field)

    event = hold_event(
        details(), by=None, dialogues=[dialogue], fields=[field], principles=[principle]
    )
    db.session.commit()

    assert (event.dialogues, event.fields, event.principles) == ([dialogue], [field], [principle])
    assert db.session.scalars(events_of_dialogue(dialogue.id)).all() == [event]


def test_a_key_is_given_once_and_the_refusal_leaves_nothing_behind(app):
    first = hold_event(details(), by=None, key="treffen")

    with pytest.raises(RuleViolation, match="„treffen“ ist schon vergeben"):
        hold_event(details(), by=None, key="treffen")

    assert db.session.scalars(db.select(Event)).all() == [first]
    assert db.session.scalars(event_with_key("treffen")).one() is first


def test_a_change_raises_the_sequence_and_keeps_the_uid(app):
    editor = make_person()
    event = hold_event(details(), by=None)
    uid, version = event.uid, site_stamp().version

    with moved_to(now() + HOUR):
        changed = change_event(
            event, details(starts_at=event.starts_at, title="Treffen"), by=editor
        )
        at = now()

    assert changed
    assert (event.title, event.uid, event.sequence, event.changed_at) == ("Treffen", uid, 1, at)
    assert deeds()[-1] == ("event.changed", f"event:{event.id}", {"changed": ["title"]})
    assert site_stamp().version == version + 1


def test_unchanged_values_change_nothing(app):
    dialogue = make_dialogue()
    facts = details(text="Text", capacity=3)
    event = hold_event(facts, by=None, dialogues=[dialogue])
    db.session.commit()
    before = (event.changed_at, site_stamp().version, deeds())

    changed = change_event(event, facts, by=None, dialogues=[dialogue])

    assert not changed
    assert event.sequence == 0
    assert (event.changed_at, site_stamp().version, deeds()) == before


def test_other_dialogues_are_a_change(app):
    first, second = make_dialogue(), make_dialogue()
    facts = details()
    event = hold_event(facts, by=None, dialogues=[first])

    assert change_event(event, facts, by=None, dialogues=[second])

    assert event.dialogues == [second]
    assert deeds()[-1][2] == {"changed": ["dialogues"]}


def test_there_are_never_fewer_seats_than_are_taken(app):
    event = make_event(capacity=5, seats_taken=3)
    facts = details(starts_at=event.starts_at, title=event.title)

    with pytest.raises(RuleViolation, match="mehr Plätze vergeben"):
        change_event(event, details(starts_at=event.starts_at, capacity=2), by=None)
    db.session.rollback()

    assert (event.capacity, event.sequence) == (5, 0)
    assert change_event(event, facts, by=None)
    assert event.capacity is None


def test_links_in_letters_outlive_an_event_that_moves(app):
    invitation = make_invitation()
    arrive()
    event = invitation.event
    later = event.starts_at + timedelta(days=30)

    change_event(event, details(starts_at=later), by=None)

    link = db.session.scalars(
        db.select(AccessLink).where(AccessLink.about == f"invitation:{invitation.id}")
    ).one()
    assert link.expires_at == event.ends_at + LINK_OUTLIVES_EVENT


def test_a_reply_shows_one_event_or_none(app):
    comment, moderator = make_comment(), make_person()
    reply, first, second = make_reply(comment), make_event(), make_event()
    before = comment.dialogue.stamp.version

    results = [set_mention(reply, event, by=moderator) for event in (first, second, second)]

    assert results == [True, True, False]
    assert db.session.scalars(db.select(EventMention.event_id)).all() == [second.id]
    assert comment.dialogue.stamp.version == before + 2
    assert set_mention(reply, None, by=moderator)
    assert db.session.scalars(db.select(EventMention.event_id)).all() == []
    assert [entry[2] for entry in deeds()] == [
        {"before": [], "after": [first.id]},
        {"before": [first.id], "after": [second.id]},
        {"before": [second.id], "after": []},
    ]


def test_a_draft_cannot_be_shown_in_a_reply(app):
    reply, draft = make_reply(make_comment()), make_event(status=EventStatus.DRAFT)

    with pytest.raises(RuleViolation, match="noch nicht veröffentlicht"):
        set_mention(reply, draft, by=make_person())


def test_the_events_of_many_replies_are_one_question(app):
    shown, draft = make_event(), make_event(status=EventStatus.DRAFT)
    replies = [make_reply(make_comment()) for _ in range(3)]
    for reply, event in zip(replies, (shown, shown, draft), strict=True):
        saved(EventMention(reply_id=reply.id, event_id=event.id))

    found = db.session.scalars(mentions_in(), {"ids": [reply.id for reply in replies]}).all()

    assert [(mention.reply_id, mention.event) for mention in found] == [
        (replies[0].id, shown),
        (replies[1].id, shown),
    ]


def test_lists_are_in_the_order_readers_need(app):
    at = NOON
    old, recent = (make_event(starts_at=at - timedelta(days=days)) for days in (9, 2))
    running = make_event(starts_at=at - HOUR)
    later, soon = (make_event(starts_at=at + timedelta(days=days)) for days in (9, 2))
    cancelled = make_event(starts_at=at + timedelta(days=3), status=EventStatus.CANCELLED)
    make_event(starts_at=at + timedelta(days=1), status=EventStatus.DRAFT)

    assert db.session.scalars(upcoming(at)).all() == [running, soon, cancelled, later]
    assert db.session.scalars(past(at)).all() == [recent, old]
    assert db.session.scalars(past(at, before=recent)).all() == [old]
    assert db.session.scalars(open_for_invitations(at)).all() == [soon, later]


def test_a_draft_is_not_found(app):
    draft = make_event(status=EventStatus.DRAFT)

    assert db.session.scalar(visible_event(draft.id)) is None


def test_the_stamp_knows_what_time_changes_next(app):
    with moved_to(NOON):
        make_event(starts_at=NOON + timedelta(minutes=5), status=EventStatus.DRAFT)
        touch_events()
        assert site_stamp().next_change_at == next_midnight("Europe/Berlin")

        running = make_event(starts_at=NOON - HOUR)
        make_event(starts_at=NOON + 2 * HOUR)
        touch_events()
        assert site_stamp().next_change_at == running.ends_at


def test_the_worker_raises_the_stamp_at_midnight_without_any_event(app):
    db.session.execute(db.update(Stamp).values(next_change_at=None))
    furnish()
    db.session.commit()
    before = site_stamp().version
    midnight = next_midnight("Europe/Berlin")
    with moved_to(midnight):
        assert advance_stamps()
        db.session.commit()
        assert not advance_stamps()
        assert site_stamp().next_change_at == next_midnight("Europe/Berlin") > midnight

    assert site_stamp().version == before + 1


def test_the_worker_raises_the_stamp_when_its_moment_has_come_and_not_before(app):
    with moved_to(NOON):
        event = hold_event(details(starts_at=NOON + HOUR), by=None)
        db.session.commit()
        before = site_stamp().version
        early = advance_stamps()
    with moved_to(event.starts_at):
        due = advance_stamps()
        db.session.commit()
        again = advance_stamps()

    assert (early, due, again) == (False, True, False)
    assert site_stamp().version == before + 1
    assert site_stamp().next_change_at == event.ends_at
