"""Reporting a comment as a browser sees it, and reading by number what came of it."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import actions as comments
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.reports import actions
from leitsaetze.reports.models import Report
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import HouseRule, Submission
from leitsaetze.site.rulebook import Wish, publish_rules
from tests.comments.test_views import fields_of
from tests.factories import make_comment, make_moderator
from tests.reports.makers import (
    ADDRESS,
    WORDS,
    a_rule,
    hide,
    make_published,
    outcomes,
    report,
    reported,
)

ILLEGAL = {"reason": "rechtswidrig", "ground": "§ 185 StGB, im zweiten Satz", "good_faith": "y"}


@pytest.fixture
def comment(app):
    return make_published()


def path_of(comment) -> str:
    return f"/kommentare/{comment.id}/melden"


def opened(client, path: str) -> dict[str, str]:
    fields = fields_of(client.get(path).text)
    return {name: it for name, it in fields.items() if name not in {"reason", "good_faith"}}


def send(client, path: str, *, after=timedelta(seconds=20), **typed):
    fields = opened(client, path)
    usual = {"reason": str(a_rule().id), "words": WORDS, "email": ADDRESS}
    with time_machine.travel(now() + after):
        return client.post(path, data=fields | usual | typed)


def kept() -> list[tuple]:
    return [
        (it.rule_id, it.ground, it.words, it.name, it.address, it.good_faith, it.locale)
        for it in db.session.scalars(db.select(Report))
    ]


def look_up(client, number: str) -> str:
    return client.post("/beleg/", data={"number": number}).text


def test_a_visitor_reports_a_comment_and_gets_a_number(client, comment):
    answer = send(client, path_of(comment))
    receipt = client.get(answer.location)

    number = db.session.scalars(db.select(Report.receipt_number)).one()
    assert answer.status_code == 303
    assert kept() == [(a_rule().id, "", WORDS, "", ADDRESS, False, "de")]
    assert f"{number[:5]} {number[5:]}" in receipt.text
    assert receipt.headers["Cache-Control"] == "no-store"
    assert receipt.headers["Referrer-Policy"] == "no-referrer"
    assert WORDS not in receipt.text


def test_a_rule_alone_is_enough(client, comment):
    send(client, path_of(comment), words="", email="")

    assert kept() == [(a_rule().id, "", "", "", "", False, "de")]


def test_what_is_illegal_comes_with_a_ground_and_in_good_faith(client, comment):
    send(client, path_of(comment), **ILLEGAL, name="Mia")

    assert kept() == [(None, ILLEGAL["ground"], WORDS, "Mia", ADDRESS, True, "de")]


def test_what_is_asked_for_the_law_is_not_kept_without_it(client, comment):
    send(client, path_of(comment), ground="Vertippt", good_faith="y", name="Mia")

    assert kept() == [(a_rule().id, "", WORDS, "", ADDRESS, False, "de")]


def test_in_english_the_letters_will_be_english(client, comment):
    answer = send(client, "/en" + path_of(comment))

    assert answer.location.startswith("/en" + path_of(comment))
    assert kept()[0][-1] == "en"
    (letter,) = db.session.scalars(db.select(OutgoingMail))
    assert letter.text.startswith("Good day,")


def test_the_rules_are_those_of_the_comments_time(client, comment):
    wishes = [Wish(1, "Ganz neu", "Bitte."), Wish(99, "Noch eine", "Bitte.")]
    publish_rules("So reden wir.", wishes, note="Neu", by_id=None)
    newest = db.session.scalars(db.select(HouseRule.id).order_by(HouseRule.id.desc())).first()
    page = client.get(path_of(comment)).text

    answer = send(client, path_of(comment), reason=str(newest))

    assert a_rule().title in page or "Ganz neu" not in page
    assert "Noch eine" not in page
    assert answer.status_code == 422
    assert kept() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": ""}, "Bitte wählen Sie eine Regel"),
        ({"reason": "0"}, "Bitte wählen Sie eine Regel"),
        ({"reason": "rechtswidrig"}, "Bitte schreiben Sie, welches Recht verletzt wird"),
        ({"reason": "rechtswidrig", "ground": "Ja"}, "Bitte bestätigen Sie"),
        ({"words": "x" * 3001}, "Bitte höchstens 3000 Zeichen."),
        (ILLEGAL | {"name": "x" * 81}, "Bitte höchstens 80 Zeichen."),
        ({"words": "a\x1bb"}, "unsichtbare Steuerzeichen"),
        ({"email": "mia"}, "Bitte geben Sie die Adresse vollständig an"),
        ({"website": "https://werbung.example"}, "Bitte senden Sie das Formular noch einmal ab."),
    ],
)
def test_a_mistake_is_said_and_everything_typed_is_kept(client, comment, wrong, said):
    answer = send(client, path_of(comment), **wrong)

    assert answer.status_code == 422
    assert said in answer.text
    assert "Fehler: " in answer.text
    assert WORDS in answer.text or "words" in wrong
    assert kept() == []
    assert reported(comment) == 0


def test_sending_twice_reports_once(client, comment):
    fields = opened(client, path_of(comment)) | {"reason": str(a_rule().id)}
    with time_machine.travel(now() + timedelta(seconds=20)):
        first, second = (client.post(path_of(comment), data=fields) for _ in range(2))

    assert first.location == second.location
    assert len(kept()) == 1
    secret = first.location.rpartition("/")[2]
    assert secret not in str(db.session.execute(db.select(Submission.answer)).all())


def test_a_flood_from_one_network_is_stopped_and_the_text_given_back(client, comment):
    answers = [send(client, path_of(comment)) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert answers[5].headers["Retry-After"]
    assert WORDS in answers[5].text
    assert reported(comment) == -1


@pytest.mark.parametrize("verdict", [Verdict.HIDE, Verdict.WITHDRAW, Verdict.ERASE])
def test_what_is_gone_is_not_shown_and_cannot_be_reported(client, comment, verdict):
    fields = opened(client, path_of(comment))
    words, name = comment.words.text, comment.name
    rule = a_rule() if verdict is Verdict.HIDE else None
    comments.decide(comment, verdict, by=None, rule=rule, words="Grund")
    db.session.commit()

    page = client.get(path_of(comment))
    with time_machine.travel(now() + timedelta(seconds=20)):
        typed = {"reason": str(a_rule().id), "words": WORDS}
        answer = client.post(path_of(comment), data=fields | typed)

    assert (page.status_code, answer.status_code) == (200, 422)
    for text in (page.text, answer.text):
        assert "Hier gibt es nichts mehr zu melden" in text
        assert words not in text
        assert name not in text
    assert WORDS in answer.text
    assert kept() == []


def test_what_never_was_public_is_not_there(client):
    assert client.get(path_of(make_comment())).status_code == 404
    assert client.get("/kommentare/999999/melden").status_code == 404


def test_a_receipt_belongs_to_its_comment(client, comment):
    token = send(client, path_of(comment)).location.rpartition("/")[2]

    assert client.get(f"{path_of(make_published())}/{token}").status_code == 404
    assert client.get(f"{path_of(comment)}/x").status_code == 404


def test_every_public_comment_leads_to_the_form(client, comment):
    comment.name = "Rita <b>Rad</b>"
    place = f"/dialoge/{comment.dialogue.slug}/leitsaetze/{comment.principle.number}/"
    link = (
        f'<a class="kern-link" href="{path_of(comment)}" rel="nofollow">Melden'
        '<span class="kern-sr-only"> (Kommentar von <bdi>Rita &lt;b&gt;Rad&lt;/b&gt;</bdi>)</span>'
        "</a>"
    )
    pages = (place, f"{place}?sortierung=neueste", f"/kommentare/{comment.id}")
    db.session.commit()

    assert [link in client.get(page).text for page in pages] == [True] * 3
    assert f'href="/en{path_of(comment)}"' in client.get(f"/en{place}").text
    hide(comment)
    assert ["/melden" in client.get(page).text for page in pages] == [False] * 3


def test_reading_about_reports_sets_no_cookie_but_the_forms_own(csrf_app, comment):
    client = csrf_app.test_client()
    assert "Set-Cookie" not in client.get(f"/kommentare/{comment.id}").headers

    cookies = client.get(path_of(comment)).headers.getlist("Set-Cookie")

    assert len(cookies) == 1
    assert cookies[0].startswith("leitsaetze=")


def test_by_number_one_sees_what_was_decided_and_nothing_else(client, comment):
    made = report(comment, illegal=True, ground="Geheim", name="Xaver", address=ADDRESS)
    number = made.receipt_number
    waiting = look_up(client, f"{number[:5]}-{number[5:]}".lower())
    assert "entscheidet, ob er bleibt" in waiting

    actions.dismiss(comment, made.id, by=make_moderator(), words="Das ist erlaubt.")
    db.session.commit()
    decided = look_up(client, number)

    assert "Der Kommentar bleibt." in decided
    assert "Das ist erlaubt." in decided
    for words in (WORDS, "Geheim", "Xaver", ADDRESS, comment.words.text):
        assert words not in waiting + decided


def test_by_number_one_sees_the_rule_but_not_the_words_for_the_author(client, comment):
    made = report(comment)
    hide(comment, words="Nur für die Verfasserin")

    page = look_up(client, made.receipt_number)

    assert f"Regel 1, {a_rule().title}" in page
    assert "Nur für die Verfasserin" not in page


def test_by_number_one_sees_that_there_is_nothing_left_to_decide(client, comment):
    made = report(comment)
    comments.withdraw(comment, by=comment.author)
    db.session.commit()

    assert "Damit ist Ihre Meldung erledigt." in look_up(client, made.receipt_number)


def test_held_back_it_is_nowhere_to_be_read(client, comment):
    change_setting("hold_back_after", "1")
    place = f"/dialoge/{comment.dialogue.slug}/leitsaetze/{comment.principle.number}/"
    pages = (place, f"/kommentare/{comment.id}", f"/en{place}", f"/en/kommentare/{comment.id}")
    words = comment.words.text
    assert all(words in client.get(page).text for page in pages)

    send(client, path_of(comment))

    assert comment.is_held_back
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert words not in answer.text
        assert comment.name not in answer.text
    assert "Die Moderation sieht ihn sich gerade noch einmal an." in client.get(pages[1]).text
    mine = look_up(client, comment.receipt_number)
    assert "Die Moderation sieht ihn sich gerade noch einmal an." in mine
    assert "noch nicht gelesen" not in mine
    assert outcomes() == [None]
