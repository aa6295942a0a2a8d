"""Past the ORM all is as with it: keys, savepoints, refusals, values."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from leitsaetze.direct import added, answer, ask, do, put, put_unless_taken
from leitsaetze.extensions import db
from leitsaetze.prepared import Prepared
from leitsaetze.site.models import DataWording, Stamp, Submission
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
    for words in ("first", "second"):
        kept = added(Submission(key="a-key", answer=words))
        assert kept.answer == words
        db.session.rollback()

    assert db.session.get(Submission, "a-key") is None


def test_what_is_written_inside_a_savepoint_goes_with_it(app):
    put(Submission, key="outside", answer="")
    trial = db.session.begin_nested()
    put(Submission, key="inside", answer="")
    trial.rollback()
    put(Submission, key="afterwards", answer="")
    db.session.commit()

    kept = db.session.scalars(db.select(Submission.key).order_by(Submission.key)).all()
    assert kept == ["afterwards", "outside"]


def test_what_the_database_refuses_is_refused_as_everywhere(app):
    put(Submission, key="a-key", answer="")

    with pytest.raises(IntegrityError):
        put(Submission, key="a-key", answer="again")

    db.session.rollback()
    assert put_unless_taken(Submission, key="a-key", answer="") == "a-key"
    assert put_unless_taken(Submission, key="a-key", answer="") is None


def test_a_value_without_a_column_is_no_row(app):
    with pytest.raises(TypeError, match="ansewr"):
        put(Submission, key="a-key", ansewr="")


def test_values_go_in_and_come_out_as_everywhere(app):
    at = datetime(2026, 3, 29, 3, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    words = {"de": {"purpose": "„Wozu“"}, "en": {}}
    number = put(DataWording, processing="probe", version=1, words=words, published_at=at)
    asked = Prepared(
        db.select(DataWording.words, DataWording.published_at, DataWording.published_by).where(
            DataWording.id == bindparam("number", 0), DataWording.processing.in_(["probe", "other"])
        )
    )

    assert ask(asked, number=number) == [(words, at, None)]
    assert answer(asked, number=0) is None
    row = db.session.get(DataWording, number)
    assert (row.words, row.published_at, row.published_by) == (words, at, None)
    rename = Prepared(
        update(DataWording).where(DataWording.version == bindparam("of")).values(processing="new")
    )
    assert [do(rename, of=1), do(rename, of=2)] == [1, 0]
