"""Every route for every reader: open to whom the table says, closed to everybody else."""

from collections.abc import Iterator

import pytest

from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.web.access import Audience, audience_of
from tests.conftest import SETTINGS, Client
from tests.proofs.routes import DEMO, ROUTES, closed, not_there, taking
from tests.proofs.ways import addresses, browser, fields
from tests.proofs.world import READERS, SECRET, everything, make_world


@pytest.fixture
def world(app):
    return make_world()


@pytest.fixture
def demo_app(app) -> Iterator:
    """The demonstration, on the database of `app`."""
    place = {name: app.config[name] for name in ("DATABASE_URL", "INSTANCE")}
    demo = create_app(SETTINGS | place | {"DEMO": True, "BASE_URL": "http://127.0.0.1:8000"})
    demo.test_client_class = Client
    yield demo
    with demo.app_context():
        db.engine.dispose()


def expected(endpoint: str, reader: str, method: str) -> set[int]:
    """The answers that are right; what is done leads on, or says so on the same page."""
    if closed(endpoint, reader):
        return {403} if reader != "visitor" else {303} if method == "GET" else {401}
    if not_there(endpoint, reader):
        return {404}
    return {200} if method == "GET" else {200, 303}


def kept_out(endpoint: str, reader: str) -> bool:
    return closed(endpoint, reader) or not_there(endpoint, reader)


def declared(app) -> dict[str, tuple[set[str], Audience | None]]:
    return {
        rule.endpoint: (
            rule.methods - {"HEAD", "OPTIONS"},
            audience_of(app.view_functions[rule.endpoint]),
        )
        for rule in app.url_map.iter_rules()
    }


def test_every_route_stands_in_the_table_with_its_audience(app, demo_app):
    assert declared(app) == ROUTES
    assert declared(demo_app) == ROUTES | DEMO


@pytest.mark.parametrize("reader", READERS)
def test_reading_lets_in_whom_the_table_names_and_changes_nothing(app, world, reader):
    paths = addresses(app, world)
    client = browser(app, world, reader)
    before = everything()

    for endpoint in taking("GET"):
        right = expected(endpoint, reader, "GET")
        for method in ("GET", "HEAD"):
            found = client.open(paths[endpoint], method=method)
            assert found.status_code in right, (method, endpoint)
        if closed(endpoint, reader):
            assert SECRET not in client.get(paths[endpoint]).text, endpoint

    assert everything() == before


@pytest.mark.parametrize("reader", READERS)
def test_sending_lets_in_whom_the_table_names_and_nobody_else_changes_anything(app, world, reader):
    paths = addresses(app, world)
    typed = fields(app, world, paths)

    client = browser(app, world, reader)
    before = everything()
    for endpoint in taking("POST"):
        if kept_out(endpoint, reader):
            found = client.post(paths[endpoint], data=typed[endpoint])
            assert found.status_code in expected(endpoint, reader, "POST"), endpoint
            assert everything() == before, endpoint
            assert SECRET not in found.text, endpoint

    for endpoint in taking("POST"):
        if not kept_out(endpoint, reader):
            found = browser(app, world, reader).post(paths[endpoint], data=typed[endpoint])
            assert found.status_code in expected(endpoint, reader, "POST"), endpoint


def test_visitors_are_led_to_the_sign_in_page_and_back(app, world):
    paths = addresses(app, world)
    client = app.test_client()

    for endpoint in taking("GET"):
        if closed(endpoint, "visitor"):
            location = client.get(paths[endpoint]).location
            assert location == f"/anmelden?weiter={paths[endpoint]}", endpoint


def test_what_a_route_does_not_take_it_refuses(app, world):
    paths = addresses(app, world)
    client = browser(app, world, "moderator")
    before = everything()

    for endpoint, (methods, _audience) in ROUTES.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods:
            found = client.open(paths[endpoint], method=method)
            assert found.status_code == 405, (method, endpoint)

    assert everything() == before


def test_without_its_token_no_form_of_anybody_changes_anything(csrf_app, world):
    paths = addresses(csrf_app, world)
    typed = fields(csrf_app, world, paths)
    for reader in ("citizen", "moderator"):
        client = browser(csrf_app, world, reader)
        before = everything()
        for endpoint in taking("POST"):
            if not kept_out(endpoint, reader):
                found = client.post(paths[endpoint], data=typed[endpoint])
                assert found.status_code == 400, (endpoint, reader)
                assert everything() == before, endpoint


def test_what_the_demonstration_adds_keeps_to_the_same_rules(demo_app, world):
    pages = ["/demo/post", f"/demo/post/{world.failed.id}", "/demo/anmelden/moderator"]
    client = demo_app.test_client()
    before = everything()
    demo_app.config["WTF_CSRF_ENABLED"] = True

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert client.post("/demo/anmelden/moderator").status_code == 400
    assert everything() == before


def test_the_demonstration_is_nowhere_else(client):
    for page in ("/demo/post", "/demo/post/1", "/demo/anmelden/moderator"):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404
