"""The second look: asked for once, decided by somebody else, told to the author."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.actions import switch_off
from leitsaetze.clock import now
from leitsaetze.comments import actions, books
from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.models import Decision
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import LINK_HOLDS, Outcome
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.actions import block
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.moderation.reviewing import ask, decide_review, hand_over, keep_going
from leitsaetze.site.actions import change_setting, link_for, secret_of
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import make_staff
from tests.comments.test_intake import ADDRESS
from tests.moderation.scenes import (
    REASONS,
    SECOND,
    WORDS,
    ask_about,
    do,
    hide,
    hiding_of,
    kinds,
    letters,
    make_hidden,
)

LETTER = "http://localhost/ueberpruefung/"


@pytest.fixture
def hider(app):
    return make_staff(name="Jana", address="jana@musterland.example")


@pytest.fixture
def other(app):
    return make_staff(name="Ömer", address="oemer@musterland.example")


@pytest.fixture
def comment(hider):
    return make_hidden(hider)


def settle(request, outcome=Outcome.RESTORED, *, by, reasons=REASONS) -> None:
    begin_writing()
    decide_review(request, outcome, reasons, by=by)
    db.session.commit()


def entry(comment) -> QueueEntry | None:
    db.session.expire_all()
    return db.session.get(QueueEntry, comment.id)


def counted() -> dict[str, int]:
    rows = db.session.execute(db.select(CommentCount.kind, CommentCount.number))
    return {kind: number for kind, number in rows if number}


def verdicts(comment) -> list[Verdict]:
    own = db.select(Decision.verdict).where(Decision.comment_id == comment.id)
    return list(db.session.scalars(own.order_by(Decision.id)))


def secret_in(request) -> str:
    return secret_of(db.session.get_one(AccessLink, request.link_id))


def test_the_letter_about_a_hiding_leads_to_the_page_for_asking(comment):
    (letter,) = letters("hidden")
    (number, path) = next(iter(letter.links.values()))
    link = db.session.get_one(AccessLink, number)

    assert path == "/ueberpruefung/{}"
    assert (link.purpose, link.about) == ("review", f"decision:{hiding_of(comment).id}")
    assert link.expires_at > now() + timedelta(days=30)
    assert "einmal um eine Überprüfung bitten" in letter.text


def test_what_is_asked_stands_in_the_queue_and_the_comment_stays_hidden(comment, other):
    request = ask_about(comment)

    assert comment.status is Status.HIDDEN
    assert (request.words, request.outcome) == (WORDS, None)
    assert entry(comment).lane is Lane.HIDDEN
    assert entry(comment).review_since == request.asked_at
    assert verdicts(comment)[-1] is Verdict.ASK_REVIEW
    assert kinds() == [("review_received", ADDRESS)]
    assert WORDS in letters()[0].text


def test_rebuilding_finds_who_waits_for_a_second_look(comment, other):
    request = ask_about(comment)
    entry(comment).review_since = None
    db.session.commit()

    books.rebuild()
    db.session.commit()

    assert entry(comment).review_since == request.asked_at


def test_it_is_asked_for_once(comment, other):
    first, again = ask_about(comment), ask_about(comment, "Und noch etwas.")
    settle(first, Outcome.UPHELD, by=other)
    late = ask_about(comment, "Und noch einmal.")

    assert first is again is late
    assert first.words == WORDS
    assert len(letters("review_received")) == 0  # the outcome says more
    assert kinds() == [("review_upheld", ADDRESS)]


def test_after_the_period_nobody_asks(comment, other):
    begin_writing()
    change_setting("review_within_days", "3")
    db.session.commit()

    with (
        time_machine.travel(now() + timedelta(days=5)),
        pytest.raises(RuleViolation, match="Frist"),
    ):
        ask(hiding_of(comment), WORDS, privacy_version=1)


def test_about_a_hiding_that_holds_no_more_nobody_asks(comment, hider):
    first = hiding_of(comment)
    do(comment, hider, verdict=Verdict.RESTORE)
    with pytest.raises(RuleViolation, match="nichts mehr zu überprüfen"):
        ask(first, WORDS, privacy_version=1)

    hide(comment, hider)

    with pytest.raises(RuleViolation, match="nichts mehr zu überprüfen"):
        ask(first, WORDS, privacy_version=1)
    assert ask_about(comment).hiding_id == hiding_of(comment).id


def test_who_has_hidden_it_decides_nothing(comment, hider, other):
    request = ask_about(comment)

    for outcome in (Outcome.UPHELD, Outcome.RESTORED):
        with pytest.raises(RuleViolation, match="jemand anderes"):
            decide_review(request, outcome, REASONS, by=hider)
    db.session.rollback()
    assert request.is_open
    assert comment.status is Status.HIDDEN


@pytest.mark.parametrize("outcome", [Outcome.UPHELD, Outcome.RESTORED])
def test_no_decision_without_reasons(comment, other, outcome):
    request = ask_about(comment)

    with pytest.raises(RuleViolation, match="begründen"):
        decide_review(request, outcome, " \n", by=other)


def test_shown_again_everything_is_back_and_counted(comment, other):
    before = counted()
    request = ask_about(comment)

    settle(request, by=other)

    assert comment.status is Status.PUBLISHED
    assert before["hidden"] == 1
    assert counted() == {"published": 1, "answered": 1}
    assert entry(comment).lane is Lane.DONE
    assert entry(comment).review_since is None
    assert (request.outcome, request.decided_by_id) == (Outcome.RESTORED, other.id)
    assert verdicts(comment)[-1] is Verdict.RESTORE
    assert kinds() == [("review_restored", ADDRESS)]
    letter = letters()[0]
    assert REASONS in letter.text
    assert f"http://localhost/kommentare/{comment.id}" in letter.text
    assert letter.headers["Reply-To"] == comment.dialogue.contact_email


def test_upheld_the_author_reads_why_and_where_else_to_turn(comment, other):
    before = counted()
    begin_writing()
    change_setting("review_remedy", "Sie haben das Recht, sich an die Ombudsstelle zu wenden.")
    db.session.commit()
    request = ask_about(comment)

    settle(request, Outcome.UPHELD, by=other)

    text = letters("review_upheld")[0].text
    assert comment.status is Status.HIDDEN
    assert counted() == before
    assert entry(comment).review_since is None
    for words in (REASONS, "letzte Schritt", "an die Ombudsstelle zu wenden"):
        assert words in text
    for word in ("Widerspruch", "Beschwerde", comment.words.text):
        assert word not in text


def test_hidden_anew_it_can_be_asked_for_anew(comment, hider, other):
    first = ask_about(comment)
    settle(first, by=other)
    hide(comment, hider)

    second = ask_about(comment)

    assert second is not first
    assert second.is_open
    assert letters("review_restored") == []  # had not left when it was hidden anew


def test_of_two_who_decide_the_second_changes_nothing(comment, other):
    third = make_staff(name="Kim")
    request = ask_about(comment)
    settle(request, Outcome.UPHELD, by=other)

    with pytest.raises(Conflict, match="inzwischen entschieden"):
        settle(request, Outcome.RESTORED, by=third)
    db.session.rollback()

    assert (request.outcome, request.reasons) == (Outcome.UPHELD, REASONS)
    assert comment.status is Status.HIDDEN


def test_withdrawn_meanwhile_the_request_ends_quietly(comment, other):
    request = ask_about(comment)
    begin_writing()
    actions.withdraw(comment, by=comment.author)
    db.session.commit()

    assert request.outcome is Outcome.ENDED
    assert letters() == []
    assert entry(comment) is None
    with pytest.raises(Conflict):
        settle(request, by=other)
    db.session.rollback()
    assert comment.status is Status.WITHDRAWN


def test_erased_no_words_of_it_are_kept(comment, other):
    request = ask_about(comment)
    begin_writing()
    actions.decide(comment, Verdict.ERASE, by=None)
    db.session.commit()

    assert (request.outcome, request.words, request.reasons) == (Outcome.ENDED, "", "")


def test_who_has_hidden_it_may_take_that_back(comment, hider, other):
    request = ask_about(comment)

    do(comment, hider, verdict=Verdict.RESTORE)

    assert comment.status is Status.PUBLISHED
    assert (request.outcome, request.decided_by_id) == (Outcome.RESTORED, hider.id)


def test_nobody_else_passes_the_request_by(comment, other):
    ask_about(comment)

    with pytest.raises(RuleViolation, match="wartet eine Überprüfung"):
        do(comment, other, verdict=Verdict.RESTORE)


def test_without_another_moderator_the_second_person_is_asked_at_once(comment):
    request = ask_about(comment)

    assert (request.handed_to, request.handed_address) == ("Ruth Zwei", SECOND)
    assert kinds() == [("review_received", ADDRESS), ("review_asked", SECOND)]
    letter = letters("review_asked")[0]
    assert comment.words.text not in letter.text + letter.html
    assert WORDS not in letter.text + letter.html
    assert letter.headers["Reply-To"] == comment.dialogue.contact_email


@pytest.mark.parametrize("outcome", [Outcome.UPHELD, Outcome.RESTORED])
def test_the_second_person_decides(comment, outcome):
    request = ask_about(comment)

    settle(request, outcome, by=None)

    assert (request.outcome, request.decided_by_id) == (outcome, None)
    assert comment.status is (Status.HIDDEN if outcome is Outcome.UPHELD else Status.PUBLISHED)
    assert kinds() == [(f"review_{outcome}", ADDRESS)]


def test_only_a_moderator_who_can_sign_in_counts(comment, hider):
    from_before = make_staff(name="Fort")
    begin_writing()
    switch_off(from_before, by=None)
    db.session.commit()

    assert ask_about(comment).handed_at is not None


def test_with_another_moderator_the_second_person_is_asked_only_by_hand(comment, hider, other):
    request = ask_about(comment)
    assert request.handed_at is None

    begin_writing()
    hand_over(request, by=hider)
    db.session.commit()

    assert request.handed_address == SECOND
    assert verdicts(comment)[-1] is Verdict.HAND_REVIEW
    with pytest.raises(Conflict, match="noch gilt"):
        hand_over(request, by=other)


def test_a_new_link_ends_the_one_that_ran_out_or_went_elsewhere(comment):
    request = ask_about(comment)
    first = secret_in(request)
    comment.dialogue.second_email = "ina@post.example"
    db.session.commit()
    begin_writing()
    hand_over(request, by=None)
    db.session.commit()
    second = secret_in(request)

    assert link_for(first, "second-look") is None
    assert link_for(second, "second-look").id == request.link_id
    assert [it.address for it in letters("review_asked")] == ["ina@post.example"]
    with time_machine.travel(now() + LINK_HOLDS + timedelta(minutes=1)):
        begin_writing()
        hand_over(request, by=None)
        db.session.commit()
        assert request.link_holds
        assert link_for(second, "second-look") is None


@pytest.mark.parametrize(
    ("second", "why"),
    [("", "keine zweite Person"), ("Jana@musterland.example", "jemand anderes sein")],
)
def test_there_must_be_somebody_else_to_be_asked(hider, second, why):
    comment = make_hidden(hider, second=second)
    request = ask_about(comment)

    assert request.handed_at is None
    with pytest.raises(RuleViolation, match=why):
        hand_over(request, by=hider)


def test_who_wants_no_letters_is_not_asked(comment, hider):
    begin_writing()
    block(SECOND)
    db.session.commit()
    request = ask_about(comment)

    assert request.handed_at is None
    with pytest.raises(RuleViolation, match="keine Post"):
        hand_over(request, by=hider)


def test_without_an_address_the_author_gets_no_letter(hider, other):
    comment = make_hidden(hider, address="")

    settle(ask_about(comment), by=other)

    assert comment.status is Status.PUBLISHED
    assert letters() == letters("hidden") == []


def test_letters_speak_the_language_of_a_second_person_we_know(comment, hider):
    make_staff_citizen = make_staff(address=SECOND, locale="en")
    begin_writing()
    switch_off(make_staff_citizen, by=None)
    db.session.commit()

    ask_about(comment)

    assert letters("review_asked")[0].locale == "en"


def test_the_worker_asks_the_second_person_when_nobody_else_is_left(comment, hider, other):
    request = ask_about(comment)
    assert keep_going() == 0
    begin_writing()
    switch_off(other, by=None)
    db.session.commit()

    assert keep_going() == 1
    db.session.commit()
    assert request.handed_address == SECOND
    assert keep_going() == 0


def test_the_worker_asks_once_a_second_person_is_named(hider):
    comment = make_hidden(hider, second="")
    request = ask_about(comment)
    assert keep_going() == 0
    comment.dialogue.second_name, comment.dialogue.second_email = "Ruth", SECOND
    db.session.commit()

    assert keep_going() == 1
    db.session.commit()
    assert request.handed_to == "Ruth"


def test_the_second_person_is_reminded_once_after_three_working_days(app):
    with time_machine.travel("2030-04-17 08:00+00:00", tick=False) as clock:  # before Easter
        comment = make_hidden(make_staff(name="Jana"))
        request = ask_about(comment)
        reminded = []
        for _ in range(14):
            clock.shift(timedelta(days=1))
            reminded += [now().date().isoformat()] * keep_going()
            db.session.commit()

    # Thursday, then Good Friday, the weekend and Easter Monday, Tuesday, Wednesday to its end.
    assert reminded == ["2030-04-25"]
    assert len(letters("review_reminder")) == 1
    assert letters("review_reminder")[0].links != {}
    assert request.reminded_at is not None


def test_nobody_is_reminded_of_what_is_decided(comment):
    request = ask_about(comment)
    settle(request, by=None)

    with time_machine.travel(now() + timedelta(days=10)):
        assert keep_going() == 0


def test_what_has_left_is_not_asked_back(comment):
    ask_about(comment)
    sent = letters("review_asked")[0]
    sent.state = MailState.SENT
    db.session.commit()
    begin_writing()
    actions.withdraw(comment, by=comment.author)
    db.session.commit()

    states = db.select(OutgoingMail.state).where(OutgoingMail.kind == "review_asked")
    assert db.session.scalars(states).all() == [MailState.SENT]
    assert db.session.scalars(db.select(ReviewRequest.outcome)).all() == [Outcome.ENDED]
