"""Public pages: the same bytes for everybody, never older than their stamp."""

from datetime import timedelta

import pytest
from sqlalchemy import event, update

from leitsaetze.clock import moved_to, now
from leitsaetze.extensions import db
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import Stamp
from tests.factories import make_moderator


@pytest.fixture
def tag(visitor) -> str:
    return visitor.get("/dull/public").headers["ETag"]


def ask(client, tag):
    return client.get("/dull/public", headers={"If-None-Match": tag})


def test_a_public_page_may_be_kept_if_it_is_asked_for(visitor):
    response = visitor.get("/dull/public")

    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["ETag"]
    assert "Set-Cookie" not in response.headers
    assert "Cookie" in response.headers["Vary"]


def test_an_unchanged_page_is_decided_before_it_is_made(visitor, tag):
    visitor.application.extensions["pages"].clear()
    statements = []
    with visitor.application.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *sent: statements.append(sent[2]))

    response = ask(visitor, tag)

    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == tag
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert len([sent for sent in statements if "SELECT" in sent]) == 1


def test_a_change_is_in_the_very_next_answer(visitor, tag):
    change_setting("county", "Landkreis Musterland")

    response = ask(visitor, tag)

    assert response.status_code == 200
    assert response.text == "Landkreis Musterland"
    assert response.headers["ETag"] != tag


def test_each_address_has_tags_of_its_own(visitor, tag):
    assert visitor.get("/dull/public?nach=7").headers["ETag"] != tag


def test_past_the_next_change_a_kept_page_is_not_fresh(visitor):
    at = now() + timedelta(hours=1)
    db.session.execute(update(Stamp).values(next_change_at=at))
    tag = visitor.get("/dull/public").headers["ETag"]
    assert ask(visitor, tag).status_code == 304

    with moved_to(at):
        response = ask(visitor, tag)
    with moved_to(at + timedelta(seconds=1)):
        later = ask(visitor, response.headers["ETag"])

    assert (response.status_code, later.status_code) == (200, 200)


def test_whoever_has_a_session_bypasses_every_cache(visitor, tag):
    response = ask(visitor.sign_in(make_moderator()), tag)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_an_error_is_kept_by_nobody(visitor):
    response = visitor.post("/dull/public")

    assert response.status_code == 405
    assert response.headers["Cache-Control"] == "no-store"
