"""Texts of the site as a browser sees them."""

from datetime import timedelta

import pytest

from leitsaetze.clock import moved_to
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site import health
from leitsaetze.site.actions import change_setting, publish_text
from tests.conftest import SETTINGS
from tests.factories import saved


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/impressum", "Impressum"),
        ("/datenschutz", "Datenschutz"),
        ("/barrierefreiheit", "Barrierefreiheit"),
        ("/regeln", "Regeln der Diskussion"),
        ("/hilfe/", "Hilfe"),
    ],
)
def test_a_fresh_installation_shows_its_texts(client, address, heading):
    response = client.get(address)

    assert response.status_code == 200
    assert f"<h1>{heading}</h1>" in response.text
    assert "Set-Cookie" not in response.headers


def test_a_new_version_is_in_the_very_next_answer(client):
    tag = client.get("/impressum").headers["ETag"]

    publish_text("impressum", "Impressum", "Neue Anschrift")
    db.session.commit()
    response = client.get("/impressum", headers={"If-None-Match": tag})

    assert response.status_code == 200
    assert "Neue Anschrift" in response.text


def test_settings_fill_the_places_of_the_texts(client):
    publish_text("impressum", "Impressum", "Verantwortlich: {{county}}")
    change_setting("county", "Landkreis Musterland")
    db.session.commit()

    assert "Verantwortlich: Landkreis Musterland" in client.get("/impressum").text


def test_the_process_says_that_it_answers(client):
    assert client.get("/healthz").json == {"status": "ok"}


def test_readiness_says_that_all_is_well_and_nothing_else(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json) == (200, {"status": "ok", "failing": []})
    assert "Set-Cookie" not in response.headers


def test_a_letter_that_waits_for_hours_makes_the_site_unready(client):
    letter = saved(
        OutgoingMail(
            kind="decision",
            deed_key="decision:1",
            address="person@musterland.example",
            about="comment:1",
            subject="Ihr Kommentar",
            text="Guten Tag",
            html="",
            message_id="<1@musterland.example>",
        )
    )

    with moved_to(letter.created_at + timedelta(hours=3, minutes=59)):
        early = client.get("/readyz")
    with moved_to(letter.created_at + timedelta(hours=4)):
        late = client.get("/readyz")

    assert early.status_code == 200
    assert (late.status_code, late.json) == (503, {"status": "unready", "failing": ["mail"]})


def test_a_full_disk_makes_the_site_unready(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**80)

    assert client.get("/readyz").json == {"status": "unready", "failing": ["disk"]}


def test_without_database_the_site_is_unready_and_alive(tmp_path):
    nowhere = "postgresql://nobody@127.0.0.1:9/none"
    app = create_app(SETTINGS | {"DATABASE_URL": nowhere, "INSTANCE": str(tmp_path)})

    response = app.test_client().get("/readyz")

    assert (response.status_code, response.json["failing"]) == (503, ["database", "mail"])
    assert app.test_client().get("/healthz").status_code == 200
