"""The job that looks through what came in, and the words the team watches."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import actions, books, intake, marking
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.fair_play import TextPrint, WatchWord
from leitsaetze.comments.marks import Finding, Mark, recalled
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status, Urgency, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles.rules import Moderation
from leitsaetze.site.models import Stamp
from leitsaetze.text import plain
from tests.comments.test_intake import make_open_principle, said
from tests.comments.test_marks import LONG
from tests.factories import make_moderator, make_person
from tests.pages.makers import statements


@pytest.fixture
def principle(app):
    return make_open_principle()


def submitted(principle, text: str, **given) -> Comment:
    comment = intake.submit(said(words=plain(text)), principle.dialogue, principle, **given)
    db.session.commit()
    return comment


def entry(comment: Comment) -> QueueEntry:
    db.session.expire_all()
    return db.session.get_one(QueueEntry, comment.id)


def marks(comment: Comment) -> list[Finding]:
    return recalled(entry(comment).marks)


def prints() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(TextPrint))


def test_what_stands_out_is_marked_ordered_and_neither_hidden_nor_public(principle):
    spam = submitted(principle, "www.a.example www.b.example www.c.example")
    usual = submitted(principle, "Mehr Radwege.")
    stamps = db.session.scalars(db.select(Stamp.version)).all()

    assert marking.look_through() == 2
    assert marking.look_through() == 0

    assert marks(spam) == [Finding(Mark.LINKS, "3")]
    assert entry(spam).urgency == Urgency.MARKED
    assert (entry(usual).marks, entry(usual).urgency) == ("", Urgency.ORDINARY)
    assert spam.status is Status.PENDING
    assert db.session.scalars(db.select(Stamp.version)).all() == stamps


def test_the_second_of_two_equal_texts_names_the_first(principle):
    first, other = submitted(principle, LONG), submitted(principle, "Ganz anders. " * 9)
    second, third = submitted(principle, LONG.upper()), submitted(principle, f"{LONG} Danke")

    marking.look_through()

    assert (marks(first), marks(other)) == ([], [])
    assert marks(second) == [Finding(Mark.SAME, str(first.id))]
    assert [it.mark for it in marks(third)] == [Mark.ALIKE]


def test_texts_of_more_than_a_month_ago_are_not_compared(principle):
    principle.dialogue.closes_at = now() + timedelta(days=90)
    submitted(principle, LONG)
    marking.look_through()

    with time_machine.travel(now() + timedelta(days=31)):
        late = submitted(principle, LONG)
        marking.look_through()
        assert marks(late) == []
        assert marking.forget_old()
        db.session.commit()
        assert not marking.forget_old()

    assert prints() == 8


def test_what_its_author_took_back_is_compared_no_more(principle):
    author = make_person()
    gone = submitted(principle, LONG, author=author)
    marking.look_through()
    assert prints() == 8

    actions.withdraw(gone, by=author)
    db.session.commit()
    again = submitted(principle, LONG)
    marking.look_through()

    assert marks(again) == []
    assert prints() == 8


def test_five_comments_of_one_address_within_an_hour_stand_out(principle):
    author = make_person()
    comments = [submitted(principle, f"Gedanke {n}.", author=author) for n in range(5)]
    other = submitted(principle, "Und ich?", author=make_person())

    marking.look_through()

    assert [marks(it) for it in comments] == [[]] * 4 + [[Finding(Mark.PACE, "5")]]
    assert marks(other) == []


def test_watched_words_mark_what_comes_in_from_then_on(principle):
    by = make_moderator()
    before = submitted(principle, "Ins Kasino!")
    marking.look_through()
    word = marking.watch(" Kasino! ", by=by)
    after = submitted(principle, "Ins KASINO?")
    marking.look_through()

    assert (marks(before), marks(after)) == ([], [Finding(Mark.WORD, "kasino")])
    marking.unwatch(word, by=by)
    assert db.session.scalars(db.select(WatchWord)).all() == []


@pytest.mark.parametrize("word", ["", "!!!", "x" * 61, "kasino"])
def test_a_word_that_says_nothing_or_stands_there_already_is_refused(app, word):
    by = make_moderator()
    marking.watch("Kasino", by=by)

    with pytest.raises(RuleViolation):
        marking.watch(word, by=by)


def test_a_list_of_words_has_an_end(app, monkeypatch):
    monkeypatch.setattr(marking, "MOST_WATCHED", 2)
    by = make_moderator()
    for word in ("eins", "zwei"):
        marking.watch(word, by=by)

    with pytest.raises(RuleViolation, match="schon 2 Wörter"):
        marking.watch("drei", by=by)


def test_a_decision_puts_it_back_among_the_rest_and_keeps_the_mark(principle):
    spam = submitted(principle, "www.a.example www.b.example www.c.example")
    marking.look_through()

    actions.decide(spam, Verdict.PUBLISH, by=make_moderator())
    db.session.commit()

    assert entry(spam).urgency == Urgency.ORDINARY
    assert marks(spam) == [Finding(Mark.LINKS, "3")]


def test_what_is_published_at_once_is_looked_at_too(app):
    principle = make_open_principle(moderation=Moderation.AFTER)
    spam = submitted(principle, "www.a.example www.b.example www.c.example", author=make_person())

    marking.look_through()

    assert spam.status is Status.PUBLISHED
    assert [it.mark for it in marks(spam)] == [Mark.LINKS]


def test_rebuilt_books_are_marked_again_as_they_were(principle):
    comments = [submitted(principle, LONG) for _ in range(3)]
    marking.look_through()
    before = [(entry(it).marks, entry(it).urgency) for it in comments]
    assert books.rebuild() == 3
    assert [(entry(it).marks, entry(it).urgency) for it in comments] == before

    db.session.execute(db.delete(QueueEntry))
    books.rebuild()
    db.session.commit()
    marking.look_through()

    assert [(entry(it).marks, entry(it).urgency) for it in comments] == before


def test_sixty_lookalikes_cost_no_more_statements_than_two(principle):
    def asked_with(number: int) -> int:
        for _ in range(number):
            intake.submit(said(words=plain(LONG)), principle.dialogue, principle)
        db.session.commit()
        while marking.look_through():
            pass
        submitted(principle, LONG)
        with statements() as asked:
            marking.look_through()
        return len(asked)

    assert asked_with(2) == asked_with(60)
