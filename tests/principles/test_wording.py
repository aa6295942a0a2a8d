"""Principles and their revisions, on a real database."""

import pytest

from leitsaetze.audit.models import AuditEntry
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles.models import Principle, Revision
from leitsaetze.principles.wording import add_principle, move, reinstate, revise, withdraw
from tests.factories import make_field, make_person, make_principle, make_revision


def add(field, number=1, **given):
    facts = {"statement": "Wir hören zu.", "explanation": "Am *Telefon*.", "by": None}
    return add_principle(field, number=number, **facts | given)


def revisions():
    rows = db.session.scalars(db.select(Revision).order_by(Revision.number))
    return [(row.number, row.statement, row.change_note) for row in rows]


def test_a_new_principle_has_its_first_revision(app):
    editor, field = make_person(), make_field()

    principle = add(field, by=editor)

    revision = principle.revision
    assert (revision.number, revision.explanation_html) == (1, "<p>Am <em>Telefon</em>.</p>")
    assert revision.published_by == editor.id
    assert field.dialogue.stamp.version == 2


def test_a_number_is_given_once_even_after_a_withdrawal(app):
    field = make_field()
    withdraw(add(field, number=4), by=None)

    with pytest.raises(RuleViolation, match="Nummer 4 ist schon vergeben"):
        add(field, number=4)

    assert db.session.scalars(db.select(Principle.number)).all() == [4]
    assert revisions() == [(1, "Wir hören zu.", "")]


def test_the_same_number_is_free_in_another_dialogue(app):
    first, second = add(make_field(), number=4), add(make_field(), number=4)

    assert first.dialogue_id != second.dialogue_id


def test_a_new_wording_becomes_the_next_revision_and_the_first_one_stays(app):
    principle = add(make_field())
    before = principle.dialogue.stamp.version

    revise(
        principle,
        statement="Wir hören zuerst zu.",
        explanation="Am *Telefon*.",
        change_note="Die Reihenfolge ist wichtig.",
        by=None,
    )

    assert revisions() == [
        (1, "Wir hören zu.", ""),
        (2, "Wir hören zuerst zu.", "Die Reihenfolge ist wichtig."),
    ]
    assert principle.revision.statement == "Wir hören zuerst zu."
    assert principle.dialogue.stamp.version == before + 1


def test_the_log_of_a_revision_holds_a_digest_and_no_words(app):
    principle = add(make_field())

    revise(principle, statement="Geheim.", explanation="", change_note="Kürzer.", by=None)

    entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry.deed == "principle.revised"
    assert entry.details["revision"] == 2
    assert "Geheim" not in str(entry.details)


def test_the_same_words_change_nothing_and_need_no_note(app):
    principle = add(make_field())
    before = principle.dialogue.stamp.version

    revision = revise(
        principle,
        statement=" Wir hören zu. ",
        explanation="Am *Telefon*.\r\n",
        change_note="",
        by=None,
    )

    assert revision is principle.revision
    assert len(revisions()) == 1
    assert principle.dialogue.stamp.version == before


def test_a_new_explanation_needs_a_change_note_too(app):
    principle = add(make_field())

    with pytest.raises(RuleViolation, match="was sich ändert"):
        revise(principle, statement="Wir hören zu.", explanation="Neu.", change_note=" ", by=None)

    assert len(revisions()) == 1


def test_a_colleagues_newer_revision_is_never_written_over(app):
    principle = add(make_field())
    db.session.commit()
    stale = principle.revision
    make_revision(principle, number=2, statement="Von der Kollegin.")
    principle.revision_number = 1
    db.session.commit()
    assert principle.revision is stale

    with pytest.raises(Conflict, match="neuere Fassung"):
        revise(principle, statement="Von mir.", explanation="", change_note="Anders.", by=None)

    assert [row[1] for row in revisions()] == ["Wir hören zu.", "Von der Kollegin."]


def test_a_principle_moves_within_its_dialogue_only(app):
    principle = make_principle()
    neighbour = make_field(dialogue=principle.dialogue, title="Nebenan", position=2)

    assert move(principle, neighbour, by=None)
    assert not move(principle, neighbour, by=None)
    with pytest.raises(RuleViolation, match="in einen anderen Dialog"):
        move(principle, make_field(), by=None)

    assert principle.field is neighbour


def test_a_withdrawal_can_be_taken_back(app):
    principle = make_principle()

    assert withdraw(principle, by=None)
    assert not withdraw(principle, by=None)
    assert reinstate(principle, by=None)
    assert not reinstate(principle, by=None)

    assert principle.withdrawn_at is None
    assert principle.dialogue.stamp.version == 3
