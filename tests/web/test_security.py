"""Headers of every answer, and who may keep it."""

import pytest

from leitsaetze.accounts.rules import Role
from leitsaetze.web.access import Audience
from tests.factories import make_person

PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize(
    "address", ["/impressum", "/dull/form", "/gibt-es-nicht", "/static/mark.svg", "/healthz"]
)
def test_every_answer_protects_its_reader(visitor, address):
    headers = visitor.get(address).headers

    assert {name: headers.get(name) for name in PROTECTION} == PROTECTION
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "http" not in headers["Content-Security-Policy"]


def test_a_page_behind_a_secret_link_tells_nobody_where_it_is(visitor):
    headers = visitor.get("/dull/link/ein-geheimnis").headers

    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_behind_https_browsers_stay_there_and_cookies_are_bound(dull):
    app = dull(BASE_URL="https://leitsaetze.example", WTF_CSRF_ENABLED=True)

    response = app.test_client().get("/dull/form", base_url="https://leitsaetze.example")

    assert response.headers["Strict-Transport-Security"].startswith("max-age=")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-leitsaetze=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("address", ["/impressum?x=%00", "/dull/link/%00", "/%00"])
def test_nul_in_an_address_is_not_found(visitor, address):
    assert visitor.get(address).status_code == 404


def test_a_number_no_column_can_hold_is_not_found(visitor):
    assert visitor.get(f"/dull/error/{2**31}").status_code == 404


def test_the_host_header_changes_no_link(visitor):
    assert "fremd.example" not in visitor.get("/impressum", headers={"Host": "fremd.example"}).text


def test_without_declared_proxies_what_they_say_is_not_believed(visitor):
    forged = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}
    words = {"words": "Landkreis"}

    statuses = [
        visitor.post("/dull/form", data=words, headers=forged | {"X-Forwarded-For": f"10.0.0.{n}"})
        for n in range(4)
    ]

    assert [response.status_code for response in statuses] == [303, 303, 303, 429]


def test_a_declared_proxy_says_where_a_request_comes_from(dull):
    client = dull(PROXIES=1).test_client()
    words = {"words": "Landkreis"}

    responses = [
        client.post("/dull/form", data=words, headers={"X-Forwarded-For": f"10.0.0.{n}"})
        for n in range(4)
    ]

    assert {response.status_code for response in responses} == {303}


def test_a_view_without_audience_is_open_to_nobody(dull):
    app = dull()
    assert app.test_client().get("/dull/undeclared").status_code == 303

    administrator = make_person(*Role)
    response = app.test_client().sign_in(administrator).get("/dull/undeclared")

    assert response.status_code == 403
    assert "Für niemanden" not in response.text


def test_every_view_of_the_product_declares_its_audience(app):
    undeclared = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not isinstance(getattr(app.view_functions[rule.endpoint], "audience", None), Audience)
    ]

    assert undeclared == []
