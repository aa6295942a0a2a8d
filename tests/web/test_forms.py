"""What every form does: whatever is refused, what was typed is still there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text

from leitsaetze import config, extensions
from leitsaetze.extensions import begin_writing, db
from leitsaetze.site.actions import all_settings, change_setting
from leitsaetze.web import forms

TYPED = {"name": "Ein Bürger", "words": "Mehr <b>Radwege</b>\nund Busse"}
SHOWN = "Mehr &lt;b&gt;Radwege&lt;/b&gt;\nund Busse</textarea>"


def assert_nothing_happened(response, status: int, message: str) -> None:
    assert response.status_code == status
    assert message in response.text
    assert SHOWN in response.text
    assert 'value="Ein Bürger"' in response.text
    assert all_settings()["county"] == "Landkreis"


def test_a_form_does_its_deed_and_leads_on(visitor):
    response = visitor.post("/dull/form", data=TYPED)

    assert response.status_code == 303
    assert all_settings()["county"] == "Mehr <b>Radwege</b>\nund Busse"


def test_showing_a_form_does_nothing(visitor):
    response = visitor.get("/dull/form")

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert all_settings()["county"] == "Landkreis"


def test_a_missing_field_is_an_empty_one(visitor):
    change_setting("county", "Vorher")

    response = visitor.post("/dull/form", data={"name": "Ein Bürger"})

    assert response.status_code == 303
    assert all_settings()["county"] == ""


def test_an_error_stands_at_its_field_and_in_the_summary(visitor):
    response = visitor.post("/dull/form", data=TYPED | {"name": "x" * 21})

    assert response.status_code == 422
    assert response.text.count("Feld kann nicht länger als 20 Zeichen sein.") == 2
    assert SHOWN in response.text


def test_a_lost_session_keeps_what_was_typed(dull):
    response = dull(WTF_CSRF_ENABLED=True).test_client().post("/dull/form", data=TYPED)

    assert_nothing_happened(response, 400, forms.EXPIRED)


def test_the_form_shown_after_a_lost_session_works(dull):
    client = dull(WTF_CSRF_ENABLED=True).test_client()
    shown = client.post("/dull/form", data=TYPED)

    token = shown.text.partition('name="csrf_token"')[2].split('value="')[1].split('"')[0]
    response = client.post("/dull/form", data=TYPED | {"csrf_token": token})

    assert response.status_code == 303


def test_coming_back_after_signing_in_only_shows_the_form(visitor):
    response = visitor.post("/dull/form", data=TYPED | {forms.RESUME: "1"})

    assert_nothing_happened(response, 200, "Ein Bürger")


def test_too_often_keeps_what_was_typed_and_says_when_to_come_back(visitor):
    for _ in range(3):
        assert visitor.post("/dull/form", data=TYPED | {"words": "Landkreis"}).status_code == 303

    response = visitor.post("/dull/form", data=TYPED)

    assert_nothing_happened(response, 429, forms.TOO_OFTEN)
    assert int(response.headers["Retry-After"]) <= 60


def test_looking_at_it_too_often_keeps_what_was_typed_and_does_not_count_as_sending(visitor):
    statuses = [visitor.post("/dull/preview", data=TYPED).status_code for _ in range(4)]

    response = visitor.post("/dull/preview", data=TYPED)

    assert statuses == [200] * 4
    assert_nothing_happened(response, 429, forms.TOO_OFTEN)
    assert visitor.post("/dull/form", data=TYPED).status_code == 303


@pytest.mark.parametrize("address", ["/dull/form", "/dull/preview"])
def test_a_refusal_keeps_its_status(visitor, address):
    response = visitor.post(address, data=TYPED | {"name": "Überholt"})

    assert response.status_code == 409
    assert SHOWN in response.text


def test_an_ipv6_household_counts_as_one_and_a_neighbour_does_not(visitor):
    for host in ("2001:db8::1", "2001:db8::2", "2001:db8::3"):
        visitor.post("/dull/form", data=TYPED, environ_base={"REMOTE_ADDR": host})

    statuses = [
        visitor.post("/dull/form", data=TYPED, environ_base={"REMOTE_ADDR": host}).status_code
        for host in ("2001:db8::4", "2001:db8:0:1::1")
    ]

    assert statuses == [429, 303]


def test_ipv4_addresses_seen_through_an_ipv6_socket_are_no_household(visitor):
    hosts = [f"::ffff:192.0.2.{number}" for number in range(1, 5)]

    statuses = [
        visitor.post("/dull/form", data=TYPED, environ_base={"REMOTE_ADDR": host}).status_code
        for host in (*hosts, hosts[0], hosts[0], "192.0.2.1")
    ]

    assert statuses == [303] * 6 + [429]


def test_a_refusal_of_the_domain_is_an_error_of_the_form(visitor):
    response = visitor.post("/dull/form", data=TYPED | {"name": "Nein"})

    assert response.status_code == 422
    assert "Das geht nicht, Nein." in response.text
    assert SHOWN in response.text


def test_what_a_colleague_removed_meanwhile_is_an_error_of_the_form(visitor):
    response = visitor.post("/dull/form", data=TYPED | {"name": "Weg"})

    assert response.status_code == 409
    assert forms.OVERTAKEN in response.text
    assert SHOWN in response.text


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
@pytest.mark.parametrize("code", ["40P01", "40001"])
def test_a_deadlock_keeps_what_was_typed(visitor, code):
    response = visitor.post("/dull/form", data=TYPED | {"name": code})

    assert response.status_code == 503
    assert forms.BUSY in response.text
    assert SHOWN in response.text


def test_a_line_stays_one_line_and_what_nobody_sees_is_empty(visitor):
    response = visitor.post(
        "/dull/preview", data={"name": " Ein\r\n\t Bürger\n", "words": "\u200b"}
    )

    assert 'value="Ein Bürger"' in response.text
    assert "\u200b" not in response.text


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\u2028", "\ufffe"])
def test_control_characters_are_refused_at_their_field(visitor, character):
    response = visitor.post("/dull/form", data=TYPED | {"name": f"Ein{character}Bürger"})

    assert response.status_code == 422
    assert response.text.count(forms.CONTROL_CHARACTERS) == 2
    assert SHOWN in response.text
    assert all_settings()["county"] == "Landkreis"


def test_everything_else_is_kept_to_the_letter(visitor):
    words = "Fünf\tHügel\n\n#Bus 🚌 – „Größe“ \u200fעברית"

    visitor.post("/dull/form", data={"words": f"  {words}\r\n"})

    assert all_settings()["county"] == words


def test_far_too_much_text_comes_back(visitor):
    words = "Wort " * 50_000

    response = visitor.post("/dull/form", data=TYPED | {"words": words})

    assert response.status_code == 413
    assert words.strip() in response.text


def test_a_busy_database_keeps_what_was_typed(app, dull, monkeypatch):
    monkeypatch.setattr(extensions, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr(config, "LOCK_TIMEOUT_MS", 50)
    client = dull().test_client()

    with somebody_else_writing(app):
        response = client.post("/dull/form", data=TYPED)

    assert_nothing_happened(response, 503, forms.BUSY)
    assert response.headers["Retry-After"] == "10"
    assert client.post("/dull/form", data=TYPED).status_code == 303


@contextmanager
def somebody_else_writing(app) -> Iterator[None]:
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    on_sqlite = engine.dialect.name == "sqlite"
    lock = "BEGIN IMMEDIATE" if on_sqlite else "LOCK TABLE setting IN EXCLUSIVE MODE"
    with engine.connect() as connection:
        connection.execute(text(lock))
        yield
    engine.dispose()


def test_the_submission_key_survives_and_an_invented_one_is_replaced(visitor):
    kept = visitor.post("/dull/form", data={"name": "Nein", "submission_key": "k3y-of_ours"})
    replaced = visitor.post("/dull/form", data={"name": "Nein", "submission_key": "'; --"})

    assert 'value="k3y-of_ours"' in kept.text
    assert "; --" not in replaced.text
    assert re.search(r'name="submission_key"[^>]* value="[\w-]+"', replaced.text)


def test_writing_begins_with_the_right_to_write(app):
    change_setting("county", "Vorher")
    db.session.commit()

    begin_writing()
    change_setting("county", "Nachher")
    db.session.rollback()

    assert all_settings()["county"] == "Vorher"
