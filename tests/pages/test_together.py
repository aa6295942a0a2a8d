"""One answer under several comments, as everybody reads it and as their authors do."""

import re

import pytest

from leitsaetze.comments import actions, replies
from leitsaetze.comments.rules import Verdict
from leitsaetze.text import markdown
from tests.factories import make_moderator, make_person, make_principle
from tests.pages.makers import address_of, hide, publish, submit, withdraw


@pytest.fixture
def principle(app):
    return make_principle()


def together(*comments):
    first, *others = comments
    words = markdown("Für alle.", reply=True)
    return replies.reply(first, words, by=make_moderator(), others=others)


def said_of(client, comment) -> str:
    page = client.get(f"/kommentare/{comment.id}").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_each_shows_for_which_comments_the_answer_is_by_number_only(client, principle):
    one, two = publish(principle, name="Anna"), publish(principle, name="Bert")
    together(one, two)

    page = client.get(address_of(principle)).text
    english = client.get(f"/en{address_of(principle)}").text

    assert page.count("Gemeinsame Antwort auf 2 Kommentare:") == 2
    assert f'href="/kommentare/{two.id}">Kommentar {two.id}</a>' in page
    assert f"diesen, Kommentar {two.id}" in said_of(client, one)
    assert "Bert" not in said_of(client, one)
    assert f'href="/en/kommentare/{two.id}"' in english
    assert "Gemeinsame Antwort" not in english


def test_an_answer_to_one_says_nothing_of_others(client, principle):
    together(publish(principle))

    assert "Gemeinsame Antwort" not in client.get(address_of(principle)).text


def test_who_joins_and_leaves_is_seen_at_once_at_all_of_them(client, principle):
    one, two, three = (publish(principle) for _ in range(3))
    answer = together(one, two)
    assert "auf 2 Kommentare" in said_of(client, one)

    replies.share_reply(answer, [three], by=make_moderator())
    assert all("auf 3 Kommentare" in said_of(client, it) for it in (one, two, three))
    replies.leave_reply(answer, [two], by=make_moderator())
    assert "auf 2 Kommentare" in said_of(client, one)
    assert "Gemeinsame" not in said_of(client, two)
    replies.leave_reply(answer, [three], by=make_moderator())
    assert "Gemeinsame" not in said_of(client, one)


def test_a_hidden_withdrawn_or_erased_one_keeps_its_place_and_nothing_of_its_words(
    client, principle
):
    words = {"text": "Kanarienvogel", "name": "Kanarienfrau"}
    stays, hidden = publish(principle), publish(principle, **words)
    withdrawn, erased = publish(principle, **words), publish(principle, **words)
    together(stays, hidden, withdrawn, erased)
    hide(hidden)
    withdraw(withdrawn)
    withdraw(erased, Verdict.ERASE)

    assert "Gemeinsame Antwort auf 4 Kommentare" in said_of(client, stays)
    assert "Für alle." not in said_of(client, hidden)
    assert "Für alle." in said_of(client, erased)
    for comment in (stays, hidden, withdrawn, erased):
        answer = client.get(f"/kommentare/{comment.id}")
        assert answer.status_code == 200
        assert "Kanarien" not in answer.text


def test_one_that_loses_its_public_place_is_named_no_more_at_once(client, principle):
    one, two, three = (publish(principle) for _ in range(3))
    together(one, two, three)
    assert "auf 3 Kommentare" in said_of(client, one)

    actions.decide(three, Verdict.TAKE_BACK, by=make_moderator())
    assert "auf 2 Kommentare" in said_of(client, one)
    assert client.get(f"/kommentare/{three.id}").status_code == 404
    actions.decide(three, Verdict.PUBLISH, by=make_moderator())
    assert "auf 3 Kommentare" in said_of(client, one)


def test_authors_see_it_by_receipt_and_in_their_own_place(app, client, principle):
    person, one = make_person(), publish(principle)
    two = submit(principle)
    two.author_id = person.id
    actions.decide(two, Verdict.PUBLISH, by=make_moderator())
    together(one, two)

    receipt = client.post("/beleg/", data={"number": two.receipt_number}).text
    mine = app.test_client().sign_in(person).get("/mein/").text

    assert all("Gemeinsame Antwort auf 2 Kommentare:" in page for page in (receipt, mine))
    assert all(f'href="/kommentare/{one.id}"' in page for page in (receipt, mine))
