"""The guard: every route of this room for everybody, everything else closed by default."""

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask

from leitsaetze.accounts.rules import SIGN_IN_LINK_HOLDS, LinkPurpose, Role
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.web.access import Audience, audience_of, open_to
from tests.accounts.makers import make_staff, secret_for
from tests.conftest import SETTINGS, Client
from tests.factories import make_person

VISITOR, CITIZEN = "visitor", "citizen"
STAFF = [role.value for role in Role]
EVERYBODY = [VISITOR, CITIZEN, *STAFF]
bp = Blueprint("rooms", __name__)


def _door(audience: Audience | None):
    def door(number: int):
        return "drinnen"

    return door if audience is None else open_to(audience)(door)


for _audience in [*Audience, None]:
    _name = _audience.value if _audience else "undeclared"
    bp.add_url_rule(f"/tuer/{_name}/<int:number>", _name, _door(_audience), methods=["GET", "POST"])

ADMITTED = {
    "public": EVERYBODY,
    "anybody": EVERYBODY,
    "citizen": [CITIZEN, *STAFF],
    "staff": STAFF,
    "moderator": ["moderator"],
    "editor": ["editor"],
    "administrator": ["administrator"],
    "undeclared": [],
}


@pytest.fixture
def house(app) -> Iterator[Flask]:
    """The application with a door for every audience, on the same database."""
    same = {"INSTANCE": app.config["INSTANCE"], "DATABASE_URL": app.config["DATABASE_URL"]}
    made = create_app(SETTINGS | same)
    made.test_client_class = Client
    made.register_blueprint(bp)
    with made.app_context():
        yield made
        db.session.rollback()
        db.engine.dispose()


def browser_of(house, who) -> Client:
    if who == VISITOR:
        return house.test_client()
    person = make_person() if who == CITIZEN else make_staff(Role(who))
    return house.test_client().sign_in(person)


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_door_opens_for_its_audience_only(house, who):
    client = browser_of(house, who)
    refused = (303, 401) if who == VISITOR else (403, 403)
    for door, admitted in ADMITTED.items():
        answers = [client.get(f"/tuer/{door}/1"), client.post(f"/tuer/{door}/1")]

        expected = (200, 200) if who in admitted else refused
        assert (door, tuple(a.status_code for a in answers)) == (door, expected)
        assert [a.text == "drinnen" for a in answers] == [who in admitted] * 2


def test_several_roles_open_several_doors(house):
    client = house.test_client().sign_in(make_staff(Role.EDITOR, Role.ADMINISTRATOR))

    opened = [door for door in ADMITTED if client.get(f"/tuer/{door}/1").status_code == 200]

    assert opened == ["public", "anybody", "citizen", "staff", "editor", "administrator"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_does_not_exist_is_404_for_everybody(house, who):
    client = browser_of(house, who)

    assert client.get("/gibt-es-nicht").status_code == 404
    assert client.post("/gibt-es-nicht").status_code == 404
    assert client.get("/static/nein.css").status_code == 404
    assert client.get("/static/mark.svg").status_code == 200
    assert client.delete("/abmelden").status_code == 405


def test_other_methods_reveal_nothing_either(house):
    visitor = house.test_client()

    assert visitor.head("/tuer/moderator/1").status_code == 303
    assert visitor.options("/tuer/moderator/1").status_code == 303


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_routes_of_this_room_are_for_everybody(house, who):
    client = browser_of(house, who)
    secret = secret_for(make_person(), LinkPurpose.SIGN_IN, SIGN_IN_LINK_HOLDS)
    expected = {
        "/anmelden": (200, 422),
        "/anmelden/link": (200, 422),
        "/anmelden/post": (200, 405),
        "/passwort-vergessen": (200, 422),
        f"/passwort/{secret}": (404, 404),
        "/abmelden": (200, 200 if who == VISITOR else 303),
        f"/mein/{secret}": (200, 303),
    }

    answers = {path: (client.get(path), client.post(path)) for path in expected}

    assert {path: (a.status_code, b.status_code) for path, (a, b) in answers.items()} == expected
    stored = {r.headers["Cache-Control"] for pair in answers.values() for r in pair}
    assert stored == {"no-store"}


def test_every_route_of_this_room_declares_its_audience(app):
    views = {n: v for n, v in app.view_functions.items() if n.startswith("accounts.")}

    assert len(views) == 7
    assert {audience_of(view) for view in views.values()} == {Audience.ANYBODY}
