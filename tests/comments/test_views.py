"""Writing, confirming and the receipt, as a browser sees it."""

import re
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.models import Consent
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import db
from leitsaetze.mail.letters import text_of
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site.models import Submission
from leitsaetze.site.processings import PROCESSINGS
from tests.accounts.makers import forms_of
from tests.comments.test_intake import make_open_principle
from tests.factories import make_person
from tests.pages.makers import statements

TYPED = {
    "text": "Mehr Radwege, bitte.",
    "name": "Radlerin",
    "organisation": "Dorfwerk",
    "email": "",
    "tat": "absenden",
}


def path_of(principle) -> str:
    return f"/dialoge/{principle.dialogue.slug}/leitsaetze/{principle.number}/kommentieren"


def send(client, path, *, after=timedelta(seconds=20), **typed):
    """Open the form, take some time, send it."""
    page = client.get(path).get_data(as_text=True)
    with time_machine.travel(now() + after):
        return client.post(path, data=fields_of(page) | TYPED | typed)


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the last form of a page, with its box not ticked."""
    fields = dict(forms_of(page).popitem()[1])
    return {name: value for name, value in fields.items() if name != "invitations"}


def comments() -> list[tuple[str, str, Status]]:
    return [(c.name, c.words.text, c.status) for c in db.session.scalars(db.select(Comment))]


def link_in(kind: str, part: str) -> str:
    letter = db.session.scalars(db.select(OutgoingMail).where(OutgoingMail.kind == kind)).first()
    return re.search(rf"http://localhost({part}\S+)", text_of(letter))[1]


def test_a_guest_writes_and_gets_a_receipt(client):
    principle = make_open_principle()

    answer = send(client, path_of(principle))
    receipt = client.get(answer.location).get_data(as_text=True)

    number = db.session.scalars(db.select(Comment.receipt_number)).one()
    assert answer.status_code == 303
    assert comments() == [("Radlerin", "Mehr Radwege, bitte.", Status.PENDING)]
    assert f"{number[:4]} {number[4:]}" in receipt


def test_the_dialogue_as_a_whole_takes_comments_too(client):
    dialogue = make_open_principle().dialogue

    send(client, f"/dialoge/{dialogue.slug}/kommentieren")

    assert db.session.scalars(db.select(Comment.principle_id)).all() == [None]


def test_sending_twice_writes_once_and_leads_to_the_same_receipt(client):
    path = path_of(make_open_principle())
    hidden = fields_of(client.get(path).get_data(as_text=True))

    with time_machine.travel(now() + timedelta(seconds=20)):
        answers = [client.post(path, data=hidden | TYPED).location for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(comments()) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Bitte schreiben Sie Ihren Kommentar."),
        ({"text": "x" * 5001}, "Ihr Text hat 5.001 Zeichen."),
        ({"name": ""}, "Ein Fantasiename genügt."),
        ({"name": "x" * 81}, "Bitte höchstens 80 Zeichen."),
        ({"name": "Mоderation"}, "mit der Verwaltung verwechselt"),
        ({"organisation": "x" * 121}, "Bitte höchstens 120 Zeichen."),
        ({"email": "oberau@"}, "zum Beispiel name@beispiel.de"),
        ({"email": "straße@musterland.example"}, "zum Beispiel name@beispiel.de"),
        ({"email": "", "invitations": "y"}, "brauchen wir Ihre E-Mail-Adresse"),
        ({"text": "a\x00b"}, "Steuerzeichen"),
        ({"website": "https://spam.example"}, "noch einmal ab"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(client, typed, sentence):
    answer = send(client, path_of(make_open_principle()), **typed)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert sentence in page
    assert "Bitte prüfen Sie eine Angabe" in page
    assert (typed.get("organisation") or "Dorfwerk") in page
    assert comments() == []


def test_an_error_stands_at_its_field_and_in_the_summary_in_the_same_words(client):
    page = send(client, path_of(make_open_principle()), name="").get_data(as_text=True)

    sentence = "Bitte geben Sie einen Namen an. Ein Fantasiename genügt."
    assert page.count(sentence) == 2
    assert 'href="#name"' in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("after", [timedelta(seconds=1), timedelta(days=1, seconds=1)])
def test_too_fast_or_a_day_late_is_asked_again_and_then_taken(client, after):
    path = path_of(make_open_principle())

    refused = send(client, path, after=after)
    again = fields_of(refused.get_data(as_text=True))
    with time_machine.travel(now() + after + timedelta(seconds=30)):
        taken = client.post(path, data=again | {"tat": "absenden"})

    assert refused.status_code == 422
    assert taken.status_code == 303
    assert comments() == [("Radlerin", "Mehr Radwege, bitte.", Status.PENDING)]


def test_a_forged_time_is_not_believed(client):
    answer = send(client, path_of(make_open_principle()), started="1")

    assert answer.status_code == 422
    assert comments() == []


def test_the_preview_shows_the_text_and_writes_nothing(client):
    answer = send(
        client, path_of(make_open_principle()), tat="vorschau", text="Erstens\n\nZweitens"
    )
    page = answer.get_data(as_text=True)

    assert answer.status_code == 200
    assert "<p>Erstens</p><p>Zweitens</p>" in page
    assert comments() == []


def test_a_preview_can_then_be_sent(client):
    path = path_of(make_open_principle())
    preview = send(client, path, tat="vorschau").get_data(as_text=True)
    shown = fields_of(preview)

    with time_machine.travel(now() + timedelta(minutes=1)):
        client.post(path, data=shown | TYPED)

    assert len(comments()) == 1


def test_a_closed_dialogue_takes_no_comment_and_gives_the_text_back(client):
    principle = make_open_principle(closes_at=now() + timedelta(minutes=5))

    answer = send(client, path_of(principle), after=timedelta(minutes=6))
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert "Dieser Dialog ist beendet" in page
    assert "Mehr Radwege, bitte." in page
    assert comments() == []


@pytest.mark.parametrize(
    "path", ["/dialoge/fehlt/kommentieren", "/dialoge/fehlt/leitsaetze/1/kommentieren"]
)
def test_where_there_is_no_dialogue_there_is_no_form(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, data=TYPED).status_code == 404


def test_an_address_is_confirmed_from_another_browser_by_a_button(app, client):
    send(client, path_of(make_open_principle()), email="Buergerin@Musterland.example")
    link = link_in("confirm", "/bestaetigen/")
    other = app.test_client()

    page = other.get(link)
    assert comments()[0][2] is Status.AWAITING_CONFIRMATION
    answer = other.post(link, data=fields_of(page.get_data(as_text=True)))

    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert answer.status_code == 303
    assert comments()[0][2] is Status.PENDING
    assert "bestätigt" in other.get(link).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/bestaetigen/falsch", "/beleg/eingang/falsch"])
def test_a_wrong_token_opens_nothing(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_a_token_is_good_for_its_purpose_only(client):
    answer = send(client, path_of(make_open_principle()), email="buergerin@musterland.example")

    receipt_token = answer.location.rpartition("/")[2]
    confirm_token = link_in("confirm", "/bestaetigen/").rpartition("/")[2]
    assert client.get(f"/bestaetigen/{receipt_token}").status_code == 404
    assert client.get(f"/beleg/eingang/{confirm_token}").status_code == 404


def test_the_receipt_corrects_a_wrong_address(client):
    receipt = send(
        client, path_of(make_open_principle()), email="falsch@musterland.example"
    ).location
    page = client.get(receipt).get_data(as_text=True)
    hidden = fields_of(page)

    answer = client.post(receipt, data=hidden | {"email": "richtig@musterland.example"})

    addresses = db.session.scalars(
        db.select(OutgoingMail.address).where(OutgoingMail.cancelled_at.is_(None))
    ).all()
    assert "falsch@musterland.example" in page
    assert answer.status_code == 303
    assert addresses == ["richtig@musterland.example"]


def test_the_link_to_a_wrong_address_confirms_nothing_once_it_is_corrected(app, client):
    receipt = send(
        client,
        path_of(make_open_principle()),
        email="falsch@musterland.example",
        invitations="y",
    ).location
    first = link_in("confirm", "/bestaetigen/")
    fields = fields_of(client.get(receipt).get_data(as_text=True))
    client.post(receipt, data=fields | {"email": "opfer@musterland.example"})

    assert app.test_client().post(first).status_code == 404
    assert comments()[0][2] is Status.AWAITING_CONFIRMATION
    assert db.session.scalars(db.select(Consent)).all() == []


def test_asking_twice_by_a_double_click_sends_one_letter(client):
    receipt = send(client, path_of(make_open_principle()), email="radlerin@post.example").location
    fields = fields_of(client.get(receipt).get_data(as_text=True))

    for _ in range(2):
        assert client.post(receipt, data=fields).status_code == 303

    assert len(db.session.scalars(db.select(OutgoingMail)).all()) == 2


def test_no_table_keeps_the_secret_of_a_receipt(client):
    secret = send(client, path_of(make_open_principle())).location.rpartition("/")[2]

    assert secret not in str(db.session.scalars(db.select(Submission.answer)).all())


def test_the_consent_shown_is_the_consent_kept(client):
    page = client.get(path_of(make_open_principle())).get_data(as_text=True)

    assert PROCESSINGS["invitations"].consent in page


@pytest.mark.parametrize("organisation", ["Landratsamt Musterland – Moderation", "Redaktion/Team"])
def test_an_organisation_does_not_imitate_the_county_either(client, organisation):
    answer = send(client, path_of(make_open_principle()), organisation=organisation)

    assert answer.status_code == 422
    assert comments() == []


def test_a_signed_in_citizen_is_not_asked_for_an_address(app, client):
    client.sign_in(make_person())

    send(client, path_of(make_open_principle()))

    assert comments()[0][2] is Status.PENDING
    assert db.session.scalars(db.select(Comment.author_id)).one() is not None


def test_whose_sign_in_ended_while_writing_is_told_before_anything_is_sent(app, client):
    principle = make_open_principle()
    client.sign_in(make_person())
    fields = fields_of(client.get(path_of(principle)).get_data(as_text=True))
    stranger = app.test_client()

    with time_machine.travel(now() + timedelta(seconds=20)):
        refused = stranger.post(path_of(principle), data=fields | TYPED)
        again = fields_of(refused.get_data(as_text=True))
        taken = stranger.post(path_of(principle), data=again | {"tat": "absenden"})

    assert refused.status_code == 422
    assert "Ihre Anmeldung ist abgelaufen" in refused.get_data(as_text=True)
    assert taken.status_code == 303
    assert comments() == [("Radlerin", "Mehr Radwege, bitte.", Status.PENDING)]


def test_too_many_comments_of_one_network_wait_and_keep_the_text(client):
    principle = make_open_principle()
    for _ in range(10):
        assert send(client, path_of(principle)).status_code == 303

    answer = send(client, path_of(principle))

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Mehr Radwege, bitte." in answer.get_data(as_text=True)
    assert len(comments()) == 10


def test_without_a_token_of_the_session_nothing_is_written_and_the_text_stays(csrf_app):
    client = csrf_app.test_client()

    answer = send(client, path_of(make_open_principle()), csrf_token="")

    assert answer.status_code == 400
    assert "Mehr Radwege, bitte." in answer.get_data(as_text=True)
    assert comments() == []


EXACT = [
    "20. Mai um 17 Uhr\n#Bus fährt nicht\n1. Erstens",
    "Straße, Ärger, Öl, „Zitat“ – und …",
    "👍🏽 Familie 👨‍👩‍👧",
    "مرحبا بالعالم",
    "  eingerückt\n\tTabulator\n\n\nneuer Absatz",
    "<b>kein</b> HTML & kein &amp; Zeichen",
    "*kein* _Markdown_ [nirgends](javascript:alert(1))",
]


@pytest.mark.parametrize("text", EXACT)
def test_a_text_is_kept_to_the_letter(client, text):
    send(client, path_of(make_open_principle()), text=text)

    assert comments()[0][1] == text.strip()


@pytest.mark.parametrize("email", ["", "eva@musterland.example"])
def test_taking_in_a_comment_needs_few_statements_while_others_wait(client, email):
    path = path_of(make_open_principle())
    send(client, path, email=email)  # whatever is put together only once

    page = client.get(path).get_data(as_text=True)
    with time_machine.travel(now() + timedelta(seconds=20)), statements() as asked:
        client.post(path, data=fields_of(page) | TYPED | {"email": email})

    assert len(asked) <= (20 if email else 15), asked
    assert not [it for it in asked if it.startswith("SAVEPOINT")]
    assert len([it for it in asked if " FROM setting" in it]) <= 2
