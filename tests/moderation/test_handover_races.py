"""Two at the same moment: of a department and a moderator one counts, and nothing is lost."""

import pytest
from sqlalchemy.orm.exc import StaleDataError

from leitsaetze.accounts.models import Person
from leitsaetze.comments import replies
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.extensions import begin_writing, db
from leitsaetze.moderation import handing_over
from leitsaetze.moderation.actions import reply_under, state_of
from leitsaetze.moderation.models import Department
from leitsaetze.text import markdown
from tests.accounts.makers import make_staff
from tests.moderation.questions import (
    NAME,
    QUESTION,
    READER,
    SIGNED,
    ask,
    letters,
    make_department,
    make_waiting,
    workday,
)
from tests.moderation.test_review_races import on_postgres, refused
from tests.races import meanwhile

WORDS = markdown("Im Herbst.", reply=True)


@pytest.fixture
def by(app):
    return make_staff(name="Jana")


@pytest.fixture
def asked(by) -> HandOver:
    return ask(make_waiting(by), by, make_department(by))


def offer(number: int) -> None:
    handing_over.offer(db.session.get_one(HandOver, number), WORDS, signed=SIGNED)


def take_back(number: int, by) -> None:
    handing_over.take_back(db.session.get_one(HandOver, number), by=by)


def reply(comment_id: int, by_id: int) -> None:
    by = db.session.get_one(Person, by_id)
    replies.reply(db.session.get_one(Comment, comment_id), WORDS, by=by)


@on_postgres
def test_answered_while_it_is_taken_back_it_is_over(app, asked, by):
    number, errors = asked.id, []
    begin_writing()
    take_back(number, by)
    acting = meanwhile(app, refused(errors, lambda: offer(number)))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert len(errors) == 1
    assert db.session.get_one(HandOver, number).ending is Ending.TAKEN_BACK
    assert db.session.scalars(db.select(ReplyProposal)).all() == []


@on_postgres
def test_sent_by_two_of_the_department_at_once_one_answer_comes(app, asked):
    number, errors = asked.id, []
    begin_writing()
    offer(number)
    acting = meanwhile(app, refused(errors, lambda: offer(number)))
    db.session.commit()
    acting.join()

    assert len(errors) == 1
    assert len(db.session.scalars(db.select(ReplyProposal)).all()) == 1


@on_postgres
def test_a_moderator_who_answers_while_the_department_does_hears_of_it(app, asked, by):
    number, comment_id, moderator, errors = asked.id, asked.comment_id, by.id, []
    begin_writing()
    offer(number)
    acting = meanwhile(app, refused(errors, lambda: reply(comment_id, moderator)))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [StaleDataError]
    assert reply_under(db.session.get_one(Comment, comment_id)) is None
    assert db.session.get_one(HandOver, number).ending is Ending.PROPOSED


@on_postgres
def test_asked_by_two_at_once_one_letter_leaves(app, by):
    comment, department, errors = make_waiting(by), make_department(by), []
    numbers, seen = (comment.id, department.id, by.id), state_of(comment)

    def question() -> None:
        of, to, asking = numbers
        wanted = handing_over.Question(
            db.session.get_one(Department, to), NAME, READER, QUESTION, workday(9)
        )
        about, moderator = db.session.get_one(Comment, of), db.session.get_one(Person, asking)
        handing_over.hand_over(about, wanted, by=moderator, seen=seen)

    begin_writing()
    question()
    acting = meanwhile(app, refused(errors, question))
    db.session.commit()
    acting.join()

    assert len(errors) == 1
    assert letters() == ["hand_over_asked"]
