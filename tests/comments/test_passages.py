"""A passage is hidden by a version without it: nobody who reads a comment has to know of it."""

import pytest

from leitsaetze.comments import actions, intake, replies
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment, CommentVersion, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_texts import html_with, original_of, shortened
from leitsaetze.comments.passages import hide_passages, show_passage
from leitsaetze.comments.rules import Lane, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown, plain
from tests.comments.test_intake import make_open_principle, said
from tests.factories import make_moderator

TEXT = "Der Radweg fehlt. Frau Rot ist dumm. Und faul.\n\nTelefon 0123 456. Frau Rot weiß es."
MARK = "[…] von der Moderation entfernt (Regel 2)"
GAP = f"<em>{MARK}</em>"
RUDE, LAZY, NUMBER = "Frau Rot ist dumm.", "Und faul.", "Telefon 0123 456."


@pytest.fixture
def by(app):
    return make_moderator()


@pytest.fixture
def comment(app) -> Comment:
    return made()


def made(text: str = TEXT, **given) -> Comment:
    principle = make_open_principle()
    comment = intake.submit(said(words=plain(text), **given), principle.dialogue, principle)
    actions.decide(comment, Verdict.PUBLISH, by=None)
    db.session.commit()
    return comment


def rule(number: int = 2):
    return next(it for it in db.session.scalars(house_rules()) if it.number == number)


def places(comment: Comment, *words: str) -> list[tuple[int, int]]:
    text = original_of(comment).text
    return [(text.index(it), text.index(it) + len(it)) for it in words]


def hide(comment: Comment, by, *words: str, **given) -> HiddenPassage:
    why = {"rule": rule(), "words": "Beleidigt jemanden."} | given
    decision = hide_passages(comment, places(comment, *words), by=by, **why)
    db.session.commit()
    return db.session.get_one(HiddenPassage, decision.id)


def show(passage: HiddenPassage, comment: Comment, by) -> None:
    show_passage(passage, comment, by=by)
    db.session.commit()


def versions(comment: Comment) -> list[tuple[int, int | None]]:
    own = CommentVersion.comment_id == comment.id
    rows = db.select(CommentVersion).where(own).order_by(CommentVersion.number)
    return [(it.number, it.shortened_from) for it in db.session.scalars(rows)]


def test_everybody_reads_a_mark_in_its_place(comment, by):
    before = comment.version

    hide(comment, by, RUDE)

    assert comment.words.text == TEXT.replace(RUDE, MARK)
    assert comment.words.html == plain(TEXT).html.replace(RUDE, GAP)
    assert versions(comment) == [(1, None), (2, 1)]
    assert comment.version == before + 1
    assert original_of(comment).text == TEXT


def test_the_mark_speaks_the_language_of_the_comment(by):
    comment = made(locale="en")

    hide(comment, by, RUDE)

    assert "[…] removed by the moderation team (rule 2)" in comment.words.text


def test_two_sentences_side_by_side_become_one_mark(comment, by):
    hide(comment, by, LAZY, RUDE, NUMBER)

    assert comment.words.text == f"Der Radweg fehlt. {MARK}\n\n{MARK} Frau Rot weiß es."


def test_several_passages_go_one_after_another_and_come_back_in_any_order(comment, by):
    first, second = hide(comment, by, RUDE), hide(comment, by, NUMBER, rule=rule(4))
    assert comment.words.text == TEXT.replace(RUDE, MARK).replace(NUMBER, MARK.replace("2", "4"))

    show(first, comment, by)
    assert comment.words.text == TEXT.replace(NUMBER, MARK.replace("2", "4"))
    show(second, comment, by)

    assert (comment.words.text, comment.text_version) == (TEXT, 1)
    assert [row.lifted_at is None for row in (first, second)] == [False, False]


def test_the_decision_says_rule_and_reason_and_no_word_of_the_passage(comment, by):
    passage = hide(comment, by, RUDE)

    decision = db.session.scalars(db.select(Decision).order_by(Decision.id.desc())).first()
    assert decision is passage.hiding
    assert (decision.verdict, decision.rule, decision.words, decision.by) == (
        Verdict.HIDE_PASSAGE,
        rule(),
        "Beleidigt jemanden.",
        by,
    )
    assert "dumm" not in str(decision.details) + str(passage.spans)


def test_an_answered_comment_stays_answered_and_done(comment, by):
    replies.reply(comment, markdown("Danke."), by=by)

    show(hide(comment, by, RUDE), comment, by)

    entry = db.session.get_one(QueueEntry, comment.id)
    assert (entry.lane, entry.due_at) == (Lane.DONE, None)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rule": None}, "nennen Sie die Regel"),
        ({"words": "  "}, "eigenen Worten"),
    ],
)
def test_it_needs_a_rule_and_own_words(comment, by, given, message):
    with pytest.raises(RuleViolation, match=message):
        hide(comment, by, RUDE, **given)

    assert versions(comment) == [(1, None)]


@pytest.mark.parametrize("spans", [[], [(3, 3)], [(-4, 3)], [(0, 10_000)], [(9, 4)]])
def test_a_passage_has_to_be_there(comment, by, spans):
    with pytest.raises(RuleViolation, match="wählen Sie die Stelle"):
        hide_passages(comment, spans, by=by, rule=rule(), words="Grund")


def test_what_is_hidden_is_not_hidden_again(comment, by):
    hide(comment, by, RUDE)

    with pytest.raises(RuleViolation, match="wählen Sie die Stelle"):
        hide(comment, by, "ist dumm. Und")


def test_something_has_to_be_left(comment, by):
    hide(comment, by, RUDE)

    with pytest.raises(RuleViolation, match="nichts übrig"):
        hide(comment, by, "Der Radweg fehlt.", LAZY, NUMBER, "Frau Rot weiß es.")


def test_first_the_answer_has_to_be_corrected_that_repeats_it(comment, by):
    answer = replies.reply(comment, markdown("„Frau Rot  ist\ndumm“ – nein."), by=by)

    with pytest.raises(RuleViolation, match="berichtigen Sie zuerst die Antwort"):
        hide(comment, by, "Frau Rot ist dumm")
    replies.correct_reply(answer, comment, markdown("Nein."), by=by)
    hide(comment, by, "Frau Rot ist dumm")

    assert "dumm" not in comment.words.text


def test_no_answer_says_again_what_is_hidden(comment, by):
    passage = hide(comment, by, RUDE)
    quoting = markdown(f"Sie schreiben: {RUDE}")
    with pytest.raises(RuleViolation, match="wiederholt eine Stelle"):
        replies.reply(comment, quoting, by=by)
    answer = replies.reply(comment, markdown("Danke."), by=by)
    with pytest.raises(RuleViolation, match="wiederholt eine Stelle"):
        replies.correct_reply(answer, comment, quoting, by=by)

    show(passage, comment, by)
    replies.correct_reply(answer, comment, quoting, by=by)

    assert answer.words.text == quoting.source


@pytest.mark.parametrize("verdict", [Verdict.HIDE, Verdict.WITHDRAW, Verdict.ERASE])
def test_of_what_nobody_can_read_no_passage_is_hidden(comment, by, verdict):
    spans = places(comment, RUDE)
    actions.decide(comment, verdict, by=by, rule=rule(), words="Grund")

    with pytest.raises(RuleViolation, match="in diesem Zustand"):
        hide_passages(comment, spans, by=by, rule=rule(), words="Grund")


def test_a_passage_comes_back_once(comment, by):
    passage = hide(comment, by, RUDE)
    show(passage, comment, by)

    with pytest.raises(Conflict):
        show_passage(passage, comment, by=by)


def test_shown_again_as_a_whole_the_passage_stays_hidden(comment, by):
    hide(comment, by, RUDE)

    actions.decide(comment, Verdict.HIDE, by=by, rule=rule(), words="Grund")
    actions.decide(comment, Verdict.RESTORE, by=by)

    assert "dumm" not in comment.words.text + comment.words.html


def test_the_author_and_the_moderators_see_the_passage_marked(comment, by):
    passage = hide(comment, by, RUDE)

    own = shortened([comment])[comment.id]

    assert own.html == plain(TEXT).html.replace(RUDE, f"<mark>{RUDE}</mark>")
    assert [(it.row, it.words) for it in own.hidden] == [(passage, [RUDE])]
    assert shortened([made()]) == {}


def test_whoever_looks_again_sees_this_passage_and_no_other(comment, by):
    passage = hide(comment, by, RUDE)
    hide(comment, by, NUMBER)

    html = html_with(passage, comment)

    assert f"<mark>{RUDE}</mark>" in html
    assert NUMBER not in html
    assert MARK in html


def test_erased_it_is_gone_from_every_version(comment, by):
    hide(comment, by, RUDE)
    actions.decide(comment, Verdict.ERASE, by=None)
    db.session.commit()

    texts = db.session.execute(db.select(CommentVersion.text, CommentVersion.html)).all()
    assert set(texts) == {("", "")}
