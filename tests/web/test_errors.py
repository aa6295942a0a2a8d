"""Error pages: in the layout, with their status, and without the words of anybody."""

import pytest

from leitsaetze.web.errors import PAGES


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_each_error_has_a_page_in_the_layout(visitor, code):
    response = visitor.get(f"/dull/error/{code}")

    assert response.status_code == code
    assert f"<h1>{PAGES[code][0]}</h1>" in response.text
    assert 'href="/datenschutz"' in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_an_unknown_address_has_the_page_of_404(visitor):
    response = visitor.get("/gibt-es-nicht")

    assert response.status_code == 404
    assert PAGES[404][0] in response.text


def test_the_wrong_method_is_told_which_ones_there_are(visitor):
    response = visitor.post("/impressum")

    assert response.status_code == 405
    assert PAGES[405][0] in response.text
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_refusal_no_form_caught_is_shown_in_its_own_words(visitor):
    response = visitor.get("/dull/conflict")

    assert response.status_code == 409
    assert "Eine Kollegin war schneller." in response.text


def test_a_malfunction_says_where_it_happened_and_nobodys_words(visitor, caplog):
    response = visitor.get("/dull/broken")

    assert response.status_code == 500
    assert "Geheime Worte" not in response.text
    assert "dull.broken: ValueError in conftest.py" in caplog.text
    assert "Geheime Worte" not in caplog.text


def test_more_than_can_be_read_gets_the_page_of_413(visitor):
    response = visitor.post("/dull/form", data={"words": "x" * 4_100_000})

    assert response.status_code == 413
    assert PAGES[413][0] in response.text


@pytest.mark.parametrize("address", ["/impressum", "/gibt-es-nicht", "/dull/error/403"])
def test_without_database_a_static_page_answers(cut_off, address):
    response = cut_off.test_client().get(address)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Unsere Datenbank antwortet nicht" in response.text
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_without_database_the_text_comes_back_and_the_password_does_not(cut_off):
    cut_off.config["WTF_CSRF_ENABLED"] = False
    secrets = {"password": "drei kleine Worte", "password_again": "drei kleine Worte"}
    typed = {"words": "Mehr <b>Radwege</b>, bitte."} | secrets

    response = cut_off.test_client().post("/dull/form", data=typed)

    assert response.status_code == 503
    assert "Mehr &lt;b&gt;Radwege&lt;/b&gt;, bitte." in response.text
    assert "drei kleine Worte" not in response.text


def test_without_database_staff_get_the_static_page_too(cut_off):
    client = cut_off.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "a secret of a session nobody can look up"

    response = client.get("/mein/")

    assert response.status_code == 503
    assert "Unsere Datenbank antwortet nicht" in response.text
    assert "Content-Security-Policy" in response.headers
