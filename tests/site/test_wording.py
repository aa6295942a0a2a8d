"""The words at forms: defaults, versions, languages."""

import pytest
from flask_babel import force_locale

from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import DataWording
from leitsaetze.site.processings import MAX_PART, PROCESSINGS
from leitsaetze.site.wording import notice_for, publish_wording, words_in_force
from tests.races import somebody_else_adding

NEW = {"purpose": "Wozu neu", "basis": "Nach {{legal_basis}}", "kept": "Kurz"}
WORDS = {"de": NEW, "en": NEW | {"purpose": "What for, anew"}}


def publish(seen=1, words=WORDS, processing="comment"):
    row = publish_wording(processing, words, seen=seen, by_id=None)
    db.session.commit()
    return row


def test_before_anything_is_published_the_first_words_hold(app):
    notice = notice_for("invitations")

    assert notice.consent == PROCESSINGS["invitations"].consent
    assert (notice.wording, notice.version) == (1, 1)


def test_published_words_hold_at_once_in_each_language(app):
    publish()

    assert notice_for("comment").words["purpose"] == "Wozu neu"
    assert notice_for("comment").wording == 2
    with force_locale("en"):
        assert notice_for("comment").words["purpose"] == "What for, anew"


def test_the_legal_basis_is_the_setting(app):
    change_setting("legal_basis", "§ 3 Landesdatenschutzgesetz")
    assert "§ 3 Landesdatenschutzgesetz" in notice_for("comment").words["basis"]

    publish()
    assert notice_for("comment").words["basis"] == "Nach § 3 Landesdatenschutzgesetz"


def test_every_version_stays(app):
    publish()
    publish(seen=2, words={"de": NEW | {"kept": "Länger"}, "en": NEW})

    rows = db.session.scalars(db.select(DataWording).order_by(DataWording.version)).all()
    assert [(row.version, row.words["de"]["kept"]) for row in rows] == [(2, "Kurz"), (3, "Länger")]
    assert words_in_force("comment")[0] == 3


def test_of_two_who_publish_the_second_is_told(app):
    publish()

    with pytest.raises(Conflict, match="Fassung 2"):
        publish()
    assert words_in_force("comment") == (2, WORDS)


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_of_two_who_publish_at_the_same_moment_the_second_is_told(app):
    other = DataWording(processing="comment", version=2, words=WORDS)

    with somebody_else_adding(other), pytest.raises(Conflict, match="Fassung 2"):
        publish(words={"de": NEW | {"kept": "Länger"}, "en": NEW})
    db.session.commit()

    assert words_in_force("comment") == (2, WORDS)


@pytest.mark.parametrize(
    ("words", "processing"),
    [
        ({"de": NEW}, "comment"),
        ({"de": NEW, "en": NEW | {"kept": " "}}, "comment"),
        ({"de": NEW, "en": NEW | {"kept": "x" * (MAX_PART + 1)}}, "comment"),
        (WORDS, "invitations"),  # without the words of the consent
        (WORDS, "nichts"),
    ],
)
def test_words_are_complete_or_not_published(app, words, processing):
    with pytest.raises(RuleViolation):
        publish(words=words, processing=processing)
    assert db.session.scalar(db.select(db.func.count(DataWording.id))) == 0


def test_parts_a_processing_lacks_are_dropped(app):
    extra = NEW | {"consent": "Ich stimme allem zu"}

    assert publish(words={"de": extra, "en": extra}).words == {"de": NEW, "en": NEW}
