"""What somebody typed is kept for them alone, until it is saved or long forgotten."""

from datetime import timedelta

import pytest
from time_machine import travel

from leitsaetze.clock import now
from leitsaetze.drafts import actions, queries
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.drafts.rules import AT_WORK_FOR, KEPT_FOR, MOST
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from tests.factories import make_moderator
from tests.races import somebody_else_adding

TYPED = [("statement", "Wir teilen"), ("csrf_token", "x"), ("submission_key", "y"), ("tat", "z")]


@pytest.fixture
def jana(app):
    return make_moderator(name="Jana")


@pytest.fixture
def oemer(app):
    return make_moderator(name="Ömer")


def kept(about, person) -> list | None:
    copy = db.session.scalar(queries.copy_of(about, person.id))
    return copy.fields if copy else None


def test_a_copy_holds_the_last_words_and_no_tokens(jana):
    actions.keep("draft:1", [("statement", "Wir")], by=jana)
    actions.keep("draft:1", TYPED, by=jana)
    db.session.commit()

    assert kept("draft:1", jana) == [["statement", "Wir teilen"]]


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_of_two_windows_that_keep_at_the_same_moment_the_later_one_counts(jana):
    other = WorkingCopy(about="draft:1", person_id=jana.id, fields=[["statement", "Wir"]])

    with somebody_else_adding(other):
        actions.keep("draft:1", TYPED, by=jana)
        db.session.commit()

    assert kept("draft:1", jana) == [["statement", "Wir teilen"]]


def test_two_who_write_on_one_thing_overwrite_nothing(jana, oemer):
    actions.keep("draft:1", [("statement", "Jana")], by=jana)
    actions.keep("draft:1", [("statement", "Ömer")], by=oemer)
    actions.drop("draft:1", by=jana)
    db.session.commit()

    assert kept("draft:1", jana) is None
    assert kept("draft:1", oemer) == [["statement", "Ömer"]]


def test_others_count_as_writing_for_some_minutes(jana, oemer):
    actions.keep("draft:1", TYPED, by=oemer)
    db.session.commit()

    def others(at):
        return [
            name for name, _ in db.session.execute(queries.others_at_work("draft:1", jana.id, at))
        ]

    assert others(now()) == ["Ömer"]
    assert others(now() + AT_WORK_FOR) == []


def test_more_than_a_form_holds_is_refused(jana):
    with pytest.raises(RuleViolation):
        actions.keep("draft:1", [("statement", "ä" * MOST)], by=jana)


def test_copies_are_forgotten_when_nobody_came_back(jana):
    actions.keep("draft:1", TYPED, by=jana)
    db.session.commit()

    assert not actions.forget_old()
    with travel(now() + KEPT_FOR + timedelta(seconds=1), tick=False):
        assert actions.forget_old()
        db.session.commit()
    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_what_belongs_to_a_thing_that_is_gone_goes_for_all(jana, oemer):
    for person in (jana, oemer):
        actions.keep("draft:1", TYPED, by=person)
    actions.keep("draft:2", TYPED, by=jana)
    actions.drop_all("draft:1")
    db.session.commit()

    assert kept("draft:1", jana) is None
    assert kept("draft:1", oemer) is None
    assert kept("draft:2", jana) is not None
