"""Texts in Leichte Sprache: public when checked, told when the dialogue says something else."""

from datetime import date, timedelta

import pytest

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now, today
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles import publication, wording
from leitsaetze.principles.actions import change_dialogue
from leitsaetze.principles.easy import official_words, write_easy_text
from leitsaetze.principles.easy_models import EasyText
from leitsaetze.principles.easy_queries import (
    dialogues_in_easy_language,
    easy_texts_of,
    has_easy_text,
    public_easy_text,
)
from leitsaetze.principles.easy_rules import Standing, check_missing, digest_of, standings
from tests.factories import make_dialogue, make_principle

CHECKED = {"checked_by": "Prüfgruppe Mitte", "checked_on": date(2026, 1, 31)}
TODAY = date(2026, 5, 1)


def write(dialogue, words, seen=0, **given):
    text = write_easy_text(dialogue, words, seen=seen, by=None, **given)
    db.session.commit()
    return text


def shown(dialogue):
    return db.session.execute(public_easy_text(), {"slug": dialogue.slug}).one_or_none()


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        (("", None, False), []),
        (("Gruppe", TODAY, True), []),
        (("Gruppe", None, False), ["checked_on"]),
        (("", TODAY, True), ["checked_by"]),
        (("Gruppe", TODAY + timedelta(days=1), True), ["checked_on"]),
        (("Gruppe", TODAY, False), ["confirmed"]),
    ],
)
def test_a_check_is_told_as_a_whole_or_not_at_all(told, fields):
    by, on, confirmed = told
    wrong = check_missing(by, on, confirmed=confirmed, today=TODAY)
    assert [field for field, _sentence in wrong] == fields


def test_the_last_checked_version_stands_until_another_is_checked_or_it_is_taken_off():
    draft, empty = EasyText(source="Leicht."), EasyText(source="")
    good = EasyText(source="Leicht.", checked_on=TODAY)
    public, before = Standing.PUBLIC, Standing.BEFORE

    assert standings([]) == []
    assert standings([draft, good, draft]) == [Standing.DRAFT, public, before]
    assert standings([good, good]) == [public, before]
    assert standings([draft, empty, good]) == [Standing.DRAFT, Standing.TAKEN_OFF, before]


def test_the_digest_knows_words_and_numbers_but_no_order():
    page, other = ("Titel", "", ""), ("Titel", "Neu", "")
    one, two = (1, "Wir teilen."), (2, "Wir hören.")

    assert digest_of(page, [one, two]) == digest_of(page, [two, one])
    kinds = [
        digest_of(page, []),
        digest_of(page, [one]),
        digest_of(other, [one]),
        digest_of(page, [(2, one[1])]),
    ]
    assert len(set(kinds)) == len(kinds)
    # Kept in rows: computed in another way, every text there is would seem to be overtaken.
    assert digest_of(page, [one]).startswith("3838813aff899480")


def test_unchecked_words_are_a_draft_and_leave_the_checked_ones_public(app):
    dialogue = make_dialogue()
    version = dialogue.stamp.version

    write(dialogue, "Entwurf.")
    assert shown(dialogue) is None
    assert dialogue.stamp.version == version

    write(dialogue, "Geprüft.", 1, **CHECKED)
    assert dialogue.stamp.version > version
    write(dialogue, "Noch leichter.", 2)
    assert shown(dialogue).html == "<p>Geprüft.</p>"
    assert db.session.scalar(has_easy_text(), {"dialogue_id": dialogue.id})
    assert db.session.scalars(dialogues_in_easy_language()).all() == [dialogue]

    write(dialogue, "", 3)
    assert shown(dialogue) is None
    assert not db.session.scalar(has_easy_text(), {"dialogue_id": dialogue.id})
    assert db.session.scalars(dialogues_in_easy_language()).all() == []
    assert [it.version for it in db.session.scalars(easy_texts_of(dialogue.id))] == [4, 3, 2, 1]
    deeds = db.session.scalars(db.select(AuditEntry.deed).order_by(AuditEntry.id)).all()
    assert deeds == [f"easy_text.{it}" for it in ("drafted", "checked", "drafted", "taken_off")]
    assert "leichter" not in str(db.session.scalars(db.select(AuditEntry.details)).all())


def test_two_dialogues_have_texts_of_their_own(app):
    one, two = make_dialogue(), make_dialogue()
    write(one, "Eins.", **CHECKED)
    write(two, "Zwei.")

    assert shown(one).html == "<p>Eins.</p>"
    assert shown(two) is None


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [
        ("", {}, "Hier fehlt ein Text."),
        ("Leicht.", {"checked_by": "Gruppe"}, "an welchem Tag"),
        ("Leicht.", {"checked_on": TODAY}, "wer den Text geprüft hat"),
        ("Leicht.\x00", {}, "Steuerzeichen"),
        ("a" * 20_001, {}, "zu lang"),
        ("Leicht.", CHECKED | {"checked_by": "a\nb"}, "in einer Zeile"),
    ],
)
def test_what_cannot_be_saved_is_refused(app, words, given, told):
    dialogue = make_dialogue()
    with pytest.raises(RuleViolation, match=told):
        write(dialogue, words, **given)


def test_nobody_checks_tomorrow(app):
    dialogue = make_dialogue()
    tomorrow = today(dialogue.time_zone) + timedelta(days=1)
    with pytest.raises(RuleViolation, match="Zukunft"):
        write(dialogue, "Leicht.", **CHECKED | {"checked_on": tomorrow})


def test_of_two_who_saw_the_same_one_is_refused_and_nothing_new_is_no_version(app):
    dialogue = make_dialogue()
    write(dialogue, "Leicht.", **CHECKED)

    with pytest.raises(Conflict):
        write(dialogue, "Anders.", 0)
    with pytest.raises(RuleViolation, match="nichts geändert"):
        write(dialogue, "Leicht.", 1, **CHECKED)
    again = write(dialogue, "Leicht.", 1, **CHECKED | {"checked_on": TODAY})
    assert again.version == 2


def test_taking_off_asks_for_no_check(app):
    dialogue = make_dialogue()
    write(dialogue, "Leicht.", **CHECKED)
    off = write(dialogue, "", 1, **CHECKED)
    assert (off.checked_by, off.checked_on) == ("", None)


def test_a_text_is_overtaken_when_the_dialogue_says_something_else(app):
    principle = make_principle(number=4, statement="Wir teilen.")
    dialogue = principle.dialogue
    text = write(dialogue, "Leicht.", **CHECKED)

    def overtaken() -> bool:
        return text.official != official_words(dialogue)

    assert not overtaken()
    change_dialogue(dialogue, closes_at=now() + timedelta(days=30), by=None)
    assert not overtaken()  # when, not what
    facts = {"statement": "Wir teilen alles.", "explanation": "Eine Erläuterung.", "by": None}
    wording.revise(principle, change_note="Mehr.", **facts)
    assert overtaken()
    text = write(dialogue, "Leicht.", 1, **CHECKED | {"checked_on": TODAY})
    assert not overtaken()
    publication.withdraw(dialogue, note="Neu.", by=None)
    assert not overtaken()  # what it would say again
    publication.reinstate(dialogue, by=None)
    wording.withdraw(principle, by=None)
    assert overtaken()


def test_of_a_withdrawn_dialogue_the_words_do_not_leave_the_database(app):
    dialogue = make_dialogue()
    write(dialogue, "Leicht.", **CHECKED)
    publication.withdraw(dialogue, note="Neu.", by=None)
    db.session.commit()

    assert shown(dialogue).html == ""
    assert db.session.scalars(dialogues_in_easy_language()).all() == []
    dialogue.published_at = None
    db.session.commit()
    assert shown(dialogue) is None
