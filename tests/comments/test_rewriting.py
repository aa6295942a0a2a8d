"""Authors change their own comment: what is public then, where it stands in the queue."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import actions, confirming, intake, replies
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.books import rebuild
from leitsaetze.comments.fair_play import TextPrint
from leitsaetze.comments.models import Comment, CommentVersion, Decision
from leitsaetze.comments.own_links import (
    CONFIRM_PURPOSE,
    OWN_PURPOSE,
    RECEIPT_PURPOSE,
    comment_behind,
    own_link,
    subject_of,
)
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_texts import original_of
from leitsaetze.comments.passages import hide_passages, show_passage
from leitsaetze.comments.rewriting import changeable_until, rewrite, seen_of, withdraw_own
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles.rules import Moderation
from leitsaetze.reports import actions as reports
from leitsaetze.reports.queries import was_looked_at
from leitsaetze.site.actions import make_link, secret_of
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown, plain
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.comments.test_passages import places
from tests.factories import make_moderator, make_person

NEW = "Mehr sichere Radwege, bitte."
RUDE = "Sie sind dumm."
WITH_RUDE = f"Gut so. {RUDE} Danke."


def written(words="Mehr Radwege.", *, address=ADDRESS, **dialogue) -> Comment:
    principle = make_open_principle(**dialogue)
    comment = intake.submit(
        said(words=plain(words), address=address), principle.dialogue, principle
    )
    if address:
        confirming.confirm(comment)
    db.session.commit()
    return comment


def at_once(words="Mehr Radwege.") -> Comment:
    """A comment that is public without anybody having looked."""
    return written(words, moderation=Moderation.AFTER)


def change(comment: Comment, words=NEW, **given) -> None:
    given = {"by": comment.author, "seen": seen_of(comment), "privacy_version": 1} | given
    rewrite(comment, plain(words), **given)
    db.session.commit()
    db.session.expire_all()


def rule():
    return db.session.scalars(house_rules()).first()


def publish(comment: Comment, by=None):
    by = by or make_moderator()
    actions.decide(comment, Verdict.PUBLISH, by=by)
    db.session.commit()
    return by


def lane_of(comment: Comment) -> Lane:
    return db.session.get_one(QueueEntry, comment.id).lane


def test_other_words_are_a_new_version_and_the_old_one_stays(app):
    comment = written()

    change(comment)

    kept = db.session.scalars(db.select(CommentVersion.text).order_by(CommentVersion.number)).all()
    assert kept == ["Mehr Radwege.", NEW]
    assert comment.words.text == NEW
    assert comment.edited_at is not None
    last = db.session.scalars(db.select(Decision).order_by(Decision.id.desc())).first()
    assert (last.verdict, last.by_id) == (Verdict.EDIT, comment.author_id)


def test_a_published_comment_waits_again_where_the_moderators_look_first(app):
    comment = written()
    publish(comment)

    change(comment)

    assert comment.status is Status.PENDING
    assert comment.is_held_back
    assert lane_of(comment) is Lane.NEW


def test_it_is_public_at_once_where_they_look_afterwards(app):
    comment = at_once()

    change(comment)

    assert comment.status is Status.PUBLISHED
    assert comment.words.text == NEW
    assert lane_of(comment) is Lane.AWAITING_REPLY


def test_an_answered_comment_comes_back_to_the_queue_until_somebody_has_seen_to_it(app):
    comment, by = at_once(), make_moderator()
    replies.reply(comment, markdown("Danke."), by=by)
    assert lane_of(comment) is Lane.DONE

    change(comment)
    assert (comment.status, lane_of(comment)) == (Status.PUBLISHED, Lane.AWAITING_REPLY)
    actions.settle(comment, by=by)

    assert lane_of(comment) is Lane.DONE


def test_a_corrected_answer_settles_it_as_well(app):
    comment, by = at_once(), make_moderator()
    answer = replies.reply(comment, markdown("Danke."), by=by)
    change(comment)

    replies.correct_reply(answer, comment, markdown("Danke, auch dafür."), by=by)

    assert lane_of(comment) is Lane.DONE


def test_that_no_answer_is_needed_was_said_of_other_words(app):
    comment = written()
    by = publish(comment)
    actions.settle(comment, by=by)
    change(comment)

    publish(comment, by)

    assert lane_of(comment) is Lane.AWAITING_REPLY


def test_an_answered_one_is_done_again_when_it_is_published_again(app):
    comment = written()
    by = publish(comment)
    replies.reply(comment, markdown("Danke."), by=by)
    change(comment)
    assert lane_of(comment) is Lane.NEW

    publish(comment, by)

    assert lane_of(comment) is Lane.DONE


def test_a_hidden_comment_that_is_changed_waits_and_is_not_public(app):
    comment = at_once(WITH_RUDE)
    actions.decide(comment, Verdict.HIDE, by=make_moderator(), rule=rule(), words="Grund")

    change(comment, "Gut so. Danke.")

    assert comment.status is Status.PENDING
    assert lane_of(comment) is Lane.NEW


def test_a_guest_without_address_is_always_looked_at_first(app):
    comment = written(address="", moderation=Moderation.AFTER)
    publish(comment)

    change(comment)

    assert comment.status is Status.PENDING


@pytest.mark.parametrize("minutes", [60, 0])
def test_the_time_is_the_dialogues(app, minutes):
    comment = written(edit_window_minutes=minutes)

    assert (changeable_until(comment) is not None) == (minutes == 60)
    with time_machine.travel(now() + timedelta(minutes=61), tick=False):
        assert changeable_until(comment) is None
        with pytest.raises(RuleViolation):
            change(comment)


def test_within_the_time_it_counts_after_the_end_of_the_dialogue(app):
    comment = written(closes_at=now() + timedelta(minutes=1))

    with time_machine.travel(now() + timedelta(minutes=5)):
        change(comment)

    assert comment.words.text == NEW


def test_nobody_else_changes_it(app):
    comment = written()

    for somebody in (make_person(), make_moderator(), None):
        with pytest.raises(RuleViolation, match="geschrieben"):
            change(comment, by=somebody)
        with pytest.raises(RuleViolation, match="geschrieben"):
            withdraw_own(comment, by=somebody)


def test_who_changes_nothing_is_told(app):
    comment = written()

    with pytest.raises(RuleViolation, match="nichts geändert"):
        change(comment, "Mehr Radwege.")


def test_two_tabs_do_not_overwrite_each_other(app):
    comment = written()
    seen = seen_of(comment)
    change(comment)

    with pytest.raises(Conflict, match="an anderer Stelle"):
        change(comment, "Etwas Drittes.", seen=seen)

    assert comment.words.text == NEW


def test_hidden_meanwhile_it_is_said_before_it_is_sent_again(app):
    comment = written()
    by, seen = publish(comment), seen_of(comment)
    actions.decide(comment, Verdict.HIDE, by=by, rule=rule(), words="Grund")

    with pytest.raises(Conflict, match="inzwischen ausgeblendet"):
        change(comment, seen=seen)


def test_that_it_was_published_meanwhile_does_not_stop_the_author(app):
    comment = written()
    seen = seen_of(comment)
    publish(comment)

    change(comment, seen=seen)

    assert comment.words.text == NEW


def shortened_one(**dialogue) -> Comment:
    comment, by = written(WITH_RUDE, **dialogue), make_moderator()
    if comment.status is Status.PENDING:
        publish(comment, by)
    hide_passages(comment, places(comment, RUDE), by=by, rule=rule(), words="Grund")
    db.session.commit()
    return comment


@pytest.mark.parametrize("moderation", list(Moderation))
def test_hidden_passages_stay_hidden_in_other_words_and_somebody_looks_first(app, moderation):
    comment = shortened_one(moderation=moderation)

    change(comment, f"{RUDE} Trotzdem danke. {RUDE}")

    assert comment.status is Status.PENDING
    assert RUDE not in comment.words.text
    assert RUDE not in comment.words.html
    assert "Trotzdem danke." in comment.words.text
    assert original_of(comment).text.count(RUDE) == 2


def test_shown_again_they_are_read_where_they_stand_now(app):
    comment = shortened_one()
    change(comment, f"Vorher. {RUDE}")

    passage = db.session.scalars(db.select(HiddenPassage)).one()
    show_passage(passage, comment, by=make_moderator())

    assert comment.words.text == f"Vorher. {RUDE}"


def test_without_the_passage_nothing_is_left_out_any_more(app):
    comment = shortened_one()

    change(comment, "Gut so. Danke.")

    assert comment.words.text == "Gut so. Danke."
    assert comment.words.shortened_from is None


def test_a_text_of_nothing_but_hidden_words_is_refused(app):
    comment = shortened_one()

    with pytest.raises(RuleViolation, match="nichts übrig"):
        change(comment, RUDE)


def test_what_was_found_out_about_the_old_words_is_forgotten(app):
    comment = written()
    entry = db.session.get_one(QueueEntry, comment.id)
    entry.marks = "word:Radwege"
    db.session.add(TextPrint(comment_id=comment.id, digest=1, at=now()))
    db.session.commit()

    change(comment)

    assert db.session.get_one(QueueEntry, comment.id).marks is None
    assert db.session.scalars(db.select(TextPrint)).all() == []


def test_nobody_has_looked_at_new_words_so_reports_can_hold_them_back(app):
    comment = at_once()
    said_by = reports.Complaint(rule=rule(), network="192.0.2.9/32")
    report = reports.take_in(said_by, comment)
    reports.dismiss(comment, report.id, by=make_moderator(), words="")
    assert db.session.scalar(was_looked_at(comment.id))

    change(comment)

    assert not db.session.scalar(was_looked_at(comment.id))


def test_books_made_anew_say_the_same(app):

    comment = at_once()
    replies.reply(comment, markdown("Danke."), by=make_moderator())
    change(comment)
    before = lane_of(comment)

    rebuild()

    assert lane_of(comment) is before


def secret(comment: Comment, purpose: str, person_id: int | None = None) -> str:
    link = make_link(purpose, subject_of(comment), lifetime=timedelta(days=1), person_id=person_id)
    return secret_of(link)


def test_what_proves_an_author(app):
    mine, guests = written(), written(address="")

    assert comment_behind(secret_of(own_link(mine)[0])) is mine
    assert comment_behind(secret(mine, CONFIRM_PURPOSE)) is mine
    assert comment_behind(secret(mine, RECEIPT_PURPOSE)) is None  # the address proves it now
    assert comment_behind(secret(mine, OWN_PURPOSE, make_person().id)) is None
    assert comment_behind(secret(guests, RECEIPT_PURPOSE)) is guests
    assert comment_behind(secret(guests, CONFIRM_PURPOSE)) is None
    assert comment_behind(mine.receipt_number) is None


def test_before_the_click_nothing_proves_it(app):
    principle = make_open_principle()
    waits = intake.submit(said(address=ADDRESS), principle.dialogue, principle)

    assert comment_behind(secret(waits, RECEIPT_PURPOSE)) is None
    assert comment_behind(secret(waits, CONFIRM_PURPOSE)) is None


def test_confirmed_by_telephone_only_the_receipt_proves_it(app):
    principle = make_open_principle()
    comment = intake.submit(said(address=ADDRESS), principle.dialogue, principle)
    confirming.confirm(comment, by=make_moderator(), words="Anruf")

    assert comment_behind(secret(comment, RECEIPT_PURPOSE)) is comment
    assert comment_behind(secret(comment, CONFIRM_PURPOSE)) is None


@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_taken_back_by_link_it_is_withdrawn(app, address):
    comment = written(address=address)
    publish(comment)

    withdraw_own(comment, by=comment.author)

    assert comment.status is Status.WITHDRAWN
