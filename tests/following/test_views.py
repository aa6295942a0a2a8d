"""Following as a browser and a mail client see it."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.following.actions import Subject
from leitsaetze.following.letters import CONFIRM, NEWS
from leitsaetze.following.rules import Rhythm
from leitsaetze.mail.actions import block
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from tests.comments.test_views import fields_of
from tests.following.makers import (
    ADDRESS,
    deliver,
    follow,
    followers,
    settle,
    start_anew,
    subscriptions,
)
from tests.mail.conftest import configure
from tests.mail.servers import MailServer
from tests.proofs.world import everything, make_world

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def world(app):
    world = make_world()
    start_anew()
    return world


@pytest.fixture
def server(app, monkeypatch):
    server = MailServer()
    configure(app, monkeypatch, server)
    yield server
    server.stop()


def secret(purpose: str) -> str:
    question = db.select(AccessLink).where(AccessLink.purpose == purpose)
    return secret_of(db.session.scalars(question.order_by(AccessLink.id.desc()).limit(1)).one())


def ask(client, path: str, **typed):
    fields = fields_of(client.get(path).text)
    fields = {name: it for name, it in fields.items() if name != "rhythm"}
    with time_machine.travel(now() + timedelta(seconds=20)):
        return client.post(path, data=fields | {"email": ADDRESS, "rhythm": "daily"} | typed)


def told_of(world, *subjects: Subject) -> str:
    """Let somebody follow, something happen, and a letter be queued; return the way to end it."""
    for subject in subjects or [Subject(world.dialogue)]:
        follow(subject)
    comment = world.say("Mehr Bäume.")
    world.do(comment, verdict=Verdict.PUBLISH)
    assert settle() == 1
    return f"/abbestellen/nachrichten/{secret('unfollow')}"


def paths(world) -> dict[str, str]:
    comment = world.published
    return {
        "dialogue": f"/dialoge/{world.dialogue.slug}/folgen",
        "principle": f"/dialoge/{world.dialogue.slug}/leitsaetze/1/folgen",
        "comment": f"/kommentare/{comment.id}/folgen",
    }


@pytest.mark.parametrize("what", ["dialogue", "principle", "comment"])
def test_a_visitor_asks_and_confirms(client, world, what):
    path = paths(world)[what]
    page = client.get(path)
    answer = ask(client, path)
    after = client.get(answer.location)

    assert page.headers["Cache-Control"] == "no-store"
    assert answer.status_code == 303
    assert "Jetzt fehlt noch ein Klick" in after.text
    assert ADDRESS not in after.text
    (asked,) = subscriptions()
    assert (asked.confirmed_at, asked.rhythm) == (None, Rhythm.DAILY)
    assert asked.subject.startswith(what)

    way = f"/folgen/{secret('follow')}"
    before = everything()
    shown = client.get(way)
    assert "Möchten Sie folgen?" in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert everything() == before
    done = client.post(way, data=fields_of(shown.text))
    assert done.status_code == 303
    page = client.get(way).text
    assert "<title>Sie folgen jetzt" in page
    assert "<h1>Sie folgen jetzt" in page
    assert subscriptions()[0].confirmed_at is not None


def test_the_form_answers_alike_whether_an_address_is_known(client, world):
    follow(Subject(world.dialogue))
    known = ask(client, paths(world)["dialogue"])
    unknown = ask(client, paths(world)["dialogue"], email="neu@musterland.example")

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert client.get(known.location).text == client.get(unknown.location).text


def test_a_form_without_address_or_rhythm_says_what_is_missing(client, world):
    answer = ask(client, paths(world)["dialogue"], email="", rhythm="")

    assert answer.status_code == 422
    assert "Bitte geben Sie Ihre E-Mail-Adresse an." in answer.text
    assert "Bitte wählen Sie, wie oft" in answer.text
    assert subscriptions() == []


def test_what_is_not_public_cannot_be_followed(client, world):
    for path in (
        f"/kommentare/{world.pending.id}/folgen",
        "/dialoge/gibt-es-nicht/folgen",
        f"/dialoge/{world.dialogue.slug}/leitsaetze/99/folgen",
        "/folgen/unbekannt",
        "/abbestellen/nachrichten/unbekannt",
        "/beleg/eingang/unbekannt/folgen",
    ):
        assert client.get(path).status_code == 404, path


def test_a_guest_follows_the_comment_just_written(client, world):
    write = f"/dialoge/{world.dialogue.slug}/leitsaetze/1/kommentieren"
    fields = fields_of(client.get(write).text)
    with time_machine.travel(now() + timedelta(seconds=20)):
        receipt = client.post(write, data=fields | {"text": "Mehr Busse.", "name": "Theo"}).location
    page = client.get(receipt).text
    way = f"{receipt}/folgen"
    assert f'href="{way}"' in page

    ask(client, way)
    link = f"/folgen/{secret('follow')}"
    client.post(link, data=fields_of(client.get(link).text))

    (followed,) = subscriptions()
    assert followed.comment.name == "Theo"
    assert followed.confirmed_at is not None
    assert "/kommentare/" not in client.get(link).text.partition("<main")[2]


def test_an_old_link_says_that_it_is_over(client, world):
    ask(client, paths(world)["dialogue"])
    way = f"/folgen/{secret('follow')}"
    with time_machine.travel(now() + timedelta(days=8)):
        answer = client.get(way)
        sent = client.post(way)

    assert (answer.status_code, sent.status_code) == (410, 410)
    assert "gilt nicht mehr" in answer.text
    assert subscriptions()[0].confirmed_at is None


def test_an_old_link_does_not_change_how_often_either(client, world):
    path = paths(world)["dialogue"]
    ask(client, path)
    client.post(f"/folgen/{secret('follow')}")
    ask(client, path, rhythm="weekly")
    way = f"/folgen/{secret('follow')}"
    with time_machine.travel(now() + timedelta(days=8)):
        answers = client.get(way).status_code, client.post(way).status_code

    assert answers == (410, 410)
    assert [it.rhythm for it in subscriptions()] == [Rhythm.DAILY]


def test_reading_the_page_of_a_link_ends_nothing(client, world):
    way = told_of(world)
    before = everything()
    page = client.get(way)
    head = client.head(way, query_string=ONE_CLICK)
    client.get(way, query_string=ONE_CLICK)

    assert (page.status_code, head.status_code) == (200, 200)
    assert "Nachrichten abbestellen?" in page.text
    assert everything() == before


def test_the_button_of_a_mail_client_ends_it_without_cookie_or_token(csrf_app, world):
    way = told_of(world)
    for _ in range(2):  # a second time it is over and says the same
        answer = csrf_app.test_client().post(way, data=ONE_CLICK)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "Abbestellt" in answer.text

    assert subscriptions() == []
    assert followers() == []


def test_a_mail_client_may_send_it_as_multipart(csrf_app, world):
    way = told_of(world)
    answer = csrf_app.test_client().post(way, data=ONE_CLICK, content_type="multipart/form-data")

    assert answer.status_code == 200
    assert subscriptions() == []


def test_nothing_but_the_words_of_the_standard_goes_without_a_token(csrf_app, world):
    way = told_of(world)
    for sent in ({}, {"List-Unsubscribe": "Yes"}, {"tat": "alle"}, {"tat": "diese"}):
        assert csrf_app.test_client().post(way, data=sent).status_code == 400
    other = csrf_app.test_client().post(f"/folgen/{'x' * 43}", data=ONE_CLICK)

    assert other.status_code == 404
    assert len(subscriptions()) == 1


def test_the_link_ends_what_its_letter_told_of_and_nothing_else(client, world):
    other = Subject(world.dialogue, world.principles[1].id)
    way = told_of(world, Subject(world.dialogue, world.principles[0].id), other)
    page = client.get(way).text
    assert "Leitsatz 1" in page.partition("<main")[2]
    assert "Leitsatz 2" not in page.partition("<main")[2]
    client.post(way, data=fields_of(page) | {"tat": "diese"})

    assert [it.principle_id for it in subscriptions()] == [world.principles[1].id]
    assert "Abbestellt" in client.get(way).text


def test_the_second_button_ends_everything(client, world):
    way = told_of(
        world,
        Subject(world.dialogue, world.principles[0].id),
        Subject(world.dialogue, world.principles[1].id),
    )
    client.post(way, data=fields_of(client.get(way).text) | {"tat": "alle"})

    assert subscriptions() == []


def test_mail_clients_find_how_to_end_it(app, world, server):
    way = told_of(world)
    with time_machine.travel(now() + timedelta(minutes=3)):
        deliver_waiting(limit=200)

    (letter,) = [it for it in server.taken if it["Subject"] == "Neues zu Ihren abonnierten Themen"]
    assert letter["List-Unsubscribe"] == f"<http://localhost{way}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.get_all("List-Unsubscribe") == [letter["List-Unsubscribe"]]
    assert letter["Reply-To"] == "dialog@musterland.example"
    others = [it for it in server.taken if it["Subject"] != "Neues zu Ihren abonnierten Themen"]
    assert [it["List-Unsubscribe"] for it in others] == [None] * len(others)


def test_a_very_long_address_stays_on_one_line(app, world, monkeypatch):
    base = "https://" + ".".join(["sehr-langer-name-eines-landkreises"] * 5) + ".example"
    monkeypatch.setitem(app.config, "BASE_URL", base)
    way = told_of(world)

    (letter,) = [it.content for it in deliver() if it.recipient == ADDRESS]
    assert f"\r\nList-Unsubscribe: <{base}{way}>\r\n".encode() in letter


def test_whoever_is_signed_in_follows_at_once(app, world):
    browser = app.test_client().sign_in(world.citizen)
    page = browser.get(paths(world)["dialogue"]).text
    assert 'name="email"' not in page
    answer = ask(browser, paths(world)["dialogue"])

    assert answer.location == "/mein/benachrichtigungen/"
    with time_machine.travel(now() + timedelta(seconds=30)):
        assert "der ganze Dialog" in browser.get(answer.location).text
    assert followers() == [world.citizen.address]
    kinds = db.select(OutgoingMail).where(OutgoingMail.kind == CONFIRM)
    assert db.session.scalars(kinds).all() == []


def test_ones_own_list_shows_changes_and_ends(app, world):
    own = world.citizen.address
    first = follow(Subject(world.dialogue), address=own)
    second = follow(Subject(world.dialogue, world.principles[0].id), address=own)
    foreign = follow(Subject(world.dialogue))
    browser = app.test_client().sign_in(world.citizen)
    page = browser.get("/mein/benachrichtigungen/").text
    assert "der ganze Dialog" in page
    assert "Leitsatz 1" in page
    assert ADDRESS not in page

    def send(it, **typed):
        data = {"choice": str(it.id), "rhythm": "weekly"} | typed
        return browser.post("/mein/benachrichtigungen/", data=data)

    assert send(first, tat="aendern").status_code == 303
    assert send(second, tat="beenden").status_code == 303
    assert send(foreign, tat="beenden").status_code == 303
    assert [(it.id, it.rhythm) for it in subscriptions()] == [
        (first.id, Rhythm.WEEKLY),
        (foreign.id, Rhythm.AT_ONCE),
    ]
    send(first, tat="alle-beenden")
    assert [it.id for it in subscriptions()] == [foreign.id]
    assert (
        "Sie folgen noch keinem Dialog, Leitsatz oder Kommentar."
        in browser.get("/mein/benachrichtigungen/").text
    )


def test_pages_lead_to_following_and_to_their_feed(client, world):
    slug = world.dialogue.slug
    expected = {
        f"/dialoge/{slug}/": f"/feeds/dialoge/{slug}.atom",
        f"/dialoge/{slug}/leitsaetze/1/": f"/feeds/dialoge/{slug}/leitsaetze/1.atom",
        f"/kommentare/{world.published.id}": f"/feeds/kommentare/{world.published.id}.atom",
        "/": "/feeds/neues.atom",
        "/dialoge/": "/feeds/neues.atom",
    }
    for path, feed in expected.items():
        for root in ("", "/en"):
            page = client.get(root + path).text
            link = f'<link rel="alternate" type="application/atom+xml" href="{root}{feed}"'
            assert link in page, path
            assert client.get(root + feed).status_code == 200
    for path in list(expected)[:3]:
        page = client.get(path).text
        way = page.partition('folgen" rel="nofollow"')[0].rpartition('href="')[2] + "folgen"
        assert client.get(way).status_code == 200, way
        assert ">Atom-Feed</a>" in page


def test_no_letter_with_news_goes_to_who_wants_none(app, world):
    told_of(world)
    block(ADDRESS)
    db.session.commit()
    sent = []
    with time_machine.travel(now() + timedelta(minutes=3)):
        deliver_waiting(sent.append, limit=200)

    assert [it.recipient for it in sent if it.recipient == ADDRESS] == []
    kept = db.session.scalars(db.select(OutgoingMail).filter_by(kind=NEWS)).one()
    assert kept.cancelled_at is not None
