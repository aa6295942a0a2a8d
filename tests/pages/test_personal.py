""" "Mein Beleg" and "Mein Bereich": what became of a comment, for its author only."""

import re
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.models import Consent
from leitsaetze.comments import actions, confirming, intake, replies
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.comments.support_models import Support
from leitsaetze.extensions import db
from leitsaetze.pages.rules import PAGE_SIZE
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown, plain
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.events.makers import make_guest, make_invitation
from tests.factories import make_comment, make_event, make_moderator, make_person


@pytest.fixture
def comment(app):
    principle = make_open_principle()
    comment = intake.submit(
        said(address=ADDRESS, wants_invitations=True), principle.dialogue, principle
    )
    db.session.commit()
    return comment


@pytest.fixture
def confirmed(comment):
    confirming.confirm(comment)
    db.session.commit()
    return comment


def look_up(client, number) -> tuple[int, str]:
    answer = client.post("/beleg/", data={"number": number})
    return answer.status_code, answer.get_data(as_text=True)


def hide(comment) -> None:
    rule = db.session.scalars(house_rules()).first()
    actions.decide(comment, Verdict.HIDE, by=make_moderator(), rule=rule, words="Zu persönlich")
    db.session.commit()


def test_the_receipt_says_that_the_click_is_missing(client, comment):
    status, page = look_up(client, comment.receipt_number)

    assert status == 200
    assert "Wartet auf Ihre Bestätigung" in page


@pytest.mark.parametrize("written", [str.lower, lambda n: f" {n[:4]} {n[4:]} ", "-".join])
def test_a_receipt_number_is_found_however_it_is_written(client, confirmed, written):
    status, page = look_up(client, written(confirmed.receipt_number))

    assert status == 200
    assert "noch nicht gelesen" in page


def test_the_receipt_shows_the_answer(client, confirmed):
    moderator = make_moderator()
    actions.decide(confirmed, Verdict.PUBLISH, by=moderator)
    replies.reply(confirmed, markdown("Vielen **Dank**."), by=moderator)
    db.session.commit()

    _, page = look_up(client, confirmed.receipt_number)

    assert "<p>Vielen <strong>Dank</strong>.</p>" in page
    assert f"/kommentare/{confirmed.id}" in page


def test_the_receipt_of_a_hidden_comment_says_rule_and_reason_but_not_the_text(client, confirmed):
    hide(confirmed)

    _, page = look_up(client, confirmed.receipt_number)

    assert "ausgeblendet: Regel 1" in page
    assert "Zu persönlich" in page
    assert "Mehr Radwege." not in page


@pytest.mark.parametrize("number", ["", "AAAAAAAA", "x" * 500, "'; --"])
def test_an_unknown_number_is_said_at_the_field(client, confirmed, number):
    status, page = look_up(client, number)

    assert status == 422
    assert 'href="#number"' in page


def test_guessing_numbers_is_slowed_down(client, confirmed):
    for _ in range(20):
        look_up(client, "AAAAAAAA")

    assert look_up(client, confirmed.receipt_number)[0] == 429


def test_an_author_sees_their_comments_and_nobody_elses(client, confirmed):
    stranger = make_person()

    own = client.sign_in(confirmed.author).get("/mein/").get_data(as_text=True)
    other = client.sign_in(stranger).get("/mein/").get_data(as_text=True)

    assert "Mehr Radwege." in own
    assert "Mehr Radwege." not in other
    assert "Sie haben noch nichts geschrieben." in other


def test_an_author_withdraws_by_a_button(client, confirmed):
    client.sign_in(confirmed.author)
    path = f"/mein/kommentare/{confirmed.id}/zurueckziehen"

    page = client.get(path)
    assert confirmed.status is Status.PENDING
    answer = client.post(path)

    assert page.status_code == 200
    assert answer.status_code == 303
    assert confirmed.status is Status.WITHDRAWN


def test_a_second_withdrawal_says_that_it_is_not_possible(client, confirmed):
    client.sign_in(confirmed.author)
    client.post(f"/mein/kommentare/{confirmed.id}/zurueckziehen")

    assert client.post(f"/mein/kommentare/{confirmed.id}/zurueckziehen").status_code == 422


@pytest.mark.parametrize("who", ["stranger", "moderator"])
def test_nobody_else_withdraws_it(client, confirmed, who):
    client.sign_in(make_person() if who == "stranger" else make_moderator())

    answer = client.post(f"/mein/kommentare/{confirmed.id}/zurueckziehen")

    assert answer.status_code == 404
    assert confirmed.status is Status.PENDING


def test_the_consent_is_taken_back_with_one_click(client, confirmed):
    client.sign_in(confirmed.author)

    client.post("/mein/einladungen/abbestellen")

    assert db.session.scalars(db.select(Consent.revoked_at)).one() is not None
    assert "nicht zugestimmt" in client.get("/mein/").get_data(as_text=True)


def test_an_invitation_is_answered_without_looking_for_the_letter(app):
    invitation = make_invitation()
    browser = app.test_client().sign_in(invitation.guest)
    path = f"/mein/einladungen/{invitation.id}/antwort"
    assert path in browser.get("/mein/").text

    answer = browser.post(path)

    assert answer.status_code == 303
    assert re.fullmatch(r"/einladung/[\w-]{43}", answer.location)
    assert invitation.event.title in browser.get(answer.location).text


def test_nobody_else_is_led_to_it(app):
    invitation = make_invitation()

    answer = (
        app.test_client().sign_in(make_person()).post(f"/mein/einladungen/{invitation.id}/antwort")
    )

    assert answer.status_code == 404


def test_what_is_over_is_not_answered_any_more(app):
    invitation = make_invitation(make_event(title="Werkstatt"))
    with time_machine.travel(invitation.event.starts_at + timedelta(minutes=1)):
        page = app.test_client().sign_in(invitation.guest).get("/mein/").text

    assert "Werkstatt" in page
    assert "/antwort" not in page


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/mein/"), ("POST", "/mein/einladungen/abbestellen")],
)
def test_visitors_are_asked_to_sign_in(client, method, path):
    assert client.open(path, method=method).status_code == {"GET": 303, "POST": 401}[method]


def test_whoever_wrote_much_reads_it_page_by_page(app):
    principle, author = make_open_principle(), make_person()
    for number in range(PAGE_SIZE + 2):
        intake.submit(
            said(words=plain(f"Beitrag {number}.")), principle.dialogue, principle, author=author
        )
    db.session.commit()
    browser = app.test_client().sign_in(author)

    first = browser.get("/mein/").text
    further = re.search(r'href="(/mein/\?nach=\d+)#beitraege"', first)[1]
    second = browser.get(further).text

    assert (first.count("<article"), second.count("<article")) == (PAGE_SIZE, 2)
    assert f"Beitrag {PAGE_SIZE + 1}." in first
    assert "Beitrag 0." in second
    assert "Weitere Kommentare" not in second
    assert 'href="/mein/#beitraege"' in second
    assert browser.get("/mein/?nach=unsinn").text.count("<article") == PAGE_SIZE


def test_older_invitations_and_comments_joined_in_with_are_reached_page_by_page(app):
    guest, moderator = make_guest(), make_moderator()
    for number in range(PAGE_SIZE + 2):
        make_invitation(make_event(title=f"Treffen {number:02}"), guest=guest, by=moderator)
        db.session.add(Support(comment=make_comment(), person_id=guest.id))
    db.session.commit()
    browser = app.test_client().sign_in(guest)

    first = browser.get("/mein/").text
    assert first.count(">Treffen ") == first.count("/unterstuetzen") == PAGE_SIZE
    for name, words, one in (
        ("einladungen", "Ältere Einladungen", ">Treffen "),
        ("angeschlossen", "Weitere Kommentare", "/unterstuetzen"),
    ):
        further = re.search(rf'href="(/mein/\?{name}=\d+)#{name}">{words}', first)[1]
        second = browser.get(further).text
        assert second.count(one) == 2, name
        assert f'href="/mein/#{name}"' in second
        assert words not in second
    assert browser.get("/mein/?einladungen=x&angeschlossen=x").text.count(">Treffen ") == PAGE_SIZE
