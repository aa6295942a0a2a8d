"""Two at the same passage at the same moment: no words come back, no decision is lost."""

import pytest
from sqlalchemy.orm.exc import StaleDataError

from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passages import hide_passages, show_passage
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.extensions import begin_writing, db
from leitsaetze.moderation.reviewing import decide_review
from tests.accounts.makers import make_staff
from tests.comments.test_passages import MARK, NUMBER, RUDE, TEXT, places, rule
from tests.moderation.test_passages import ask_about, hide, made
from tests.moderation.test_review_races import on_postgres, refused
from tests.races import meanwhile


@pytest.fixture
def by(app):
    return make_staff(name="Jana", address="jana@musterland.example")


@pytest.fixture
def comment(by) -> Comment:
    return made(by)


def hide_one(comment_id: int, by, words: str) -> None:
    comment = db.session.get_one(Comment, comment_id)
    hide_passages(comment, places(comment, words), by=by, rule=rule(), words="Grund")


def show_one(hiding_id: int) -> None:
    passage = db.session.get_one(HiddenPassage, hiding_id)
    show_passage(passage, passage.hiding.comment, by=None)


@on_postgres
def test_of_two_who_hide_at_once_the_second_is_told(app, comment, by):
    number, errors = comment.id, []
    begin_writing()
    hide_one(number, by, RUDE)
    acting = meanwhile(app, refused(errors, lambda: hide_one(number, None, NUMBER)))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [StaleDataError]
    assert comment.words.text == TEXT.replace(RUDE, MARK)


@on_postgres
def test_shown_by_hand_while_somebody_decides_it_is_shown_once(app, comment, by):
    make_staff(name="Ömer")
    passage = hide(comment, by)
    number, request, errors = passage.hiding_id, ask_about(passage).id, []
    begin_writing()
    decide_review(
        db.session.get_one(ReviewRequest, request), Outcome.RESTORED, "Ein Zitat.", by=None
    )
    acting = meanwhile(app, refused(errors, lambda: show_one(number)))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [StaleDataError]
    assert comment.words.text == TEXT
    assert db.session.get_one(ReviewRequest, request).reasons == "Ein Zitat."
