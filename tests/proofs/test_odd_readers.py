"""Whatever one reader sends, the next one gets the page as it was, from every worker's cache.

Headers, cookies, methods and ways to write an address that a cache could mistake for others.
"""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from leitsaetze.extensions import db
from tests.conftest import Client
from tests.proofs.test_public_bytes import FOREIGN, LOOKED_AT_CLOSELY, ODD_HEADERS, pages
from tests.proofs.ways import on_sqlite
from tests.proofs.workers import Worker, whole, workers
from tests.proofs.world import READERS, make_world

MORE_HEADERS = [
    {name: value}
    for name, values in {
        "Accept-Encoding": [
            "",
            "*",
            "*;q=0",
            "br;q=0",
            "gzip;q=0.5, br;q=0.1",
            "BR",
            "zstd",
            "x-gzip",
            "br, br, br",
            "br;q=x",
            "\xff",
            "identity;q=0, *;q=0",
            "gzip," * 400,
        ],
        "Cookie": [
            "xleitsaetze=1",
            "leitsaetze=",
            "leitsaetze=1; leitsaetze=2",
            "leitsaetze_andere=1",
            "__Host-leitsaetze=1",
            "a=leitsaetze",
            "=; =leitsaetze",
            '"leitsaetze"=1',
            "leitsaetze=eyJfdXNlcl9pZCI6IjEifQ.aa.bb",
            "LEITSAETZE=1",
            "leits%61etze=1",
            "leitsaetze%20=1",
            "leitsaetze;",
            "a=1;" * 300,
            "\xff\xfe=\x01",
            "session=.eJwlz",
            "locale=en; language=en; lang=en; theme=dark",
        ],
        "Content-Length": ["0"],
        "Content-Type": ["application/x-www-form-urlencoded", "multipart/form-data"],
        "Expect": ["100-continue"],
        "Host": ["", "localhost", "LOCALHOST", "[::1]", f"a@{FOREIGN}", "x" * 300, "\xff"],
        "If-Match": ["*", '"x"'],
        "If-None-Match": ["*", 'W/"*"', "," * 50, '"' * 51, "\xff", '"-br"', '"-gzip", "-br"'],
        "If-Range": ['"x"', "Wed, 21 Oct 2037 07:28:00 GMT"],
        "If-Unmodified-Since": ["Wed, 21 Oct 1970 07:28:00 GMT"],
        "Max-Forwards": ["0"],
        "Pragma": ["no-cache"],
        "Range": ["bytes=-5", "bytes=9-1,-,x", "bytes=0-0,1-1"],
        "TE": ["trailers"],
        "Upgrade": ["h2c"],
        "Vary": ["*"],
        "Via": ["1.1 boese.example"],
        "X-Forwarded-Port": ["8443"],
        "X-Forwarded-Scheme": ["https"],
        "X-Forwarded-Server": [FOREIGN],
        "X-Host": [FOREIGN],
        "X-Method-Override": ["POST"],
        "X-Original-Host": [FOREIGN],
        "X-Rewrite-URL": ["/moderation/"],
        "X-Script-Name": ["/en"],
    }.items()
    for value in values
]
ALL = [*ODD_HEADERS, *MORE_HEADERS]
METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "GET ", "PROPFIND"]
CSRF = "csrf_token"


@pytest.fixture
def world(app):
    return make_world()


def odd_addresses(path: str) -> Iterator[str]:
    """The address of a page written otherwise, or with more than it needs; some lead elsewhere."""
    place, _mark, query = path.partition("?")
    yield from (f"{place}?{odd}" for odd in ODD_QUERIES)
    yield f"{place}?{query}&{'x' * 60_000}"
    yield from (f"/en{path}", f"/en/en{path}", f"/EN{path}", f"//en{path}", f"/de{path}")
    yield from (f"/{place}", f"{place}/", f"{place}//", f"{place}%20", f"{place}%2F", f"{place}.")
    yield from (f"{place}..", f"{place}../", f"{place}%2e%2e/", f"{place};a=b", f"{place}%00")
    yield from (place.upper(), place.replace("/", "//"), place.replace("/", "%2F"), place[:-1])
    yield from (f"http://{FOREIGN}{path}", f"http://localhost{path}", f"*{place}")


ODD_QUERIES = """
    & ? = ?? %00 %FF %ff=%FE %zz nach= nach=0 nach=-1 nach=1&nach=2 nach=%31 NACH=1 nach=1%00
    sortierung=neueste sortierung=NEUESTE sortierung=neueste&sortierung=aelteste sortierung
    leitsaetze=1 lang=en _method=POST utm_source=<script> q=%0d%0aSet-Cookie:a=b a;b=c %26 #x
""".split()


class Plain:
    """What a plain reader got of each page before anybody did anything odd."""

    def __init__(self, worker: Worker, paths: list[str]) -> None:
        self.worker = worker
        self.before = {path: whole(worker.get(path)) for path in paths}

    def check(self, path: str, why: object) -> None:
        assert whole(self.worker.get(path)) == self.before[path], (path, why)

    def check_all(self, why: object) -> None:
        """Warm, and made anew."""
        for path in self.before:
            self.check(path, why)
        self.worker.forget()
        for path in self.before:
            self.check(path, why)


def raw(worker: Worker, method: str, address: str, **environ: str):
    """Ask as a server would that checks nothing."""
    path, _mark, query = address.partition("?")
    with worker.app.app_context():
        built = EnvironBuilder(method=method.strip() or "GET").get_environ()
        place = unquote(path, "latin-1")
        told = {"REQUEST_METHOD": method, "PATH_INFO": place, "QUERY_STRING": query}
        pieces, status, headers = run_wsgi_app(worker.app, built | told | environ, buffered=True)
        return int(status[:3]), headers, b"".join(pieces)


def as_environ(headers: dict[str, str]) -> dict[str, str]:
    usual = {"Content-Type": "CONTENT_TYPE", "Content-Length": "CONTENT_LENGTH"}
    return {
        usual.get(name, f"HTTP_{name.upper().replace('-', '_')}"): value
        for name, value in headers.items()
    }


@on_sqlite
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
def test_odd_headers_and_cookies_leave_nothing_behind(app, world, warm):
    """Each page hears them all; the very next plain answer is what it was before."""
    assert len({str(headers) for headers in ALL}) >= 80
    paths = list(pages(world).values())
    with workers(app, 1) as ([worker], _fresh):
        plain = Plain(worker, paths)
        for number, path in enumerate(paths):
            # All of them on a few pages, on the others every seventh, each time another one.
            for headers in ALL if number % 9 == 0 else ALL[number % 7 :: 7]:
                if not warm:
                    worker.forget()
                status, given, body = raw(worker, "GET", path, **as_environ(headers))
                assert status in {200, 304, 400, 404}, (path, headers)
                assert "Set-Cookie" not in given, (path, headers)
                assert FOREIGN.encode() not in body, (path, headers)
                plain.check(path, headers)


@on_sqlite
def test_other_methods_leave_nothing_behind(app, world):
    paths = list(pages(world).values())
    with workers(app, 1) as ([worker], _fresh):
        plain = Plain(worker, paths)
        for path in paths:
            for method in METHODS:
                worker.forget()
                status, given, body = raw(worker, method, path)
                assert status < 500, (method, path)
                if method == "HEAD":
                    wanted = plain.before[path]
                    assert (status, sorted(given), body) == (wanted[0], wanted[1], b""), path
                plain.check(path, method)


@on_sqlite
def test_odd_addresses_leave_nothing_behind(app, world):
    """And each is answered as by an application that keeps nothing."""
    there = pages(world)
    paths = [there[name] for name in sorted(LOOKED_AT_CLOSELY | {"newest", "english_comment"})]
    with workers(app, 1) as ([worker], fresh):
        plain = Plain(worker, paths)
        for path in paths:
            for address in odd_addresses(path):
                right = raw(fresh, "GET", address)
                assert right[0] < 500, address
                assert raw(worker, "HEAD", address) == (*right[:2], b""), address
                assert raw(worker, "GET", address) == right, address
                assert raw(worker, "GET", address) == right, address
            plain.check(path, "odd addresses")
        plain.check_all("odd addresses")


@on_sqlite
@pytest.mark.parametrize("reader", READERS[1:])
def test_a_session_leaves_nothing_behind(app, world, reader):
    """Not the name, not the way out, no token: neither before nor behind a plain reader."""
    app.config["WTF_CSRF_ENABLED"] = True
    person = world.people[reader]
    person.name = "Frau Unverwechselbar"
    db.session.commit()
    paths = list(pages(world).values())
    with workers(app, 1) as ([worker], _fresh):
        known: Client = worker.app.test_client().sign_in(person)
        plain = Plain(worker, paths)
        worker.forget()
        for path in paths:
            for headers in ({}, {"Accept-Encoding": "br"}, {"If-None-Match": "*"}):
                own = known.get(path, headers=headers)
                assert own.headers.get("Cache-Control") in {"private, no-store", "no-store"}, path
                if "html" in own.mimetype and own.status_code == 200 and not headers:
                    assert "Abmelden" in own.text or "Sign out" in own.text, path
            plain.check(path, reader)
            plain.check(path, reader)
        for _status, headers, body in plain.before.values():
            for word in (b"Unverwechselbar", b"Abmelden", b"Sign out", CSRF.encode(), b"seen"):
                assert word not in body + str(headers).encode(), word
