"""The same bytes for every anonymous reader, proven fresh before they are made."""

import pytest

from leitsaetze.comments import actions, replies
from leitsaetze.principles import wording
from leitsaetze.text import markdown
from tests.factories import make_moderator, make_person, make_principle
from tests.pages.makers import address_of, answer, hide, many, publish, statements

AT_MOST = 11


@pytest.fixture
def principle(app):
    return make_principle()


@pytest.fixture
def paths(principle):
    dialogue = f"/dialoge/{principle.dialogue.slug}/"
    comment = publish(principle)
    return [
        "/",
        "/dialoge/",
        dialogue,
        f"{dialogue}kommentare/",
        address_of(principle),
        f"{address_of(principle)}?sortierung=neueste&nach=5000",
        f"{address_of(principle)}fassungen/1",
        f"/kommentare/{comment.id}",
    ]


def test_no_page_sets_a_cookie_and_every_page_can_be_proven_fresh(client, paths):
    for path in paths:
        found = client.get(path)
        assert found.status_code == 200, path
        assert "Set-Cookie" not in found.headers, path
        assert found.headers["ETag"], path
        assert found.headers["Cache-Control"] == "public, no-cache", path
        assert found.headers["Vary"] == "Cookie, Accept-Encoding", path


def test_every_reader_gets_the_same_bytes(app, paths):
    plain_reader = app.test_client()
    odd_reader = app.test_client()
    odd_reader.set_cookie("erfunden", "1")
    odd = {
        "Accept-Language": "en, ar;q=0.5",
        "User-Agent": "Lynx",
        "X-Forwarded-Host": "boese.example",
        "X-Forwarded-Proto": "https",
        "Host": "boese.example",
        "Referer": "https://boese.example/",
        "Accept": "text/plain",
    }

    for path in paths:
        one, other = plain_reader.get(path), odd_reader.get(path, headers=odd)
        assert one.data == other.data, path
        assert one.headers["ETag"] == other.headers["ETag"], path


def test_an_unchanged_page_is_not_made_again(app, client, paths):
    tags = {path: client.get(path).headers["ETag"] for path in paths}

    for path, tag in tags.items():
        app.extensions["pages"].clear()
        with statements() as asked:
            found = client.get(path, headers={"If-None-Match": tag})
        assert found.status_code == 304, path
        assert found.data == b"", path
        assert found.headers["ETag"] == tag, path
        assert len(asked) <= 2, asked  # the stamp, and of some pages the parts


def test_signed_in_readers_are_never_told_from_a_cache(app, paths):
    reader = app.test_client().sign_in(make_person())
    tag = app.test_client().get("/").headers["ETag"]

    found = reader.get("/", headers={"If-None-Match": tag})

    assert found.status_code == 200
    assert found.headers["Cache-Control"] == "private, no-store"
    assert "Abmelden" in found.text


@pytest.mark.parametrize("deed", ["publish", "hide", "answer", "correct", "settle", "revise"])
def test_the_very_next_answer_shows_the_deed(client, principle, deed):
    comment = publish(principle)
    reply = answer(comment) if deed == "correct" else None
    path = address_of(principle)
    before = client.get(path)

    {
        "publish": lambda: publish(principle, "Noch einer."),
        "hide": lambda: hide(comment),
        "answer": lambda: answer(comment),
        "correct": lambda: replies.correct_reply(
            reply, comment, markdown("Neu.", reply=True), by=make_moderator()
        ),
        "settle": lambda: actions.settle(comment, by=make_moderator()),
        "revise": lambda: revise(principle),
    }[deed]()
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert after.data != before.data


def revise(principle):
    note = {"explanation": "Kürzer.", "change_note": "Gekürzt."}
    wording.revise(principle, statement="Wir handeln.", by=None, **note)


def questions_of(client, path) -> int:
    client.application.extensions["pages"].clear()
    with statements() as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_five_comments_and_five_hundred_cost_the_same_questions(client, principle, paths):
    many(principle, 5)
    many(None, 5, dialogue=principle.dialogue)
    few = {path: questions_of(client, path) for path in paths}

    many(principle, 495)
    many(None, 495, dialogue=principle.dialogue)

    assert {path: questions_of(client, path) for path in paths} == few
    assert max(few.values()) <= AT_MOST, few
