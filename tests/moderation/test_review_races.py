"""Two at the same moment: of two decisions one counts, and none after the author took it back."""

import pytest
from sqlalchemy.orm.exc import StaleDataError

from leitsaetze.comments import actions
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Status
from leitsaetze.errors import Conflict
from leitsaetze.extensions import begin_writing, db
from leitsaetze.moderation.reviewing import ask, decide_review, hand_over
from tests.accounts.makers import make_staff
from tests.moderation.scenes import REASONS, ask_about, hiding_of, kinds, letters, make_hidden
from tests.races import meanwhile

on_postgres = pytest.mark.parametrize("app", ["postgresql"], indirect=True)


@pytest.fixture
def comment(app):
    return make_hidden(make_staff(name="Jana", address="jana@musterland.example"))


def decide(request_id: int, outcome: Outcome) -> None:
    decide_review(db.session.get_one(ReviewRequest, request_id), outcome, REASONS, by=None)


def withdraw(comment_id: int) -> None:
    comment = db.session.get_one(Comment, comment_id)
    actions.withdraw(comment, by=comment.author)


def refused(errors: list[type[Exception]], deed):
    """The deed of somebody else, who is told no."""

    def act() -> None:
        try:
            deed()
            db.session.flush()
        except (Conflict, StaleDataError) as error:
            errors.append(type(error))
            db.session.rollback()

    return act


@on_postgres
@pytest.mark.parametrize("mine", [Outcome.UPHELD, Outcome.RESTORED])
@pytest.mark.parametrize("theirs", [Outcome.UPHELD, Outcome.RESTORED])
def test_of_two_who_decide_at_once_the_first_counts(app, comment, mine, theirs):
    number, errors = ask_about(comment).id, []
    begin_writing()
    decide(number, mine)
    acting = meanwhile(app, refused(errors, lambda: decide(number, theirs)))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [Conflict]
    assert db.session.get_one(ReviewRequest, number).outcome is mine
    assert comment.status is (Status.HIDDEN if mine is Outcome.UPHELD else Status.PUBLISHED)
    assert [kind for kind, _address in kinds()] == [f"review_{mine}"]


@on_postgres
@pytest.mark.parametrize("theirs", [Outcome.UPHELD, Outcome.RESTORED])
def test_who_decides_while_the_author_takes_it_back_comes_too_late(app, comment, theirs):
    number, errors = ask_about(comment).id, []
    begin_writing()
    withdraw(comment.id)
    acting = meanwhile(app, refused(errors, lambda: decide(number, theirs)))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [Conflict]
    assert comment.status is Status.WITHDRAWN
    assert db.session.get_one(ReviewRequest, number).outcome is Outcome.ENDED
    assert letters() == []


@on_postgres
def test_the_author_takes_it_back_while_somebody_decides(app, comment):
    number, comment_id, errors = ask_about(comment).id, comment.id, []
    begin_writing()
    decide(number, Outcome.RESTORED)
    acting = meanwhile(app, refused(errors, lambda: withdraw(comment_id)))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [StaleDataError]  # told that somebody was faster, and may try again
    assert comment.status is Status.PUBLISHED
    begin_writing()
    withdraw(comment_id)
    db.session.commit()
    assert comment.status is Status.WITHDRAWN
    assert letters() == []


@on_postgres
def test_asked_in_two_windows_at_once_it_is_asked_once(app, comment):
    hiding = hiding_of(comment).id
    begin_writing()
    ask(hiding_of(comment), "Erstens.", privacy_version=1)
    acting = meanwhile(app, lambda: ask_by_number(hiding))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert [it.words for it in db.session.scalars(db.select(ReviewRequest))] == ["Erstens."]
    assert len(letters("review_received")) == len(letters("review_asked")) == 1


def ask_by_number(hiding: int) -> None:
    ask(db.session.get_one(Decision, hiding), "Zweitens.", privacy_version=1)


@on_postgres
def test_handed_over_by_two_at_once_one_letter_leaves(app, comment):
    make_staff(name="Ömer")
    number, errors = ask_about(comment).id, []
    begin_writing()
    hand_over(db.session.get_one(ReviewRequest, number), by=None)
    again = refused(errors, lambda: hand_over(db.session.get_one(ReviewRequest, number), by=None))
    acting = meanwhile(app, again)
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [Conflict]
    assert len(letters("review_asked")) == 1
