"""Marks, watched words and closed addresses in the browser."""

import re

import pytest

from leitsaetze.comments import closing, intake, marking
from leitsaetze.comments.fair_play import ClosedAddress, WatchWord
from leitsaetze.comments.models import Comment
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.drafts.rules import KEEP
from leitsaetze.extensions import db
from leitsaetze.text import plain
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.comments.test_marks import LONG
from tests.comments.test_views import send
from tests.factories import make_moderator, make_person

REASON = "Vierzig gleiche Kommentare."


@pytest.fixture
def moderator(app):
    return make_moderator(name="Jana")


@pytest.fixture
def desk(client, moderator):
    return client.sign_in(moderator)


@pytest.fixture
def principle(app):
    return make_open_principle()


def submitted(principle, text=LONG, **given) -> Comment:
    comment = intake.submit(said(words=plain(text)), principle.dialogue, principle, **given)
    db.session.commit()
    return comment


def words_in(page: str) -> str:
    """What a page says, without what differs from form to form and from receipt to receipt."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'value="[^"]*"|receipt-number">[^<]*|/beleg/[^"?]*', "", main)


def close(principle, moderator) -> ClosedAddress:
    comment = submitted(principle, author=make_person(address=ADDRESS))
    closure = closing.close_address(comment, days=7, reason=REASON, by=moderator)
    db.session.commit()
    return closure


def test_the_list_says_what_stands_out_and_has_it_last(desk, principle):
    first = submitted(principle)
    second = submitted(principle)
    third = submitted(principle, "Mehr Busse.")
    marking.look_through()

    page = desk.get("/moderation/").text

    assert f"Auffällig: gleicher Text wie Kommentar {first.id}" in page
    places = [page.index(f"/moderation/kommentare/{it.id}/") for it in (first, third, second)]
    assert places == sorted(places)


def test_the_entry_says_it_too_leads_there_and_says_that_it_is_only_a_hint(desk, principle):
    first, second = submitted(principle), submitted(principle)
    marking.look_through()

    page = desk.get(f"/moderation/kommentare/{second.id}").text

    assert f'href="/moderation/kommentare/{first.id}">gleicher Text wie' in page
    assert "Nur ein Hinweis." in page
    assert "Das fällt auf" not in desk.get(f"/moderation/kommentare/{first.id}").text


def test_nobody_else_sees_a_mark(client, desk, principle, app):
    submitted(principle), submitted(principle)
    marking.look_through()

    assert "Auffällig" not in app.test_client().get(f"/dialoge/{principle.dialogue.slug}/").text


def test_words_are_added_and_removed(desk):
    path = "/moderation/woerter/"
    assert "Noch steht kein Wort auf der Liste." in desk.get(path).text

    added = desk.post(path, data={"word": "Kasino!"})
    assert added.status_code == 303
    word = db.session.scalars(db.select(WatchWord)).one()
    assert (word.word, word.by.name) == ("kasino", "Jana")
    assert "kasino" in desk.get(path).text

    choice = {"choice": str(word.id)}
    twice = [desk.post(f"{path}entfernen", data=choice).status_code for _ in range(2)]
    assert twice == [303, 303]
    assert db.session.scalars(db.select(WatchWord)).all() == []


@pytest.mark.parametrize("word", ["", "!!!", "x" * 61])
def test_a_word_that_says_nothing_is_refused_at_the_form(desk, word):
    answer = desk.post("/moderation/woerter/", data={"word": word})

    assert answer.status_code == 422
    assert "Bitte prüfen Sie eine Angabe" in answer.text


@pytest.mark.parametrize("choice", ["", "x", "1:2"])
def test_a_button_that_never_was_is_refused(desk, choice):
    assert desk.post("/moderation/woerter/entfernen", data={"choice": choice}).status_code == 422


def test_closing_leads_back_to_the_entry_which_says_so(desk, principle):
    comment = submitted(principle, author=make_person(address=ADDRESS))
    path = f"/moderation/kommentare/{comment.id}/adresse-schliessen"
    assert path in desk.get(f"/moderation/kommentare/{comment.id}").text
    page = desk.get(path).text
    assert ADDRESS not in page

    answer = desk.post(path, data={"days": "14", "reason": REASON})

    assert (answer.status_code, answer.location) == (303, f"/moderation/kommentare/{comment.id}")
    assert "ist bis einschließlich" in desk.get(answer.location).text
    listed = desk.get("/moderation/adressen/").text
    assert REASON in listed
    assert ADDRESS not in listed


def test_a_reason_that_is_missing_is_asked_for_and_what_was_typed_is_kept(desk, principle):
    comment = submitted(principle, author=make_person(address=ADDRESS))
    path = f"/moderation/kommentare/{comment.id}/adresse-schliessen"

    refused = desk.post(path, data={"days": "30", "reason": ""})
    kept = desk.post(path, data={"days": "30", "reason": "Halb", "tat": KEEP})

    assert refused.status_code == 422
    assert '<option selected value="30">' in refused.text
    assert kept.status_code == 303
    assert db.session.scalars(db.select(WorkingCopy)).one().about == f"comment:{comment.id}:adresse"
    assert "Halb" in desk.get(path).text
    assert db.session.scalars(db.select(ClosedAddress)).all() == []


def test_a_comment_without_address_has_no_such_page(desk, principle):
    comment = submitted(principle)

    assert "adresse-schliessen" not in desk.get(f"/moderation/kommentare/{comment.id}").text
    path = f"/moderation/kommentare/{comment.id}/adresse-schliessen"
    assert desk.get(path).status_code == 404


def test_an_address_is_opened_again_once(desk, principle, moderator):
    closure = close(principle, moderator)
    path = f"/moderation/adressen/{closure.id}/oeffnen"

    assert desk.post(path).status_code == 303
    assert desk.post(path).status_code == 422
    assert "Zurzeit ist keine Adresse geschlossen." in desk.get("/moderation/adressen/").text


def test_the_form_answers_strangers_alike_whether_an_address_is_closed(app, principle, moderator):
    close(principle, moderator)
    path = f"/dialoge/{principle.dialogue.slug}/leitsaetze/{principle.number}/kommentieren"

    def answer(address: str) -> tuple[int, str]:
        guest = app.test_client()
        sent = send(guest, path, email=address)
        return sent.status_code, guest.get(sent.location).text.replace(address, "…")

    (known, page), (unknown, other) = answer(ADDRESS), answer("zwei@musterland.example")
    assert known == unknown == 303
    assert words_in(page) == words_in(other)


def test_somebody_signed_in_reads_the_reason_and_keeps_the_text(app, principle, moderator):
    closure = close(principle, moderator)
    citizen = app.test_client().sign_in(closure.comment.author)
    path = f"/dialoge/{principle.dialogue.slug}/leitsaetze/{principle.number}/kommentieren"

    answer = send(citizen, path, text="Noch ein Gedanke.", email="")

    assert answer.status_code == 422
    assert REASON in answer.text
    assert "Noch ein Gedanke." in answer.text
