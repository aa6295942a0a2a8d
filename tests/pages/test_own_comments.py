"""Authors see to their own comment: signed in or by secret link; and what everybody reads then."""

import re
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import replies
from leitsaetze.comments.models import Comment
from leitsaetze.comments.own_links import CONFIRM_PURPOSE, RECEIPT_PURPOSE, subject_of
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.extensions import db
from leitsaetze.mail.letters import text_of
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.principles.rules import Moderation
from leitsaetze.site.actions import make_link, secret_of
from leitsaetze.site.wording import notices_for
from leitsaetze.text import markdown, plain
from tests.comments.test_rewriting import NEW, at_once, change, publish, written
from tests.factories import make_moderator, make_person

OLD = "Mehr Radwege."


def address_of(comment: Comment) -> str:
    """The page behind the secret link its author was given."""
    purpose = CONFIRM_PURPOSE if comment.author_id else RECEIPT_PURPOSE
    link = make_link(purpose, subject_of(comment), lifetime=timedelta(days=7))
    db.session.commit()
    return f"/beitrag/{secret_of(link)}/"


def typed(client, path: str, **words: str):
    """Send the form at this address with what it carries and these words."""
    carried = r'name="(seen|notice_seen|submission_key)"[^>]*value="([^"]*)"'
    fields = dict(re.findall(carried, client.get(path).text))
    return client.post(path, data=fields | {"tat": "absenden"} | words)


def public(client, comment: Comment) -> str:
    """Everything everybody reads of a comment: the list it stands in and its own page."""
    place = f"/dialoge/{comment.dialogue.slug}/leitsaetze/{comment.principle.number}/"
    return client.get(place).text + client.get(f"/kommentare/{comment.id}").text


def test_somebody_signed_in_changes_a_comment(app):
    comment = written()
    browser = app.test_client().sign_in(comment.author)
    path = f"/mein/kommentare/{comment.id}/aendern"
    assert path in browser.get("/mein/").text
    assert OLD in browser.get(path).text

    answer = typed(browser, path, text=NEW)

    assert answer.status_code == 303
    assert comment.words.text == NEW
    assert "Ihre neue Fassung ist gespeichert." in browser.get("/mein/").text


@pytest.mark.parametrize("address", ["mia@musterland.example", ""])
def test_a_guest_changes_one_by_the_link_that_was_handed_out(client, address):
    comment = written(address=address)
    own = address_of(comment)
    page = client.get(own).text
    assert f"{own}aendern" in page

    answer = typed(client, f"{own}aendern", text=NEW)

    assert answer.status_code == 303
    assert comment.words.text == NEW
    assert "Ihre neue Fassung ist gespeichert." in client.get(answer.location).text


def test_reading_the_pages_changes_nothing(client):
    comment = written()
    own, version = address_of(comment), comment.version

    for path in (own, f"{own}aendern", f"{own}zurueckziehen"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Referrer-Policy"]) == (200, "no-referrer")
        assert answer.headers["Cache-Control"] == "no-store"

    assert (comment.status, comment.version) == (Status.PENDING, version)


@pytest.mark.parametrize("address", ["mia@musterland.example", ""])
def test_a_guest_withdraws_by_link_after_one_question(client, address):
    comment = written(address=address)
    own = address_of(comment)
    assert "Das lässt sich nicht rückgängig machen." in client.get(f"{own}zurueckziehen").text
    assert comment.status is Status.PENDING

    answer = client.post(f"{own}zurueckziehen")

    assert comment.status is Status.WITHDRAWN
    page = client.get(answer.location).text
    assert "Ihr Kommentar ist zurückgezogen." in page
    assert "kann Ihren Kommentar zurückziehen" not in page


@pytest.mark.parametrize("further", ["", "aendern", "zurueckziehen"])
def test_neither_a_receipt_number_nor_a_guess_opens_it(client, further):
    comment = written()

    for secret in (comment.receipt_number, str(comment.id), "x" * 43):
        assert client.get(f"/beitrag/{secret}/{further}").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "moderator", "visitor"])
def test_nobody_else_changes_it(app, who):
    comment = written()
    browser = app.test_client()
    if who != "visitor":
        browser.sign_in(make_person() if who == "stranger" else make_moderator())

    answer = browser.post(f"/mein/kommentare/{comment.id}/aendern", data={"text": NEW})

    assert answer.status_code == (401 if who == "visitor" else 404)
    assert comment.words.text == OLD


def test_too_late_the_text_is_given_back(client):
    comment = written()
    own = address_of(comment)

    with time_machine.travel(now() + timedelta(hours=2)):
        answer = client.post(
            f"{own}aendern",
            data={"text": NEW, "seen": "1.pending", "notice_seen": notice_in_force()},
        )
        assert f"{own}aendern" not in client.get(own).text

    assert answer.status_code == 422
    assert "ist vorbei" in answer.text
    assert NEW in answer.text
    assert comment.words.text == OLD


def notice_in_force() -> str:
    (notice,) = notices_for("comment")
    return f"{notice.version}.{notice.wording}"


def test_the_preview_shows_and_saves_nothing(client):
    comment = written()
    own = address_of(comment)

    page = typed(client, f"{own}aendern", text="Erst\n\nansehen", tat="vorschau").text

    assert "<p>Erst</p>" in page
    assert comment.words.text == OLD


def test_the_same_form_twice_changes_it_once(client):
    comment = written()
    path = f"{address_of(comment)}aendern"
    carried = r'name="(seen|notice_seen|submission_key)"[^>]*value="([^"]*)"'
    fields = dict(re.findall(carried, client.get(path).text)) | {"text": NEW}

    answers = [client.post(path, data=fields).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert comment.text_version == 2


def test_unchecked_words_are_never_public_where_the_moderators_look_first(client):
    comment = written("kanarieneins steht hier.")
    publish(comment)
    assert "kanarieneins" in public(client, comment)

    change(comment, "kanarienzwei steht hier.")

    shown = public(client, comment)
    assert "kanarieneins" not in shown
    assert "kanarienzwei" not in shown
    assert "bearbeitet am" in shown
    assert "sieht ihn sich gerade noch einmal an" in shown


def test_earlier_words_are_never_public_after_the_change(client):
    comment = at_once("kanarieneins steht hier.")
    assert "kanarieneins" in public(client, comment)

    change(comment, "kanarienzwei steht hier.")

    shown = public(client, comment)
    assert "kanarieneins" not in shown
    assert "kanarienzwei" in shown
    assert re.search(r"bearbeitet am <time datetime=", shown)


def test_an_answer_to_other_words_is_marked_for_everybody(client):
    comment = at_once()
    replies.reply(comment, markdown("Danke."), by=make_moderator())
    db.session.commit()
    assert "zu einer früheren Fassung des Kommentars" not in public(client, comment)

    change(comment)

    assert "zu einer früheren Fassung des Kommentars" in public(client, comment)


def test_the_confirmed_guest_is_led_on(client):
    comment = written()
    link = make_link(CONFIRM_PURPOSE, subject_of(comment), lifetime=timedelta(days=7))
    db.session.commit()

    page = client.get(f"/bestaetigen/{secret_of(link)}").text

    assert f'href="/beitrag/{secret_of(link)}/"' in page


def test_the_letter_about_a_decision_leads_there_too(client):
    comment = written()
    carry_out(comment, Deed(verdict=Verdict.PUBLISH), by=make_moderator(), seen=state_of(comment))
    db.session.commit()
    letter = db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()

    (path,) = re.findall(r"http://localhost(/beitrag/\S+)", text_of(letter))

    assert "Mehr Radwege." in client.get(path).text


def test_the_time_there_is_stands_on_the_page_of_the_form(client):
    comment = written(moderation=Moderation.AFTER)

    page = client.get(f"{address_of(comment)}aendern").text

    assert "Die neue Fassung ist sofort zu lesen" in page
    assert plain(OLD).source in page
