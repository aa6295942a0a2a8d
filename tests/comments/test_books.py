"""Counters, queue and stamp follow every deed; every deed leaves its proof."""

import pytest

from leitsaetze.audit.models import AuditEntry
from leitsaetze.comments import actions, books, intake, replies
from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.models import Decision
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site import queries as site_queries
from leitsaetze.text import markdown, plain
from tests.comments.test_intake import make_open_principle, said
from tests.factories import make_moderator, make_principle


@pytest.fixture
def comment(app):
    principle = make_open_principle()
    comment = intake.submit(said(), principle.dialogue, principle)
    db.session.commit()
    return comment


def counters() -> dict[tuple[int, str], int]:
    rows = db.session.execute(
        db.select(CommentCount.principle_id, CommentCount.kind, CommentCount.number)
    )
    return {(principle, kind): number for principle, kind, number in rows if number}


def queue() -> dict[int, tuple]:
    rows = db.session.scalars(db.select(QueueEntry))
    return {row.comment_id: (row.lane, row.principle_id, row.dialogue_id) for row in rows}


def rule():
    return db.session.scalars(site_queries.house_rules()).first()


def stamp(comment) -> int:
    db.session.refresh(comment.dialogue.stamp)
    return comment.dialogue.stamp.version


def deeds(comment, by):
    """Every deed of a moderator in a possible order, with the lane and the counts it leads to."""
    here = comment.principle_id
    other = make_principle(field=comment.principle.field)
    yield (
        lambda: actions.decide(comment, Verdict.PUBLISH, by=by),
        Lane.AWAITING_REPLY,
        {(here, "published"): 1},
    )
    answer = []
    yield (
        lambda: answer.append(replies.reply(comment, markdown("Danke."), by=by)),
        Lane.DONE,
        {(here, "published"): 1, (here, "answered"): 1},
    )
    yield (
        lambda: replies.correct_reply(answer[0], comment, markdown("Vielen Dank."), by=by),
        Lane.DONE,
        {(here, "published"): 1, (here, "answered"): 1},
    )
    yield (
        lambda: actions.decide(comment, Verdict.HIDE, by=by, rule=rule(), words="Angriff"),
        Lane.HIDDEN,
        {(here, "hidden"): 1},
    )
    yield (
        lambda: actions.decide(comment, Verdict.RESTORE, by=by),
        Lane.DONE,
        {(here, "published"): 1, (here, "answered"): 1},
    )
    yield (
        lambda: replies.withdraw_reply(answer[0], comment, by=by),
        Lane.AWAITING_REPLY,
        {(here, "published"): 1},
    )
    yield lambda: actions.settle(comment, by=by), Lane.DONE, {(here, "published"): 1}
    yield lambda: actions.unsettle(comment, by=by), Lane.AWAITING_REPLY, {(here, "published"): 1}
    yield (
        lambda: actions.reassign(comment, other, by=by),
        Lane.AWAITING_REPLY,
        {(other.id, "published"): 1},
    )
    yield (
        lambda: actions.reassign(comment, None, by=by),
        Lane.AWAITING_REPLY,
        {(0, "published"): 1},
    )


def test_every_deed_keeps_queue_counters_stamp_version_and_proof(comment):
    moderator = make_moderator()
    assert counters() == {(comment.principle_id, "pending"): 1}
    for deed, lane, counted in deeds(comment, moderator):
        version, public, proofs = comment.version, stamp(comment), _proofs()

        deed()
        db.session.commit()

        assert queue()[comment.id][0] is lane
        assert counters() == counted
        assert comment.version > version
        assert stamp(comment) > public
        assert _proofs() > proofs


def test_rebuilding_finds_what_the_deeds_have_kept(comment):
    moderator = make_moderator()
    second = intake.submit(said(), comment.dialogue, comment.principle)
    for deed, _, _ in deeds(comment, moderator):
        deed()
    actions.decide(second, Verdict.HIDE, by=moderator, rule=rule(), words="Werbung")
    db.session.commit()
    kept = counters(), queue()

    assert books.rebuild() == 2
    assert (counters(), queue()) == kept


def test_a_note_changes_nothing_but_the_course(comment):
    version = comment.version

    actions.note(comment, "Bitte Fachamt fragen", by=make_moderator())

    decision = db.session.scalars(db.select(Decision)).one()
    assert (decision.verdict, decision.words) == (Verdict.NOTE, "Bitte Fachamt fragen")
    assert comment.version == version


def test_the_audit_trail_holds_no_words(comment):
    actions.decide(
        comment, Verdict.HIDE, by=make_moderator(), rule=rule(), words="Geheime Begründung"
    )

    proofs = [entry.details for entry in db.session.scalars(db.select(AuditEntry))]
    assert any("words" in details for details in proofs)
    assert "Geheime" not in str(proofs)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({}, "Regel"), ({"rule": True}, "begründen"), ({"words": "Angriff"}, "Regel")],
)
def test_hiding_needs_a_rule_and_own_words(comment, given, sentence):
    if given.get("rule"):
        given = given | {"rule": rule()}

    with pytest.raises(RuleViolation, match=sentence):
        actions.decide(comment, Verdict.HIDE, by=make_moderator(), **given)
    assert comment.status is Status.PENDING


def test_nobody_answers_or_settles_what_nobody_can_read(comment):
    moderator = make_moderator()

    with pytest.raises(RuleViolation, match="veröffentlicht"):
        replies.reply(comment, plain("Danke."), by=moderator)
    with pytest.raises(RuleViolation, match="veröffentlicht"):
        actions.settle(comment, by=moderator)


def test_a_comment_stays_in_its_dialogue(comment):
    with pytest.raises(RuleViolation, match="anderen Dialog"):
        actions.reassign(comment, make_principle(), by=make_moderator())


def test_publishing_again_keeps_the_first_date(comment):
    moderator = make_moderator()
    actions.decide(comment, Verdict.PUBLISH, by=moderator)
    first = comment.published_at

    actions.decide(comment, Verdict.HIDE, by=moderator, rule=rule(), words="Angriff")
    actions.decide(comment, Verdict.RESTORE, by=moderator)

    assert comment.published_at == first


def _proofs() -> int:
    return db.session.scalar(db.select(db.func.count(AuditEntry.id)))
