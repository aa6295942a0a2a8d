"""Rows with a unique key are saved once, whoever else writes the key; nothing else is undone."""

from leitsaetze.extensions import added, db
from leitsaetze.site.models import Stamp, Submission
from leitsaetze.site.rules import SITE_SCOPE


def test_a_new_row_is_saved_at_once_with_its_number_and_defaults(app):
    stamp = added(Stamp(scope="dialogue:new"))

    assert stamp.version == 1
    assert db.session.get(Stamp, stamp.id) is stamp
    stamp.version = 2
    db.session.commit()
    found = db.session.scalars(db.select(Stamp).where(Stamp.scope == "dialogue:new")).one()
    assert (found.id, found.version) == (stamp.id, 2)


def test_a_taken_key_is_told_and_leaves_everything_else(app):
    db.session.add(Submission(key="before", answer=""))

    assert added(Stamp(scope=SITE_SCOPE)) is None

    db.session.commit()
    assert db.session.get(Submission, "before") is not None


def test_a_number_that_is_free_again_is_given_again(app):
    for answer in ("first", "second"):
        kept = added(Submission(key="a-key", answer=answer))
        assert kept.answer == answer
        db.session.rollback()

    assert db.session.get(Submission, "a-key") is None
