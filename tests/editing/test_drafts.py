"""Drafts: begun, saved, discarded, published. Their words are nobody's but the editors'."""

from datetime import timedelta

import pytest

from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.editing import actions
from leitsaetze.editing.models import Draft
from leitsaetze.editing.publication import publish_due
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.principles.models import Principle, Revision
from leitsaetze.principles.plain_models import PlainText
from tests.editing.makers import make_draft
from tests.factories import (
    make_dialogue,
    make_field,
    make_person,
    make_plain_text,
    make_principle,
    make_revision,
)
from tests.pages.makers import publish


def rows(table) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(table))


def test_a_draft_may_be_unfinished_and_is_no_principle(app):
    draft = make_draft(statement="", explanation="")

    assert (draft.statement, draft.is_complete, draft.version) == ("", False, 1)
    assert rows(Principle) == 0


@pytest.mark.parametrize("taken_by", ["principle", "draft"])
def test_a_number_is_given_once_in_a_dialogue(app, taken_by):
    field = make_field()
    if taken_by == "principle":
        make_principle(field=field, number=7)
    else:
        make_draft(field)

    with pytest.raises(RuleViolation, match="Die Nummer 7 ist schon vergeben"):
        actions.begin_draft(field, number=7, by=None)
    db.session.rollback()

    assert make_draft(make_field()).number == 7


def test_the_draft_of_a_revision_is_one_and_begins_with_the_present_words(app):
    principle = make_principle(statement="Wir reden.", number=4)

    first = actions.begin_revision(principle, by=None)
    second = actions.begin_revision(principle, by=None)

    assert second is first
    kept = first.number, first.statement, first.explanation, first.based_on
    assert kept == (4, "Wir reden.", "Eine Erläuterung.", 1)


def test_saving_what_somebody_else_saved_meanwhile_changes_nothing(app):
    draft = make_draft()
    actions.save_draft(draft, seen=1, by=None, statement="Wir teilen alles.")
    db.session.commit()

    with pytest.raises(Conflict):
        actions.save_draft(draft, seen=1, by=None, statement="Wir teilen manches.")
    db.session.rollback()

    assert (draft.statement, draft.version) == ("Wir teilen alles.", 2)
    assert not actions.save_draft(draft, seen=2, by=None, statement="Wir teilen alles.")


def test_a_draft_can_get_another_number_and_field_but_no_taken_one(app):
    field = make_field()
    other = make_field(dialogue=field.dialogue, title="Lernen")
    make_principle(field=field, number=1)
    draft = make_draft(field)

    actions.save_draft(draft, seen=1, by=None, number=8, field=other)
    db.session.commit()
    assert (draft.number, draft.field_id) == (8, other.id)

    with pytest.raises(RuleViolation, match="Die Nummer 1 ist schon vergeben"):
        actions.save_draft(draft, seen=2, by=None, number=1)


def test_publishing_makes_a_principle_and_leaves_nothing_of_the_draft(app):
    editor = make_person(Role.EDITOR)
    draft = make_draft()
    principle = actions.publish_draft(draft, by=editor)
    db.session.commit()

    assert (principle.number, principle.revision.statement) == (7, "Wir teilen.")
    assert principle.revision.published_by == editor.id
    assert rows(Draft) == 0


def test_publishing_a_revision_keeps_the_earlier_one(app):
    principle = make_principle(statement="Wir reden.")
    draft = actions.begin_revision(principle, by=None)
    actions.save_draft(draft, seen=1, by=None, statement="Wir hören zu.", change_note="Besser.")

    revision = actions.publish_draft(draft, by=None)
    db.session.commit()

    assert (revision.number, revision.statement, revision.change_note) == (
        2,
        "Wir hören zu.",
        "Besser.",
    )
    assert principle.revision == revision
    assert rows(Revision) == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"statement": ""}, "braucht einen Satz und eine Erläuterung"),
        ({"explanation": ""}, "braucht einen Satz und eine Erläuterung"),
    ],
)
def test_unfinished_drafts_are_not_published(app, words, why):
    draft = make_draft(**words)

    with pytest.raises(RuleViolation, match=why):
        actions.publish_draft(draft, by=None)

    assert (rows(Draft), rows(Principle)) == (1, 0)


def test_a_revision_needs_new_words_and_a_change_note(app):
    draft = actions.begin_revision(make_principle(), by=None)

    with pytest.raises(RuleViolation, match="noch derselbe"):
        actions.publish_draft(draft, by=None)
    actions.save_draft(draft, seen=1, by=None, statement="Wir hören zu.")
    with pytest.raises(RuleViolation, match="was sich ändert"):
        actions.publish_draft(draft, by=None)

    assert rows(Revision) == 1


def test_a_revision_begun_before_another_one_is_compared_first(app):
    principle = make_principle()
    draft = actions.begin_revision(principle, by=None)
    actions.save_draft(draft, seen=1, by=None, statement="Wir hören zu.", change_note="Besser.")
    words = {"statement": "Wir lernen.", "explanation": "Neu.", "change_note": "Neu."}
    wording.revise(principle, by=None, **words)

    with pytest.raises(Conflict, match="Fassung 2"):
        actions.publish_draft(draft, by=None)
    actions.save_draft(draft, seen=2, by=None, based_on=2)

    assert actions.publish_draft(draft, by=None).number == 3


def test_drafts_of_an_unpublished_dialogue_wait_for_it(app):
    draft = make_draft(make_field(dialogue=make_dialogue(published_at=None)))

    with pytest.raises(RuleViolation, match="zusammen mit seinem Dialog"):
        actions.publish_draft(draft, by=None)
    with pytest.raises(RuleViolation, match="zusammen mit seinem Dialog"):
        actions.schedule(draft, now() + timedelta(days=1), by=None)


def test_a_publication_is_planned_for_the_future_and_taken_back(app):
    draft = make_draft()
    tomorrow = now() + timedelta(days=1)

    with pytest.raises(RuleViolation, match="schon vorbei"):
        actions.schedule(draft, now(), by=None)
    actions.schedule(draft, tomorrow, by=None)
    assert draft.publish_at == tomorrow

    assert actions.unschedule(draft, by=None)
    assert not actions.unschedule(draft, by=None)
    assert draft.publish_at is None


def test_a_discarded_draft_frees_its_number(app):
    field = make_field()
    draft = make_draft(field)

    actions.discard_draft(draft, seen=1, by=None)
    db.session.commit()

    assert make_draft(field).number == 7


def plain_rows() -> list[tuple[int, str]]:
    found = db.session.scalars(db.select(PlainText).order_by(PlainText.id))
    return [(it.revision_number, it.source) for it in found]


def test_plain_words_alone_are_published_without_note_and_make_no_revision(app):
    principle = make_principle()
    draft = actions.begin_revision(principle, by=None)
    actions.save_draft(draft, seen=1, by=None, plain_text="Kurz gesagt.")

    assert draft.is_only_plain
    assert actions.publish_draft(draft, by=None) is principle

    assert plain_rows() == [(1, "Kurz gesagt.")]
    assert (rows(Draft), rows(Revision)) == (0, 1)


def test_plain_words_alone_name_no_comments(app):
    principle = make_principle()
    said = publish(principle)
    draft = actions.begin_revision(principle, by=None)
    words = {"plain_text": "Kurz gesagt.", "comments": [said.id]}
    actions.save_draft(draft, seen=1, by=None, **words)

    with pytest.raises(RuleViolation, match="nehmen Sie sie aus dem Entwurf"):
        actions.publish_draft(draft, by=None)

    assert plain_rows() == []


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ({}, [(1, "Kurz.")]),
        ({"plain_fits": True}, [(1, "Kurz."), (2, "Kurz.")]),
        ({"plain_text": "Kürzer."}, [(1, "Kurz."), (2, "Kürzer.")]),
        ({"plain_text": "Kürzer.", "plain_fits": True}, [(1, "Kurz."), (2, "Kürzer.")]),
        ({"plain_text": ""}, [(1, "Kurz."), (2, "")]),
    ],
)
def test_a_new_revision_takes_plain_words_along_only_when_somebody_says_so(app, words, kept):
    principle = make_principle()
    make_plain_text(principle, "Kurz.")
    draft = actions.begin_revision(principle, by=None)
    new = {"statement": "Wir hören zu.", "change_note": "Besser."}
    actions.save_draft(draft, seen=1, by=None, **new, **words)

    actions.publish_draft(draft, by=None)

    assert plain_rows() == kept
    assert principle.revision_number == 2


def test_that_the_words_still_fit_can_be_all_a_draft_says(app):
    principle = make_principle()
    make_plain_text(principle, "Kurz.")
    make_revision(principle, 2)
    draft = actions.begin_revision(principle, by=None)
    assert draft.plain_text == "Kurz."
    actions.save_draft(draft, seen=1, by=None, plain_fits=True)

    actions.publish_draft(draft, by=None)

    assert plain_rows() == [(1, "Kurz."), (2, "Kurz.")]


def test_plain_words_somebody_published_meanwhile_are_compared_first(app):
    principle = make_principle()
    draft = actions.begin_revision(principle, by=None)
    actions.save_draft(draft, seen=1, by=None, plain_text="Meins.")
    newer = make_plain_text(principle, "Ihres.")

    with pytest.raises(Conflict, match="anderen Text in Einfacher Sprache"):
        actions.publish_draft(draft, by=None)
    actions.save_draft(draft, seen=2, by=None, based_on_plain=newer.id)
    actions.publish_draft(draft, by=None)

    assert plain_rows() == [(1, "Ihres."), (1, "Meins.")]


def test_planned_plain_words_are_published_in_their_time(app):
    principle = make_principle()
    draft = actions.begin_revision(principle, by=None)
    actions.save_draft(draft, seen=1, by=None, plain_text="Kurz.")
    actions.schedule(draft, now() + timedelta(hours=1), by=None)
    draft.publish_at = now() - timedelta(minutes=1)
    db.session.commit()

    assert publish_due() == 1

    assert plain_rows() == [(1, "Kurz.")]
