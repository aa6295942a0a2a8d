"""Taking reports in, answering them, holding back, forgetting."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.comments import actions as comments
from leitsaetze.comments import replies
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Decision
from leitsaetze.comments.rules import ILLEGAL, Lane, Status, Urgency, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.reports import actions
from leitsaetze.reports.models import Report
from leitsaetze.reports.rules import ADDRESS_KEPT_FOR, KEPT_FOR, LETTERS_PER_DAY, MOST_OPEN
from leitsaetze.site.actions import change_setting
from leitsaetze.text import markdown
from tests.accounts.makers import letters
from tests.factories import make_moderator
from tests.races import meanwhile
from tests.reports.makers import (
    ADDRESS,
    WORDS,
    a_rule,
    hide,
    make_published,
    outcomes,
    report,
    reported,
)


@pytest.fixture
def comment(app):
    return make_published()


def letter(kind: str) -> OutgoingMail:
    return db.session.scalars(db.select(OutgoingMail).where(OutgoingMail.kind == kind)).one()


def verdicts(comment) -> list[Verdict]:
    asked = db.select(Decision.verdict).where(Decision.comment_id == comment.id)
    return list(db.session.scalars(asked.order_by(Decision.id)))


def test_a_report_is_kept_and_its_comment_found(comment):
    made = report(comment, address=ADDRESS, name="Mia", locale="en")

    entry = db.session.get_one(QueueEntry, comment.id)
    assert (made.words, made.address, made.rule, made.is_illegal) == (
        WORDS,
        ADDRESS,
        a_rule(),
        False,
    )
    assert (entry.reported, entry.urgency) == (-1, Urgency.ORDINARY - 1)
    assert len(made.receipt_number) == 10


def test_neither_network_nor_address_can_be_read_from_what_is_counted_by(comment):
    other = make_published()
    one, two = (report(it, network="198.51.100.7/32", address=ADDRESS) for it in (comment, other))

    rows = repr(db.session.execute(db.select(Report.__table__)).all())
    assert "198.51.100" not in rows
    assert len({one.by_network, two.by_network, one.by_address, two.by_address, ""}) == 5


def test_several_reports_of_one_person_count_once(comment):
    report(comment, network="a", address="eins@post.example")
    report(comment, network="a", address="zwei@post.example")
    report(comment, network="b", address="zwei@post.example")
    assert reported(comment) == -1

    report(comment, network="c")

    assert reported(comment) == -2


def test_said_to_be_illegal_it_is_among_the_first(comment):
    report(comment)
    report(comment, illegal=True, ground="Beleidigung", good_faith=True)

    entry = db.session.get_one(QueueEntry, comment.id)
    assert (entry.reported, entry.urgency) == (-2 - ILLEGAL, Urgency.ILLEGAL)


def test_the_receipt_holds_nothing_that_was_typed(comment):
    made = report(comment, illegal=True, ground="Geheim", name="Mia", address=ADDRESS)

    sent = letter("report_received")
    assert (sent.address, sent.about) == (ADDRESS, f"report:{made.id}")
    assert made.receipt_number in sent.text
    for words in (WORDS, "Geheim", "Mia", comment.words.text, comment.name):
        assert words not in sent.text + sent.subject


def test_only_so_many_receipts_a_day_go_to_one_address(comment):
    for _ in range(LETTERS_PER_DAY + 2):
        report(comment, address=ADDRESS)

    assert letters() == [("report_received", ADDRESS)] * LETTERS_PER_DAY
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        report(comment, address=ADDRESS)
        assert len(letters()) == LETTERS_PER_DAY + 1


def test_a_flood_of_one_kind_leaves_room_for_the_other(comment):
    for number in range(MOST_OPEN):
        actions.take_in(actions.Complaint(rule=a_rule(), network=str(number)), comment)
    db.session.commit()

    with pytest.raises(RuleViolation, match="schon sehr viele Meldungen"):
        report(comment)
    db.session.rollback()
    report(comment, illegal=True)
    assert reported(comment) == -MOST_OPEN - 1 - ILLEGAL


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.HIDE, "schon ausgeblendet"),
        (Verdict.WITHDRAW, "zurückgezogen"),
        (Verdict.ERASE, "gelöscht"),
        (Verdict.HOLD_BACK, "noch einmal an"),
    ],
)
def test_what_nobody_can_read_cannot_be_reported(comment, verdict, said):
    rule = a_rule() if verdict is Verdict.HIDE else None
    comments.decide(comment, verdict, by=None, rule=rule, words="Grund")
    db.session.commit()

    with pytest.raises(RuleViolation, match=said):
        report(comment)


@pytest.mark.parametrize(
    ("verdict", "outcome", "told"),
    [
        (Verdict.HIDE, "hidden", "Wir haben den Kommentar ausgeblendet. Er verstößt gegen Regel"),
        (Verdict.WITHDRAW, "gone", "Damit ist Ihre Meldung erledigt."),
        (Verdict.ERASE, "gone", "Damit ist Ihre Meldung erledigt."),
    ],
)
def test_a_verdict_answers_all_reports_at_once(comment, verdict, outcome, told):
    report(comment, address=ADDRESS)
    report(comment, illegal=True, ground="Beleidigung", address="otto@post.example")
    report(comment)
    rule = a_rule() if verdict is Verdict.HIDE else None

    comments.decide(comment, verdict, by=make_moderator(), rule=rule, words="Sehr geheim")
    db.session.commit()

    assert outcomes() == [outcome] * 3
    assert reported(comment) in (0, None)
    decided = [it for it in letters() if it[0] == "report_decided"]
    assert decided == [("report_decided", ADDRESS), ("report_decided", "otto@post.example")]
    asked = db.select(OutgoingMail.text).where(OutgoingMail.kind == "report_decided")
    for text in db.session.scalars(asked):
        assert told in text
        assert ("Ein Mensch aus der Moderation" in text) == (outcome == "hidden")
        assert ("Sie sehen das anders?" in text) == (outcome == "hidden")
        assert "Sehr geheim" not in text  # these words are the author's
        assert WORDS not in text


def test_with_the_words_of_an_erased_comment_go_those_of_its_reports(comment):
    report(comment, illegal=True, ground="Zitat", words="Noch eines")

    comments.decide(comment, Verdict.ERASE, by=None)
    db.session.commit()

    (left,) = db.session.scalars(db.select(Report))
    assert (left.ground, left.words) == ("", "")


def test_dismissing_tells_why_a_human_and_how_to_object(comment):
    made = report(comment, address=ADDRESS)
    again = report(comment, address=ADDRESS, network="anderswo")
    moderator = make_moderator()

    actions.dismiss(comment, again.id, by=moderator, words="Das ist scharf, aber erlaubt.")
    db.session.commit()

    sent = letter("report_decided")
    assert outcomes() == ["stays", "stays"]
    assert comment.status is Status.PUBLISHED
    assert verdicts(comment)[-1] is Verdict.DISMISS_REPORTS
    assert reported(comment) == 0
    assert f"{made.receipt_number}, {again.receipt_number}" in sent.text
    assert "Der Kommentar bleibt" in sent.text
    assert "Das ist scharf, aber erlaubt." in sent.text
    assert "Ein Mensch aus der Moderation hat das entschieden, kein Programm." in sent.text
    assert "Sie sehen das anders?" in sent.text
    assert moderator.name not in sent.text
    assert sent.headers["Reply-To"] == comment.dialogue.contact_email


def test_what_came_in_unseen_goes_on_waiting(comment):
    seen, unseen = report(comment), report(comment, illegal=True)

    actions.dismiss(comment, seen.id, by=make_moderator())
    db.session.commit()

    assert outcomes() == ["stays", None]
    assert reported(comment) == -1 - ILLEGAL
    with pytest.raises(RuleViolation, match="keine Meldung mehr"):
        actions.dismiss(comment, unseen.id - 1, by=make_moderator())


def test_digests_go_with_the_decision(comment):
    made = report(comment, address=ADDRESS)
    assert (made.by_address, made.by_network) > ("", "")

    hide(comment)

    assert (made.by_address, made.by_network, made.address) == ("", "", ADDRESS)


def test_nobody_is_held_back_unless_the_county_says_so(comment):
    for _ in range(12):
        report(comment)

    assert comment.status is Status.PUBLISHED


def test_enough_people_hold_a_comment_back_until_somebody_has_looked(comment):
    change_setting("hold_back_after", "3")
    replies.reply(comment, markdown("Danke.", reply=True), by=make_moderator())
    report(comment, network="a")
    report(comment, network="a")
    report(comment, network="b")
    assert comment.status is Status.PUBLISHED

    report(comment, network="c", address=ADDRESS)

    entry = db.session.get_one(QueueEntry, comment.id)
    assert comment.is_held_back
    assert (entry.lane, entry.reported) == (Lane.NEW, -3)
    assert entry.due_at is None  # it has its answer
    assert outcomes() == [None] * 4
    assert letters() == [("report_received", ADDRESS)]  # its author hears nothing yet


def test_shown_again_it_is_not_held_back_a_second_time(comment):
    change_setting("hold_back_after", "1")
    report(comment)
    comments.decide(comment, Verdict.PUBLISH, by=make_moderator())
    db.session.commit()
    assert outcomes() == ["stays"]

    for _ in range(3):
        report(comment)

    assert comment.status is Status.PUBLISHED
    assert reported(comment) == -3


def test_what_was_found_to_be_allowed_is_not_held_back(comment):
    change_setting("hold_back_after", "2")
    actions.dismiss(comment, report(comment).id, by=make_moderator())
    db.session.commit()

    for _ in range(3):
        report(comment)

    assert comment.status is Status.PUBLISHED


def test_rebuilding_finds_what_the_reports_say(comment, flask):
    change_setting("hold_back_after", "4")
    others = [make_published() for _ in range(4)]
    report(comment, illegal=True)
    for _ in range(3):
        report(others[0])
    for _ in range(4):
        report(others[1])
    report(others[2])
    hide(others[2])
    actions.dismiss(others[3], report(others[3]).id, by=make_moderator())
    db.session.commit()
    asked = db.select(QueueEntry.__table__).order_by(QueueEntry.comment_id)
    kept = db.session.execute(asked).all()
    db.session.execute(db.update(QueueEntry).values(reported=-9, urgency=1))

    assert flask("rebuild-books").exit_code == 0

    assert db.session.execute(asked).all() == kept
    assert [reported(it) for it in (comment, *others)] == [-1 - ILLEGAL, -3, -4, 0, 0]


def test_addresses_go_after_a_month_everything_after_a_year(comment):
    report(comment, address=ADDRESS)
    report(comment)
    assert not actions.forget_old()  # what waits is kept
    hide(comment)

    with time_machine.travel(now() + ADDRESS_KEPT_FOR + timedelta(minutes=1)):
        assert actions.forget_old()
        db.session.commit()
        assert not actions.forget_old()
    named, nameless = db.session.scalars(db.select(Report).order_by(Report.id))
    assert (named.address, named.words, nameless.words) == ("", WORDS, WORDS)
    assert letters() == []

    with time_machine.travel(now() + KEPT_FOR + timedelta(minutes=1)):
        assert actions.forget_old()
        db.session.commit()
    assert db.session.scalars(db.select(Report)).all() == []


def test_the_trail_tells_everything_and_no_words(comment):
    made = report(comment, illegal=True, ground="Geheimer Grund", address=ADDRESS)
    actions.dismiss(comment, made.id, by=make_moderator(), words="Geheime Antwort")
    db.session.commit()

    entries = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id)).all()
    deeds = [it.deed for it in entries]
    assert deeds[-3:] == ["report.received", "comment.dismiss_reports", "report.answered"]
    told = str([it.details for it in entries])
    assert "Geheim" not in told
    assert ADDRESS not in told


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_two_reports_at_the_same_moment_are_both_counted(app, comment):
    begin_writing()
    actions.take_in(actions.Complaint(rule=a_rule(), network="a"), comment)
    number = comment.id

    def also() -> None:
        other = db.session.get_one(type(comment), number)
        actions.take_in(actions.Complaint(rule=None, network="b"), other)

    somebody = meanwhile(app, also)
    db.session.commit()
    somebody.join()

    assert reported(comment) == -2 - ILLEGAL


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_report_while_the_comment_is_hidden_is_refused(app, comment):
    begin_writing()
    comments.decide(comment, Verdict.HIDE, by=None, rule=a_rule(), words="Grund")
    number, said = comment.id, []

    def late() -> None:
        other = db.session.get_one(type(comment), number)
        try:
            actions.take_in(actions.Complaint(rule=None, network="b"), other)
        except RuleViolation as refused:
            said.append(refused.msgid)
            db.session.rollback()

    somebody = meanwhile(app, late)
    db.session.commit()
    somebody.join()

    assert "schon ausgeblendet" in said[0]
    assert outcomes() == []


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_hiding_while_a_report_comes_in_answers_it(app, comment):
    begin_writing()
    actions.take_in(actions.Complaint(rule=a_rule(), network="a", address=ADDRESS), comment)
    number = comment.id

    def also() -> None:
        other = db.session.get_one(type(comment), number)
        comments.decide(other, Verdict.HIDE, by=None, rule=a_rule(), words="Grund")

    somebody = meanwhile(app, also)
    db.session.commit()
    somebody.join()

    db.session.expire_all()
    assert outcomes() == ["hidden"]
    assert reported(comment) == 0
    assert ("report_decided", ADDRESS) in letters()


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_dismissing_while_another_report_comes_in_leaves_that_one_waiting(app, comment):
    first = report(comment)
    moderator = make_moderator()
    begin_writing()
    actions.take_in(actions.Complaint(rule=None, network="b"), comment)
    number, seen, by_id = comment.id, first.id, moderator.id

    def also() -> None:
        other = db.session.get_one(type(comment), number)
        actions.dismiss(other, seen, by=db.session.get_one(type(moderator), by_id))

    somebody = meanwhile(app, also)
    db.session.commit()
    somebody.join()

    db.session.expire_all()
    assert outcomes() == ["stays", None]
    assert reported(comment) == -1 - ILLEGAL
