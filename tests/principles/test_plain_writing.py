"""What principles say in Einfacher Sprache: written, confirmed and taken off, row by row."""

import pytest

from leitsaetze.audit.models import AuditEntry
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.principles.models import Principle
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.plain_queries import plain_text_of, plain_texts_of
from leitsaetze.principles.plain_writing import confirm_plain, present_plain, write_plain
from leitsaetze.site.models import SearchDue
from tests.factories import make_field, make_principle


@pytest.fixture
def principle(app) -> Principle:
    return make_principle()


def revise(principle, statement="Neu.") -> None:
    words = {"statement": statement, "explanation": "Besser.", "change_note": "Kürzer."}
    wording.revise(principle, **words, by=None)


def rows() -> list[tuple[int, str]]:
    asked = db.select(PlainText.revision_number, PlainText.source).order_by(PlainText.id)
    return [(number, words) for number, words in db.session.execute(asked)]


def deeds() -> list[str]:
    asked = db.select(AuditEntry.deed).where(AuditEntry.deed.like("principle.plain%"))
    return list(db.session.scalars(asked.order_by(AuditEntry.id)))


def test_words_are_kept_with_the_present_revision_as_html_and_told_everybody(principle):
    before = principle.dialogue.stamp.version

    assert write_plain(principle, "Wir *helfen*.\r\n", by=None)

    db.session.refresh(principle.dialogue.stamp)
    assert present_plain(principle).html == "<p>Wir <em>helfen</em>.</p>"
    assert rows() == [(1, "Wir *helfen*.")]
    assert deeds() == ["principle.plain_written"]
    assert principle.dialogue.stamp.version == before + 1
    assert principle.dialogue_id in db.session.scalars(db.select(SearchDue.thing_id)).all()


def test_the_same_words_change_nothing_and_stay_with_the_earlier_revision(principle):
    write_plain(principle, "Wir helfen.", by=None)
    revise(principle)

    assert not write_plain(principle, "Wir helfen. ", by=None)

    assert rows() == [(1, "Wir helfen.")]


def test_who_says_that_they_still_fit_adds_them_to_the_present_revision(principle):
    write_plain(principle, "Wir helfen.", by=None)
    revise(principle)

    assert confirm_plain(principle, by=None)
    assert not confirm_plain(principle, by=None)

    assert rows() == [(1, "Wir helfen."), (2, "Wir helfen.")]
    assert deeds() == ["principle.plain_written", "principle.plain_confirmed"]


def test_there_is_nothing_to_confirm_without_words(principle):
    assert not confirm_plain(principle, by=None)

    write_plain(principle, "Wir helfen.", by=None)
    write_plain(principle, " ", by=None)
    revise(principle)

    assert not confirm_plain(principle, by=None)
    assert rows() == [(1, "Wir helfen."), (1, "")]
    assert deeds() == ["principle.plain_written", "principle.plain_removed"]


def test_each_revision_shows_the_newest_words_written_for_it_or_before(principle):
    write_plain(principle, "Eins.", by=None)
    revise(principle)
    revise(principle, "Noch neuer.")
    write_plain(principle, "Drei.", by=None)
    write_plain(principle, "Drei, besser.", by=None)

    shown = [db.session.scalars(plain_text_of(principle.id, n)).one().source for n in (1, 2, 3)]

    assert shown == ["Eins.", "Eins.", "Drei, besser."]
    assert [it.source for it in db.session.scalars(plain_texts_of(principle.dialogue_id))] == [
        "Drei, besser."
    ]


def test_words_that_try_something_are_refused(principle):
    with pytest.raises(RuleViolation):
        write_plain(principle, "x" * 20_001, by=None)

    assert rows() == []


def test_a_new_principle_brings_its_plain_words_along(app):
    given = {"statement": "Wir helfen.", "explanation": "Allen.", "by": None}

    with_words = wording.add_principle(make_field(), number=1, plain_text="Kurz.", **given)
    without = wording.add_principle(with_words.field, number=2, **given)

    assert present_plain(with_words).source == "Kurz."
    assert present_plain(without) is None
