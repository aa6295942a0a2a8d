"""Odd addresses, wishes and headers get a page; forged ones reach no link and no letter."""

from urllib.parse import urljoin, urlsplit

import pytest

from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.mail.letters import html_of, text_of
from leitsaetze.mail.models import OutgoingMail
from tests.accounts.makers import PASSWORD, forms_of
from tests.conftest import SETTINGS, Client
from tests.papers import words_in
from tests.proofs.routes import sender, taking
from tests.proofs.ways import addresses, browser, fields, on_sqlite
from tests.proofs.world import make_world

ODD_PARTS = [
    "%00",
    "%FF%FE",
    "%0d%0aSet-Cookie:%20a=b",
    "..%2F..%2Fetc%2Fpasswd",
    "%E2%80%AE",
    "%F0%9F%98%80",
    "%D9%A3",
    "0",
    "-1",
    "1.5",
    str(2**31),
    str(2**63),
    "9" * 4000,
    "x" * 4000,
    "<script>",
    "' OR 1=1 --",
    "{{7*7}}",
]
WISHES = (
    "nach von bis sortierung ansicht dialog leitsatz weiter v noch-einmal tat q art feld".split()
)
ODD_WISHES = [*ODD_PARTS, "²", "1&{}=2", "", "allgemein", "%", "%zz", "1" * 19]
WITH_WISHES = """
    accounts.sign_in events.index moderation.entry pages.changes pages.comparison pages.principle
    search.index
""".split()
FOREIGN = "boese.example"
FORGED = {
    "Host": FOREIGN,
    "X-Forwarded-Host": FOREIGN,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": f"//{FOREIGN}",
    "Forwarded": f"host={FOREIGN};proto=https",
    "X-Original-Host": FOREIGN,
}
ODD_HEADERS = [
    {"Cookie": "leitsaetze=" + "x" * 8000},
    {"Cookie": "leitsaetze=eyJfdXNlcl9pZCI6IjEifQ.aa.bb; leitsaetze=zweites"},
    {"Cookie": "\xff\xfe=\x01; ;;=;leitsaetze"},
    {"If-None-Match": '"' * 50 + ", W/, *"},
    {"If-Modified-Since": "gestern"},
    {"Range": "bytes=9-1,-,x"},
    {"Accept": "\xff/\xff;q=x"},
    {"Accept-Language": "de;q=ä, ;;, -"},
    {"Authorization": "Basic ???"},
    {"Content-Length": "-5"},
    {"Content-Type": "multipart/form-data"},
    {"User-Agent": "\x01\x7f"},
    {"Expect": "100-continue"},
    {"Upgrade": "h2c", "Connection": "Upgrade"},
]
# Where a sign-in page must never lead.
ELSEWHERE = [
    f"https://{FOREIGN}",
    f"//{FOREIGN}",
    f"///{FOREIGN}",
    f"/\\{FOREIGN}",
    f"\\\\{FOREIGN}",
    f"/\t/{FOREIGN}",
    f"\t//{FOREIGN}",
    f"/\n/{FOREIGN}",
    f"/..//{FOREIGN}",
    f"/%09/{FOREIGN}",
    f" //{FOREIGN}",
    f"https:{FOREIGN}",
    f"http:///{FOREIGN}",
    f"javascript:alert('{FOREIGN}')",
    f"data:text/html,{FOREIGN}",
    f"/x\r\nLocation: https://{FOREIGN}",
    f"/\u2028/{FOREIGN}",
    f"mailto:a@{FOREIGN}",
]


@pytest.fixture
def world(app):
    return make_world()


def templates(app) -> list[str]:
    """The pattern of each address that has a part to fill in, with {} in its place."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.arguments]
    return [rule.partition("<")[0] + "{}" + rule.rpartition(">")[2] for rule in rules]


def test_no_address_breaks_whatever_stands_in_it(app, world):
    client = browser(app, world, "moderator")
    paths = {place.format(odd) for place in templates(app) for odd in ODD_PARTS}
    paths |= {f"/dialoge/{world.dialogue.slug}/leitsaetze/{odd}/" for odd in ODD_PARTS}

    found = {path: client.get(path) for path in sorted(paths)}

    assert {path[:80] for path, answer in found.items() if answer.status_code >= 500} == set()
    headers = [answer.headers for answer in found.values()]
    cookies = {cookie for sent in headers for cookie in sent.getlist("Set-Cookie")}
    assert {cookie for cookie in cookies if not cookie.startswith("leitsaetze=")} == set()


def test_no_page_breaks_whatever_is_wished(app, world):
    paths = addresses(app, world)
    client = browser(app, world, "moderator")
    broken = []

    for endpoint in taking("GET"):
        for odd in ODD_WISHES if endpoint in WITH_WISHES else ODD_WISHES[-5:]:
            query = "&".join(f"{name}={odd.replace('{}', name)}" for name in WISHES)
            code = client.get(f"{paths[endpoint]}?{query}").status_code
            broken += [(endpoint, odd[:20], code)] if code >= 500 else []
    for name in WISHES[:5]:  # one by one on the page that reads most of them
        for odd in ODD_WISHES:
            path = f"{paths['moderation.queue']}?dialog={world.dialogue.id}&{name}={odd}"
            code = client.get(path).status_code
            broken += [(name, odd[:20], code)] if code >= 500 else []

    assert broken == []


@on_sqlite
def test_no_page_breaks_whatever_headers_come_with_it(app, world):
    paths = addresses(app, world)
    broken = [
        (endpoint, headers)
        for endpoint in (*WITH_WISHES, "assets.file", "events.calendar", "personal.mine")
        for headers in ODD_HEADERS
        if app.test_client(use_cookies=False).get(paths[endpoint], headers=headers).status_code
        >= 500
    ]

    assert broken == []


@on_sqlite
def test_a_forged_host_stands_on_no_page_and_in_no_header(app, world):
    paths = addresses(app, world)
    ways = [*paths.values(), *(path.rstrip("/") for path in paths.values()), "/gibt-es-nicht"]

    for client in (app.test_client(), browser(app, world, "moderator")):
        for path in ways:
            answer = client.get(path, headers=FORGED)
            assert FOREIGN not in f"{answer.headers}{words_in(answer)}", path


@on_sqlite
def test_a_forged_host_reaches_no_letter(app, world):
    paths = addresses(app, world)
    typed = fields(app, world, paths)
    wrote = {"email": "neu@musterland.example"}

    for endpoint in taking("POST"):
        client = browser(app, world, sender(endpoint))
        given = typed[endpoint] | (wrote if endpoint.startswith("comments.write") else {})
        answer = client.post(paths[endpoint], data=given, headers=FORGED)
        assert FOREIGN not in f"{answer.headers}{answer.text}", endpoint

    letters = db.session.scalars(db.select(OutgoingMail)).all()
    assert {"confirm", "decision", "invitation", "sign_in_link", "password_link"} <= {
        letter.kind for letter in letters
    }
    for letter in letters:
        words = f"{text_of(letter)}{html_of(letter)}{letter.headers}{letter.message_id}"
        assert FOREIGN not in words + str(letter.attachments), letter.kind
        assert "http://localhost/" in words, letter.kind


@pytest.fixture
def behind_proxy(app):
    place = {name: app.config[name] for name in ("DATABASE_URL", "INSTANCE")}
    app = create_app(SETTINGS | place | {"PROXIES": 1})
    app.test_client_class = Client
    yield app
    with app.app_context():
        db.engine.dispose()


def codes_of(app, paths, typed) -> set[int]:
    """What a comment form answers to twelve senders who say that they are elsewhere."""
    client = app.test_client()
    return {
        client.post(
            paths["comments.write"], data=typed, headers={"X-Forwarded-For": f"10.0.0.{n}"}
        ).status_code
        for n in range(12)
    }


@on_sqlite
def test_what_proxies_say_counts_only_where_they_are_declared(app, behind_proxy, world):
    paths = addresses(app, world)
    typed = fields(app, world, paths)["comments.write"]

    assert codes_of(app, paths, typed) == {303, 429}
    assert codes_of(behind_proxy, paths, typed) == {303}


@on_sqlite
def test_signing_in_leads_nowhere_else(app, world):
    known = {"address": world.moderator.address, "password": PASSWORD}
    for number, target in enumerate(ELSEWHERE):
        client = app.test_client()
        shown = client.get("/anmelden", query_string={"weiter": target})
        given = known | {"weiter": target}
        answer = client.post(
            "/anmelden", data=given, environ_overrides={"REMOTE_ADDR": f"10.0.0.{number}"}
        )

        kept = dict(forms_of(shown.text)["/anmelden"])["weiter"]
        assert answer.status_code == 303, target
        assert {host_of(kept), host_of(answer.location)} == {"localhost"}, target


def host_of(link: str) -> str:
    """Where a browser goes with a link: it reads a backslash as a slash."""
    return urlsplit(urljoin("http://localhost/anmelden", link.replace("\\", "/"))).netloc


@on_sqlite
def test_a_filled_form_is_carried_nowhere_else(app, world):
    known = {"address": world.moderator.address, "password": PASSWORD, "carried": '[["a", "b"]]'}
    for number, target in enumerate(ELSEWHERE):
        place = {"REMOTE_ADDR": f"10.0.1.{number}"}
        answer = app.test_client().post(
            "/anmelden", data=known | {"weiter": target}, environ_overrides=place
        )
        actions = forms_of(answer.text) if answer.status_code == 200 else {}
        assert {host_of(action) for action in actions} <= {"localhost"}, target
