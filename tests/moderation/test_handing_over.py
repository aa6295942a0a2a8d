"""Asking a department: what it changes at the entry, how the clock pauses, how it comes back."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now, start_of_day, today
from leitsaetze.comments import absences, actions, books, deadlines, pausing
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.models import Decision
from leitsaetze.comments.proposals import proposal_for
from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.comments.rules import Lane, Proposed, Urgency, Verdict
from leitsaetze.direct import added
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.actions import block
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.moderation import handing_over
from leitsaetze.moderation.actions import reply_under, state_of
from leitsaetze.moderation.claims import claim, claim_next
from leitsaetze.moderation.digests import open_work, with_departments
from leitsaetze.moderation.escalations import escalate
from leitsaetze.moderation.handing_over import Question, hand_over, keep_going
from leitsaetze.moderation.models import DeedDone
from leitsaetze.moderation.reading import Reading
from leitsaetze.moderation.rules import Lying, Tab
from leitsaetze.moderation.undoing import undo
from leitsaetze.moderation.view import View
from leitsaetze.principles.actions import change_dialogue
from leitsaetze.site.actions import change_setting
from leitsaetze.site.office import present_office
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown
from leitsaetze.zones import local_day
from tests.accounts.makers import make_staff
from tests.moderation.questions import (
    ANSWER,
    HEADING,
    NAME,
    QUESTION,
    READER,
    SIGNED,
    ask,
    do,
    entry_of,
    letters,
    make_department,
    make_waiting,
    workday,
)

ZONE = "Europe/Berlin"
WORDS = markdown(ANSWER, reply=True)


@pytest.fixture
def by(app):
    return make_staff(name="Jana")


@pytest.fixture
def colleague(app):
    return make_staff(name="Ömer")


@pytest.fixture
def department(by):
    return make_department(by)


@pytest.fixture
def postman(app):
    """Takes every letter that may leave."""
    app.extensions["mail_sender"] = lambda _letter: None
    yield
    del app.extensions["mail_sender"]


@pytest.fixture
def comment(by):
    return make_waiting(by)


def offer(asked) -> ReplyProposal:
    begin_writing()
    proposal = handing_over.offer(asked, WORDS, signed=SIGNED)
    db.session.commit()
    return proposal


def send_back(asked, words: str = "Fragen Sie das Tiefbauamt.") -> None:
    begin_writing()
    handing_over.send_back(asked, words, signed=SIGNED)
    db.session.commit()


def take_back(asked, by) -> None:
    begin_writing()
    handing_over.take_back(asked, by=by)
    db.session.commit()


def verdicts(comment) -> list[str]:
    question = db.select(Decision.verdict).where(Decision.comment_id == comment.id)
    return [it.value for it in db.session.scalars(question.order_by(Decision.id))]


def end(comment, by, deed: str) -> None:
    match deed:
        case "hidden":
            rule = db.session.scalars(house_rules()).first()
            do(comment, by, verdict=Verdict.HIDE, rule=rule, reason="Angriff")
        case "answered":
            do(comment, by, reply=WORDS)
        case "settled":
            do(comment, by, settle=True)


def undo_last(by) -> None:
    begin_writing()
    undo(db.session.scalars(db.select(DeedDone).order_by(DeedDone.id.desc())).first(), by=by)
    db.session.commit()


def lies(comment) -> tuple:
    entry = entry_of(comment)
    return entry.away_to, entry.away_until, entry.back


def later(days: int):
    """The same moment so many working days later."""
    office, moment = present_office(), now()
    while days:
        moment += timedelta(days=1)
        days -= office.works_on(local_day(moment, ZONE))
    return time_machine.travel(moment)


def test_what_lies_with_a_department_has_no_date_and_says_where_it_is(comment, by, department):
    asked = ask(comment, by, department)

    entry = entry_of(comment)
    assert (entry.lane, entry.due_at, entry.urgency) == (
        Lane.AWAITING_REPLY,
        None,
        Urgency.ORDINARY,
    )
    assert lies(comment) == (NAME, asked.due_at, None)
    assert letters() == ["hand_over_asked"]
    assert verdicts(comment)[-1] == "hand_over"
    assert (department.name, department.address) == (NAME, READER)


def test_it_is_never_overdue_while_it_is_away(comment, by, department):
    ask(comment, by, department, days=80)

    with later(30):
        deadlines.move_on()
        keep_going()
        db.session.commit()
        assert entry_of(comment).urgency == Urgency.ORDINARY


@pytest.mark.parametrize("ending", ["offered", "sent back", "taken back"])
def test_afterwards_it_is_due_as_many_working_days_later(comment, by, department, ending):
    before, office = comment.due_at, present_office()
    left = office.between(today(ZONE), (before - timedelta(hours=1)).date())
    asked = ask(comment, by, department, days=60)

    with later(4):
        match ending:
            case "offered":
                offer(asked)
            case "sent back":
                send_back(asked)
            case _:
                take_back(asked, by)
        assert comment.due_at == office.after(now(), left, zone=ZONE) > before
        assert entry_of(comment).due_at == comment.due_at
    assert pausing.days_away(comment.id) in {3, 4}  # the first day may have been none of work


def test_after_the_day_the_clock_runs_on_by_itself_until_there_is_more_time(
    comment, by, department
):
    asked = ask(comment, by, department)
    left = asked.days_left

    with time_machine.travel(asked.due_at + timedelta(hours=9)):
        assert keep_going() >= 1
        db.session.commit()
        due = present_office().after(asked.due_at - timedelta(hours=1), left, zone=ZONE)
        assert entry_of(comment).due_at == comment.due_at == due
        assert lies(comment)[:2] == (NAME, asked.due_at)
        begin_writing()
        handing_over.put_off(asked, workday(9), by=by)
        db.session.commit()
        assert entry_of(comment).due_at is None


def test_an_absence_entered_meanwhile_gives_the_days_back(comment, by, department):
    asked = ask(comment, by, department, days=60)
    first = today(ZONE) + timedelta(days=1)
    begin_writing()
    absences.add_absence(first, first + timedelta(days=20), "Umzug", by=by)
    db.session.commit()

    take_back(asked, by)

    assert entry_of(comment).due_at > now() + timedelta(days=20)


def test_what_is_published_hidden_and_shown_again_keeps_the_days_it_was_away(
    comment, by, department
):
    before = comment.due_at
    asked = ask(comment, by, department, days=60)
    with later(4):
        take_back(asked, by)
        away = pausing.days_away(comment.id)
        do(comment, by, settle=True)
        do(comment, by, unsettle=True)
        assert away
        assert comment.due_at == deadlines.due_at(
            comment.dialogue, comment.received_at, paused=away
        )
        assert comment.due_at > before


def test_a_proposed_answer_waits_and_is_published_in_the_departments_name(
    comment, by, colleague, department
):
    proposal = offer(ask(comment, by, department))

    assert lies(comment) == (None, None, Ending.PROPOSED)
    assert entry_of(comment).proposed is Proposed.WAITING
    assert verdicts(comment)[-1] == "offer_reply"
    assert reply_under(comment) is None
    do(comment, by, reading=Reading.PUBLISH)

    shown = reply_under(comment)
    assert (shown.words.text, shown.words.heading) == (ANSWER, HEADING)
    assert lies(comment) == (None, None, None)
    assert entry_of(comment).lane is Lane.DONE
    assert proposal.closed_at is not None


def test_where_two_read_each_answer_the_department_wrote_and_one_moderator_reads(
    comment, by, colleague, department
):
    change_dialogue(comment.dialogue, replies_need_two=True, by=None)
    db.session.commit()
    offer(ask(comment, by, department))
    do(comment, by, reading=Reading.PUBLISH)
    assert reply_under(comment).words.text == ANSWER


def test_where_two_read_each_answer_a_changed_one_is_read_by_another(
    comment, by, colleague, department
):
    change_dialogue(comment.dialogue, replies_need_two=True, by=None)
    db.session.commit()
    offer(ask(comment, by, department))
    do(comment, by, reply=markdown("Im Oktober.", reply=True))

    assert reply_under(comment) is None
    with pytest.raises(RuleViolation, match="jemand anderes"):
        do(comment, by, reading=Reading.PUBLISH)
    db.session.rollback()
    do(comment, colleague, reading=Reading.PUBLISH)
    assert (reply_under(comment).words.text, reply_under(comment).words.heading) == (
        "Im Oktober.",
        HEADING,
    )


def test_a_declined_answer_is_gone_and_the_department_hears_why(comment, by, department):
    offer(ask(comment, by, department))
    with pytest.raises(RuleViolation, match="warum"):
        do(comment, by, reading=Reading.DECLINE)
    db.session.rollback()

    do(comment, by, reading=Reading.DECLINE, reading_words="Das Jahr fehlt.")

    assert proposal_for(comment) is None
    assert reply_under(comment) is None
    assert letters()[-1] == "hand_over_declined"
    assert lies(comment) == (None, None, None)
    ask(comment, by, department)
    assert lies(comment)[0] == NAME


def test_who_is_not_responsible_says_so_and_another_can_be_asked(comment, by, department):
    with pytest.raises(RuleViolation, match="wer weiterhelfen kann"):
        send_back(ask(comment, by, department), " ")
    db.session.rollback()
    asked = db.session.scalars(db.select(HandOver)).one()
    send_back(asked)

    assert lies(comment) == (None, None, Ending.NOT_OURS)
    assert (asked.words, asked.signed) == ("Fragen Sie das Tiefbauamt.", SIGNED)
    ask(comment, by, department)
    assert lies(comment)[0] == NAME


def test_each_question_is_answered_once(comment, by, department):
    asked = ask(comment, by, department)
    offer(asked)

    for act in (offer, send_back):
        with pytest.raises(Conflict):
            act(asked)
        db.session.rollback()
    with pytest.raises(Conflict):
        take_back(asked, by)
    db.session.rollback()
    with pytest.raises(Conflict):
        handing_over.put_off(asked, workday(20), by=by)


def test_only_one_department_is_asked_at_a_time(comment, by, department):
    asked = ask(comment, by, department)
    with pytest.raises(RuleViolation, match="schon ein Sachgebiet gefragt"):
        ask(comment, by, department)
    db.session.rollback()

    values = {name: getattr(asked, name) for name in "heading name address question due_at".split()}
    again = HandOver(comment_id=comment.id, asked_by_id=by.id, **values)
    assert added(again) is None  # nor by anybody who asks at the same moment


def test_a_form_that_saw_an_earlier_version_asks_nobody(comment, by, department):
    seen = state_of(comment)
    do(comment, by, settle=True)
    do(comment, by, unsettle=True)
    with pytest.raises(Conflict):
        hand_over(
            comment, Question(department, NAME, READER, QUESTION, workday(9)), by=by, seen=seen
        )


def test_nobody_is_asked_about_what_not_everybody_can_read_or_what_is_answered(by, department):
    comment = make_waiting(by)
    do(comment, by, reply=WORDS)
    assert "beantwortet" in handing_over.obstacle_to_asking(comment)
    rule = db.session.scalars(house_rules()).first()
    do(comment, by, verdict=Verdict.HIDE, rule=rule, reason="Angriff")
    assert "nicht veröffentlicht" in handing_over.obstacle_to_asking(comment)
    assert letters() == []


def test_who_wants_no_letters_is_not_asked(comment, by, department):
    block(READER)
    db.session.commit()
    with pytest.raises(RuleViolation, match="keine Post"):
        ask(comment, by, department)


@pytest.mark.parametrize(
    "deed", ["hidden", "withdrawn", "erased", "answered", "settled", "proposed", "held back"]
)
def test_what_is_gone_or_answered_meanwhile_ends_the_question(
    comment, by, colleague, department, deed
):
    asked = ask(comment, by, department)
    match deed:
        case "withdrawn":
            actions.withdraw(comment, by=comment.author)
        case "erased":
            actions.decide(comment, Verdict.ERASE, by=None)
        case "proposed":
            change_dialogue(comment.dialogue, replies_need_two=True, by=None)
            do(comment, by, reply=WORDS)
        case "held back":
            actions.decide(comment, Verdict.HOLD_BACK, by=None)
        case _:
            end(comment, by, deed)
    db.session.commit()

    db.session.refresh(asked)
    assert (asked.ending, asked.remind_at, asked.paused_at) == (Ending.OVERTAKEN, None, None)
    assert letters() == []  # who never heard of it need not hear that it is over
    with pytest.raises(Conflict):
        offer(asked)
    db.session.rollback()
    assert (asked.question == "") is (deed == "erased")


@pytest.mark.usefixtures("postman")
def test_who_has_the_letter_hears_that_it_is_over(comment, by, department):
    asked = ask(comment, by, department)
    deliver_waiting()
    take_back(asked, by)

    assert letters() == ["hand_over_asked", "hand_over_ended"]


@pytest.mark.parametrize("deed", ["answered", "settled", "hidden"])
@pytest.mark.parametrize("heard", [True, False], ids=["heard of it", "not yet heard of it"])
@pytest.mark.usefixtures("postman")
def test_undone_within_the_minute_the_department_goes_on_and_hears_nothing(
    comment, by, department, heard, deed
):
    asked = ask(comment, by, department)
    remind_at, due_at = asked.remind_at, asked.due_at
    if heard:
        deliver_waiting()
    end(comment, by, deed)
    with time_machine.travel(now() + timedelta(seconds=50)):
        deliver_waiting()
        undo_last(by)
    with time_machine.travel(now() + timedelta(minutes=2)):
        deliver_waiting()

        assert letters() == ["hand_over_asked"]
        db.session.refresh(asked)
        assert (asked.ending, asked.remind_at, asked.due_at) == (None, remind_at, due_at)
        assert lies(comment) == (NAME, due_at, None)
        assert entry_of(comment).due_at is None
        end(comment, by, deed)
    with time_machine.travel(now() + timedelta(minutes=4)):
        deliver_waiting()
        assert letters() == ["hand_over_asked", "hand_over_ended"]


@pytest.mark.usefixtures("postman")
def test_undone_later_what_the_department_was_told_stays(comment, by, department):
    asked = ask(comment, by, department)
    deliver_waiting()
    end(comment, by, "answered")
    with time_machine.travel(now() + timedelta(seconds=61)):
        deliver_waiting()
        undo_last(by)

    db.session.refresh(asked)
    assert asked.ending is Ending.OVERTAKEN
    assert lies(comment) == (None, None, None)
    assert letters() == ["hand_over_asked", "hand_over_ended"]
    assert ask(comment, by, department).is_open


def test_undoing_something_else_opens_no_question_that_was_taken_back(comment, by, department):
    asked = ask(comment, by, department)
    take_back(asked, by)
    end(comment, by, "answered")
    undo_last(by)

    db.session.refresh(asked)
    assert asked.ending is Ending.TAKEN_BACK


def test_it_is_reminded_before_and_after_its_day_and_no_more(comment, by, department):
    asked = ask(comment, by, department)
    sent = []
    for days in range(25):
        with time_machine.travel(now() + timedelta(days=days, hours=12)):
            keep_going()
            db.session.commit()
            sent.append(letters())

    assert letters() == ["hand_over_asked", "hand_over_reminder", "hand_over_late"]
    assert asked.remind_at is None
    assert keep_going() == 0


def test_a_department_that_never_answers_holds_nothing_up(comment, by, department):
    """With one moderator, who lets it lie, too: the clock runs on, somebody is told of it."""
    change_setting("escalation_to", str(by.id))
    db.session.commit()
    asked, told = ask(comment, by, department), 0
    for days in range(1, 50):
        noon = start_of_day(today(ZONE) + timedelta(days=days), ZONE) + timedelta(hours=12)
        with time_machine.travel(noon):
            keep_going()
            deadlines.move_on()
            told += escalate()
            db.session.commit()

    assert (told, asked.is_open) == (1, True)
    assert entry_of(comment).urgency == Urgency.OVERDUE
    assert letters()[-1] == "hand_over_late"
    take_back(asked, by)
    do(comment, by, reply=WORDS)
    assert entry_of(comment).lane is Lane.DONE


@pytest.mark.usefixtures("postman")
def test_more_time_is_told_and_reminds_anew(comment, by, department):
    asked = ask(comment, by, department)
    deliver_waiting()
    with pytest.raises(RuleViolation, match="schon Zeit"):
        handing_over.put_off(asked, workday(9), by=by)
    db.session.rollback()
    begin_writing()
    handing_over.put_off(asked, workday(20), by=by)
    db.session.commit()

    assert letters() == ["hand_over_asked", "hand_over_extended"]
    assert entry_of(comment).away_until == asked.due_at
    assert asked.remind_at > now() + timedelta(days=12)
    assert verdicts(comment)[-1] == "hand_later"


def test_who_asks_leaves_the_entry(comment, by, colleague, department):
    claim(comment.id, by=by)
    ask(comment, by, department)

    assert claim_next(
        View(Tab.AWAITING_REPLY), make_waiting(by, address="a@post.example"), by=colleague
    )


def test_the_digest_tells_what_came_back_and_what_is_late(comment, by, department):
    asked = ask(comment, by, department)
    assert open_work() == {}
    assert with_departments() == []
    with time_machine.travel(asked.due_at + timedelta(minutes=1)):
        [(words, number, view)] = with_departments()
        assert (number, view) == ("1", f"wartet&bei={Lying.AWAY}")
        assert "vorbei" in words
        offer(asked)
        assert [it[1:] for it in with_departments()] == [("1", f"wartet&bei={Lying.BACK}")]
        assert open_work()[Tab.AWAITING_REPLY] == "1"


def test_the_books_can_be_written_anew(comment, by, department):
    ask(comment, by, department)
    back = make_waiting(by, address="andere@post.example")
    offer(ask(back, by, department))
    before = [lies(it) for it in (comment, back)]
    dates = [entry_of(it).due_at for it in (comment, back)]

    books.rebuild()
    db.session.commit()

    assert [lies(it) for it in (comment, back)] == before
    assert [entry_of(it).due_at for it in (comment, back)] == dates
