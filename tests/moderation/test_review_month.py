"""One moderator, one second person, holidays and absences: nothing is left lying for good."""

from datetime import date, timedelta

import time_machine

from leitsaetze.clock import today
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.reviewing import keep_going
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import make_staff
from tests.moderation.scenes import REASONS, ask_about, hide, letters, make_hidden

BEGIN = date(2030, 4, 8)  # Easter is on 21 April, then comes the first of May
HIDES_ON = {BEGIN + timedelta(days=n) for n in (0, 3, 8, 15, 22)}
RUTH_IS_AWAY = (BEGIN + timedelta(days=2), BEGIN + timedelta(days=26))
JANA_IS_AWAY = (BEGIN + timedelta(days=9), BEGIN + timedelta(days=13))
DAYS = 40


def is_away(when: tuple[date, date]) -> bool:
    return when[0] <= today("Europe/Berlin") <= when[1]


def waiting() -> list[ReviewRequest]:
    question = db.select(ReviewRequest).where(ReviewRequest.outcome.is_(None))
    return list(db.session.scalars(question.order_by(ReviewRequest.id)))


def decide_what_came(client) -> None:
    """Ruth follows every link she was sent; what holds no more tells her so."""
    for number, request in enumerate(waiting()):
        secret = secret_of(db.session.get_one(AccessLink, request.link_id))
        held = request.link_holds
        said = {"outcome": list(Outcome)[number % 2].value, "reasons": REASONS}
        answer = client.post(f"/ueberpruefen/{secret}", data=said)
        assert answer.status_code == (303 if held else 410)


def ask_again(app, jana) -> int:
    """Jana asks the second person anew wherever the page offers it."""
    desk = app.test_client().sign_in(jana)
    asked = 0
    for request in waiting():
        entry = f"/moderation/kommentare/{request.comment_id}"
        if f'action="{entry}/zweite-person"' in desk.get(entry).text:
            assert desk.post(f"{entry}/zweite-person").status_code == 303
            asked += 1
        refused = desk.post(f"{entry}/ueberpruefung", data={"outcome": "upheld", "reasons": "Ja."})
        assert refused.status_code == 422
    return asked


def test_with_one_moderator_one_second_person_and_holidays_nothing_deadlocks(app, client):
    comments, asked_anew, longest = [], 0, timedelta()
    with time_machine.travel(f"{BEGIN} 07:00+00:00", tick=False) as clock:
        jana = make_staff(name="Jana", address="jana@musterland.example")
        for _ in range(DAYS):
            if today("Europe/Berlin") in HIDES_ON:
                number = len(comments)
                comments.append(make_hidden(jana, address=f"autorin{number}@post.example"))
                ask_about(comments[-1])
            keep_going()
            db.session.commit()
            if not is_away(JANA_IS_AWAY):
                asked_anew += ask_again(app, jana)
            if not is_away(RUTH_IS_AWAY):
                decide_what_came(client)
            clock.shift(timedelta(days=1))
        requests = list(db.session.scalars(db.select(ReviewRequest)))
        longest = max(it.decided_at - it.asked_at for it in requests)

        assert waiting() == []
        assert len(requests) == len(HIDES_ON)
        assert {it.outcome for it in requests} == {Outcome.UPHELD, Outcome.RESTORED}
        assert {it.decided_by_id for it in requests} == {None}
        assert asked_anew > 0  # a link ran out while Ruth was away
        assert longest <= RUTH_IS_AWAY[1] - BEGIN  # as long as Ruth was away, no longer
        for comment, request in zip(comments, requests, strict=True):
            restored = request.outcome is Outcome.RESTORED
            assert comment.status is (Status.PUBLISHED if restored else Status.HIDDEN)
        told = [it.address for it in letters() if it.kind in {"review_upheld", "review_restored"}]
        assert sorted(told) == sorted(comment.author.address for comment in comments)


def test_each_link_is_reminded_of_at_most_once(app):
    with time_machine.travel(f"{BEGIN} 07:00+00:00", tick=False) as clock:
        jana = make_staff(name="Jana", address="jana@musterland.example")
        ask_about(make_hidden(jana))
        for _ in range(DAYS * 4):
            clock.shift(timedelta(hours=6))
            keep_going()
            db.session.commit()
        ask_again(app, jana)
        for _ in range(DAYS):
            clock.shift(timedelta(hours=12))
            keep_going()
            db.session.commit()

    sent = db.select(OutgoingMail.kind).where(OutgoingMail.address == "ruth@post.example")
    assert sorted(db.session.scalars(sent)) == ["review_asked"] * 2 + ["review_reminder"] * 2


def test_a_comment_hidden_again_goes_the_same_way_once_more(app, client):
    jana = make_staff(name="Jana", address="jana@musterland.example")
    comment = make_hidden(jana)
    for _ in range(3):
        request = ask_about(comment)
        secret = secret_of(db.session.get_one(AccessLink, request.link_id))
        said = {"outcome": "restored", "reasons": REASONS}
        assert client.post(f"/ueberpruefen/{secret}", data=said).status_code == 303
        assert comment.status is Status.PUBLISHED
        hide(comment, jana)
    assert [it.outcome for it in db.session.scalars(db.select(ReviewRequest))] == (
        [Outcome.RESTORED] * 3
    )
