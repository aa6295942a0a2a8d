"""Begin, confirm, change, end; what becomes news and who is told of it when."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import actions as comments
from leitsaetze.comments import replies
from leitsaetze.comments.closing import close_address
from leitsaetze.comments.rules import Verdict
from leitsaetze.events import life
from leitsaetze.events.actions import change_event
from leitsaetze.extensions import begin_writing, db
from leitsaetze.following import actions
from leitsaetze.following.actions import Subject, Wish
from leitsaetze.following.gathering import gather
from leitsaetze.following.letters import CONFIRM, NEWS, send_due
from leitsaetze.following.models import News
from leitsaetze.following.rules import NewsKind, Rhythm
from leitsaetze.mail.actions import block
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import NotSent, Step
from leitsaetze.principles import wording
from leitsaetze.site.models import AccessLink
from leitsaetze.text import markdown
from tests.events.makers import details
from tests.factories import make_dialogue, make_person
from tests.following.makers import (
    ADDRESS,
    deliver,
    follow,
    followers,
    later,
    settle,
    start_anew,
    subscriptions,
    words,
)
from tests.proofs.world import SECRET, make_world

WEEKLY = Wish(Rhythm.WEEKLY, "de", 1)


@pytest.fixture
def world(app):
    world = make_world()
    start_anew()
    return world


def letters(kind: str) -> list[OutgoingMail]:
    question = db.select(OutgoingMail).where(OutgoingMail.kind == kind)
    return list(db.session.scalars(question.order_by(OutgoingMail.id)))


def news() -> list[NewsKind]:
    return list(db.session.scalars(db.select(News.kind).order_by(News.id)))


def publish(world, text="Mehr Bäume.", **who):
    comment = world.say(text, **who)
    world.do(comment, verdict=Verdict.PUBLISH)
    return comment


def told() -> str:
    """What the letters with news say that leave now."""
    sent = [words(it) for it in deliver()]
    return "\n".join(it for it in sent if "das gibt es Neues:" in it)


def test_nothing_begins_before_the_click(world):
    begin_writing()
    actions.ask_to_follow(Subject(world.dialogue), ADDRESS, WEEKLY)
    db.session.commit()
    publish(world)

    assert settle(days=8) == 0
    assert [it.confirmed_at for it in subscriptions()] == [None]
    assert len(letters(CONFIRM)) == 1


def test_the_click_begins_it_and_a_second_one_changes_nothing(world):
    begin_writing()
    actions.ask_to_follow(Subject(world.dialogue), ADDRESS, WEEKLY)
    link = db.session.scalars(db.select(AccessLink).filter_by(purpose="follow")).one()
    first = actions.confirm(link)
    begun = first.confirmed_at
    actions.change_rhythm(first, Rhythm.DAILY)
    again = actions.confirm(link)
    db.session.commit()

    assert again is first
    assert (first.confirmed_at, first.rhythm) == (begun, Rhythm.DAILY)


def test_only_so_many_letters_a_day_ask_an_address(world):
    begin_writing()
    for _ in range(5):
        actions.ask_to_follow(Subject(world.dialogue), ADDRESS, WEEKLY)
    db.session.commit()

    assert len(letters(CONFIRM)) == 3
    assert followers() == [ADDRESS]


def test_closed_and_blocked_addresses_are_asked_nothing(world):
    begin_writing()
    author = make_person(address=ADDRESS)
    comment = world.say("Nur einmal.", author=author)
    begin_writing()
    close_address(comment, days=3, reason="Zu viel.", by=world.moderator)
    block("gesperrt@musterland.example")
    for address in (ADDRESS, "gesperrt@musterland.example"):
        actions.ask_to_follow(Subject(world.dialogue), address, WEEKLY)
    db.session.commit()

    assert letters(CONFIRM) == []


def test_whoever_is_signed_in_needs_no_click(world):
    begin_writing()
    subscription = actions.follow(Subject(world.dialogue), world.citizen, WEEKLY)
    again = actions.follow(Subject(world.dialogue), world.citizen, Wish(Rhythm.DAILY, "de", 1))
    db.session.commit()

    assert again is subscription
    assert subscription.confirmed_at is not None
    assert subscription.rhythm is Rhythm.DAILY
    assert letters(CONFIRM) == []


def test_what_is_published_answered_and_changed_is_told_once(world):
    first = world.principles[0]
    follow(Subject(world.dialogue))
    comment = publish(world)
    replies.reply(comment, markdown("Danke sehr.", reply=True), by=world.moderator)
    wording.revise(first, statement="Wir pflanzen.", explanation="x", change_note="Neu.", by=None)
    db.session.commit()

    assert settle() == 1
    said = told()
    assert "zu Leitsatz 1" in said
    assert "Mehr Bäume." in said
    assert "Danke sehr." in said
    assert "Leitsatz 1 in neuer Fassung: Fassung 3" in said
    assert "„Wir pflanzen.“ Neu." in said
    assert settle(minutes=9) == 0
    assert told() == ""


def test_what_is_undone_within_its_minute_is_no_news(world):
    follow(Subject(world.dialogue))
    publish(world)
    with time_machine.travel(now() + timedelta(seconds=50)):
        assert gather() == 0


def test_what_was_hidden_before_the_letter_leaves_is_not_in_it(world):
    follow(Subject(world.dialogue))
    hidden, kept = publish(world, f"Schlimm: {SECRET}"), publish(world, "Bleibt.")
    assert settle() == 1
    world.hide(hidden)

    said = told()
    assert "Bleibt." in said
    assert SECRET not in said
    assert f"Kommentar {hidden.id} ist ausgeblendet: Regel 1" in said
    assert f"/kommentare/{kept.id}" in said


def test_where_nothing_is_left_no_letter_leaves(world):
    follow(Subject(world.dialogue))
    comment = publish(world, "Weg damit.", author=world.citizen)
    assert settle() == 1
    comments.withdraw(comment, by=world.citizen)
    db.session.commit()

    assert told() == ""
    assert [it.cancelled_at is not None for it in letters(NEWS)] == [True]


def test_a_letter_that_left_keeps_no_words(world):
    follow(Subject(world.dialogue))
    publish(world)
    settle()
    assert "Mehr Bäume." in told()

    assert [(it.text, it.html) for it in letters(NEWS)] == [("", "")]


def test_a_letter_put_off_says_later_what_is_true_then(app, world):
    def busy(_letter):
        raise NotSent(Step.DEFERRED, "451")

    follow(Subject(world.dialogue))
    comment = publish(world, f"Schlimm: {SECRET}")
    settle()
    with later(minutes=3):
        deliver_waiting(busy)
    world.hide(comment)

    said = "".join(words(it) for it in deliver(hours=1))
    assert "ist ausgeblendet" in said
    assert SECRET not in said


def test_a_comment_that_is_followed_is_told_of_hiding_and_showing(world):
    comment = publish(world, f"Streitbar: {SECRET}")
    settle()
    follow(Subject(world.dialogue, comment.principle_id, comment.id))
    world.hide(comment)
    assert settle() == 1
    said = told()
    assert f"Kommentar {comment.id} ist ausgeblendet: Regel 1" in said
    assert SECRET not in said
    comments.decide(comment, Verdict.RESTORE, by=world.moderator)
    db.session.commit()

    assert settle(minutes=20) == 1
    assert f"Kommentar {comment.id} ist wieder zu lesen" in "".join(
        words(it) for it in deliver(minutes=21)
    )


def test_a_comment_that_led_to_a_revision_is_told(world):
    comment = publish(world)
    settle()
    follow(Subject(world.dialogue, comment.principle_id, comment.id))
    revision = wording.revise(
        world.principles[0], statement="Wir hören zu.", explanation="x", change_note="Neu.", by=None
    )
    comments.name_comments(revision, [comment], by=world.moderator)
    db.session.commit()

    settle()
    assert f"Kommentar {comment.id} steht hinter Fassung 3 von Leitsatz 1" in told()


def test_nobody_is_told_of_their_own_deeds(world):
    author = make_person(address=ADDRESS)
    follow(Subject(world.dialogue))
    comment = publish(world, author=author)
    replies.reply(comment, markdown("Danke.", reply=True), by=world.moderator)
    db.session.commit()
    settle()

    assert told() == ""


def test_events_are_told_from_publication_to_cancellation(world):
    follow(Subject(world.dialogue))
    by, event = world.people["editor"], world.draft_event
    life.publish_event(event, by=by, seen=str(event.sequence))
    db.session.commit()
    settle()
    assert "Neue Veranstaltung: Entwurf" in told()
    with later(minutes=3):
        change_event(event, details(title="Werkstatt"), by=by)
        db.session.commit()
    settle(minutes=20)
    assert "Geänderte Veranstaltung: Werkstatt" in "".join(map(words, deliver(minutes=21)))
    with later(minutes=22):
        life.cancel_event(event, by=by, seen=str(event.sequence), reason="Krank.")
        db.session.commit()
    settle(minutes=40)
    said = "".join(map(words, deliver(minutes=41)))
    assert "Fällt aus: Werkstatt" in said
    assert "Krank." in said


def test_a_dialogue_that_opens_and_ends_is_told(app):
    gather()
    db.session.commit()
    dialogue = make_dialogue(
        opens_at=now() + timedelta(days=1),
        closes_at=now() + timedelta(days=10),
        published_at=now() - timedelta(days=1),
    )
    follow(Subject(dialogue))
    expected = {1: "ist offen", 7: "endet bald", 10: "ist beendet"}
    for days, sentence in expected.items():
        assert settle(days=days, minutes=5) == 1, days
        (letter,) = deliver(days=days, minutes=6)
        assert f"Der Dialog {sentence}" in words(letter)


def test_a_weekly_digest_does_not_repeat_what_was_told_at_once(world):
    follow(Subject(world.dialogue), Rhythm.WEEKLY)
    follow(Subject(world.dialogue, world.principles[0].id), Rhythm.AT_ONCE)
    publish(world, "Auf den ersten.")
    publish(world, "Auf den zweiten.", principle=world.principles[1])
    assert settle() == 1
    at_once = told()
    with later(days=8):
        assert send_due() == 1
        db.session.commit()
    weekly = "".join(map(words, deliver(days=8)))

    assert "Auf den ersten." in at_once
    assert "Auf den zweiten." not in at_once
    assert "Auf den zweiten." in weekly
    assert "Auf den ersten." not in weekly


def test_what_is_followed_twice_is_told_once_in_one_letter(world):
    follow(Subject(world.dialogue))
    follow(Subject(world.dialogue, world.principles[0].id))
    publish(world)

    assert settle() == 1
    assert told().count("Mehr Bäume.") == 1


def test_forty_comments_of_one_morning_are_no_forty_letters(world):
    follow(Subject(world.dialogue))
    follow(Subject(world.dialogue, world.principles[0].id))
    sent = []
    for minute in range(40):
        with later(minutes=minute):
            publish(world, f"Wunsch {minute}.")
        sent.append(settle(minutes=minute + 1))
    sent.append(settle(minutes=60))
    said = [words(it) for it in deliver(minutes=61)]

    assert [minute for minute, number in enumerate(sent) if number] == [0, 15, 30, 40]
    assert len(letters(NEWS)) == len(said) == 4
    for minute in range(40):
        assert "".join(said).count(f"Wunsch {minute}.") == 1


def test_whoever_heard_a_while_ago_hears_at_once_and_each_on_their_own(world):
    follow(Subject(world.dialogue))
    publish(world, "Zuerst.")
    assert settle() == 1
    with later(minutes=10):
        follow(Subject(world.dialogue), address="andere@musterland.example")
        publish(world, "Danach.")
    assert settle(minutes=11) == 1
    assert [it.address for it in letters(NEWS)] == [ADDRESS, "andere@musterland.example"]
    assert settle(minutes=18) == 1
    with later(minutes=60):
        publish(world, "Viel später.")
    assert settle(minutes=61) == 2


def test_ending_the_last_forgets_the_address(world):
    subscription = follow(Subject(world.dialogue))
    other = follow(Subject(world.dialogue, world.principles[0].id))
    publish(world)
    settle()
    begin_writing()
    actions.end(subscription)
    assert followers() == [ADDRESS]
    actions.end(other)
    db.session.commit()

    assert followers() == []
    assert letters(NEWS) == []
    assert told() == ""


def test_what_nobody_confirmed_is_forgotten_after_seven_days(world):
    begin_writing()
    actions.ask_to_follow(Subject(world.dialogue), ADDRESS, WEEKLY)
    db.session.commit()
    with later(days=6):
        assert not actions.forget_old()
    with later(days=7, minutes=1):
        assert actions.forget_old()
        db.session.commit()

    assert followers() == []
    assert letters(CONFIRM) == []


def test_old_news_is_forgotten(world):
    publish(world)
    settle()
    assert news()
    with later(days=401):
        assert actions.forget_old()
        db.session.commit()

    assert news() == []


def test_a_person_is_forgotten_as_follower(world):
    begin_writing()
    actions.follow(Subject(world.dialogue), world.citizen, WEEKLY)
    follow(Subject(world.dialogue))
    begin_writing()
    actions.forget_follower(world.citizen)
    actions.forget_follower(world.moderator)
    db.session.commit()

    assert followers() == [ADDRESS]


def test_letters_speak_the_language_of_their_reader(world):
    follow(Subject(world.dialogue), locale="en")
    publish(world)
    settle()

    (letter,) = deliver()
    assert words(letter).startswith("Good day,")
    assert "/en/kommentare/" in words(letter)


@pytest.mark.parametrize("deed", [gather, send_due])
def test_two_workers_tell_nobody_twice(app, world, deed):
    follow(Subject(world.dialogue))
    follow(Subject(world.dialogue), address="andere@musterland.example")
    publish(world)
    if deed is send_due:
        with later():
            gather()
            db.session.commit()
    starts, failures = Barrier(2), []

    def work():
        with app.app_context():
            starts.wait()
            try:
                deed()
                db.session.commit()
            except Exception as error:
                failures.append(error)
                db.session.rollback()

    with time_machine.travel(now() + timedelta(minutes=2)):
        workers = [Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    settle(minutes=3)

    assert failures == []
    assert news().count(NewsKind.COMMENT) == len(
        set(db.session.scalars(db.select(News.key).where(News.kind == NewsKind.COMMENT)))
    )
    assert sorted(it.address for it in letters(NEWS)) == ["andere@musterland.example", ADDRESS]
    assert len(deliver(minutes=4)) == 2


def test_an_answer_of_another_citizen_is_told_to_who_follows_the_comment(world):
    first = publish(world, "Mehr Bäume.")
    settle()
    follow(Subject(world.dialogue, first.principle_id, first.id))
    answer = world.say("Und Büsche.")
    answer.parent_id = first.id
    world.do(answer, verdict=Verdict.PUBLISH)
    settle()

    said = told()
    assert f"auf Kommentar {first.id}" in said
    assert "Und Büsche." in said


def test_an_author_who_follows_hears_only_what_no_other_letter_tells(world):
    author = make_person(address=ADDRESS)
    comment = publish(world, author=author)
    settle()
    deliver()
    follow(Subject(world.dialogue, comment.principle_id, comment.id))
    world.hide(comment)
    settle()

    sent = [words(it) for it in deliver() if it.recipient == ADDRESS]
    assert [it for it in sent if "das gibt es Neues:" in it] == []
    assert len(sent) == 1
