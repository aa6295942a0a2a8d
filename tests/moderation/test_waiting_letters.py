"""Letters about a moderator's deed wait a minute; undone before, nobody hears of it."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.actions import agree
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.clock import now
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.extensions import db
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation import batches
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.batch_rules import BatchDeed
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.letters_waiting import letters_wait_until
from leitsaetze.moderation.models import DeedDone
from leitsaetze.moderation.undoing import undo
from leitsaetze.reports.actions import Complaint, take_in
from leitsaetze.reports.models import Report
from leitsaetze.site.queries import house_rules
from leitsaetze.web.filters import exact_time
from tests.comments.test_intake import ADDRESS
from tests.factories import make_event
from tests.moderation.test_views import decide, desk, moderator, page_of, principle, submitted

__all__ = ["desk", "moderator", "principle"]
MINUTE = timedelta(seconds=60)
REPORTER = "melder@post.example"
NEWS = {"decision", "hidden", "invitation", "invitation_withdrawn", "report_decided"}


@pytest.fixture
def comment(principle):
    return submitted(principle, address=ADDRESS)


def do(comment, by, **deed) -> DeedDone:
    carry_out(comment, Deed(**deed), by=by, seen=state_of(comment))
    db.session.commit()
    return db.session.scalars(db.select(DeedDone).order_by(DeedDone.id.desc())).first()


def hide(comment, by) -> DeedDone:
    rule = db.session.scalars(house_rules()).first()
    return do(comment, by, verdict=Verdict.HIDE, rule=rule, reason="Grund")


def leave(after: timedelta = MINUTE) -> list[tuple[str, str]]:
    """What leaves the house so much later: kind and recipient, of what a deed causes."""
    db.session.commit()
    with time_machine.travel(now() + after):
        deliver_waiting(lambda envelope: None)
    sent = db.select(OutgoingMail).where(OutgoingMail.sent_at.is_not(None))
    letters = db.session.scalars(sent.order_by(OutgoingMail.id)).all()
    return [(it.kind, it.address) for it in letters if it.kind in NEWS]


def report(comment) -> Report:
    made = take_in(Complaint(rule=None, network="x", ground="So.", address=REPORTER), comment)
    db.session.commit()
    return made


def test_the_letter_leaves_after_a_minute_and_not_before(comment, moderator):
    do(comment, moderator, verdict=Verdict.PUBLISH)

    assert leave(timedelta(seconds=50)) == []
    assert leave(timedelta(seconds=61)) == [("decision", ADDRESS)]


def test_undone_within_the_minute_nobody_hears_anything(comment, moderator):
    deed = do(comment, moderator, verdict=Verdict.PUBLISH)
    undo(deed, by=moderator)

    assert leave() == []
    assert comment.status is Status.PENDING


def test_undone_later_a_second_letter_follows_at_once(comment, moderator):
    deed = do(comment, moderator, verdict=Verdict.PUBLISH)
    assert len(leave(timedelta(seconds=61))) == 1

    with time_machine.travel(now() + timedelta(minutes=5)):
        undo(deed, by=moderator)
        db.session.commit()
        assert [kind for kind, _ in leave(timedelta(0))] == ["decision", "decision"]


def test_an_invitation_waits_too_and_is_undone_without_a_word(comment, moderator):
    agree(comment.author, ConsentKind.INVITATIONS, wording="Ja", version=1, given_with="x")
    deed = do(comment, moderator, verdict=Verdict.PUBLISH, invite_to=make_event())
    assert letters_wait_until([deed]) is not None
    assert leave(timedelta(seconds=50)) == []

    undo(deed, by=moderator)

    assert leave() == []


def test_a_hiding_undone_lets_the_letter_leave_that_it_had_cancelled(comment, moderator):
    do(comment, moderator, verdict=Verdict.PUBLISH)
    deed = hide(comment, moderator)
    undo(deed, by=moderator)

    assert comment.status is Status.PUBLISHED
    assert leave(2 * MINUTE) == [("decision", ADDRESS)]


def test_what_was_reported_waits_again_and_is_told_only_what_is_decided_in_the_end(
    comment, moderator
):
    do(comment, moderator, verdict=Verdict.PUBLISH)
    made = report(comment)
    deed = hide(comment, moderator)
    assert made.decided_at is not None

    undo(deed, by=moderator)

    assert (made.decided_at, made.outcome, made.forget_at) == (None, None, None)
    assert db.session.get_one(QueueEntry, comment.id).reported < -1
    assert ("report_decided", REPORTER) not in leave(2 * MINUTE)
    do(comment, moderator, dismiss=made.id, dismiss_words="Bleibt.")
    with time_machine.travel(now() + timedelta(minutes=3)):
        assert leave()[-1] == ("report_decided", REPORTER)


def test_who_was_told_of_a_decision_that_is_undone_hears_of_the_next(comment, moderator):
    do(comment, moderator, verdict=Verdict.PUBLISH)
    made = report(comment)
    deed = do(comment, moderator, dismiss=made.id, dismiss_words="Bleibt.")
    leave(2 * MINUTE)

    undo(deed, by=moderator)
    assert made.decided_at is None
    hide(comment, moderator)

    told = [kind for kind, _ in leave(4 * MINUTE) if kind == "report_decided"]
    assert told == ["report_decided", "report_decided"]


def test_the_desk_says_until_when_nobody_hears_of_it(desk, comment, moderator):
    answer = decide(desk, comment, verdict="publish")
    deed = db.session.scalars(db.select(DeedDone)).one()
    until = exact_time(letters_wait_until([deed]))

    page = page_of(desk, answer.location)

    assert f"Bis {until} lässt es sich rückgängig machen" in page
    assert f"E-Mails dazu gehen erst um {until} hinaus" in page
    with time_machine.travel(now() + MINUTE):
        assert "E-Mails dazu" not in page_of(desk, "/moderation/")


def test_where_nobody_is_told_the_desk_promises_nothing(desk, principle):
    answer = decide(desk, submitted(principle), verdict="publish")

    page = page_of(desk, answer.location)

    assert "Jede Entscheidung lässt sich rückgängig machen." in page
    assert "E-Mails dazu" not in page


def test_many_at_once_wait_too(desk, moderator, comment):
    batch = batches.begin(BatchDeed.PUBLISH, {comment.id: comment.version}, by=moderator).id
    db.session.commit()
    batches.carry_on(batch, by=moderator)
    assert "gehen keine E-Mails hinaus" in page_of(desk, f"/moderation/sammeln/{batch}")

    batches.undo_all(batch, by=moderator)

    assert leave() == []
    assert "gehen keine E-Mails hinaus" not in page_of(desk, f"/moderation/sammeln/{batch}")


def test_the_minute_is_a_setting_of_the_installation(app, comment, moderator):
    app.config["UNDO_SECONDS"] = 0
    deed = do(comment, moderator, verdict=Verdict.PUBLISH)

    assert letters_wait_until([deed]) is None
    assert leave(timedelta(0)) == [("decision", ADDRESS)]
