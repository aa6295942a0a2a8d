"""By what open comments are found from ones like them: kept, forgotten, asked for."""

import pytest

from leitsaetze.comments import actions, books, marking, replies
from leitsaetze.comments.group_models import CommentStem
from leitsaetze.comments.likeness import similar_to
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown, plain
from tests.comments.test_intake import make_open_principle
from tests.comments.test_marking import submitted
from tests.factories import make_moderator
from tests.listening import heard
from tests.proofs.plans import asked, plan_of
from tests.proofs.ways import on_sqlite

LIGHT = "Der Radweg zur Schule ist nachts nicht beleuchtet."
LIKE_IT = "Bitte beleuchten Sie die Radwege zu den Schulen, es ist gefährlich."
OTHER = "Der Wochenmarkt braucht mehr Stände mit Gemüse."


@pytest.fixture
def principle(app):
    return make_open_principle()


@pytest.fixture
def moderator(app):
    return make_moderator()


def stems() -> int:
    db.session.commit()
    return db.session.scalar(db.select(db.func.count()).select_from(CommentStem))


def alike(comment: Comment) -> list[int]:
    return [it.comment_id for it in similar_to(comment)]


def test_comments_with_the_same_words_find_each_other(principle):
    first, second, other = (submitted(principle, words) for words in (LIGHT, LIKE_IT, OTHER))
    marking.look_through()

    assert alike(first) == [second.id]
    assert alike(second) == [first.id]
    assert alike(other) == []
    assert set(similar_to(first)[0].words) == {"beleuchtet", "radweg", "schule"}


def test_only_open_comments_of_the_same_dialogue_are_found(principle, moderator):
    first, second = submitted(principle, LIGHT), submitted(principle, LIKE_IT)
    submitted(make_open_principle(), LIKE_IT)
    marking.look_through()
    actions.decide(second, Verdict.PUBLISH, by=moderator)
    assert alike(first) == [second.id]

    answer = replies.reply(second, markdown("Danke.", reply=True), by=moderator)
    assert alike(first) == []
    replies.withdraw_reply(answer, second, by=moderator)
    assert alike(first) == [second.id]
    rule = db.session.scalars(house_rules()).first()
    actions.decide(second, Verdict.HIDE, by=moderator, rule=rule, words="Grund")
    assert alike(first) == []


@pytest.mark.parametrize("verdict", [Verdict.WITHDRAW, Verdict.ERASE])
def test_nothing_is_kept_of_what_is_gone(principle, verdict):
    comment = submitted(principle, LIGHT)
    marking.look_through()
    assert stems()

    actions.decide(comment, verdict, by=None)

    assert stems() == 0


def test_what_is_gone_before_the_job_came_by_leaves_nothing(principle, moderator):
    comment = submitted(principle, LIGHT)
    actions.decide(comment, Verdict.PUBLISH, by=moderator)
    replies.reply(comment, markdown("Danke.", reply=True), by=moderator)
    db.session.commit()

    marking.look_through()

    assert stems() == 0


def test_another_text_is_found_by_its_own_words(principle, moderator):
    first, second = submitted(principle, LIGHT), submitted(principle, OTHER)
    marking.look_through()
    db.session.expire_all()
    words = plain(LIKE_IT)
    with books.booked(second):
        text = {"text": words.source, "html": words.html, "renderer": words.renderer}
        db.session.add(CommentVersion(comment_id=second.id, number=2, **text))
        second.text_version = 2

    assert alike(first) == [second.id]


def test_books_written_anew_keep_what_is_missing(principle):
    first, second = submitted(principle, LIGHT), submitted(principle, LIKE_IT)
    marking.look_through()
    db.session.execute(db.delete(CommentStem))
    db.session.expire_all()

    books.rebuild()

    assert alike(first) == [second.id]


def test_however_many_there_are_the_questions_are_the_same(principle):
    first = submitted(principle, LIGHT)
    submitted(principle, LIKE_IT)
    marking.look_through()

    def questions() -> int:
        with heard() as asked:
            similar_to(db.session.get_one(Comment, first.id, populate_existing=True))
        return len(asked)

    few = questions()
    for _ in range(60):
        submitted(principle, LIKE_IT)
    marking.look_through()

    assert questions() == few
    assert len(alike(first)) == 8


@on_sqlite
def test_the_latest_of_each_stem_are_read_from_the_index_in_its_order(principle):
    first = submitted(principle, LIGHT)
    submitted(principle, LIKE_IT)
    marking.look_through()

    with asked() as questions:
        similar_to(first)

    (sharing,) = [it for it in questions if "UNION ALL" in it[0]]
    plan = plan_of(*sharing)
    read = [line for line in plan if line.startswith(("SEARCH comment_stem", "SCAN comment_stem"))]
    assert read
    assert all("ix_comment_stem_dialogue_id_stem (dialogue_id=? AND stem=?)" in it for it in read)
    assert not any("TEMP B-TREE" in line for line in plan)
