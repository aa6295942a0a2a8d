"""Taking the figures of the public account: each decision once, whoever looks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from leitsaetze.audit.sealing import seal
from leitsaetze.clock import now
from leitsaetze.comments import actions, replies
from leitsaetze.comments.books import rebuild
from leitsaetze.comments.models import Decision
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Lane, Verdict
from leitsaetze.extensions import db
from leitsaetze.moderation import figures
from leitsaetze.moderation.figure_rules import Kind
from leitsaetze.moderation.models import Account, Figure
from leitsaetze.moderation.reviewing import ask, decide_review, latest_hiding
from leitsaetze.text import markdown
from tests.comments.test_intake import make_open_principle, submitted
from tests.factories import make_moderator
from tests.pages.makers import statements
from tests.proofs.crowd import crowd
from tests.proofs.world import make_world, rule

LATER = timedelta(minutes=2)


@pytest.fixture
def principle(app):
    return make_open_principle()


@pytest.fixture
def by(app):
    return make_moderator()


def taken() -> dict[tuple[Kind, int], int]:
    """What is counted two minutes later, when every decision is settled."""
    seal()
    db.session.commit()
    with time_machine.travel(now() + LATER):
        figures.take()
    return {
        (it.kind, it.key): it.number for it in db.session.scalars(db.select(Figure)) if it.number
    }


def account() -> Account:
    db.session.expire_all()
    return db.session.scalars(db.select(Account)).one()


def hide(comment, by) -> None:
    actions.decide(comment, Verdict.HIDE, by=by, rule=rule(), words="Grund")
    db.session.commit()


def test_it_counts_what_was_received_published_answered_hidden_and_shown_again(principle, by):
    comments = [submitted(principle=principle) for _ in range(4)]
    submitted(principle=principle, address="gast@musterland.example")  # not confirmed
    for comment in comments[:2]:
        actions.decide(comment, Verdict.PUBLISH, by=by)
    replies.reply(comments[0], markdown("Danke."), by=by)
    hide(comments[2], by)
    hide(comments[3], by)
    actions.decide(comments[3], Verdict.RESTORE, by=by)
    db.session.commit()

    assert taken() == {
        (Kind.RECEIVED, 0): 4,
        (Kind.PUBLISHED, 0): 3,
        (Kind.ANSWERED, 0): 1,
        (Kind.HIDDEN, rule().number): 2,
        (Kind.RESTORED, 0): 1,
        (Kind.DAYS, 0): 1,
    }


def test_second_looks_are_counted_with_how_they_ended(principle, by):
    asked = []
    for _ in range(4):
        comment = submitted(principle=principle)
        hide(comment, by)
        asked.append(ask(latest_hiding(comment.id), "Bitte.", privacy_version=1))
    decide_review(asked[0], Outcome.UPHELD, "Bleibt.", by=None)
    decide_review(asked[1], Outcome.RESTORED, "Doch nicht.", by=None)
    actions.decide(asked[2].comment, Verdict.WITHDRAW, by=None)
    db.session.commit()

    found = taken()

    assert {kind: found[kind, 0] for kind in (Kind.REVIEWS, Kind.UPHELD, Kind.REVERSED)} == {
        Kind.REVIEWS: 4,
        Kind.UPHELD: 1,
        Kind.REVERSED: 1,
    }
    assert found[Kind.UNDECIDED, 0] == 1
    decide_review(asked[3], Outcome.UPHELD, "Bleibt auch.", by=None)
    db.session.commit()
    assert (taken()[Kind.UPHELD, 0], (Kind.UNDECIDED, 0) in taken()) == (2, False)


def test_only_the_first_answer_counts_in_working_days_of_the_state(principle, by):
    comment = submitted(principle=principle)
    friday = datetime(2026, 5, 8, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    comment.received_at = friday
    actions.decide(comment, Verdict.PUBLISH, by=by)
    db.session.commit()
    with time_machine.travel(friday + timedelta(days=4)):  # Tuesday
        answer = replies.reply(comment, markdown("Danke."), by=by)
        db.session.commit()
    with time_machine.travel(friday + timedelta(days=20)):
        replies.withdraw_reply(answer, comment, by=by)
        replies.reply(comment, markdown("Noch einmal."), by=by)
        db.session.commit()

    assert {key: n for key, n in taken().items() if key[0] is Kind.DAYS} == {(Kind.DAYS, 2): 1}


def test_each_decision_is_counted_once_however_often_one_looks(principle, by):
    hide(submitted(principle=principle), by)
    first = taken()
    version = account().version

    assert taken() == first
    assert account().version == version

    hide(submitted(principle=principle), by)
    assert taken()[Kind.HIDDEN, rule().number] == 2
    assert account().version > version


def test_a_fresh_decision_waits_so_that_none_before_it_is_missed(principle, by):
    hide(submitted(principle=principle), by)

    assert figures.take() == 0

    assert taken()[Kind.HIDDEN, rule().number] == 1


def test_many_decisions_are_counted_in_several_transactions(principle, by, monkeypatch):
    monkeypatch.setattr(figures, "PORTION", 2)
    for _ in range(5):
        hide(submitted(principle=principle), by)

    assert taken()[Kind.HIDDEN, rule().number] == 5
    assert account().as_of is not None


def test_a_day_with_more_than_one_round_takes_says_nothing_half_counted(principle, by, monkeypatch):
    monkeypatch.setattr(figures, "PORTION", 2)
    monkeypatch.setattr(figures, "AT_MOST", 1)
    for _ in range(3):
        hide(submitted(principle=principle), by)

    taken()
    assert account().as_of is None

    taken()
    assert account().as_of is not None


def test_the_end_of_the_chain_is_noted_and_the_command_knows_it(principle, by, flask):
    hide(submitted(principle=principle), by)
    taken()
    noted = account()
    assert (len(noted.hash), noted.sealed_at is not None) == (64, True)
    hide(submitted(principle=principle), by)
    seal()

    known = flask("audit", "verify", noted.hash)
    unknown = flask("audit", "verify", "0" * 64)

    assert (known.exit_code, unknown.exit_code) == (0, 1)
    assert f"Prüfwert {'0' * 64}" not in known.output
    assert "Das Protokoll ist unverändert" in known.output


def test_rebuilt_counters_change_no_figure(principle, by):
    hide(submitted(principle=principle), by)
    first = taken()
    rebuild()
    db.session.commit()

    assert taken() == first


def test_taking_costs_the_same_with_two_thousand_comments_as_with_ten(app):
    world = make_world()

    def asked_with(number: int) -> int:
        crowd(world, number, Lane.NEW)
        crowd(world, number, Lane.DONE)
        taken()
        hide(world.say("Werbung!"), world.moderator)
        with time_machine.travel(now() + LATER), statements() as asked:
            figures.take()
        return len(asked)

    assert asked_with(5) == asked_with(1000)


def test_nothing_new_means_nothing_written(principle, by):
    hide(submitted(principle=principle), by)
    taken()

    with time_machine.travel(now() + LATER), statements() as asked:
        figures.take()

    assert [it for it in asked if not it.startswith("SELECT")] == []
    assert db.session.scalar(db.select(db.func.count(Decision.id))) == 1
