"""Similar comments answered once: by one form, changed and taken back for all, read by a second."""

import pytest

from leitsaetze.accounts.models import Person
from leitsaetze.comments import actions, books, confirming, intake
from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.four_eyes import propose_hiding
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.proposals import own_proposal, proposal_elsewhere
from leitsaetze.comments.reply_models import Reply
from leitsaetze.comments.rules import ANSWERED, Lane, Proposed, Status, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation import claims
from leitsaetze.moderation.actions import carry_out, reply_under, state_of
from leitsaetze.moderation.companions import candidates
from leitsaetze.moderation.consequences import consequences
from leitsaetze.moderation.deed_queries import last_deed
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.group_rules import (
    Chosen,
    Circle,
    Facts,
    Unfit,
    names_somebody,
    numbers_typed,
    unfit,
)
from leitsaetze.moderation.models import DeedDone
from leitsaetze.moderation.reading import Reading
from leitsaetze.moderation.undoing import undo
from leitsaetze.principles.actions import change_dialogue
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown, plain
from tests.accounts.makers import make_staff
from tests.comments.test_intake import make_open_principle, said
from tests.factories import make_principle
from tests.moderation.test_review_races import on_postgres, refused
from tests.races import meanwhile

WORDS = "Wir bauen die Radwege aus."


@pytest.fixture
def principle(app):
    return make_open_principle()


@pytest.fixture
def author(app) -> Person:
    return make_staff(name="Jana")


@pytest.fixture
def reader(app) -> Person:
    return make_staff(name="Ömer")


@pytest.fixture
def three(principle) -> list[Comment]:
    """Three comments, each by somebody with an address."""
    return [submitted(principle, number) for number in range(3)]


def submitted(principle, number: int) -> Comment:
    address = f"mensch{number}@musterland.example"
    contribution = said(words=plain("Mehr Radwege."), name=f"Mensch {number}", address=address)
    comment = intake.submit(contribution, principle.dialogue, principle)
    confirming.confirm(comment)
    db.session.commit()
    return comment


def chosen(*comments: Comment) -> Circle:
    there = [Chosen(it.id, it.version, it.name, it.status is Status.PUBLISHED) for it in comments]
    return Circle(tuple(there), regroups=True)


def do(comment: Comment, by: Person, **deed) -> None:
    carry_out(comment, Deed(**deed), by=by, seen=state_of(comment))
    db.session.commit()


def answer_all(comments, by: Person, words: str = WORDS) -> None:
    first, *others = comments
    said = markdown(words, reply=True)
    do(first, by, verdict=Verdict.PUBLISH, reply=said, circle=chosen(*others))


def verdicts(comment: Comment) -> list[Verdict]:
    question = db.select(Decision.verdict).where(Decision.comment_id == comment.id)
    return list(db.session.scalars(question.order_by(Decision.id)))[1:]  # without the click


def lanes(*comments: Comment) -> list[Lane]:
    return [db.session.get_one(QueueEntry, it.id, populate_existing=True).lane for it in comments]


def proposed(*comments: Comment) -> list[Proposed | None]:
    rows = [db.session.get_one(QueueEntry, it.id, populate_existing=True) for it in comments]
    return [row.proposed for row in rows]


def letters() -> list[OutgoingMail]:
    question = db.select(OutgoingMail).where(OutgoingMail.kind == "decision")
    return list(db.session.scalars(question.order_by(OutgoingMail.id)))


def counted() -> int:
    kinds = db.select(db.func.sum(CommentCount.number)).where(CommentCount.kind == ANSWERED)
    return db.session.scalar(kinds) or 0


def undo_last(by: Person) -> None:
    undo(db.session.scalars(last_deed(by.id)).one(), by=by)
    db.session.commit()


def test_one_form_answers_all_publishes_what_is_new_and_tells_each_author(three, author):
    actions.decide(three[1], Verdict.PUBLISH, by=author)

    answer_all(three, author)

    assert {reply_under(it).id for it in three} == {db.session.scalars(db.select(Reply)).one().id}
    assert [it.status for it in three] == [Status.PUBLISHED] * 3
    assert lanes(*three) == [Lane.DONE] * 3
    assert counted() == 3
    assert [verdicts(it) for it in three] == [[Verdict.PUBLISH, Verdict.REPLY]] * 3
    told = letters()
    assert sorted(it.address for it in told) == [f"mensch{n}@musterland.example" for n in range(3)]
    assert all(WORDS in it.text and "mehrere ähnliche Kommentare" in it.text for it in told)
    assert not any(f"Mensch {n}" in it.text for it in told for n in range(3))


def test_a_single_answer_says_nothing_of_others(three, author):
    answer_all(three[:1], author)

    assert "mehrere ähnliche" not in letters()[0].text


def test_if_one_changed_meanwhile_nothing_is_saved_and_it_is_named(three, author):
    circle = chosen(*three[1:])
    three[2].version += 1
    db.session.commit()
    answer = {"verdict": Verdict.PUBLISH, "reply": markdown(WORDS, reply=True)}

    with pytest.raises(Conflict) as refused:
        do(three[0], author, **answer, circle=circle)
    db.session.rollback()

    assert refused.value.values["numbers"] == str(three[2].id)
    assert [it.status for it in three] == [Status.PENDING] * 3


@pytest.mark.parametrize("obstacle", ["claimed", "answered", "hidden", "elsewhere"])
def test_what_cannot_be_answered_together_is_refused(three, author, reader, obstacle):
    other = three[1]
    if obstacle == "claimed":
        claims.claim(other.id, by=reader)
    if obstacle == "answered":
        answer_all([other], reader)
    if obstacle == "hidden":
        rule = db.session.scalars(house_rules()).first()
        do(other, reader, verdict=Verdict.HIDE, rule=rule, reason="Grund")
    if obstacle == "elsewhere":
        other = submitted(make_open_principle(), 9)
    db.session.commit()

    with pytest.raises(Conflict):
        answer_all([three[0], other], author)
    db.session.rollback()

    assert three[0].status is Status.PENDING


def test_an_answer_that_stands_is_given_to_more(three, author):
    answer_all(three[:2], author)
    do(three[0], author, circle=chosen(three[2]))

    assert len(reply_under(three[2]).comments) == 3
    assert verdicts(three[1])[-1] is Verdict.REGROUP_REPLY
    assert [it.address for it in letters()][2:] == ["mensch2@musterland.example"]
    undo_last(author)
    assert reply_under(three[2]) is None
    assert three[2].status is Status.PENDING
    assert reply_under(three[0]).id == reply_under(three[1]).id
    assert verdicts(three[2])[-2:] == [Verdict.LEAVE_REPLY, Verdict.TAKE_BACK]


def test_a_correction_is_for_all(three, author):
    answer_all(three, author)

    do(three[1], author, reply=markdown("Anders.", reply=True))

    assert {reply_under(it).words.text for it in three} == {"Anders."}
    assert {verdicts(it)[-1] for it in three} == {Verdict.CORRECT_REPLY}
    undo_last(author)
    assert {reply_under(it).words.text for it in three} == {WORDS}


def test_withdrawing_is_for_all_and_all_wait_again(three, author):
    answer_all(three, author)

    do(three[2], author, withdraw_reply=True)

    assert [reply_under(it) for it in three] == [None] * 3
    assert lanes(*three) == [Lane.AWAITING_REPLY] * 3
    assert counted() == 0


def test_one_leaves_and_the_answer_stays_under_the_others(three, author):
    answer_all(three, author)

    do(three[1], author, circle=Circle(leaves=True))

    assert reply_under(three[1]) is None
    assert lanes(*three) == [Lane.DONE, Lane.AWAITING_REPLY, Lane.DONE]
    assert counted() == 2
    do(three[0], author, circle=Circle(leaves=True))
    with pytest.raises(RuleViolation, match="keine gemeinsame Antwort"):
        do(three[2], author, circle=Circle(leaves=True))
    db.session.rollback()
    assert reply_under(three[2]) is not None


def test_undoing_brings_all_back_and_keeps_the_letters_in_the_house(three, author):
    answer_all(three, author)

    undo_last(author)

    assert [it.status for it in three] == [Status.PENDING] * 3
    assert lanes(*three) == [Lane.NEW] * 3
    assert [it.cancelled_at is not None for it in letters()] == [True] * 3
    assert counted() == 0
    assert all(it.undone_at for it in db.session.scalars(db.select(DeedDone)))


def test_nothing_is_undone_when_something_happened_to_one_of_them(three, author, reader):
    answer_all(three, author)
    do(three[2], reader, circle=Circle(leaves=True))

    with pytest.raises(Conflict):
        undo_last(author)
    db.session.rollback()

    assert three[0].status is Status.PUBLISHED


def test_books_written_anew_say_the_same(three, author):
    answer_all(three, author)
    before = lanes(*three), counted()

    books.rebuild()

    assert (lanes(*three), counted()) == before


def two(comment: Comment) -> None:
    change_dialogue(comment.dialogue, replies_need_two=True, by=None)
    db.session.commit()


def test_a_second_reader_reads_it_for_all(three, author, reader):
    two(three[0])
    answer_all(three, author)

    assert proposed(*three) == [Proposed.WAITING] * 3
    assert [it.status for it in three] == [Status.PUBLISHED] * 3
    assert [reply_under(it) for it in three] == [None] * 3
    assert not any(WORDS in it.text for it in letters())
    assert own_proposal(three[0]).id == proposal_elsewhere(three[1]).id

    read(three, reader)

    assert len({reply_under(it).id for it in three}) == 1
    assert proposed(*three) == [None] * 3
    assert sum(WORDS in it.text for it in letters()) == 3


def read(comments, by: Person, reading: Reading = Reading.PUBLISH, **more) -> None:
    first, *others = comments
    circle = Circle(chosen(*others).companions)
    do(first, by, reading=reading, circle=circle, **more)


def test_what_is_given_back_is_given_back_for_all_and_dropped_for_all(three, author, reader):
    two(three[0])
    answer_all(three, author)

    do(three[0], reader, reading=Reading.RETURN, reading_words="Freundlicher.")
    assert proposed(*three) == [Proposed.RETURNED] * 3
    do(three[0], author, reading=Reading.DROP)
    assert proposed(*three) == [None] * 3
    assert lanes(*three) == [Lane.AWAITING_REPLY] * 3


def test_who_is_answered_alone_or_needs_no_answer_steps_out(three, author, reader):
    two(three[0])
    answer_all(three, author)

    do(three[1], reader, settle=True)
    do(three[2], reader, reply=markdown("Einzeln.", reply=True))

    assert proposal_elsewhere(three[1]) is None
    assert own_proposal(three[2]).text == "Einzeln."
    assert proposed(*three) == [Proposed.WAITING, None, Proposed.WAITING]
    assert own_proposal(three[0]).text == WORDS


@pytest.mark.parametrize("verdict", [Verdict.WITHDRAW, Verdict.ERASE])
def test_when_the_first_is_gone_the_answer_is_read_at_the_next(three, author, reader, verdict):
    two(three[0])
    answer_all(three, author)

    actions.decide(three[0], verdict, by=None)
    db.session.commit()

    assert own_proposal(three[1]).text == WORDS
    read(three[1:], reader)
    assert [reply_under(it) is not None for it in three] == [False, True, True]


def test_who_is_left_out_when_it_is_read_waits_for_another_answer(three, author, reader):
    two(three[0])
    answer_all(three, author)

    read(three[:2], reader)

    assert lanes(*three) == [Lane.DONE, Lane.DONE, Lane.AWAITING_REPLY]
    assert proposed(*three) == [None] * 3


def test_a_changed_proposal_is_for_those_chosen_then(three, author, reader):
    two(three[0])
    answer_all(three[:2], author)

    do(three[0], author, circle=chosen(three[2]))

    assert proposed(*three) == [Proposed.WAITING, None, Proposed.WAITING]
    assert own_proposal(three[0]).text == WORDS


def test_undoing_a_proposal_drops_it_for_all(three, author, reader):
    two(three[0])
    answer_all(three, author)

    undo_last(author)

    assert [it.status for it in three] == [Status.PENDING] * 3
    assert lanes(*three) == [Lane.NEW] * 3


def told(comment: Comment, **deed) -> str:
    standing = reply_under(comment)
    return " ".join(consequences(Deed(**deed), comment, standing, own_proposal(comment)))


def test_before_it_is_done_the_form_says_what_it_means_for_others(app, three, author):
    with app.test_request_context():
        words = markdown("Liebe Mensch 1, danke.", reply=True)
        before = told(three[0], reply=words, circle=chosen(*three[1:]))
        assert "Dieselbe Antwort gilt für 2 weitere Kommentare." in before
        assert "2 davon werden dabei veröffentlicht." in before
        assert "In der Antwort steht ein Name." in before
        answer_all(three, author)
        correction = told(three[1], reply=markdown("Anders.", reply=True))
        assert "steht unter 3 Kommentaren: Das gilt für alle." in correction
        assert "steht unter 3 Kommentaren" in told(three[1], withdraw_reply=True)
        leaving = told(three[1], circle=Circle(leaves=True))
        assert "bleibt die gemeinsame Antwort stehen" in leaving


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "die unter allen stehen soll"),
        ({"settle": True, "verdict": Verdict.PUBLISH}, "die unter allen"),
    ],
)
def test_several_are_not_answered_without_an_answer(three, author, asked, message):
    with pytest.raises(RuleViolation, match=message):
        do(three[0], author, circle=chosen(three[1]), **asked)
    db.session.rollback()


def test_an_open_comment_of_the_dialogue_that_is_free_fits():
    facts = {"here": True, "held_back": False, "answered": False, "proposed": None}
    free = Facts(status=Status.PENDING, colleague=False, **facts)

    assert unfit(free) is None
    assert unfit(Facts(status=Status.PUBLISHED, colleague=True, **facts)) is Unfit.CLAIMED
    assert unfit(Facts(status=Status.ERASED, colleague=False, **facts)) is Unfit.GONE
    assert unfit(Facts(Status.PENDING, **facts | {"held_back": True}, colleague=False)) is (
        Unfit.HELD_BACK
    )


def test_what_somebody_proposed_to_hide_is_decided_on_first(three, author, reader):
    rule = db.session.scalars(house_rules()).first()
    propose_hiding(three[1], rule, "Grund", by=author)
    do(three[2], author, verdict=Verdict.PUBLISH)
    propose_hiding(three[2], rule, "Grund", by=author)
    db.session.commit()

    found = candidates(three[0], [three[1].id, three[2].id], by_id=reader.id)

    assert [it.unfit for it in found] == [Unfit.DOUBTED, Unfit.DOUBTED]


def test_numbers_are_read_however_they_are_written():
    assert numbers_typed("12, #15 17;K7PM3XQR\nK7PM 3XQR") == ["12", "15", "17", "K7PM3XQR"]
    assert numbers_typed("1234 5678") == ["1234", "5678"]
    assert numbers_typed(" , ;") == []


def test_a_name_is_found_as_a_word_only():
    assert names_somebody("Liebe Anna, danke.", ["Anna"])
    assert not names_somebody("In der Annahme, dass", ["Anna", ""])


def test_a_comment_of_another_principle_can_have_the_same_answer(three, author, principle):
    other = submitted(make_principle(field=principle.field), 7)

    answer_all([three[0], other], author)

    assert reply_under(other).id == reply_under(three[0]).id


@on_postgres
def test_of_two_who_answer_the_same_at_once_the_first_counts(app, three, author, reader):
    errors: list[type[Exception]] = []
    first, second, who = three[0].id, three[1].id, reader.id
    theirs = Deed(
        verdict=Verdict.PUBLISH, reply=markdown("Auch.", reply=True), circle=chosen(three[0])
    )
    mine = Deed(verdict=Verdict.PUBLISH, reply=markdown(WORDS, reply=True), circle=chosen(three[1]))
    seen = state_of(three[1])

    def act() -> None:
        comment, by = db.session.get_one(Comment, second), db.session.get_one(Person, who)
        carry_out(comment, theirs, by=by, seen=seen)

    begin_writing()
    carry_out(three[0], mine, by=author, seen=state_of(three[0]))
    acting = meanwhile(app, refused(errors, act))
    db.session.commit()
    acting.join()
    db.session.expire_all()

    assert errors == [Conflict]
    standing = db.session.scalars(db.select(Reply)).one()
    assert {it.id for it in standing.comments} == {first, second}
