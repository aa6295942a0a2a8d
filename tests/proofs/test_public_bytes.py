"""What the public reads follows every deed at once: bytes, tag, the answer to the old tag."""

import gzip
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

import brotli
import pytest

from leitsaetze.config import ROOT
from leitsaetze.extensions import db
from leitsaetze.site.actions import furnish
from leitsaetze.site.models import HouseRule, Stamp
from tests.proofs.deeds import seen
from tests.proofs.quiet import BENEATH, unseen
from tests.proofs.ways import on_sqlite
from tests.proofs.world import World, make_world

# Files whose functions do something; the rest asks, checks or renders.
DOING = re.compile(
    r"\w+/(absences|actions|answering|appearance|batches|blocks|books|bulk|bulk_letters|claims"
    r"|closing|colleagues|confirming|credentials|deadlines|digests|door|door_keeping|echoes"
    r"|escalations|four_eyes|gathering|handing_over"
    r"|gathered|hidings|indexing|intake|invitations|life|likeness|marking|meeting_places|minutes"
    r"|municipalities"
    r"|needs|numbering|passages|pasting_actions|pausing|plain_writing|proposal_groups|proposals"
    r"|publication|receiving|registered|registering|replies|result_drafts|results|reviewing"
    r"|rewriting|rulebook|seat_keeping|seats|series|sessions"
    r"|staff|supporting|together|undoing|wishes|wording)\.py|administration/publishing\.py"
    r"|moderation/figures\.py"
    r"|principles/(easy|editions)\.py"
)
FOREIGN = "boese.example"
ODD_HEADERS = [
    {name: value}
    for name, values in {
        "Accept": ["text/plain", "application/json", "*/*;q=0", "image/webp"],
        "Accept-Charset": ["iso-8859-1"],
        "Accept-Encoding": ["br", "identity;q=0", "gzip, deflate"],
        "Accept-Language": ["en", "ar;q=0.5, he", "de-AT", "*", "x" * 200],
        "Authorization": ["Basic YTpi", "Bearer x"],
        "Cache-Control": ["no-cache", "only-if-cached"],
        "Cookie": ["fremd=1", "session=x; locale=en", "theme=dark", "leitsaetz=1", ";;="],
        "DNT": ["1"],
        "Forwarded": [f"for=10.0.0.1;host={FOREIGN};proto=https"],
        "From": ["jemand@boese.example"],
        "Host": [FOREIGN, "localhost:81"],
        "If-Modified-Since": ["Wed, 21 Oct 2037 07:28:00 GMT"],
        "If-None-Match": ['"anderes"', "W/"],
        "Origin": [f"https://{FOREIGN}"],
        "Prefer": ["return=minimal"],
        "Range": ["bytes=0-10"],
        "Referer": [f"https://{FOREIGN}/"],
        "Sec-CH-Prefers-Color-Scheme": ["dark"],
        "Sec-Fetch-Mode": ["cors"],
        "Save-Data": ["on"],
        "User-Agent": ["Lynx", "", "Googlebot"],
        "X-Forwarded-For": ["10.0.0.1, 10.0.0.2"],
        "X-Forwarded-Host": [FOREIGN],
        "X-Forwarded-Prefix": ["/anders"],
        "X-Forwarded-Proto": ["https"],
        "X-HTTP-Method-Override": ["DELETE"],
        "X-Original-URL": ["/moderation/"],
        "X-Requested-With": ["XMLHttpRequest"],
    }.items()
    for value in values
]
ALL_AT_ONCE = {name: value for headers in ODD_HEADERS for name, value in headers.items()}
LOOKED_AT_CLOSELY = {"start", "principle", "ics"}
IN_ENGLISH = {"start", "dialogue", "principle", "comment", "event", "ics"}  # the same, elsewhere


@dataclass(frozen=True)
class Page:
    """What a reader without any cookie got."""

    status: int
    content: bytes
    tag: str | None


@pytest.fixture
def world(app):
    return make_world()


def pages(world: World) -> dict[str, str]:
    dialogue = f"/dialoge/{world.dialogue.slug}/"
    principle = f"{dialogue}leitsaetze/1/"
    event = f"/veranstaltungen/{world.event.id}/"
    german = {
        "start": "/",
        "dialogues": "/dialoge/",
        "dialogue": dialogue,
        "general": f"{dialogue}kommentare/",
        "principle": principle,
        "newest": f"{principle}?sortierung=neueste",
        "other": f"{dialogue}leitsaetze/2/",
        "in_plain": f"{principle}?sprache=einfach",
        "whole_in_plain": f"{dialogue}leitsaetze/?sprache=einfach",
        "whole_text": f"{dialogue}leitsaetze/",
        "edition": f"{dialogue}gesamtfassungen/1/",
        "code": f"{principle}qr.svg",
        "first_revision": f"{principle}fassungen/1",
        "changes": f"{dialogue}aenderungen/",
        "comparison": f"{principle}vergleich",
        "waiting": f"/kommentare/{world.pending.id}",
        "comment": f"/kommentare/{world.published.id}",
        "placeholder": f"/kommentare/{world.hidden.id}",
        "events": "/veranstaltungen/",
        "event": event,
        "series": "/veranstaltungen/reihen/werkstatt/",
        "places": "/veranstaltungen/orte/",
        "ics": f"{event}termin.ics",
        "held": f"/veranstaltungen/{world.held_event.id}/",
        "minutes": f"/veranstaltungen/{world.held_event.id}/protokoll/",
        "calendar": "/veranstaltungen.ics",
        "feed": f"/feeds/dialoge/{world.dialogue.slug}.atom",
        "news": "/feeds/neues.atom",
        "impressum": "/impressum",
        "rules": "/regeln",
        "first_rules": "/regeln/fassungen/1",
        "account": "/transparenz/",
        "numbers": "/transparenz/zahlen.csv",
        "easy": "/leichte-sprache",
        "easy_dialogue": f"{dialogue}leichte-sprache/",
        "signed": "/gebaerdensprache",
        "help": "/hilfe/",
        "handbook": "/hilfe/moderation/",
        "handbook_page": "/hilfe/moderation/erste-schritte",
    }
    return german | {f"english_{name}": f"/en{german[name]}" for name in IN_ENGLISH}


def in_both_languages(shown: str) -> set[str]:
    names = set(shown.split())
    return names | {f"english_{name}" for name in names & IN_ENGLISH}


def read(client, path: str, tag: str | None = None) -> Page:
    found = client.get(path, headers={"If-None-Match": tag} if tag else {})
    return Page(found.status_code, found.data, found.headers.get("ETag"))


def faults(client, path: str, before: Page, after: Page) -> Iterator[str]:
    """Say what is wrong with a page after a deed, whatever the deed was."""
    if (before.status, before.content) == (after.status, after.content):
        return
    if before.tag is not None and before.tag == after.tag:
        yield "other bytes under the same tag"
    if read(client, path, before.tag) != after:
        yield "the old tag is not answered with the new bytes"
    if after.tag is not None and read(client, path, after.tag).status != 304:
        yield "the new tag is not known"


def test_every_deed_that_shows_changes_its_pages_and_no_other(client, world):
    paths, wrong = pages(world), []
    before: dict[str, Page] = {}
    for deed, act, shown in seen(world):
        expected = in_both_languages(shown)
        # Which pages a deed leaves alone does not depend on the database.
        names = paths.keys() if db.engine.dialect.name == "sqlite" else expected
        before = {name: before.get(name) or read(client, paths[name]) for name in names}
        act()
        after = {name: read(client, paths[name]) for name in names}
        changed = {name for name in names if after[name].content != before[name].content}
        wrong += [f"{deed}: {name}" for name in sorted(changed ^ expected)]
        for name in names:
            for fault in faults(client, paths[name], before[name], after[name]):
                wrong.append(f"{deed}: {name}: {fault}")
        before = after if names == paths.keys() else {}

    assert wrong == []


def test_what_nobody_sees_leaves_every_page_as_it_is(client, world):
    paths = pages(world)
    before = {name: read(client, path) for name, path in paths.items()}
    stamps = db.select(Stamp.scope, Stamp.version).order_by(Stamp.id)
    versions = db.session.execute(stamps).all()

    for deed, act in unseen(world):
        act()
        db.session.commit()
        assert db.session.execute(stamps).all() == versions, deed

    assert {name: read(client, path) for name, path in paths.items()} == before


def test_new_rules_of_the_discussion_are_there_at_once(client, app):
    db.session.execute(db.delete(HouseRule))
    db.session.commit()
    before = read(client, "/regeln")

    furnish()
    after = read(client, "/regeln", before.tag)

    assert after.status == 200
    assert after.content != before.content
    assert after.tag != before.tag


def doing() -> Iterator[ModuleType]:
    for path in sorted((ROOT / "leitsaetze").glob("*/*.py")):
        if DOING.fullmatch(f"{path.parent.name}/{path.name}"):
            yield import_module(f"leitsaetze.{path.parent.name}.{path.stem}")


@on_sqlite
def test_no_deed_is_left_out(world):
    there = {
        f"{module.__name__.removeprefix('leitsaetze.')}.{name}"
        for module in doing()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    named = [name.partition(",")[0] for name, *_rest in [*seen(world), *unseen(world)]]
    beneath = [f"{file}.{name}" for file, names in BENEATH.items() for name in names.split()]

    assert there == {*named, *beneath}


@on_sqlite
def test_whatever_a_reader_sends_along_the_bytes_are_the_same(client, world):
    assert len(ODD_HEADERS) >= 40

    for name, path in pages(world).items():
        plain = read(client, path)
        for headers in ODD_HEADERS if name in LOOKED_AT_CLOSELY else [ALL_AT_ONCE]:
            found = client.get(path, headers=headers)
            assert (found.status_code, decoded(found)) == (plain.status, plain.content), headers
            assert plain.tag is None or found.headers["ETag"].startswith(plain.tag[:-1])
            assert read(client, path) == plain, (name, headers)
            assert "Set-Cookie" not in found.headers, (name, headers)


def decoded(response) -> bytes:
    coding = response.headers.get("Content-Encoding", "identity")
    undo = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
    return undo[coding](response.data)


@on_sqlite
@pytest.mark.parametrize("known", [True, False])
def test_with_a_session_the_page_is_private_and_says_the_same(app, client, world, known):
    reader = app.test_client()
    if known:
        reader.sign_in(world.citizen)
    else:
        reader.set_cookie("leitsaetze", "eine, die wir nie ausgestellt haben")

    for name, path in pages(world).items():
        plain, own = client.get(path), reader.get(path)
        if plain.status_code == 200:
            assert own.headers["Cache-Control"] == "private, no-store", name
            assert plain.headers["Cache-Control"] == "public, no-cache", name
        assert substance(own.text) == substance(plain.text), name
        assert reader.get(path, headers={"If-None-Match": plain.headers.get("ETag", "")}).text


def substance(page: str) -> str:
    """A page without what the layout says about who is signed in."""
    return page.partition("<main")[2].partition("</main>")[0] or page
