"""The second look in the browser: whose page shows what, and who can do what on it."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import actions
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import LINK_HOLDS, Outcome
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import begin_writing, db
from leitsaetze.moderation.review_letters import asking_link
from leitsaetze.moderation.reviewing import decide_review, hand_over
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import make_staff
from tests.factories import make_comment
from tests.moderation.scenes import (
    REASONS,
    WORDS,
    ask_about,
    hiding_of,
    letters,
    make_hidden,
)
from tests.proofs.world import everything

TEXT = "Mehr Radwege."
RESTORE = {"outcome": "restored", "reasons": REASONS}
UPHOLD = {"outcome": "upheld", "reasons": REASONS}


@pytest.fixture
def hider(app):
    return make_staff(name="Jana", address="jana@musterland.example")


@pytest.fixture
def other(app):
    return make_staff(name="Ömer", address="oemer@musterland.example")


@pytest.fixture
def comment(hider):
    return make_hidden(hider)


def door(comment) -> str:
    """The address in the letter about the hiding."""
    begin_writing()
    secret = secret_of(asking_link(hiding_of(comment)))
    db.session.commit()
    return f"/ueberpruefung/{secret}"


def look(request) -> str:
    return f"/ueberpruefen/{secret_of(db.session.get_one(AccessLink, request.link_id))}"


def desk_of(comment) -> str:
    return f"/moderation/kommentare/{comment.id}"


def seen_notice(client, path: str) -> dict[str, str]:
    page = client.get(path).text
    return {
        "notice_seen": page.partition('name="notice_seen"')[2].split('value="')[1].split('"')[0]
    }


def ask_in_browser(client, path: str, words: str = WORDS):
    return client.post(path, data=seen_notice(client, path) | {"words": words})


def asked() -> list[ReviewRequest]:
    return list(db.session.scalars(db.select(ReviewRequest).order_by(ReviewRequest.id)))


def test_the_page_asks_once_and_then_says_that_it_arrived(client, comment, other):
    path = door(comment)
    page = client.get(path)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "Angriff auf eine Person" in page.text
    assert TEXT not in page.text
    before = everything()
    client.get(path)
    client.head(path)
    assert everything() == before

    answer = ask_in_browser(client, path)

    assert (answer.status_code, answer.location) == (303, path)
    assert [(it.words, it.privacy_version) for it in asked()] == [(WORDS, 1)]
    told = client.get(path).text
    assert "Ihre Bitte ist am" in told
    assert "<textarea" not in told
    assert WORDS not in told
    assert TEXT not in told


def test_words_are_welcome_but_not_needed_and_too_many_are_kept_in_the_form(client, comment, other):
    path = door(comment)
    late = ask_in_browser(client, path, "Wort " * 500)
    assert late.status_code == 422
    assert "Bitte kürzen Sie ihn auf höchstens 2000." in late.text
    assert "Wort Wort" in late.text
    assert asked() == []

    assert ask_in_browser(client, path, "").status_code == 303
    assert [it.words for it in asked()] == [""]


def test_a_form_sent_twice_or_from_two_windows_asks_once(client, comment, other):
    path = door(comment)
    fields = seen_notice(client, path) | {"words": WORDS}
    same = fields | {"submission_key": "einundderselbe"}

    for data in (same, same, fields):
        assert client.post(path, data=data).status_code == 303
    assert len(asked()) == 1


def test_after_the_period_the_page_says_so_and_keeps_what_was_typed(client, comment, other):
    path = door(comment)
    fields = seen_notice(client, path) | {"words": WORDS}
    with time_machine.travel(now() + timedelta(days=40)):
        assert "war am" in client.get(path).text
        answer = client.post(path, data=fields)
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert asked() == []
    with time_machine.travel(now() + timedelta(days=200)):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/ueberpruefung/falsch", "/ueberpruefen/falsch"])
def test_a_wrong_secret_shows_nothing(client, comment, path):
    request = ask_about(comment)
    confused = look(request).replace("ueberpruefen", "ueberpruefung")

    assert client.get(path).status_code == 404
    assert client.get(confused).status_code == 404
    assert client.get(door(comment).replace("ueberpruefung", "ueberpruefen")).status_code == 404


def test_authors_find_the_way_from_their_own_pages_and_nobody_elses(app, comment, other):
    mine = app.test_client().sign_in(comment.author)
    path = f"/mein/kommentare/{comment.id}/ueberpruefung"
    assert f'action="{path}"' in mine.get("/mein/").text

    answer = mine.post(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/ueberpruefung/")
    assert ask_in_browser(mine, answer.location).status_code == 303

    page = mine.get("/mein/").text
    assert "Sie haben um eine Überprüfung gebeten." in page
    assert f'action="{path}"' not in page
    assert app.test_client().sign_in(other).post(path).status_code == 404
    assert app.test_client().post(path).status_code == 401


def test_without_address_the_receipt_number_is_enough(client, hider, other):
    comment = make_hidden(hider, address="")
    number = {"number": comment.receipt_number}
    page = client.post("/beleg/", data=number).text
    assert 'action="/beleg/ueberpruefung"' in page
    assert TEXT not in page

    answer = client.post("/beleg/ueberpruefung", data=number)
    assert answer.location.startswith("/ueberpruefung/")
    assert ask_in_browser(client, answer.location).status_code == 303
    begin_writing()
    decide_review(asked()[0], Outcome.UPHELD, REASONS, by=other)
    db.session.commit()

    page = client.post("/beleg/", data=number).text
    assert REASONS in page
    assert "letzte Schritt" in page
    assert TEXT not in page
    assert WORDS not in page


@pytest.mark.parametrize("number", ["AAAAAAAA", "", "x" * 5000])
def test_an_unknown_number_leads_nowhere(client, comment, number):
    answer = client.post("/beleg/ueberpruefung", data={"number": number})

    assert answer.status_code == 422
    assert 'id="number-fehler"' in answer.text


def test_what_was_never_hidden_has_nothing_to_look_at(client):
    comment = make_comment(status=Status.PUBLISHED)

    answer = client.post("/beleg/ueberpruefung", data={"number": comment.receipt_number})

    assert answer.status_code == 404
    assert 'action="/beleg/ueberpruefung"' not in (
        client.post("/beleg/", data={"number": comment.receipt_number}).text
    )


def test_a_colleague_reads_all_of_it_beside_the_comment_and_decides(app, comment, other):
    ask_about(comment)
    desk = app.test_client().sign_in(other)
    page = desk.get(desk_of(comment)).text
    for words in (WORDS, "Angriff auf eine Person", "Überprüfung gewünscht", TEXT):
        assert words in page
    assert f'action="{desk_of(comment)}/ueberpruefung"' in page
    assert 'value="restore"' not in page  # only with reasons
    assert "Überprüfungen <b>1</b>" in desk.get("/moderation/?ansicht=ueberpruefungen").text

    answer = desk.post(f"{desk_of(comment)}/ueberpruefung", data=RESTORE)

    assert (answer.status_code, answer.location) == (303, desk_of(comment))
    assert comment.status is Status.PUBLISHED
    page = desk.get(desk_of(comment)).text
    assert "Nach der Überprüfung wieder gezeigt" in page
    assert REASONS in page
    assert "Überprüfungen <b>0</b>" in desk.get("/moderation/?ansicht=ueberpruefungen").text


def test_who_has_hidden_it_reads_why_they_cannot_decide_and_who_can(app, comment, hider, other):
    ask_about(comment)
    desk = app.test_client().sign_in(hider)

    page = desk.get(desk_of(comment)).text
    assert "Sie haben diesen Kommentar ausgeblendet. Deshalb entscheidet jemand anderes." in page
    assert "Entscheiden können: Ömer." in page
    assert f'action="{desk_of(comment)}/ueberpruefung"' not in page
    assert 'value="restore"' in page
    answer = desk.post(f"{desk_of(comment)}/ueberpruefung", data=RESTORE)
    assert answer.status_code == 422
    assert REASONS in answer.text
    assert comment.status is Status.HIDDEN


def test_the_moderator_asks_the_second_person_by_hand_and_again_when_the_link_ran_out(
    app, comment, hider, other
):
    ask_about(comment)
    desk, path = app.test_client().sign_in(hider), f"{desk_of(comment)}/zweite-person"
    assert "Um Entscheidung bitten" in desk.get(desk_of(comment)).text

    assert desk.post(path).status_code == 303
    page = desk.get(desk_of(comment)).text
    assert "Auch die zweite Person, <bdi>Ruth Zwei</bdi>, kann entscheiden." in page
    assert "um Entscheidung bitten" not in page
    assert desk.post(path).status_code == 409

    with time_machine.travel(now() + LINK_HOLDS + timedelta(hours=1)):
        desk = app.test_client().sign_in(hider)
        assert "abgelaufen" in desk.get(desk_of(comment)).text
        assert "Noch einmal um Entscheidung bitten" in desk.get(desk_of(comment)).text
        assert desk.post(path).status_code == 303
        assert asked()[0].link_holds


def test_where_nobody_can_decide_the_entry_says_what_to_do(app, hider):
    comment = make_hidden(hider, second="")
    ask_about(comment)

    page = app.test_client().sign_in(hider).get(desk_of(comment)).text

    assert "keine zweite Person eingetragen" in page
    assert "Bitten Sie die Redaktion" in page


@pytest.mark.parametrize(
    "data", [{}, {"outcome": "ended", "reasons": REASONS}, {"outcome": "upheld"}]
)
def test_what_is_missing_is_said_at_the_field_and_what_was_typed_stays(app, comment, other, data):
    request = ask_about(comment)
    desk = app.test_client().sign_in(other)

    answer = desk.post(f"{desk_of(comment)}/ueberpruefung", data=data)

    assert answer.status_code == 422
    assert "Bitte prüfen Sie" in answer.text
    assert data.get("reasons", "") in answer.text
    assert request.is_open


def test_the_second_person_sees_only_what_is_to_be_decided_on(client, comment):
    request = ask_about(comment)
    page = client.get(look(request))

    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    for words in (TEXT, WORDS, "Angriff auf eine Person"):
        assert words in page.text
    for words in (comment.name, comment.receipt_number, comment.author.address, "Jana"):
        assert words not in page.text
    before = everything()
    client.get(look(request))
    assert everything() == before


def test_the_second_person_decides_once_and_then_reads_how(client, comment):
    request = ask_about(comment)
    path = look(request)
    assert client.post(path, data={"outcome": "restored"}).status_code == 422

    assert client.post(path, data=UPHOLD).status_code == 303

    page = client.get(path).text
    assert "die Entscheidung ist getroffen" in page
    assert REASONS in page
    assert TEXT not in page
    assert WORDS not in page
    late = client.post(path, data=RESTORE | {"reasons": "Doch anders."})
    assert late.status_code == 409
    assert "Doch anders." in late.text
    assert TEXT not in late.text
    assert (request.outcome, request.reasons) == (Outcome.UPHELD, REASONS)
    assert comment.status is Status.HIDDEN


def test_a_link_that_ran_out_shows_nothing(client, comment):
    path = look(ask_about(comment))
    with time_machine.travel(now() + LINK_HOLDS + timedelta(minutes=1)):
        page = client.get(path)
        assert page.status_code == 410
        assert TEXT not in page.text
        assert comment.dialogue.contact_email in page.text
        assert client.post(path, data=RESTORE).status_code == 410
    assert comment.status is Status.HIDDEN


def test_what_was_decided_or_withdrawn_elsewhere_is_shown_to_nobody(client, hider, other):
    first, second = make_hidden(hider), make_hidden(hider, address="andere@post.example")
    requests = [ask_about(it) for it in (first, second)]
    paths = [hand(request) for request in requests]
    begin_writing()
    decide_review(requests[0], Outcome.UPHELD, REASONS, by=other)
    actions.withdraw(second, by=second.author)
    db.session.commit()

    for path, words in zip(paths, ["hat die Moderation entschieden", "zurückgezogen"], strict=True):
        page = client.get(path).text
        assert words in page
        assert TEXT not in page
        assert REASONS not in page


def hand(request) -> str:
    begin_writing()
    hand_over(request, by=None)
    db.session.commit()
    return look(request)


def test_the_letters_lead_to_these_pages(client, comment):
    ask_about(comment)
    (letter,) = letters("review_asked")
    ((_number, path),) = letter.links.values()
    assert path == "/ueberpruefen/{}"
