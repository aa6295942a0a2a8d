"""Telling of a barrier as a browser sees it, and reading the answer by number."""

import re
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.feedback.models import Feedback
from leitsaetze.feedback.rules import Deed
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import Submission
from tests.comments.test_views import fields_of
from tests.factories import make_comment
from tests.feedback.makers import ADDRESS, WORDS, handle, tell

PAGE = "/barrierefreiheit/rueckmeldung"
TYPED = {"words": WORDS, "page": "/dialoge/", "name": "Vera", "email": ADDRESS}


def opened(client, path=PAGE) -> dict[str, str]:
    fields = fields_of(client.get(path).text)
    fields.pop("wants_answer")
    return fields


def send(client, path=PAGE, *, after=timedelta(seconds=20), **typed):
    fields = opened(client, path)
    with time_machine.travel(now() + after):
        return client.post(path, data=fields | TYPED | typed)


def told() -> list[tuple]:
    return [
        (it.words, it.page, it.name, it.address, it.wants_answer, it.privacy_version, it.locale)
        for it in db.session.scalars(db.select(Feedback))
    ]


def look_up(client, number: str) -> str:
    return client.post("/beleg/", data={"number": number}).text


def test_a_visitor_tells_of_a_barrier_and_gets_a_number(client):
    answer = send(client, wants_answer="y")
    receipt = client.get(answer.location)

    number = db.session.scalars(db.select(Feedback.receipt_number)).one()
    assert answer.status_code == 303
    assert told() == [(WORDS, "/dialoge/", "Vera", ADDRESS, True, 1, "de")]
    assert f"{number[:3]} {number[3:6]} {number[6:]}" in receipt.text
    assert receipt.headers["Cache-Control"] == "no-store"
    assert receipt.headers["Referrer-Policy"] == "no-referrer"
    assert WORDS not in receipt.text


@pytest.mark.parametrize(
    ("setting", "words"), [("30", "innerhalb von 30 Tagen"), ("1", "innerhalb eines Tages")]
)
def test_the_form_promises_what_the_settings_say(client, setting, words):
    change_setting("feedback_answer_days", setting)
    db.session.commit()

    assert words in client.get(PAGE).text
    assert f"innerhalb von {setting} Tagen" in client.get("/barrierefreiheit").text


def test_words_alone_are_enough(client):
    send(client, page="", name="", email="")

    assert told() == [(WORDS, "", "", "", False, 1, "de")]


def test_on_the_english_page_the_letter_will_be_english(client):
    answer = send(client, "/en" + PAGE)

    assert answer.location.startswith("/en" + PAGE)
    assert told()[0][-1] == "en"
    links = db.session.scalars(db.select(OutgoingMail.links)).one()
    assert [path for _link, path in links.values()] == ["/en/abbestellen/{}"]


def test_the_link_at_the_foot_of_every_page_names_the_page(client):
    found = re.search(rf'href="({PAGE}\?seite=[^"]+)"', client.get("/dialoge/?x=geheim").text)[1]

    assert found == f"{PAGE}?seite=/dialoge/"
    assert opened(client, found)["page"] == "/dialoge/"
    english = client.get("/en/dialoge/").text
    assert f'href="/en{PAGE}?seite=/en/dialoge/"' in english


def test_no_page_behind_a_secret_link_names_itself(client):
    receipt = client.get(send(client).location).text

    assert f'href="{PAGE}"' in receipt
    assert "seite=" not in receipt


@pytest.mark.parametrize("page", ["https://boese.example/", "//boese.example", "javascript:x"])
def test_a_link_from_elsewhere_fills_in_nothing(client, page):
    assert opened(client, f"{PAGE}?seite={page}")["page"] == ""


def test_sending_twice_tells_once(client):
    fields = opened(client)
    with time_machine.travel(now() + timedelta(seconds=20)):
        first, second = (client.post(PAGE, data=fields | TYPED) for _ in range(2))

    assert first.location == second.location
    assert len(told()) == 1
    secret = first.location.rpartition("/")[2]
    assert secret not in str(db.session.execute(db.select(Submission.answer)).all())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": " "}, "Bitte beschreiben Sie, was nicht funktioniert hat."),
        ({"words": "x" * 3001}, "Ihr Text hat 3.001 Zeichen."),
        ({"words": "a\x1bb"}, "unsichtbare Steuerzeichen"),
        ({"name": "x" * 81}, "Bitte höchstens 80 Zeichen."),
        ({"page": "x" * 301}, "Bitte höchstens 300 Zeichen."),
        ({"email": "vera"}, "Bitte geben Sie die Adresse vollständig an"),
        ({"website": "https://werbung.example"}, "Bitte senden Sie das Formular noch einmal ab."),
        ({"started": "gestern"}, "Das Formular war länger als einen Tag offen."),
    ],
)
def test_a_mistake_is_said_and_everything_typed_is_kept(client, wrong, said):
    answer = send(client, **wrong)

    assert answer.status_code == 422
    assert said in answer.text
    assert "Fehler: " in answer.text
    assert ADDRESS in answer.text or "email" in wrong
    assert told() == []


def test_a_program_is_too_fast(client):
    assert send(client, after=timedelta(seconds=1)).status_code == 422
    assert told() == []


def test_a_flood_is_stopped_and_the_text_given_back(client):
    answers = [send(client) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert answers[5].headers["Retry-After"]
    assert WORDS in answers[5].text.replace("&#34;", '"')
    assert len(told()) == 5


def test_by_number_one_sees_state_and_answer_and_nothing_else(client):
    feedback = tell(address=ADDRESS, name="Xaver")
    number = feedback.receipt_number
    waiting = look_up(client, f"{number[:3]}-{number[3:]}".lower())
    assert "Wir arbeiten daran und antworten bis zum" in waiting

    handle(feedback, note="Nur intern")
    answered = look_up(client, number)

    assert "<strong>sagt</strong>" in answered
    assert "Nur intern" not in waiting + answered
    assert ADDRESS not in waiting + answered
    assert "Xaver" not in waiting + answered
    assert WORDS not in waiting + answered


def test_by_number_one_sees_why_there_is_no_answer(client):
    feedback = tell()
    handle(feedback, Deed.CLOSE, "Das betrifft eine andere Website.")

    page = look_up(client, feedback.receipt_number)

    assert "Warum es keine Antwort gibt" in page
    assert "Das betrifft eine andere Website." in page


def test_a_comments_number_still_finds_the_comment(client):
    tell()
    comment = make_comment()

    assert "Ihr Kommentar im Dialog" in look_up(client, comment.receipt_number)
    assert "Diese Belegnummer kennen wir nicht." in look_up(client, "AAAAAAAAA")


def test_the_statement_leads_to_the_form(client):
    page = client.get("/barrierefreiheit").text

    assert re.search(rf'kern-btn--primary" href="{PAGE}"', page)


def test_a_guess_is_not_found(client):
    assert client.get(f"{PAGE}/x").status_code == 404


def test_the_key_of_another_form_is_refused_and_the_words_are_kept(client):
    db.session.add(Submission(key="von-woanders", answer="/anmelden/post"))

    answer = send(client, submission_key="von-woanders")

    assert answer.status_code == 409
    assert "Dieses Formular wurde schon gesendet." in answer.text
    assert WORDS.partition("\n")[0] in answer.text
    assert told() == []
