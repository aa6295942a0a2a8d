"""Deeds on dialogues and fields of action, on a real database."""

from datetime import UTC, datetime, timedelta

import pytest

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import moved_to
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles.actions import (
    add_field,
    advance_stamps,
    change_dialogue,
    change_field,
    found_dialogue,
    touch,
)
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import fields_of
from leitsaetze.site.models import Stamp
from tests.factories import make_dialogue, make_person

OPENS = datetime(2027, 4, 29, 6, tzinfo=UTC)
CLOSES = datetime(2027, 5, 19, 22, tzinfo=UTC)


def found(slug="dorf-digital", **given):
    facts = {
        "title": "Dorf digital",
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "contact_email": "dialog@musterland.example",
        "by": None,
    }
    return found_dialogue(slug, **facts | given)


def deeds():
    entries = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.deed, entry.subject, entry.by_id) for entry in entries]


def test_a_founded_dialogue_has_its_stamp_its_entry_and_its_html(app):
    editor = make_person()

    with moved_to(OPENS - timedelta(hours=3)):
        dialogue = found(introduction="**Willkommen**", by=editor)

    assert dialogue.introduction_html == "<p><strong>Willkommen</strong></p>"
    assert dialogue.stamp.scope == f"dialogue:{dialogue.id}"
    assert dialogue.stamp.next_change_at == OPENS
    assert deeds() == [("dialogue.founded", f"dialogue:{dialogue.id}", editor.id)]


def test_a_slug_is_given_once_and_the_refusal_leaves_nothing_behind(app):
    found()

    with pytest.raises(RuleViolation, match="schon vergeben"):
        found()

    assert db.session.scalars(db.select(Dialogue.slug)).all() == ["dorf-digital"]
    assert db.session.scalar(db.select(Stamp).where(Stamp.scope == "dialogue:new")) is None


def test_changing_a_dialogue_raises_its_stamp_and_names_what_changed(app):
    dialogue = found()
    before = dialogue.stamp.version

    assert change_dialogue(dialogue, title="Dorf & digital", contact_hours="9 bis 15 Uhr", by=None)

    assert (dialogue.title, dialogue.stamp.version) == ("Dorf & digital", before + 1)
    entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.deed, entry.details) == (
        "dialogue.changed",
        {"changed": ["contact_hours", "title"]},
    )


def test_the_same_facts_again_change_nothing(app):
    dialogue = found(introduction="Text", steps=[{"title": "Kreistag", "when": "Juni"}])
    before, written = dialogue.stamp.version, len(deeds())

    changed = change_dialogue(
        dialogue,
        title=" Dorf digital ",
        introduction="Text\n",
        opens_at=OPENS,
        steps=[{"title": "Kreistag", "when": "Juni"}],
        by=None,
    )

    assert not changed
    assert (dialogue.stamp.version, len(deeds())) == (before, written)


def test_a_dialogue_cannot_be_made_to_end_before_it_begins(app):
    dialogue = found()

    with pytest.raises(RuleViolation, match="nach dem Beginn"):
        change_dialogue(dialogue, closes_at=OPENS, by=None)

    assert dialogue.closes_at == CLOSES


def test_fields_are_added_and_changed_with_their_html(app):
    dialogue = found()
    field = add_field(dialogue, title="Unterwegs", position=1, introduction="*Bus*", by=None)
    before = dialogue.stamp.version

    assert change_field(field, introduction="*Rad*", by=None)
    assert not change_field(field, introduction="*Rad*", position=1, by=None)

    assert field.introduction_html == "<p><em>Rad</em></p>"
    assert dialogue.stamp.version == before + 1
    assert db.session.scalars(fields_of(dialogue.id)).all() == [field]


@pytest.mark.parametrize(
    ("at", "next_change"),
    [
        (datetime(2027, 4, 20, 12, tzinfo=UTC), datetime(2027, 4, 20, 22, tzinfo=UTC)),
        (datetime(2027, 4, 29, 5, tzinfo=UTC), OPENS),
        (datetime(2027, 5, 19, 12, tzinfo=UTC), CLOSES),
        (datetime(2027, 10, 31, 0, tzinfo=UTC), datetime(2027, 10, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_stamp_knows_when_time_alone_changes_the_pages(app, at, next_change):
    dialogue = found()

    with moved_to(at):
        touch(dialogue)

    assert dialogue.stamp.next_change_at == next_change


def test_the_worker_raises_only_stamps_that_are_due(app):
    midnight = datetime(2027, 5, 1, 22, tzinfo=UTC)
    with moved_to(midnight - timedelta(hours=1)):
        due = found("faellig")
    with moved_to(midnight + timedelta(hours=1)):
        fresh = found("frisch")
    db.session.commit()
    before = {dialogue.slug: dialogue.stamp.version for dialogue in (due, fresh)}

    with moved_to(midnight):
        assert advance_stamps() == 1
        assert advance_stamps() == 0
    db.session.commit()

    assert due.stamp.version == before["faellig"] + 1
    assert due.stamp.next_change_at == midnight + timedelta(days=1)
    assert fresh.stamp.version == before["frisch"]


def test_the_worker_writes_nothing_while_nothing_is_due(app):
    with moved_to(OPENS):
        dialogue = make_dialogue()
        touch(dialogue)
        db.session.commit()
        before = dialogue.stamp.version

        assert advance_stamps() == 0

    assert dialogue.stamp.version == before
